#ifndef MEDIA_MAKE_H
#define MEDIA_MAKE_H

#include <stdbool.h>

struct input;
struct published_audio;
struct task;

/*
 * From a recording, or from what was mastered of it, to the file for listeners
 * (the request's `output`). Without MADE, what is in that is nothing.
 */
enum made {
	MADE,
	MADE_FAILED, /* the reason is in the task's failure */
	MADE_UNFIT,  /* a copy will not do for this recording: encode it */
};

/*
 * Copies the packets as they are, or with the request's gain, and gives them the
 * request's tags. Nothing is decoded: the length is counted from the packets.
 * The gain that was really put on (1.505 dB steps in MP3, none in M4A) is told.
 */
enum made make_copy(struct task *t, struct published_audio *into);

/* The suffix of a file that takes the packets of this recording as they are, or NULL. */
const char *copy_suffix(const struct input *in, struct task *t);

#endif
