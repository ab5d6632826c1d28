#ifndef MEDIA_CHAIN_H
#define MEDIA_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "highpass.h"
#include "mixer.h"
#include "trim.h"

struct encoder;
struct limiter;
struct loudness;

/*
 * What stands between the decoder and an encoder (or, to learn how loud it will
 * be, a meter): one rate and one or two channels, ends cut, high-pass, limiter.
 */
struct chain {
	struct mixer     mixer;   /* first: its `listener` is what input_decode() wants */
	struct trim      trim;
	bool             has_highpass;
	struct highpass  highpass;
	struct limiter  *limiter; /* NULL: the level stays */
	size_t           early;   /* samples still to come that are only the limiter's delay */
	struct loudness *meter;   /* at the end stands either this … */
	struct encoder  *encoder; /* … or this */
};

/* For sound of this rate, with the request's channels and settings; then set what hears it. */
void chain_init(struct chain *c, int rate, struct task *t);

void chain_limit(struct chain *c, struct limiter *l);

/* After the last block. */
bool chain_finish(struct chain *c);
void chain_free(struct chain *c);

#endif
