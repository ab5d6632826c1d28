#ifndef JOBS_MESSAGE_H
#define JOBS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/media.h"

struct arena;
struct strbuf;

/*
 * What blether and its media workers say to each other: one JSON object a line.
 * A worker answers each job with exactly one answer line; before it, it may send
 * progress lines. Lines are at most LIMIT_JOB_LINE bytes.
 *
 *   {"id":1,"job":"probe","source":"/…/loss.wav"}
 *   {"id":1,"progress":0.5}
 *   {"id":1,"ok":true,"media":{"format":"wav",…}}
 *   {"id":2,"ok":false,"problem":{"id":"not-audio","text":"…","at":-1}}
 *
 * A key is the name of the member below; a member that is NULL, and a number 0
 * that stands for "not given", is left out, and so is a count: a list is a JSON
 * array. The keys:
 *
 *   request   id, job ("probe", "picture" or "publish"), source;
 *             for "publish" also output, format, bitrate, and
 *             tags: title, artist, album, date, comment, language, copyright, genre,
 *                   track, cover, chapters: [{start, title}]
 *   progress  id, progress
 *   success   id, ok (true), and one of
 *             media: format, codec, sample_rate, channels, bit_rate, samples, seconds,
 *                    declared_seconds, problems: [{id, text, at}]
 *             picture: format, colour, width, height
 *             audio: suffix, type, sha256, bytes, seconds
 *   failure   id, ok (false), problem: {id, text, at}
 *
 * Who reads ignores keys that it does not know and refuses everything else that
 * is not as above: a key twice, a value of another type, a negative size, text
 * with bytes that are not UTF-8 or, outside paths, with control characters.
 * Seconds are sent to the nanosecond.
 */

/*
 * Answers of another version are not believed: part of every key of the cache.
 * Raise it whenever the worker would now answer the same job otherwise.
 */
#define MESSAGE_VERSION 1

/* The id of a failure that answers a line which is no job. */
#define MESSAGE_NO_JOB (-1)

/* A line with more than these is refused. */
#define MESSAGE_MAX_PROBLEMS 1000
#define MESSAGE_MAX_CHAPTERS 10000

enum job_kind {
	JOB_PROBE,   /* recording → media_facts */
	JOB_PICTURE, /* picture → picture_facts */
	JOB_PUBLISH, /* recording → tagged copy or encoding at `output` */
};

struct job_chapter {
	int64_t     start; /* milliseconds */
	const char *title;
};

/* What a published file says of itself. NULL and 0 are left out of it. */
struct job_tags {
	const char *title, *artist, *album, *date, *comment, *language, *copyright, *genre;
	int64_t     track;
	const char *cover; /* a JPEG or PNG file */
	const struct job_chapter *chapters;
	size_t      chapter_count;
};

struct job_request {
	int64_t       id;
	enum job_kind kind;
	const char   *source; /* absolute */
	/* JOB_PUBLISH only: */
	const char   *output; /* absolute; must not exist */
	const char   *format; /* "mp3" or "m4a": what to encode to when a copy will not do */
	int64_t       bitrate; /* kbit/s, when encoding */
	struct job_tags tags;
};

struct job_answer {
	int64_t id;
	bool    is_progress;
	double  progress; /* 0 … 1 */
	bool    ok;
	struct media_problem   problem; /* when not ok */
	struct media_facts     media;   /* JOB_PROBE */
	struct picture_facts   picture; /* JOB_PICTURE */
	struct published_audio audio;   /* JOB_PUBLISH; `file` is not sent */
	bool has_media, has_picture, has_audio;
};

/* Does an answer, not progress, carry what a job of this kind asks for? A failure fits every job. */
bool job_answer_fits(const struct job_answer *a, enum job_kind kind);

/* Append one line, newline included. */
void job_request_write(const struct job_request *r, struct strbuf *out);
void job_answer_write(const struct job_answer *a, struct strbuf *out);

/* Read one line (newline or not). False with a sentence in `*why` when it is not a message. */
bool job_request_read(const char *line, size_t len, struct job_request *into, struct arena *a,
		      const char **why);
bool job_answer_read(const char *line, size_t len, struct job_answer *into, struct arena *a,
		     const char **why);

#endif
