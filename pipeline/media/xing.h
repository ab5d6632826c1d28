#ifndef MEDIA_XING_H
#define MEDIA_XING_H

#include <stdbool.h>
#include <stdint.h>

struct input;

/* The header of a frame of MPEG audio layer III (ISO 11172-3 section 2.4.2.3, ISO 13818-3). */
struct mpeg_header {
	int samples, sample_rate;
	int side_info; /* bytes */
	int bytes;     /* of the whole frame; 0: free format */
};

/* False when the four bytes are none. */
bool mpeg_header_read(const uint8_t b[static 4], struct mpeg_header *h);

/*
 * What the first frame of an MP3 tells of those that follow: the Info/Xing tag
 * with its LAME extension (http://gabriel.mp3-tech.org/mp3infotag.html), or VBRI.
 */
struct xing {
	bool               is_tag;   /* the frame holds one: it is no sound */
	int64_t            at;       /* where in the file it stands */
	int64_t            frames;   /* 0: not told */
	int64_t            bytes;    /* from this frame to the end of the last; 0: not told */
	int64_t            trim;     /* samples of encoder delay and padding */
	char               name[10]; /* of the encoder, or "" */
	struct mpeg_header first;
};

/* From a frame and what follows it, as far as a tag can reach; `at` is left 0. */
#define XING_BYTES 256
struct xing xing_parse(const uint8_t frame[static XING_BYTES]);

struct xing xing_read(const struct input *in);

#endif
