#ifndef MODEL_MEDIA_H
#define MODEL_MEDIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was learnt about a recording or picture by opening and decoding it. */

/* Something wrong inside a recording. `id` is the slug of a diagnostic. */
struct media_problem {
	const char *id;
	const char *text;
	double      at; /* seconds from the start, or -1 */
};

struct media_facts {
	const char *format;  /* its real one, as a suffix: "mp3", "m4a", "wav", "flac", "ogg", "opus", "mp4" */
	const char *codec;   /* as libavcodec names it: "mp3", "aac", "pcm_s16le" */
	int         sample_rate; /* Hz */
	int         channels;
	int64_t     bit_rate;    /* bit/s of the audio stream, counted from its packets */
	int64_t     samples;     /* decoded, per channel */
	double      seconds;     /* samples / sample_rate: never the header's word */
	double      declared_seconds; /* what the container says, or 0 */
	struct media_problem *problems;
	size_t                problem_count;
};

struct picture_facts {
	const char *format; /* "jpeg" or "png"; others as libavcodec names them */
	const char *colour; /* "rgb", "grey", "cmyk", … */
	unsigned    width, height;
};

/* The file that listeners download: made from a recording, kept in the cache. */
struct published_audio {
	const char *file;   /* where it is on this machine */
	const char *suffix; /* "mp3" or "m4a" */
	const char *type;   /* "audio/mpeg" or "audio/x-m4a" */
	const char *sha256; /* lower-case hexadecimal */
	int64_t     bytes;
	double      seconds; /* decoded from this file */
};

#endif
