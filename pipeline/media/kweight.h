#ifndef MEDIA_KWEIGHT_H
#define MEDIA_KWEIGHT_H

#include <stddef.h>

struct kernels;

/* Four columns: what each of four numbers contributes to each of four others. */
struct matrix {
	double column[4][4];
};

/*
 * The K-weighting of ITU-R BS.1770-4 annex 1: a shelf for the head and a
 * high-pass. That standard gives coefficients for 48 kHz; for other rates they
 * follow from the analogue filter behind them (f0, gain and Q as libebur128 has
 * found them, which give the standard's numbers to 1e-12).
 *
 * Both filters are recursive, each output waits for the one before. So eight
 * samples, `a` and then `b` of four, are taken as one step of a linear system:
 * exactly the same filter, of which a processor can do four numbers at a time.
 */
struct kweight {
	struct matrix same;            /* input to the outputs of the same four samples */
	struct matrix echo;            /* a to the outputs during b */
	struct matrix ring_a, ring_b;  /* state to the outputs during a and b */
	struct matrix keep_a, keep_b;  /* a and b to the next state */
	struct matrix fade;            /* state to the next state */
	double shelf[5], high_pass[5]; /* b0 b1 b2 a1 a2 */
	const struct kernels *kernels;
};

/* What the filter of one channel remembers; all 0: silence. */
struct kweight_state {
	double memory[4];
};

void kweight_init(struct kweight *k, int sample_rate, const struct kernels *kernels);

/* The sum of the squares of `n` samples after K-weighting. */
double kweight_energy(const struct kweight *k, struct kweight_state *s, const float *x, size_t n);

#endif
