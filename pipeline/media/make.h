#ifndef MEDIA_MAKE_H
#define MEDIA_MAKE_H

#include <stdbool.h>

struct task;

/*
 * The two ways from a recording to the file for listeners (the request's
 * `output`). Both leave no file behind when they return without MADE.
 */
enum made {
	MADE,
	MADE_FAILED, /* the reason is in the task's failure */
	MADE_UNFIT,  /* a copy will not do for this recording: encode it */
};

/* Copies the packets as they are, with tags. `suffix` is set to "mp3" or "m4a" of what was made. */
enum made make_copy(struct task *t, const char **suffix);

/* Decodes, resamples and encodes to the request's format and bit rate, without tags. */
enum made make_encoding(struct task *t);

struct input;

/* The suffix of a file that takes the packets of this recording as they are, or NULL. */
const char *copy_suffix(const struct input *in);

#endif
