#ifndef JOBS_MESSAGE_H
#define JOBS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/media.h"
#include "model/sheet.h"

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
 *   {"id":2,"ok":false,"problem":{"id":"not-audio","text":"…"}}
 *
 * A key is the name of the member of the structs here and in model/media.h;
 * pipeline/jobs/members.c has the whole list. Text that is NULL, a number that
 * stands for "not given" (0, NOWHERE, LEVEL_NONE), false, and an empty list are
 * left out. A list is a JSON array; the waveform is two hexadecimal digits a peak.
 *
 * Who reads ignores keys that it does not know and refuses everything else that
 * is not as above: a key twice, a value of another type, a negative size, text
 * with bytes that are not UTF-8 or, outside paths, with control characters.
 * Seconds and levels are sent to the nanosecond and nanodecibel.
 */

/*
 * Answers of another version are not believed: part of every key of the cache.
 * Raise it whenever the worker would now answer the same job otherwise.
 */
#define MESSAGE_VERSION 6

/* The id of a failure that answers a line which is no job. */
#define MESSAGE_NO_JOB (-1)

/* A line with more than these is refused. */
#define MESSAGE_MAX_PROBLEMS 1000
#define MESSAGE_MAX_CHAPTERS 10000
#define MESSAGE_MAX_PEAKS    10000
#define MESSAGE_MAX_SHEETS   200

enum job_kind {
	JOB_PROBE,   /* recording → media_facts */
	JOB_PICTURE, /* picture → picture_facts */
	JOB_MASTER,  /* recording → an encoding at `output`, at the right level, without tags */
	JOB_PUBLISH, /* recording or mastered file → a tagged copy at `output` */
	JOB_PLOT,    /* recording → media_facts, and a PNG at `output` that shows them */
	JOB_DRAW,    /* cover, or nothing → sheets, each at an output of its own */
	JOB_COVER,   /* picture → a cover that directories take at `output`, and its picture_facts */
};

/* Does a job of this kind make a file that is heard, and kept for the next time? */
bool job_makes_audio(enum job_kind kind);

/* Or one where the caller wants it, which is made each time? */
bool job_is_made_anew(enum job_kind kind);

/* What the sound of JOB_MASTER shall become. */
struct job_master {
	const char *format;      /* "mp3", "m4a" or "opus" */
	int64_t     bitrate;     /* kbit/s */
	int         channels;    /* 1 or 2 */
	int         sample_rate; /* Hz; 0: the nearest to the recording's that players take */
	bool        music;       /* encode for music, not for speech */
	double      loudness;    /* LUFS to reach; LEVEL_NONE: leave the level as it is */
	double      tolerance;   /* LU */
	double      peak;        /* dBTP not to be passed */
	int         high_pass;   /* Hz; 0: none */
	double      start, end;  /* seconds of the recording that stay; an end of 0: to its end */
};

/* What a published file says of itself. */
struct job_tags {
	struct audio_tags           text;
	const char                 *cover; /* a JPEG or PNG file */
	const struct audio_chapter *chapters;
	size_t                      chapter_count;
};

/* One of the sheets of JOB_DRAW: they share a cover, so that it is decoded once. */
struct job_sheet {
	const char  *output; /* absolute, must not exist */
	struct sheet sheet;
};

/* What became of them, in their order. */
struct job_drawings {
	const struct drawn *all;
	size_t              count;
};

struct job_request {
	int64_t       id;
	enum job_kind kind;
	const char   *source;  /* absolute; NULL: JOB_DRAW without a cover */
	int           threads; /* for one file; 0: as many as cores. Never changes the answer */
	const char   *output;  /* absolute, must not exist; JOB_MASTER, JOB_PUBLISH, JOB_PLOT, JOB_COVER */
	struct job_master  master; /* JOB_MASTER */
	struct job_tags    tags;   /* JOB_PUBLISH */
	double             gain;   /* JOB_PUBLISH: dB to put on without encoding anew */
	const struct job_sheet *sheets; /* JOB_DRAW */
	size_t                  sheet_count;
	/*
	 * What JOB_PROBE answered of the source; saves JOB_MASTER and JOB_PUBLISH a
	 * pass. Of it are sent: format, sample_rate, channels, samples, seconds, bit_rate,
	 * the loudness, silences, same_channels and the peaks.
	 */
	bool               has_heard;
	struct media_facts heard;
};

struct job_answer {
	int64_t id;
	bool    is_progress;
	double  progress; /* 0 … 1 */
	bool    ok;
	struct media_problem   problem; /* when not ok */
	struct media_facts     media;   /* JOB_PROBE, JOB_PLOT */
	struct picture_facts   picture; /* JOB_PICTURE; JOB_COVER: of what was made */
	struct published_audio audio;   /* JOB_MASTER, JOB_PUBLISH; `file` is not sent */
	struct job_drawings    drawings; /* JOB_DRAW */
	bool has_media, has_picture, has_audio, has_drawings;
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
