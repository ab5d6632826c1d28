#ifndef MEDIA_HEARING_H
#define MEDIA_HEARING_H

#include <libavutil/frame.h>
#include <stdbool.h>

#include "log.h"
#include "places.h"

struct decoded;
struct listener;
struct task;

/* What a recording is at a moment. */
struct sound_format {
	int rate, channels;
};

/*
 * What comes out of the decoding of one recording, in its order and from one
 * thread at a time: blocks go to the listener, are counted, and what is odd
 * about them is reported with its time.
 */
struct hearing {
	struct listener    *listener; /* NULL: nobody listens */
	struct decoded     *sum;
	struct task        *task;
	bool                pending; /* damage that no good sound has followed yet */
	double              pending_at;
	char                words[LOG_LINE]; /* libav's, of the last damage */
	struct places       damage, changes;
	struct sound_format now, next; /* of the sound so far; of the last blocks if it differs */
	unsigned            next_count;
	double              next_at;
};

void hearing_init(struct hearing *h, struct listener *l, struct decoded *sum, struct task *t);

/* False when the listener ends the pass. */
bool hearing_block(struct hearing *h, const AVFrame *block);

/* Here something could not be decoded; `words`: what libav said to that, or "". */
void hearing_damage(struct hearing *h, const char *words);

/* After the last block. False, with the reason in the task's failure, when there was no sound. */
bool hearing_finish(struct hearing *h);

#endif
