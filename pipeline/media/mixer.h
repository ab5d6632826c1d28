#ifndef MEDIA_MIXER_H
#define MEDIA_MIXER_H

#include <stdbool.h>

#include "decode.h"
#include "resampler.h"

struct task;

/* No sample is larger, at four times full scale. */
#define MIXER_MOST 4.0F

/*
 * A listener that turns every block into float samples of one rate and one or
 * two channels, none above MIXER_MOST, and gives them to `take`. Rate and layout
 * of what it hears may change on the way.
 */
struct mixer {
	struct listener listener; /* first: what input_decode() wants */
	bool (*take)(struct mixer *m, float **planes, int samples);
	struct task *task;
	int channels;           /* that come out */
	struct resampler sound; /* that makes them */
};

void mixer_init(struct mixer *m, int rate, int channels, struct task *t);

/* Gives out what is still inside; after the last block. */
bool mixer_finish(struct mixer *m);
void mixer_free(struct mixer *m);

#endif
