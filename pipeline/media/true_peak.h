#ifndef MEDIA_TRUE_PEAK_H
#define MEDIA_TRUE_PEAK_H

#include <stddef.h>

#include "kernels.h"

/* Points a sample, and how many samples each of them is made of. */
#define TRUE_PEAK_PHASES 16
#define TRUE_PEAK_TAPS   48

/* Samples before the first and behind the last that true_peak_hear() looks at. */
#define TRUE_PEAK_BEFORE (TRUE_PEAK_TAPS / 2 - 1)
#define TRUE_PEAK_AFTER  (TRUE_PEAK_TAPS + CONVOLVED)

/*
 * The largest value of the sound between the samples, by ITU-R BS.1770-4 annex
 * 2, on a grid of 16 points a sample at every rate (the standard asks for 4 at
 * 48 kHz).
 *
 * How exact: each point is made of 48 samples by a sinc under a Kaiser window of
 * beta 6, the gain of which is within 0.01 dB of 1 up to 0.46 of the sampling
 * rate; and the grid misses at most 0.04 dB of a crest. Above 0.46, where
 * recordings have next to nothing, points between samples come out too low, at
 * 0.48 by up to 2 dB.
 *
 * How fast: most of the sound is nowhere near its peak. What lies between samples
 * cannot exceed the largest sample around by more than the sum of the sizes of
 * the taps; a crest cannot exceed the nearest point of a grid by more than a sine
 * at half the sampling rate does. So a block is looked at in a finer grid only
 * while it can still beat the highest value found before.
 */
struct true_peak {
	float level;    /* the highest value so far, 1 is full scale */
	double place;   /* where it was, in samples from the start */
	float sample;   /* the highest of the samples themselves */
	float reach[4]; /* how far a crest can exceed what a grid of 1, 2, 4, 8 points shows */
	float taps[TRUE_PEAK_PHASES][TRUE_PEAK_TAPS];
	const struct kernels *kernels;
};

void true_peak_init(struct true_peak *t, const struct kernels *kernels);

/*
 * From sample x[0], which is at `place`, until just before x[n]. Readable are
 * TRUE_PEAK_BEFORE samples before x[0] and TRUE_PEAK_AFTER from x[n] on; of the
 * latter only the first TRUE_PEAK_TAPS / 2 count.
 */
void true_peak_hear(struct true_peak *t, const float *x, size_t n, double place);

#endif
