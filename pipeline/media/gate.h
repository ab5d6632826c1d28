#ifndef MEDIA_GATE_H
#define MEDIA_GATE_H

#include "decode.h"
#include "resampler.h"

struct envelope;
struct loudness;
struct survey;
struct task;
struct media_facts;

/*
 * The listener that measures: it turns what the decoder makes into float planes
 * at the recording's own rate and gives them to the loudness meter and to the
 * survey. Blocks of another rate or number of channels than the first (the
 * decoder reports the change) are brought to those of the first.
 *
 * What cannot be brought there (integers in more than 64 channels) is not
 * measured; a recording of nothing else has no loudness.
 */
struct gate {
	struct listener  listener; /* first: what input_decode() wants */
	struct task     *task;
	struct loudness *loudness; /* NULL until something was heard */
	struct survey   *survey;   /* NULL: only the loudness is wanted */
	bool             loudness_only;
	bool             wants_envelope;
	struct envelope *envelope; /* NULL: nobody wants it, or nothing was heard */
	struct resampler sound;    /* to rate and layout of the first block; it has blocks that are no float planes */
};

void gate_init(struct gate *g, struct task *t);

/* After the last block: fills in the facts and reports what was found. */
void gate_sum(struct gate *g, bool lossy, struct media_facts *into);

void gate_free(struct gate *g);

#endif
