#ifndef MEDIA_MP3_FRAMES_H
#define MEDIA_MP3_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xing.h"

struct arena;

/* A window that goes over a file from its start to `end`. */
struct mp3_window {
	int      fd;
	int64_t  end;
	int64_t  at; /* of block[0] in the file */
	size_t   len;
	uint8_t *block;
	bool     broken; /* the file could not be read up to `end` */
};

void mp3_window_init(struct mp3_window *w, int fd, int64_t end, struct arena *a);

/* `len` bytes (a frame at most) at `at`, which the caller may change; NULL where the file has
 * fewer. */
#define MP3_MAX_FRAME 1441 /* 320 kbit/s at 32 kHz, or 160 at 8, with the padding byte */
uint8_t *mp3_window_at(struct mp3_window *w, int64_t at, size_t len);

/* Bytes from … to of a file. */
struct mp3_span {
	int64_t from, to;
};

/* As many places in the sound are remembered: of each frame, or of every 2nd, 4th, 8th … of a long
 * one. */
#define MP3_MARKS 4096

/* Gets every run of whole frames of sound, in order, while it is in memory anyway. */
struct mp3_taker {
	void (*take)(struct mp3_taker *t, const uint8_t *bytes, size_t len);
};

/* The sound in an MP3 file, found frame by frame (ISO 11172-3 section 2.4, ISO 13818-3). */
struct mp3_sound {
	struct mp3_taker  *taker;
	struct mpeg_header first;   /* of the first frame of sound: rate and version are those of all */
	uint8_t            head[4]; /* the same, as it stands there */
	bool               mono;
	bool               self_contained; /* the first frame needs no bits of frames before it */
	struct mp3_span   *spans; /* of frames; tags between files that were joined lie between them */
	size_t             span_count;
	struct mp3_span    header;        /* the frame that tells of the sound (xing.h), or empty */
	int64_t            frames, bytes; /* of sound, without that */
	int64_t            dropped;       /* bytes at the end that are no whole frame */
	bool               broken;        /* the file could not be read: nothing else here means anything */
	bool               constant;      /* bit rate */
	int                gain_min, gain_max; /* global_gain of what sounds; min > max: nothing does */
	int64_t           *marks; /* bytes of sound before every `stride`-th frame */
	int64_t            stride;
};

/*
 * Walks over every frame: each must follow the one before and have its version,
 * layer, rate and kind of channels. Tags at both ends are left out, and so are
 * whole tags between frames, junk before the first frame and an incomplete last
 * one. False when the file is odder than that (free format, junk in the middle,
 * a change of format): `*why` says so in words, and somebody who resynchronises
 * has to look at it. `s->taker`, which the caller sets, may be NULL; `s->header`
 * is known when it is first asked.
 */
bool mp3_walk(int fd, int64_t size, struct mp3_sound *s, struct arena *a, const char **why);

/* Bytes of sound before a frame, as near as the marks tell. */
int64_t mp3_bytes_before(const struct mp3_sound *s, int64_t frame);

#endif
