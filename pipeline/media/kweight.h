#ifndef MEDIA_KWEIGHT_H
#define MEDIA_KWEIGHT_H

#include <stddef.h>

struct kernels;

/* What each of four numbers contributes to each of four others. */
struct matrix {
	double column[4][4];
};

/*
 * The K-weighting of ITU-R BS.1770-4 annex 1: a shelf for the head and a
 * high-pass. That standard gives coefficients for 48 kHz; for other rates they
 * follow from the analogue filter behind them (f0, gain and Q as libebur128 has
 * found them, which give the standard's numbers to 1e-12).
 *
 * Both filters are recursive: each output waits for the one before. So samples
 * are taken in fours, by matrices, of which a processor can do four rows at once.
 * All that a filter knows of its past is how it would ring on in silence; for
 * these, four outputs are enough to tell all later ones. With the samples a and b,
 * four each, and `state`, the outputs if silence followed:
 *
 *     outputs during a = state + now a
 *     outputs during b = ring state + echo a + now b
 *     state after b    = ring_later state + echo_later a + echo b
 *
 * What is rounded on the way stays 150 dB below the sound up to 192 kHz.
 */
struct kweight {
	struct matrix now;              /* four samples to the outputs of their time */
	struct matrix echo, echo_later; /* to the four outputs after, and to those after these */
	struct matrix ring, ring_later; /* the same for outputs that nothing is added to */
	double shelf[5], high_pass[5];  /* b0 b1 b2 a1 a2 */
	const struct kernels *kernels;
};

/* What the filter of one channel would still give in silence; all 0 at the start. */
struct kweight_state {
	double ringing[4];
};

void kweight_init(struct kweight *k, int sample_rate, const struct kernels *kernels);

/* The sum of the squares of `n` samples after K-weighting. */
double kweight_energy(const struct kweight *k, struct kweight_state *s, const float *x, size_t n);

#endif
