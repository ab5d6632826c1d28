#include "kweight.h"

#include <math.h>

#include "kernels.h"

/* Below a sixth of this many hertz the shelf would lie beyond half the rate. */
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

/* One sample through one filter, in transposed direct form II. */
static double filtered(const double c[5], double memory[2], double x)
{
	double y = c[0] * x + memory[0];

	memory[0] = c[1] * x - c[3] * y + memory[1];
	memory[1] = c[2] * x - c[4] * y;
	return y;
}

static double weighted(const struct kweight *k, double memory[4], double x)
{
	return filtered(k->high_pass, memory + 2, filtered(k->shelf, memory, x));
}

/* What comes out during eight samples, one of them 1 (or none), and what is remembered then. */
static void respond(const struct kweight *k, double memory[4], size_t one, double out[8])
{
	for (size_t i = 0; i < 8; i++)
		out[i] = weighted(k, memory, i == one ? 1 : 0);
}

static void copy_column(struct matrix *m, size_t j, const double from[4])
{
	for (size_t i = 0; i < 4; i++)
		m->column[j][i] = from[i];
}

/* The system is linear: how it answers each of its twelve inputs alone is all there is to know. */
static void matrices_init(struct kweight *k)
{
	for (size_t j = 0; j < 4; j++) {
		double a[4] = { 0 }, b[4] = { 0 }, state[4] = { 0 }, out[8];

		respond(k, a, j, out);
		copy_column(&k->same, j, out);
		copy_column(&k->echo, j, out + 4);
		copy_column(&k->keep_a, j, a);
		respond(k, b, 4 + j, out);
		copy_column(&k->keep_b, j, b);
		state[j] = 1;
		respond(k, state, 8, out);
		copy_column(&k->ring_a, j, out);
		copy_column(&k->ring_b, j, out + 4);
		copy_column(&k->fade, j, state);
	}
}

void kweight_init(struct kweight *k, int sample_rate, const struct kernels *kernels)
{
	k->kernels = kernels;
	shelf_init(k->shelf, sample_rate);
	high_pass_init(k->high_pass, sample_rate);
	matrices_init(k);
}

/* A sound that has died away must not leave numbers so small that processors are slow with them. */
static void forget_traces(double memory[4])
{
	for (size_t i = 0; i < 4; i++) {
		if (fabs(memory[i]) < 1e-30)
			memory[i] = 0;
	}
}

double kweight_energy(const struct kweight *k, struct kweight_state *s, const float *x, size_t n)
{
	const size_t steps = n - n % KERNEL_STEP;
	double sums[8] = { 0 }, energy = 0;

	forget_traces(s->memory);
	k->kernels->weigh(k, s->memory, x, steps, sums);
	for (size_t i = 0; i < 8; i++)
		energy += sums[i];
	for (size_t i = steps; i < n; i++) {
		double y = weighted(k, s->memory, x[i]);

		energy += y * y;
	}
	return energy;
}
