#ifndef MEDIA_TRUE_PEAK_H
#define MEDIA_TRUE_PEAK_H

#include <stddef.h>

struct kernels;

/* Between each two samples, as many equal steps; how many samples each point in between is made of.
 */
#define TRUE_PEAK_PHASES 16
#define TRUE_PEAK_TAPS   40

/* Samples before the first and behind the last that true_peak_hear() looks at. */
#define TRUE_PEAK_BEFORE (TRUE_PEAK_TAPS / 2)
#define TRUE_PEAK_AFTER  (TRUE_PEAK_TAPS + 64)

/*
 * The largest value of the sound between the samples, by ITU-R BS.1770-4 annex
 * 2, on a grid of 16 points a sample (the standard asks for 4 at 48 kHz). The
 * points come from a sinc under a Kaiser window (beta 6, 40 samples): its gain is
 * within 0.01 dB up to 0.45 of the sampling rate, and the grid misses at most
 * 0.04 dB of the highest crest.
 *
 * Exact and lazy: most of the sound is nowhere near its peak. What lies between
 * samples cannot exceed the largest sample around by more than the sum of the
 * filter's taps; a crest cannot exceed the nearest point of a grid by more than
 * a sine at half the sampling rate does. So a block is looked at in a finer grid
 * only while it can still beat the highest value found before.
 */
struct true_peak {
	float level;    /* the highest value so far, 1 is full scale */
	double place;   /* where it was, in samples from the start */
	float sample;   /* the highest of the samples themselves */
	float reach[5]; /* by how much a crest can exceed what is known before level 0, 1, … */
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
