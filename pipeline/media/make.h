#ifndef MEDIA_MAKE_H
#define MEDIA_MAKE_H

#include <stdbool.h>

struct task;

/*
 * From a recording, or from what was mastered of it, to the file for listeners
 * (the request's `output`). No file is left behind without MADE.
 */
enum made {
	MADE,
	MADE_FAILED, /* the reason is in the task's failure */
	MADE_UNFIT,  /* a copy will not do for this recording: encode it */
};

/* Copies the packets as they are, with tags. `suffix` is set to "mp3" or "m4a" of what was made. */
enum made make_copy(struct task *t, const char **suffix);

struct input;

/* The suffix of a file that takes the packets of this recording as they are, or NULL. */
const char *copy_suffix(const struct input *in);

#endif
