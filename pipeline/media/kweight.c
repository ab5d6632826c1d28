#include "kweight.h"

#include <math.h>

#include "kernels.h"

/* A frequency that a low rate does not have is taken for one that it has: the filter is stable. */
static double warped(double hertz, int sample_rate)
{
	return tan(M_PI * fmin(hertz / sample_rate, 0.45));
}

static void shelf_init(double c[5], int sample_rate)
{
	const double k = warped(1681.974450955533, sample_rate);
	const double q = 0.7071752369554196;
	const double high = pow(10, 3.999843853973347 / 20);
	const double band = pow(high, 0.4996667741545416);
	const double a0 = 1 + k / q + k * k;

	c[0] = (high + band * k / q + k * k) / a0;
	c[1] = 2 * (k * k - high) / a0;
	c[2] = (high - band * k / q + k * k) / a0;
	c[3] = 2 * (k * k - 1) / a0;
	c[4] = (1 - k / q + k * k) / a0;
}

static void high_pass_init(double c[5], int sample_rate)
{
	const double k = warped(38.13547087602444, sample_rate);
	const double q = 0.5003270373238773;
	const double a0 = 1 + k / q + k * k;

	c[0] = 1;
	c[1] = -2;
	c[2] = 1;
	c[3] = 2 * (k * k - 1) / a0;
	c[4] = (1 - k / q + k * k) / a0;
}

/* What a filter makes of the twelve samples in `x`. */
static void filter(const double c[5], double x[12])
{
	double past[2] = { 0 };

	for (size_t i = 0; i < 12; i++) {
		double now = x[i] - c[3] * past[0] - c[4] * past[1];

		x[i] = c[0] * now + c[1] * past[0] + c[2] * past[1];
		past[1] = past[0];
		past[0] = now;
	}
}

/* A sample contributes the impulse response to its own output and those after it. */
static void echoes_init(struct kweight *k)
{
	double h[12] = { 1 };

	filter(k->shelf, h);
	filter(k->high_pass, h);
	for (size_t j = 0; j < 4; j++) {
		for (size_t i = 0; i < 4; i++) {
			k->now.column[j][i] = i < j ? 0 : h[i - j];
			k->echo.column[j][i] = h[4 + i - j];
			k->echo_later.column[j][i] = h[8 + i - j];
		}
	}
}

/* In silence, each output follows from the four before it: through both filters' poles. */
static void rings_init(struct kweight *k)
{
	const double s1 = k->shelf[3], s2 = k->shelf[4], p1 = k->high_pass[3], p2 = k->high_pass[4];
	const double a1 = s1 + p1, a2 = s2 + s1 * p1 + p2, a3 = s1 * p2 + s2 * p1, a4 = s2 * p2;

	for (size_t j = 0; j < 4; j++) {
		double y[12] = { 0 };

		y[j] = 1;
		for (size_t i = 4; i < 12; i++)
			y[i] = -a1 * y[i - 1] - a2 * y[i - 2] - a3 * y[i - 3] - a4 * y[i - 4];
		for (size_t i = 0; i < 4; i++) {
			k->ring.column[j][i] = y[4 + i];
			k->ring_later.column[j][i] = y[8 + i];
		}
	}
}

void kweight_init(struct kweight *k, int sample_rate, const struct kernels *kernels)
{
	k->kernels = kernels;
	shelf_init(k->shelf, sample_rate);
	high_pass_init(k->high_pass, sample_rate);
	echoes_init(k);
	rings_init(k);
}

/* A sound that has died away must not leave numbers so small that processors are slow with them. */
static void forget_traces(double ringing[4])
{
	for (size_t i = 0; i < 4; i++) {
		if (fabs(ringing[i]) < 1e-30)
			ringing[i] = 0;
	}
}

/* The output for one sample; what rings on moves by one. */
static double weigh_one(const struct kweight *k, double ringing[4], double x)
{
	const double *echo = k->now.column[0];
	double y = ringing[0] + echo[0] * x, last = k->echo.column[0][0] * x;

	for (size_t i = 0; i < 4; i++)
		last += k->ring.column[i][0] * ringing[i];
	for (size_t i = 0; i < 3; i++)
		ringing[i] = ringing[i + 1] + echo[i + 1] * x;
	ringing[3] = last;
	return y;
}

double kweight_energy(const struct kweight *k, struct kweight_state *s, const float *x, size_t n)
{
	const size_t whole = n - n % KERNEL_STEP;
	double sums[8] = { 0 }, energy = 0;

	forget_traces(s->ringing);
	k->kernels->weigh(k, s->ringing, x, whole, sums);
	for (size_t i = 0; i < 8; i++)
		energy += sums[i];
	for (size_t i = whole; i < n; i++) {
		double y = weigh_one(k, s->ringing, x[i]);

		energy += y * y;
	}
	return energy;
}
