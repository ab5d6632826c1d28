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
	int fd;
	struct mp3_sound sound;
	struct mp3_header header;
	const char *why; /* it cannot be copied, in words that follow "because" */
};

/* Reads every frame header; false with `why`. */
bool mp3_copy_open(struct mp3_copy *c, int fd, int64_t size, struct arena *a);

/* How long it will sound. */
double mp3_copy_seconds(const struct mp3_copy *c);

/*
 * Writes the whole file; the caller finishes it. `steps` of MP3_GAIN_STEP must
 * fit (mp3_gain_fits()). False when the label's pictures are too long for a tag
 * (id3_write()); what the disk says is in `out`.
 */
bool mp3_copy_write(struct mp3_copy *c, const struct label *l, int steps, struct hashed_out *out,
		    struct arena *a);

#endif
