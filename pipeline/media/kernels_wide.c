/*
 * The kernels in vectors of 32 bytes, as gcc and clang spell them for every
 * processor. On x86-64 they are compiled for AVX2 and run only where it is
 * there; elsewhere the compiler makes of them what the machine has.
 */
#include "kernels.h"

#include <stdint.h>
#include <string.h>

#include "kweight.h"

#ifdef __x86_64__
#include <immintrin.h>
#define WIDE        __attribute__((target("avx2")))
#define RUNS_WIDE   __builtin_cpu_supports("avx2")
#define TO_QUAD(v4) ((quad)_mm256_cvtps_pd(v4)) /* gcc 12 makes four instructions of the other */
#else
#define WIDE
#define RUNS_WIDE   1
#define TO_QUAD(v4) __builtin_convertvector(v4, quad)
#endif
#define PART WIDE __attribute__((always_inline)) static inline

typedef float octet __attribute__((vector_size(32)));
typedef int32_t octet_bits __attribute__((vector_size(32)));
typedef double quad __attribute__((vector_size(32)));
typedef float half __attribute__((vector_size(16)));

PART octet load(const float *x)
{
	octet v;

	memcpy(&v, x, sizeof(v));
	return v;
}

PART octet magnitude(octet v)
{
	return (octet)((octet_bits)v & INT32_MAX);
}

PART octet greater(octet a, octet b)
{
	octet_bits first = a > b;

	return (octet)(((octet_bits)a & first) | ((octet_bits)b & ~first));
}

PART octet clean(octet v)
{
	octet size = magnitude(v);

	return (octet)((octet_bits)v & (size >= 1e-30F) & (size <= 1e9F));
}

WIDE static void take(float *to, const float *from, size_t n)
{
	octet v = { 0 };

	for (; n >= 8; n -= 8, to += 8, from += 8) {
		v = clean(load(from));
		memcpy(to, &v, sizeof(v));
	}
	memcpy(&v, from, n * sizeof(*from));
	v = clean(v);
	memcpy(to, &v, n * sizeof(*to));
}

/* Two maxima, neither of which waits for the other. */
WIDE static float loudest(const float *x, size_t n)
{
	octet even = { 0 }, odd = { 0 };
	float out = 0;

	for (size_t i = 0; i < n; i += 16) {
		even = greater(magnitude(load(x + i)), even);
		odd = greater(magnitude(load(x + i + 8)), odd);
	}
	even = greater(even, odd);
	for (size_t i = 0; i < 8; i++)
		out = even[i] > out ? even[i] : out;
	return out;
}

/* Half of what convolve() makes: four sums that do not wait for one another. */
PART void convolve_half(float *y, const float *x, const float *taps, size_t count)
{
	octet s0 = { 0 }, s1 = { 0 }, s2 = { 0 }, s3 = { 0 };

	for (size_t k = 0; k < count; k++) {
		s0 += load(x + k) * taps[k];
		s1 += load(x + k + 8) * taps[k];
		s2 += load(x + k + 16) * taps[k];
		s3 += load(x + k + 24) * taps[k];
	}
	memcpy(y, &s0, sizeof(s0));
	memcpy(y + 8, &s1, sizeof(s1));
	memcpy(y + 16, &s2, sizeof(s2));
	memcpy(y + 24, &s3, sizeof(s3));
}

WIDE static void convolve(float *y, const float *x, const float *taps, size_t count)
{
	convolve_half(y, x, taps, count);
	convolve_half(y + CONVOLVED / 2, x + CONVOLVED / 2, taps, count);
}

PART quad load_quad(const double *x)
{
	quad v;

	memcpy(&v, x, sizeof(v));
	return v;
}

PART quad widen(const float *x)
{
	half v;

	memcpy(&v, x, sizeof(v));
	return TO_QUAD(v);
}

PART quad times(const struct matrix *m, quad v)
{
	return (load_quad(m->column[0]) * v[0] + load_quad(m->column[1]) * v[1]) +
	       (load_quad(m->column[2]) * v[2] + load_quad(m->column[3]) * v[3]);
}

WIDE static void weigh(const struct kweight *k, double ringing[4], const float *x, size_t n,
		       double sums[8])
{
	quad state = load_quad(ringing), early_sum = load_quad(sums),
	     late_sum = load_quad(sums + 4);

	for (; n; n -= 8, x += 8) {
		quad a = widen(x), b = widen(x + 4);
		quad early = times(&k->now, a) + state;
		quad late = (times(&k->now, b) + times(&k->echo, a)) + times(&k->ring, state);

		state = (times(&k->echo, b) + times(&k->echo_later, a)) +
			times(&k->ring_later, state);
		early_sum += early * early;
		late_sum += late * late;
	}
	memcpy(ringing, &state, sizeof(state));
	memcpy(sums, &early_sum, sizeof(early_sum));
	memcpy(sums + 4, &late_sum, sizeof(late_sum));
}

static const struct kernels kernels_wide = { take, loudest, convolve, weigh };

const struct kernels *kernels_choose(void)
{
	return RUNS_WIDE ? &kernels_wide : &kernels_plain;
}
