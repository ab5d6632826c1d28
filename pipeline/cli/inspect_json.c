#include <stdio.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "inspect.h"
#include "model/mastering.h"
#include "model/media.h"

/* The offset of a member whose C type must be `want`. */
#define AT(type, member, want) \
	(offsetof(type, member) * sizeof(char[_Generic(((type *)0)->member, want: 1)]))

#define ROW(name_, type_, of, member, want, ...) \
	{ .name = name_, .type = type_, .offset = AT(struct of, member, want), __VA_ARGS__ }
#define TEXT(name, of, member, ...)   ROW(name, OUTLINE_TEXT, of, member, const char *, .help = __VA_ARGS__)
#define MAYBE_TEXT(name, of, member, ...) \
	ROW(name, OUTLINE_MAYBE_TEXT, of, member, const char *, .help = __VA_ARGS__)
#define FLAG(name, of, member, ...)   ROW(name, OUTLINE_FLAG, of, member, bool, .help = __VA_ARGS__)
#define INT(name, of, member, ...)    ROW(name, OUTLINE_INT, of, member, int, .help = __VA_ARGS__)
#define INT64(name, of, member, ...)  ROW(name, OUTLINE_INT64, of, member, int64_t, .help = __VA_ARGS__)
#define UNSIGNED(name, of, member, ...) \
	ROW(name, OUTLINE_UNSIGNED, of, member, unsigned, .help = __VA_ARGS__)
#define NUMBER(name, of, member, places, ...) \
	ROW(name, OUTLINE_NUMBER, of, member, double, .decimals = (places), .help = __VA_ARGS__)
#define LEVEL(name, of, member, ...) \
	ROW(name, OUTLINE_MAYBE_NUMBER, of, member, double, .decimals = 2, .help = __VA_ARGS__)
#define PLACE(name, of, member, ...) \
	ROW(name, OUTLINE_MAYBE_PLACE, of, member, double, .decimals = 3, .help = __VA_ARGS__)
#define OBJECT(name_, of, member, table, help_) \
	{ .name = name_, .type = OUTLINE_OBJECT, .offset = offsetof(struct of, member), \
	  .members = (table), .help = help_ }
#define MAYBE_OBJECT(name_, of, member, table, help_) \
	{ .name = name_, .type = OUTLINE_MAYBE_OBJECT, .offset = offsetof(struct of, member), \
	  .members = (table), .help = help_ }
#define LIST(name_, of, member, total, table, help_) \
	{ .name = name_, .type = OUTLINE_LIST, .offset = offsetof(struct of, member), \
	  .count = AT(struct of, total, size_t), .members = (table), \
	  .size = sizeof(*((struct of *)0)->member), .help = help_ }
#define END { .name = NULL }

static const char *const severities[] = { "note", "warning", "error", "fatal", NULL };
static const char *const verdicts[] = { "good", "usable", "unusable", "unread", NULL };

static const struct outline loudness_members[] = {
	LEVEL("integrated_lufs", loudness_facts, integrated,
	      "loudness of the whole recording, gated, in LUFS (EBU R 128)"),
	NUMBER("range_lu", loudness_facts, range, 2,
	       "loudness range, from soft to loud parts, in LU (EBU Tech 3342)"),
	LEVEL("momentary_max_lufs", loudness_facts, momentary,
	      "maximum momentary loudness, the loudest 0.4 s, in LUFS (EBU Tech 3341)"),
	LEVEL("short_term_max_lufs", loudness_facts, short_term,
	      "maximum short-term loudness, the loudest 3 s, in LUFS (EBU Tech 3341)"),
	LEVEL("true_peak_dbtp", loudness_facts, true_peak,
	      "maximum true peak of the loudest channel, in dBTP (ITU-R BS.1770-4 annex 2)"),
	PLACE("true_peak_seconds", loudness_facts, true_peak_at,
	      "where that peak is, in seconds from the start"),
	LEVEL("sample_peak_dbfs", loudness_facts, sample_peak,
	      "the largest sample, in dB relative to full scale"),
	END,
};

static const struct outline tag_members[] = {
	MAYBE_TEXT("title", audio_tags, title, "title"),
	MAYBE_TEXT("artist", audio_tags, artist, "artist or speaker"),
	MAYBE_TEXT("album", audio_tags, album, "album or show"),
	MAYBE_TEXT("date", audio_tags, date, "date, as it is written there"),
	MAYBE_TEXT("comment", audio_tags, comment, "comment"),
	MAYBE_TEXT("language", audio_tags, language, "language, as it is written there"),
	MAYBE_TEXT("copyright", audio_tags, copyright, "copyright"),
	MAYBE_TEXT("genre", audio_tags, genre, "genre"),
	INT64("track", audio_tags, track, "number of the track or episode; 0 when there is none"),
	END,
};

static const struct outline chapter_members[] = {
	INT64("start_ms", audio_chapter, start, "where it begins, in milliseconds"),
	MAYBE_TEXT("title", audio_chapter, title, "its title"),
	MAYBE_TEXT("url", audio_chapter, url, "its link"),
	END,
};

static const struct outline recording_members[] = {
	TEXT("format", media_facts, format,
	     "what the file really is, as a suffix: mp3, m4a, wav, flac, opus; its name does not count"),
	TEXT("codec", media_facts, codec, "how the sound is packed, as libavcodec names it"),
	INT("sample_rate_hz", media_facts, sample_rate, "samples a second"),
	INT("channels", media_facts, channels, "1 is mono, 2 is stereo"),
	INT64("bit_rate", media_facts, bit_rate, "of the sound alone, without pictures and tags, in bit/s"),
	INT64("samples", media_facts, samples, "of each channel, counted while decoding to the end"),
	NUMBER("seconds", media_facts, seconds, 3, "the length: samples divided by the rate"),
	NUMBER("declared_seconds", media_facts, declared_seconds, 3,
	       "the length that the file claims; 0 when it claims none"),
	OBJECT("loudness", media_facts, loudness, loudness_members,
	       "how loud it is; a level is null when nothing can be heard"),
	LEVEL("noise_floor_dbfs", media_facts, noise_floor,
	      "level of the quietest tenth, in dB relative to full scale; null is digital silence"),
	NUMBER("dc_offset", media_facts, dc_offset, 5,
	       "how far the middle of the wave lies from zero, -1 to 1"),
	NUMBER("silence_start_seconds", media_facts, silent_start, 3, "silence before the first sound"),
	NUMBER("silence_end_seconds", media_facts, silent_end, 3, "silence after the last sound"),
	FLAG("same_channels", media_facts, same_channels,
	     "both channels of a stereo recording carry the same sound"),
	MAYBE_TEXT("copies_as", media_facts, copies_as,
		   "the format in which it can be published without encoding it anew, or null"),
	OBJECT("tags", media_facts, tags, tag_members, "what the recording says of itself"),
	LIST("chapters", media_facts, chapters, chapter_count, chapter_members,
	     "its own chapters, in order"),
	{ .name = "peaks", .type = OUTLINE_BYTES, .offset = AT(struct media_facts, peaks, uint8_t *),
	  .count = AT(struct media_facts, peak_count, size_t),
	  .help = "the waveform: the largest sample of each of as many equal parts, 255 is full scale" },
	END,
};

static const struct outline picture_members[] = {
	TEXT("format", picture_facts, format, "jpeg, png, or another as libavcodec names it"),
	TEXT("colour", picture_facts, colour, "rgb, grey or cmyk"),
	UNSIGNED("width", picture_facts, width, "in pixels"),
	UNSIGNED("height", picture_facts, height, "in pixels"),
	FLAG("alpha", picture_facts, alpha, "may be transparent in places"),
	END,
};

static const struct outline levelling_members[] = {
	NUMBER("target_lufs", levelling, target, 1,
	       "the loudness that episodes get: -16 LUFS, or -19 LUFS when they are mono"),
	NUMBER("gain_db", levelling, gain, 2, "dB that are put on; 0 when the level is right"),
	NUMBER("limiting_db", levelling, limiting, 2,
	       "dB by which the highest peak must then be held back to stay below -1 dBTP; 0: not at all"),
	END,
};

static const struct outline problem_members[] = {
	TEXT("slug", finding, slug, "the name of the problem; blether explain SLUG tells more"),
	TEXT("severity", finding, severity, "how bad it is; an error keeps an episode from being published",
	     .words = severities),
	TEXT("text", finding, text, "what is wrong and what to do, for people"),
	PLACE("seconds", finding, seconds, "where it is or begins; null is the file as a whole"),
	PLACE("until_seconds", finding, until, "where it ends; null is a point"),
	TEXT("advice", finding, advice, "what such problems come from and how they are mended"),
	END,
};

static const struct outline file_members[] = {
	TEXT("file", inspected, path, "the name as it was given"),
	TEXT("verdict", inspected, verdict_name,
	     "good: nothing to do; usable: there are warnings; unusable: it cannot be published; unread: it "
	     "could not be looked at, see messages",
	     .words = verdicts),
	INT64("bytes", inspected, bytes, "the size of the file; 0 when it could not be read"),
	MAYBE_TEXT("sha256", inspected, sha256, "the SHA-256 of the file, in lower-case hexadecimal"),
	MAYBE_OBJECT("recording", inspected, recording, recording_members,
		     "what a recording is; null for anything else"),
	MAYBE_OBJECT("picture", inspected, picture, picture_members,
		     "what a picture is; null for anything else"),
	MAYBE_OBJECT("levelling", inspected, levelling, levelling_members,
		     "what blether build does with the level by itself; null when nothing can be heard"),
	LIST("problems", inspected, findings, finding_count, problem_members,
	     "what was found, by its time; what concerns the whole file comes last"),
	END,
};

/* diag_write_json() writes them: only names, types and help are used here. */
#define SAID(name_, type_, ...) { .name = name_, .type = type_, .help = __VA_ARGS__ }

static const struct outline message_members[] = {
	SAID("file", OUTLINE_MAYBE_TEXT, "the file that it is about"),
	SAID("line", OUTLINE_INT, "always 0 here"),
	SAID("column", OUTLINE_INT, "always 0 here"),
	SAID("severity", OUTLINE_TEXT, "how bad it is", .words = severities),
	SAID("slug", OUTLINE_TEXT, "the name of the problem"),
	SAID("message", OUTLINE_TEXT, "what is wrong and what to do, for people"),
	END,
};

const struct outline inspect_outline[] = {
	LIST("files", inspection, files, count, file_members, "each file, in the order they were named"),
	{ .name = "messages", .type = OUTLINE_MESSAGES,
	  .offset = AT(struct inspection, diag, const struct diag *), .members = message_members,
	  .help = "what kept files from being looked at: missing files, failures of the machine" },
	END,
};

void inspect_print_json(const struct inspection *in)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	outline_write(inspect_outline, in, &j);
	json_close(&j, '}');
	puts(out.data);
}
