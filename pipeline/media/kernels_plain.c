#include "kernels.h"

#include <math.h>

#include "kweight.h"

static void take(float *to, const float *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		float size = fabsf(from[i]);

		to[i] = size >= 1e-30F && size <= 1e9F ? from[i] : 0;
	}
}

static float loudest(const float *x, size_t n)
{
	float max = 0;

	for (size_t i = 0; i < n; i++)
		max = fabsf(x[i]) > max ? fabsf(x[i]) : max;
	return max;
}

static void convolve(float *y, const float *x, const float *taps, size_t count)
{
	for (size_t i = 0; i < CONVOLVED; i++)
		y[i] = 0;
	for (size_t k = 0; k < count; k++) {
		for (size_t i = 0; i < CONVOLVED; i++)
			y[i] += taps[k] * x[i + k];
	}
}

static double row(const struct matrix *m, size_t i, const double v[4])
{
	return (m->column[0][i] * v[0] + m->column[1][i] * v[1]) +
	       (m->column[2][i] * v[2] + m->column[3][i] * v[3]);
}

static void weigh(const struct kweight *k, double ringing[4], const float *x, size_t n,
		  double sums[8])
{
	for (; n; n -= 8, x += 8) {
		const double a[4] = { x[0], x[1], x[2], x[3] };
		const double b[4] = { x[4], x[5], x[6], x[7] };
		double state[4];

		for (size_t i = 0; i < 4; i++) {
			double early = row(&k->now, i, a) + ringing[i];
			double late = (row(&k->now, i, b) + row(&k->echo, i, a)) +
				      row(&k->ring, i, ringing);

			state[i] = (row(&k->echo, i, b) + row(&k->echo_later, i, a)) +
				   row(&k->ring_later, i, ringing);
			sums[i] += early * early;
			sums[i + 4] += late * late;
		}
		for (size_t i = 0; i < 4; i++)
			ringing[i] = state[i];
	}
}

const struct kernels kernels_plain = { take, loudest, convolve, weigh };
