#include "jobs/message.h"

#include <jansson.h>
#include <limits.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

static const char *const job_names[] = {
	[JOB_PROBE] = "probe",
	[JOB_PICTURE] = "picture",
	[JOB_PUBLISH] = "publish",
};

/* The text members of the tags, for writing and for reading. */
static const struct {
	const char *key;
	size_t offset;
} tag_texts[] = {
	{ "title", offsetof(struct job_tags, title) },
	{ "artist", offsetof(struct job_tags, artist) },
	{ "album", offsetof(struct job_tags, album) },
	{ "date", offsetof(struct job_tags, date) },
	{ "comment", offsetof(struct job_tags, comment) },
	{ "language", offsetof(struct job_tags, language) },
	{ "copyright", offsetof(struct job_tags, copyright) },
	{ "genre", offsetof(struct job_tags, genre) },
};

bool job_answer_fits(const struct job_answer *a, enum job_kind kind)
{
	if (a->is_progress || !a->ok)
		return !a->is_progress;
	switch (kind) {
	case JOB_PROBE:
		return a->has_media;
	case JOB_PICTURE:
		return a->has_picture;
	case JOB_PUBLISH:
		return a->has_audio;
	}
	return false;
}

/* Writing */

static void write_text(struct json *j, const char *key, const char *value)
{
	if (value)
		json_text(j, key, value);
}

static void write_int(struct json *j, const char *key, int64_t value)
{
	if (value)
		json_int(j, key, value);
}

static void write_seconds(struct json *j, const char *key, double value)
{
	json_decimal(j, key, value, 9);
}

static void write_tags(struct json *j, const struct job_tags *t)
{
	json_open(j, "tags", '{');
	for (size_t i = 0; i < COUNT(tag_texts); i++) {
		const char *value;

		memcpy(&value, (const char *)t + tag_texts[i].offset, sizeof(value));
		write_text(j, tag_texts[i].key, value);
	}
	write_int(j, "track", t->track);
	write_text(j, "cover", t->cover);
	if (t->chapter_count)
		json_open(j, "chapters", '[');
	for (size_t i = 0; i < t->chapter_count; i++) {
		json_open(j, NULL, '{');
		json_int(j, "start", t->chapters[i].start);
		write_text(j, "title", t->chapters[i].title);
		json_close(j, '}');
	}
	if (t->chapter_count)
		json_close(j, ']');
	json_close(j, '}');
}

void job_request_write(const struct job_request *r, struct strbuf *out)
{
	struct json j = JSON_INIT(out);

	json_open(&j, NULL, '{');
	json_int(&j, "id", r->id);
	json_text(&j, "job", job_names[r->kind]);
	write_text(&j, "source", r->source);
	if (r->kind == JOB_PUBLISH) {
		write_text(&j, "output", r->output);
		write_text(&j, "format", r->format);
		write_int(&j, "bitrate", r->bitrate);
		write_tags(&j, &r->tags);
	}
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

static void write_problem(struct json *j, const char *key, const struct media_problem *p)
{
	json_open(j, key, '{');
	write_text(j, "id", p->id);
	write_text(j, "text", p->text);
	write_seconds(j, "at", p->at);
	json_close(j, '}');
}

static void write_media(struct json *j, const struct media_facts *m)
{
	json_open(j, "media", '{');
	write_text(j, "format", m->format);
	write_text(j, "codec", m->codec);
	json_int(j, "sample_rate", m->sample_rate);
	json_int(j, "channels", m->channels);
	json_int(j, "bit_rate", m->bit_rate);
	json_int(j, "samples", m->samples);
	write_seconds(j, "seconds", m->seconds);
	write_seconds(j, "declared_seconds", m->declared_seconds);
	json_open(j, "problems", '[');
	for (size_t i = 0; i < m->problem_count; i++)
		write_problem(j, NULL, &m->problems[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void write_picture(struct json *j, const struct picture_facts *p)
{
	json_open(j, "picture", '{');
	write_text(j, "format", p->format);
	write_text(j, "colour", p->colour);
	json_int(j, "width", p->width);
	json_int(j, "height", p->height);
	json_close(j, '}');
}

static void write_audio(struct json *j, const struct published_audio *p)
{
	json_open(j, "audio", '{');
	write_text(j, "suffix", p->suffix);
	write_text(j, "type", p->type);
	write_text(j, "sha256", p->sha256);
	json_int(j, "bytes", p->bytes);
	write_seconds(j, "seconds", p->seconds);
	json_close(j, '}');
}

static void write_outcome(struct json *j, const struct job_answer *a)
{
	json_bool(j, "ok", a->ok);
	if (!a->ok) {
		write_problem(j, "problem", &a->problem);
		return;
	}
	if (a->has_media)
		write_media(j, &a->media);
	if (a->has_picture)
		write_picture(j, &a->picture);
	if (a->has_audio)
		write_audio(j, &a->audio);
}

void job_answer_write(const struct job_answer *a, struct strbuf *out)
{
	struct json j = JSON_INIT(out);

	json_open(&j, NULL, '{');
	json_int(&j, "id", a->id);
	if (a->is_progress)
		write_seconds(&j, "progress", a->progress);
	else
		write_outcome(&j, a);
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

/*
 * Reading. The first fault is kept in `why`; after it, what is read is still
 * well-formed (0, NULL, empty) but nobody will use it.
 */
struct reader {
	struct arena *a;
	const char *why;
};

enum need { OPTIONAL, REQUIRED };

static void refuse(struct reader *r, const char *key, const char *fault)
{
	if (!r->why)
		r->why = arena_printf(r->a, "'%s' %s", key, fault);
}

/* The member, or NULL after complaining when it must be there. */
static const json_t *member(struct reader *r, const json_t *from, const char *key, enum need need)
{
	const json_t *value = json_object_get(from, key);

	if (json_is_null(value))
		value = NULL;
	if (!value && need == REQUIRED)
		refuse(r, key, "is missing");
	return value;
}

static const json_t *read_object(struct reader *r, const json_t *from, const char *key,
				 enum need need)
{
	const json_t *value = member(r, from, key, need);

	if (!value || json_is_object(value))
		return value;
	refuse(r, key, "is not an object");
	return NULL;
}

/* A list that may be missing; its entries are objects. */
static const json_t *read_list(struct reader *r, const json_t *from, const char *key, size_t max)
{
	const json_t *list = member(r, from, key, OPTIONAL);

	if (!list)
		return NULL;
	if (!json_is_array(list)) {
		refuse(r, key, "is not a list");
		return NULL;
	}
	if (json_array_size(list) > max) {
		refuse(r, key, "is too long");
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (!json_is_object(json_array_get(list, i)))
			refuse(r, key, "has an entry that is not an object");
	}
	return list;
}

/* Any text without NUL; jansson has checked that it is UTF-8. */
static const char *read_bytes(struct reader *r, const json_t *from, const char *key, enum need need)
{
	const json_t *value = member(r, from, key, need);

	if (!value)
		return NULL;
	if (!json_is_string(value)) {
		refuse(r, key, "is not text");
		return NULL;
	}
	return arena_strndup(r->a, json_string_value(value), json_string_length(value));
}

/* Text that may be shown to people and put into feeds. */
static const char *read_text(struct reader *r, const json_t *from, const char *key, enum need need)
{
	const char *text = read_bytes(r, from, key, need);
	size_t left = text ? strlen(text) : 0;

	for (const char *c = text; left;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(c, left, &cp);

		if (!len || !utf8_is_xml(cp)) {
			refuse(r, key, "has a control character");
			return NULL;
		}
		c += len;
		left -= len;
	}
	return text;
}

static const char *read_path(struct reader *r, const json_t *from, const char *key, enum need need)
{
	const char *path = read_bytes(r, from, key, need);

	if (!path || path[0] == '/')
		return path;
	refuse(r, key, "is not an absolute path");
	return NULL;
}

/* A word for a file name: what comes from a worker must not lead out of a folder. */
static const char *read_word(struct reader *r, const json_t *from, const char *key)
{
	const char *word = read_bytes(r, from, key, REQUIRED);
	size_t len = word ? strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-_,") : 0;

	if (!word || (len && len <= 64 && !word[len]))
		return word;
	refuse(r, key, "is not a short word of small letters and digits");
	return NULL;
}

static const char *read_sha256(struct reader *r, const json_t *from, const char *key)
{
	const char *hex = read_bytes(r, from, key, REQUIRED);
	struct hash unused;

	if (!hex || hash_from_hex(hex, &unused))
		return hex;
	refuse(r, key, "is not a SHA-256 in hexadecimal");
	return NULL;
}

/* A whole number from 0 to `max`. */
static int64_t read_int(struct reader *r, const json_t *from, const char *key, int64_t max,
			enum need need)
{
	const json_t *value = member(r, from, key, need);

	if (!value)
		return 0;
	if (!json_is_integer(value)) {
		refuse(r, key, "is not a whole number");
		return 0;
	}
	json_int_t number = json_integer_value(value);
	if (number >= 0 && number <= max)
		return number;
	refuse(r, key, "is out of range");
	return 0;
}

/* A number from `min` to `max`; jansson lets no infinity through. */
static double read_real(struct reader *r, const json_t *from, const char *key, double min,
			double max)
{
	const json_t *value = member(r, from, key, REQUIRED);

	if (!value)
		return 0;
	if (!json_is_number(value)) {
		refuse(r, key, "is not a number");
		return 0;
	}
	double number = json_number_value(value);
	if (number >= min && number <= max)
		return number;
	refuse(r, key, "is out of range");
	return 0;
}

/* A hundred years: more is a slip, less might be a real archive. */
#define MAX_SECONDS (100.0 * 366 * 86400)

static double read_seconds(struct reader *r, const json_t *from, const char *key)
{
	return read_real(r, from, key, 0, MAX_SECONDS);
}

static bool read_bool(struct reader *r, const json_t *from, const char *key)
{
	const json_t *value = member(r, from, key, REQUIRED);

	if (value && !json_is_boolean(value))
		refuse(r, key, "is neither true nor false");
	return json_is_true(value);
}

static void free_json(json_t **json)
{
	json_decref(*json);
}

#define JSON_SCOPED __attribute__((cleanup(free_json)))

/* The object on a line; NULL with the reason kept. The caller frees it. */
static json_t *parse_line(struct reader *r, const char *line, size_t len)
{
	json_error_t error;

	if (len > LIMIT_JOB_LINE) {
		r->why = "the line is too long";
		return NULL;
	}
	json_t *root = json_loadb(line, len, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		r->why = arena_printf(r->a, "it is not JSON: %s", error.text);
	} else if (!json_is_object(root)) {
		r->why = "it is not a JSON object";
		json_decref(root);
		root = NULL;
	}
	return root;
}

static enum job_kind read_kind(struct reader *r, const json_t *from)
{
	const char *name = read_bytes(r, from, "job", REQUIRED);

	for (size_t i = 0; name && i < COUNT(job_names); i++) {
		if (strcmp(job_names[i], name) == 0)
			return (enum job_kind)i;
	}
	refuse(r, "job", "is not a kind of job");
	return JOB_PROBE;
}

static void read_chapters(struct reader *r, const json_t *list, struct job_tags *into)
{
	size_t count = json_array_size(list);
	struct job_chapter *chapters = arena_array(r->a, count, sizeof(*chapters));

	for (size_t i = 0; i < count; i++) {
		const json_t *from = json_array_get(list, i);

		chapters[i].start = read_int(r, from, "start", INT64_MAX, REQUIRED);
		chapters[i].title = read_text(r, from, "title", OPTIONAL);
	}
	into->chapters = count ? chapters : NULL;
	into->chapter_count = count;
}

static void read_tags(struct reader *r, const json_t *from, struct job_tags *into)
{
	for (size_t i = 0; i < COUNT(tag_texts); i++) {
		const char *value = read_text(r, from, tag_texts[i].key, OPTIONAL);

		memcpy((char *)into + tag_texts[i].offset, &value, sizeof(value));
	}
	into->track = read_int(r, from, "track", INT64_MAX, OPTIONAL);
	into->cover = read_path(r, from, "cover", OPTIONAL);
	read_chapters(r, read_list(r, from, "chapters", MESSAGE_MAX_CHAPTERS), into);
}

bool job_request_read(const char *line, size_t len, struct job_request *into, struct arena *a,
		      const char **why)
{
	struct reader r = { .a = a };
	JSON_SCOPED json_t *root = parse_line(&r, line, len);

	*into = (struct job_request){ 0 };
	if (root) {
		into->id = read_int(&r, root, "id", INT64_MAX, REQUIRED);
		into->kind = read_kind(&r, root);
		into->source = read_path(&r, root, "source", REQUIRED);
	}
	if (root && into->kind == JOB_PUBLISH) {
		into->output = read_path(&r, root, "output", REQUIRED);
		into->format = read_word(&r, root, "format");
		into->bitrate = read_int(&r, root, "bitrate", INT_MAX, OPTIONAL);
		read_tags(&r, read_object(&r, root, "tags", OPTIONAL), &into->tags);
	}
	*why = r.why;
	return !r.why;
}

static struct media_problem read_problem(struct reader *r, const json_t *from)
{
	return (struct media_problem){
		.id = read_word(r, from, "id"),
		.text = read_text(r, from, "text", REQUIRED),
		.at = read_real(r, from, "at", -1, MAX_SECONDS),
	};
}

static void read_media(struct reader *r, const json_t *from, struct media_facts *into)
{
	const json_t *problems = read_list(r, from, "problems", MESSAGE_MAX_PROBLEMS);

	into->format = read_word(r, from, "format");
	into->codec = read_word(r, from, "codec");
	into->sample_rate = (int)read_int(r, from, "sample_rate", INT_MAX, REQUIRED);
	into->channels = (int)read_int(r, from, "channels", INT_MAX, REQUIRED);
	into->bit_rate = read_int(r, from, "bit_rate", INT64_MAX, REQUIRED);
	into->samples = read_int(r, from, "samples", INT64_MAX, REQUIRED);
	into->seconds = read_seconds(r, from, "seconds");
	into->declared_seconds = read_seconds(r, from, "declared_seconds");
	into->problem_count = json_array_size(problems);
	if (!into->problem_count)
		return;
	into->problems = arena_array(r->a, into->problem_count, sizeof(*into->problems));
	for (size_t i = 0; i < into->problem_count; i++)
		into->problems[i] = read_problem(r, json_array_get(problems, i));
}

static void read_picture(struct reader *r, const json_t *from, struct picture_facts *into)
{
	into->format = read_word(r, from, "format");
	into->colour = read_word(r, from, "colour");
	into->width = (unsigned)read_int(r, from, "width", INT_MAX, REQUIRED);
	into->height = (unsigned)read_int(r, from, "height", INT_MAX, REQUIRED);
}

static void read_audio(struct reader *r, const json_t *from, struct published_audio *into)
{
	into->suffix = read_word(r, from, "suffix");
	into->type = read_text(r, from, "type", REQUIRED);
	into->sha256 = read_sha256(r, from, "sha256");
	into->bytes = read_int(r, from, "bytes", INT64_MAX, REQUIRED);
	into->seconds = read_seconds(r, from, "seconds");
}

/* What a successful job found: exactly one of the three. */
static void read_facts(struct reader *r, const json_t *root, struct job_answer *into)
{
	const json_t *media = read_object(r, root, "media", OPTIONAL);
	const json_t *picture = read_object(r, root, "picture", OPTIONAL);
	const json_t *audio = read_object(r, root, "audio", OPTIONAL);

	if (!!media + !!picture + !!audio != 1)
		refuse(r, "ok", "is true without exactly one of 'media', 'picture' and 'audio'");
	if ((into->has_media = media != NULL))
		read_media(r, media, &into->media);
	if ((into->has_picture = picture != NULL))
		read_picture(r, picture, &into->picture);
	if ((into->has_audio = audio != NULL))
		read_audio(r, audio, &into->audio);
}

static void read_answer(struct reader *r, const json_t *root, struct job_answer *into)
{
	into->is_progress = json_object_get(root, "progress") != NULL;
	into->id = json_integer_value(json_object_get(root, "id")) == MESSAGE_NO_JOB
			   ? MESSAGE_NO_JOB
			   : read_int(r, root, "id", INT64_MAX, REQUIRED);
	if (into->is_progress) {
		into->progress = read_real(r, root, "progress", 0, 1);
		return;
	}
	into->ok = read_bool(r, root, "ok");
	if (into->ok && into->id == MESSAGE_NO_JOB)
		refuse(r, "ok", "is true without a job");
	if (into->ok)
		read_facts(r, root, into);
	else
		into->problem = read_problem(r, read_object(r, root, "problem", REQUIRED));
}

bool job_answer_read(const char *line, size_t len, struct job_answer *into, struct arena *a,
		     const char **why)
{
	struct reader r = { .a = a };
	JSON_SCOPED json_t *root = parse_line(&r, line, len);

	*into = (struct job_answer){ 0 };
	if (root)
		read_answer(&r, root, into);
	*why = r.why;
	return !r.why;
}
