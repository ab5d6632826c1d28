#include "members.h"

#include <stdint.h>

#include "jobs/message.h"

/* The offset of a member whose C type must be `want`. */
#define AT(type, member, want) \
	(offsetof(type, member) * sizeof(char[_Generic(((type *)0)->member, want: 1)]))

#define TEXT(of, name)    { .key = #name, .type = MEMBER_TEXT, .offset = AT(of, name, const char *) }
#define PATH(of, name)    { .key = #name, .type = MEMBER_PATH, .offset = AT(of, name, const char *) }
#define WORD(of, name)    { .key = #name, .type = MEMBER_WORD, .offset = AT(of, name, const char *), .required = true }
#define SHA256(of, name)  { .key = #name, .type = MEMBER_SHA256, .offset = AT(of, name, const char *), .required = true }
#define INT(of, name)     { .key = #name, .type = MEMBER_INT, .offset = AT(of, name, int) }
#define UNSIGNED(of, name) { .key = #name, .type = MEMBER_INT, .offset = AT(of, name, unsigned), .required = true }
#define INT64(of, name)   { .key = #name, .type = MEMBER_INT64, .offset = AT(of, name, int64_t) }
#define SECONDS(of, name) { .key = #name, .type = MEMBER_SECONDS, .offset = AT(of, name, double) }
#define PLACE(of, name)   { .key = #name, .type = MEMBER_PLACE, .offset = AT(of, name, double) }
#define LEVEL(of, name)   { .key = #name, .type = MEMBER_LEVEL, .offset = AT(of, name, double) }
#define NUMBER(of, name)  { .key = #name, .type = MEMBER_NUMBER, .offset = AT(of, name, double) }
#define FLAG(of, name)    { .key = #name, .type = MEMBER_FLAG, .offset = AT(of, name, bool) }

/* These are there in every message, whatever their value. */
#define NEED_TEXT(of, name)    { .key = #name, .type = MEMBER_TEXT, .offset = AT(of, name, const char *), .required = true }
#define NEED_PATH(of, name)    { .key = #name, .type = MEMBER_PATH, .offset = AT(of, name, const char *), .required = true }
#define NEED_INT(of, name)     { .key = #name, .type = MEMBER_INT, .offset = AT(of, name, int), .required = true }
#define NEED_INT64(of, name)   { .key = #name, .type = MEMBER_INT64, .offset = AT(of, name, int64_t), .required = true }
#define NEED_SECONDS(of, name) { .key = #name, .type = MEMBER_SECONDS, .offset = AT(of, name, double), .required = true }
#define NEED_LEVEL(of, name)   { .key = #name, .type = MEMBER_LEVEL, .offset = AT(of, name, double), .required = true }

#define OBJECT(of, name, kind) \
	{ .key = #name, .type = MEMBER_OBJECT, .offset = offsetof(of, name), .record = &(kind) }
#define NEED_OBJECT(of, name, kind) \
	{ .key = #name, .type = MEMBER_OBJECT, .offset = offsetof(of, name), .record = &(kind), .required = true }
#define CASE(of, name, kind) \
	{ .key = #name, .type = MEMBER_CASE, .offset = offsetof(of, name), .record = &(kind), \
	  .count = AT(of, has_##name, bool) }
#define LIST(of, name, total, kind, most) \
	{ .key = #name, .type = MEMBER_LIST, .offset = offsetof(of, name), .record = &(kind), \
	  .count = AT(of, total, size_t), .max = (most) }

static const struct member problem_members[] = {
	WORD(struct media_problem, id),
	NEED_TEXT(struct media_problem, text),
	PLACE(struct media_problem, at),
	PLACE(struct media_problem, until),
	{ 0 },
};
static const struct record problem_record = { problem_members, sizeof(struct media_problem) };

static const struct member chapter_members[] = {
	NEED_INT64(struct audio_chapter, start),
	TEXT(struct audio_chapter, title),
	TEXT(struct audio_chapter, url),
	PATH(struct audio_chapter, picture),
	{ 0 },
};
static const struct record chapter_record = { chapter_members, sizeof(struct audio_chapter) };

static const struct member text_members[] = {
	TEXT(struct audio_tags, title),
	TEXT(struct audio_tags, artist),
	TEXT(struct audio_tags, album),
	TEXT(struct audio_tags, date),
	TEXT(struct audio_tags, comment),
	TEXT(struct audio_tags, language),
	TEXT(struct audio_tags, copyright),
	TEXT(struct audio_tags, genre),
	INT64(struct audio_tags, track),
	TEXT(struct audio_tags, description),
	TEXT(struct audio_tags, url),
	TEXT(struct audio_tags, feed_url),
	TEXT(struct audio_tags, guid),
	TEXT(struct audio_tags, category),
	{ 0 },
};
static const struct record text_record = { text_members, sizeof(struct audio_tags) };

static const struct member tags_members[] = {
	OBJECT(struct job_tags, text, text_record),
	PATH(struct job_tags, cover),
	LIST(struct job_tags, chapters, chapter_count, chapter_record, MESSAGE_MAX_CHAPTERS),
	{ 0 },
};
static const struct record tags_record = { tags_members, sizeof(struct job_tags) };

static const struct member loudness_members[] = {
	LEVEL(struct loudness_facts, integrated),
	NUMBER(struct loudness_facts, range),
	LEVEL(struct loudness_facts, momentary),
	LEVEL(struct loudness_facts, short_term),
	LEVEL(struct loudness_facts, true_peak),
	PLACE(struct loudness_facts, true_peak_at),
	LEVEL(struct loudness_facts, sample_peak),
	{ 0 },
};
static const struct record loudness_record = { loudness_members, sizeof(struct loudness_facts) };

#define PEAKS(type_) \
	{ .key = "peaks", .type = MEMBER_PEAKS, .offset = AT(type_, peaks, uint8_t *), \
	  .count = AT(type_, peak_count, size_t), .max = MESSAGE_MAX_PEAKS }

/* What mastering and tagging want to know of a recording… */
#define HEARD_MEMBERS \
	WORD(struct media_facts, format), \
	NEED_INT(struct media_facts, sample_rate), \
	NEED_INT(struct media_facts, channels), \
	NEED_INT64(struct media_facts, bit_rate), \
	NEED_INT64(struct media_facts, samples), \
	NEED_SECONDS(struct media_facts, seconds), \
	OBJECT(struct media_facts, loudness, loudness_record), \
	SECONDS(struct media_facts, silent_start), \
	SECONDS(struct media_facts, silent_end), \
	{ .key = "copies_as", .type = MEMBER_WORD, .offset = AT(struct media_facts, copies_as, const char *) }, \
	FLAG(struct media_facts, same_channels), \
	PEAKS(struct media_facts)

static const struct member heard_members[] = { HEARD_MEMBERS, { 0 } };
static const struct record heard_record = { heard_members, sizeof(struct media_facts) };

/* …and all that there is to know. */
static const struct member media_members[] = {
	HEARD_MEMBERS,
	WORD(struct media_facts, codec),
	SECONDS(struct media_facts, declared_seconds),
	LEVEL(struct media_facts, noise_floor),
	NUMBER(struct media_facts, dc_offset),
	OBJECT(struct media_facts, tags, text_record),
	LIST(struct media_facts, chapters, chapter_count, chapter_record, MESSAGE_MAX_CHAPTERS),
	LIST(struct media_facts, problems, problem_count, problem_record, MESSAGE_MAX_PROBLEMS),
	{ 0 },
};
static const struct record media_record = { media_members, sizeof(struct media_facts) };

static const struct member picture_members[] = {
	WORD(struct picture_facts, format),
	WORD(struct picture_facts, colour),
	UNSIGNED(struct picture_facts, width),
	UNSIGNED(struct picture_facts, height),
	FLAG(struct picture_facts, alpha),
	{ 0 },
};
static const struct record picture_record = { picture_members, sizeof(struct picture_facts) };

static const char *const making_names[] = {
	[AUDIO_COPIED] = "copied",
	[AUDIO_GAINED] = "gained",
	[AUDIO_ENCODED] = "encoded",
	[AUDIO_AS_IT_IS] = "as-it-is",
	NULL,
};

static const struct member audio_members[] = {
	WORD(struct published_audio, suffix),
	NEED_TEXT(struct published_audio, type),
	SHA256(struct published_audio, sha256),
	NEED_INT64(struct published_audio, bytes),
	NEED_SECONDS(struct published_audio, seconds),
	NEED_INT(struct published_audio, sample_rate),
	NEED_INT(struct published_audio, channels),
	{ .key = "making", .type = MEMBER_CHOICE, .offset = offsetof(struct published_audio, making),
	  .names = making_names, .required = true },
	NUMBER(struct published_audio, gain),
	NUMBER(struct published_audio, reduction),
	LEVEL(struct published_audio, integrated),
	LEVEL(struct published_audio, true_peak),
	PEAKS(struct published_audio),
	LIST(struct published_audio, problems, problem_count, problem_record, MESSAGE_MAX_PROBLEMS),
	{ 0 },
};
static const struct record audio_record = { audio_members, sizeof(struct published_audio) };

static const struct member master_members[] = {
	WORD(struct job_master, format),
	NEED_INT64(struct job_master, bitrate),
	NEED_INT(struct job_master, channels),
	INT(struct job_master, sample_rate),
	FLAG(struct job_master, music),
	LEVEL(struct job_master, loudness),
	NUMBER(struct job_master, tolerance),
	NEED_LEVEL(struct job_master, peak),
	INT(struct job_master, high_pass),
	SECONDS(struct job_master, start),
	SECONDS(struct job_master, end),
	{ 0 },
};
static const struct record master_record = { master_members, sizeof(struct job_master) };

static const char *const job_names[] = {
	[JOB_PROBE] = "probe",
	[JOB_PICTURE] = "picture",
	[JOB_MASTER] = "master",
	[JOB_PUBLISH] = "publish",
	[JOB_PLOT] = "plot",
	[JOB_DRAW] = "draw",
	NULL,
};

static const struct member job_members[] = {
	NEED_INT64(struct job_request, id),
	{ .key = "job", .type = MEMBER_CHOICE, .offset = offsetof(struct job_request, kind),
	  .names = job_names, .required = true },
	{ 0 },
};
const struct record job_record = { job_members, sizeof(struct job_request) };

/* What jobs have that are about a file. */
#define FILE_MEMBERS \
	NEED_PATH(struct job_request, source), \
	INT(struct job_request, threads)

static const struct member bare_members[] = { FILE_MEMBERS, { 0 } };
static const struct record bare_record = { bare_members, sizeof(struct job_request) };

static const struct member master_job_members[] = {
	FILE_MEMBERS,
	NEED_PATH(struct job_request, output),
	NEED_OBJECT(struct job_request, master, master_record),
	CASE(struct job_request, heard, heard_record),
	{ 0 },
};
static const struct record master_job = { master_job_members, sizeof(struct job_request) };

static const struct member publish_job_members[] = {
	FILE_MEMBERS,
	NEED_PATH(struct job_request, output),
	OBJECT(struct job_request, tags, tags_record),
	NUMBER(struct job_request, gain),
	CASE(struct job_request, heard, heard_record),
	{ 0 },
};
static const struct record publish_job = { publish_job_members, sizeof(struct job_request) };

static const struct member plot_job_members[] = {
	FILE_MEMBERS,
	NEED_PATH(struct job_request, output),
	{ 0 },
};
static const struct record plot_job = { plot_job_members, sizeof(struct job_request) };

static const struct member row_members[] = {
	TEXT(struct sheet_row, name),
	TEXT(struct sheet_row, value),
	TEXT(struct sheet_row, more),
	{ 0 },
};
static const struct record row_record = { row_members, sizeof(struct sheet_row) };

static const char *const sheet_names[] = {
	[SHEET_CARD] = "card",
	[SHEET_POSTER] = "poster",
	NULL,
};

static const struct member sheet_members[] = {
	{ .key = "kind", .type = MEMBER_CHOICE, .offset = offsetof(struct sheet, kind),
	  .names = sheet_names, .required = true },
	TEXT(struct sheet, kicker),
	NEED_TEXT(struct sheet, title),
	TEXT(struct sheet, lead),
	TEXT(struct sheet, facts),
	TEXT(struct sheet, site),
	TEXT(struct sheet, prompt),
	TEXT(struct sheet, url),
	TEXT(struct sheet, url_words),
	TEXT(struct sheet, day),
	FLAG(struct sheet, rtl),
	TEXT(struct sheet, accent),
	TEXT(struct sheet, paper),
	TEXT(struct sheet, ink),
	LIST(struct sheet, rows, row_count, row_record, SHEET_ROWS_MOST),
	{ 0 },
};
static const struct record sheet_record = { sheet_members, sizeof(struct sheet) };

static const struct member job_sheet_members[] = {
	NEED_PATH(struct job_sheet, output),
	NEED_OBJECT(struct job_sheet, sheet, sheet_record),
	{ 0 },
};
static const struct record job_sheet_record = { job_sheet_members, sizeof(struct job_sheet) };

static const struct member draw_job_members[] = {
	PATH(struct job_request, source),
	LIST(struct job_request, sheets, sheet_count, job_sheet_record, MESSAGE_MAX_SHEETS),
	{ 0 },
};
static const struct record draw_job = { draw_job_members, sizeof(struct job_request) };

static const struct member drawn_members[] = {
	SHA256(struct drawn, sha256),
	NEED_INT64(struct drawn, bytes),
	{ 0 },
};
static const struct record drawn_record = { drawn_members, sizeof(struct drawn) };

static const struct member drawings_members[] = {
	LIST(struct job_drawings, all, count, drawn_record, MESSAGE_MAX_SHEETS),
	{ 0 },
};
static const struct record drawings_record = { drawings_members, sizeof(struct job_drawings) };

const struct record *const job_records[] = {
	[JOB_PROBE] = &bare_record,
	[JOB_PICTURE] = &bare_record,
	[JOB_MASTER] = &master_job,
	[JOB_PUBLISH] = &publish_job,
	[JOB_PLOT] = &plot_job,
	[JOB_DRAW] = &draw_job,
};

static const struct member success_members[] = {
	CASE(struct job_answer, media, media_record),
	CASE(struct job_answer, picture, picture_record),
	CASE(struct job_answer, audio, audio_record),
	CASE(struct job_answer, drawings, drawings_record),
	{ 0 },
};
const struct record success_record = { success_members, sizeof(struct job_answer) };

static const struct member failure_members[] = {
	NEED_OBJECT(struct job_answer, problem, problem_record),
	{ 0 },
};
const struct record failure_record = { failure_members, sizeof(struct job_answer) };
