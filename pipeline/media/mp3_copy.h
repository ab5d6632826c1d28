#ifndef MEDIA_MP3_COPY_H
#define MEDIA_MP3_COPY_H

#include <stdbool.h>
#include <stdint.h>

#include "mp3_frames.h"
#include "mp3_header.h"

struct arena;
struct hashed_out;
struct label;

/*
 * An MP3 file and what it takes to write it again with another label: the same
 * frames of sound, a header that tells the truth, and nothing else of the
 * source. Decoders give out exactly what they gave out of the source, times
 * 2^(steps/4).
 */
struct mp3_copy {
	int               fd;
	int64_t           size;
	struct mp3_sound  sound;
	struct mp3_header header;
	const char       *why; /* it cannot be copied, in words that follow "because" */
};

/* Reads every frame header; false with `why`. */
bool mp3_copy_open(struct mp3_copy *c, int fd, int64_t size, struct arena *a);

/* How long it will sound. */
double mp3_copy_seconds(const struct mp3_copy *c);

/* Of the label the length is set here, to that of the sound. */
struct mp3_target {
	struct label      *label;
	struct hashed_out *out; /* created by the caller, who also finishes it */
	struct arena      *arena;
};

/*
 * Writes the whole file. `steps` of MP3_GAIN_STEP must fit (mp3_gain_fits()).
 * False when the label's pictures are too long for a tag (id3_write()); what the
 * disk says is in `out`.
 */
bool mp3_copy_write(struct mp3_copy *c, int steps, const struct mp3_target *to);

/*
 * Opens and writes, without a gain, reading the file once where its own header
 * turns out to be right. What `*opened` and the result say is what
 * mp3_copy_open() and mp3_copy_write() would.
 */
bool mp3_copy_at_once(struct mp3_copy *c, const struct mp3_target *to, bool *opened);

#endif
