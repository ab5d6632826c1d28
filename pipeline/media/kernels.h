#ifndef MEDIA_KERNELS_H
#define MEDIA_KERNELS_H

#include <stddef.h>

struct kweight;

/*
 * The four inner loops of measuring, in which all its time goes: once in plain C
 * and once for processors that add and multiply eight numbers at a time. Both do
 * the same operations in the same order and fuse none (AVX2 without FMA, C without
 * contraction), so that they give the same bits on every machine.
 */
struct kernels {
	/*
	 * Copies any number of samples. What cannot be sound becomes 0: not finite,
	 * above 1e9 (180 dBFS), or below 1e-30 (such numbers make processors slow).
	 */
	void (*take)(float *to, const float *from, size_t n);

	/* The largest |x|, or 0. `n` is a multiple of KERNEL_STEP. */
	float (*loudest)(const float *x, size_t n);

	/* y[i] = the sum of taps[k] x[i + k], for each of CONVOLVED i and `count` k. */
	void (*convolve)(float *y, const float *x, const float *taps, size_t count);

	/*
	 * Filters `n` samples, a multiple of KERNEL_STEP; `ringing` is the state of the
	 * filter. Adds the square of output i to sums[i % 8].
	 */
	void (*weigh)(const struct kweight *k, double ringing[4], const float *x, size_t n,
		      double sums[8]);
};

#define KERNEL_STEP 16
#define CONVOLVED   64

extern const struct kernels kernels_plain;

/* The fastest that this processor can run. */
const struct kernels *kernels_choose(void);

#endif
