/* The limiter: nothing passes its ceiling, and what needs no limiting passes untouched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/media/limiter.h"
#include "../../pipeline/media/loudness.h"
#include "base/mem.h"

#define RATE    44100
#define SAMPLES (2 * (size_t)RATE)

static const double pi = 3.14159265358979323846;

struct signal {
	const char *name;
	float (*at)(size_t i);
};

static float sine(size_t i, double hz)
{
	return (float)sin(2 * pi * hz * (double)i / RATE);
}

/* Comes and goes five times a second, within 5 ms: what cannot be heard coming is a test of its
 * own. */
static float bursts(size_t i)
{
	size_t t = i % (RATE / 5);
	double edge = RATE / 200.0;
	double rise = t < RATE / 10 ? fmin(1, (double)t / edge)
				    : fmax(0, 1 - (double)(t - RATE / 10) / edge);

	return (float)(0.1 + 1.9 * rise) * sine(i, 997);
}

static float impulse(size_t i)
{
	return i % 5000 == 2500 ? 3.0F : 0.01F * sine(i, 300);
}

static float square(size_t i)
{
	return sine(i, 110) >= 0 ? 1.5F : -1.5F;
}

/* Between its samples it is 3 dB higher than at them. */
static float quarter(size_t i)
{
	return 1.2F * (float)sin(pi / 2 * (double)i + pi / 4);
}

static float bass(size_t i)
{
	return 2 * sine(i, 45);
}

/* The same on every machine. */
static float noise(size_t i)
{
	uint32_t x = (uint32_t)i * 2654435761U;

	x ^= x >> 15;
	x *= 2246822519U;
	x ^= x >> 13;
	return ((float)(x & 0xffff) / 32768 - 1) * (i % 9000 < 3000 ? 1.6F : 0.2F);
}

static float treble(size_t i)
{
	return 1.7F * sine(i, 17321);
}

static const struct signal loud[] = {
	{ "bursts", bursts }, { "impulse", impulse }, { "square", square }, { "fs/4", quarter },
	{ "bass", bass },     { "noise", noise },     { "treble", treble },
};

/* All of the signal through a limiter in blocks of `block`; without its delay. */
static float *limited(float (*at)(size_t), const struct limiter_settings *s, size_t block,
		      struct arena *a)
{
	struct limiter *l = limiter_new(s, a);
	size_t delay = limiter_delay(l), all = SAMPLES + delay;
	float *x = arena_array(a, all, sizeof(float)), *twin = arena_array(a, all, sizeof(float));

	for (size_t i = 0; i < SAMPLES; i++)
		twin[i] = x[i] = at(i);
	for (size_t i = 0; i < all; i += block) {
		float *planes[2] = { x + i, twin + i };

		limiter_run(l, planes, block < all - i ? block : all - i);
	}
	if (s->channels == 2)
		assert_memory_equal(x, twin, all * sizeof(float));
	return x + delay;
}

/* By another grid and longer filter than the limiter's own. */
static double true_peak(const float *x, struct arena *a)
{
	struct loudness *l = loudness_new(RATE, 1, NULL, a);

	loudness_hear(l, &x, SAMPLES);
	return loudness_sum(l).true_peak;
}

static void nothing_passes_the_ceiling(void **state)
{
	const double ceilings[] = { -1, -3 };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(loud); i++) {
		const double ceiling = ceilings[i % 2];
		const struct limiter_settings s = { RATE, 2, 1, (float)pow(10, ceiling / 20) };
		double peak = true_peak(limited(loud[i / 2].at, &s, 1000, &a), &a);

		print_message("# %s: %.3f dBTP below %.1f\n", loud[i / 2].name, peak, ceiling);
		assert_true(peak <= ceiling);
		arena_free(&a);
	}
}

static void a_steady_tone_is_brought_to_the_ceiling_and_no_lower(void **state)
{
	const struct limiter_settings s = { RATE, 1, 1, 0.5F };
	struct arena a = { 0 };
	const float *y = limited(bass, &s, 4096, &a);
	double sum = 0;

	(void)state;
	for (size_t i = RATE / 2; i < 3 * RATE / 2; i++)
		sum += (double)y[i] * y[i];
	assert_true(fabs(10 * log10(2 * sum / RATE) - 20 * log10(0.5)) < 0.3);
	arena_free(&a);
}

static float quiet(size_t i)
{
	return 0.25F * noise(i) + 0.1F * sine(i, 997);
}

static void what_stays_below_the_ceiling_passes_bit_for_bit(void **state)
{
	const struct limiter_settings s = { RATE, 2, 1, 0.999F };
	struct arena a = { 0 };
	const float *y = limited(quiet, &s, 777, &a);

	(void)state;
	for (size_t i = 0; i < SAMPLES; i++)
		assert_true(y[i] == quiet(i));
	arena_free(&a);
}

/* One peak in the middle of silence and a tone after it. */
static float one_peak(size_t i)
{
	return i == RATE / 2 ? 2.0F : i > RATE ? 0.5F * sine(i, 440) : 0;
}

static void far_from_a_peak_nothing_is_left_of_it(void **state)
{
	const struct limiter_settings s = { RATE, 1, 1, 0.9F };
	struct arena a = { 0 };
	const float *y = limited(one_peak, &s, 512, &a);

	(void)state;
	for (size_t i = 2 * (size_t)RATE - 1000; i < SAMPLES; i++)
		assert_true(y[i] == one_peak(i));
	assert_true(fabsf(y[RATE / 2]) <= 0.9F && fabsf(y[RATE / 2]) > 0.88F);
	arena_free(&a);
}

static void how_the_sound_is_cut_into_blocks_changes_nothing(void **state)
{
	static const size_t blocks[] = { 1, 7, 512, 513, 4096, SAMPLES };
	const struct limiter_settings s = { RATE, 2, 1.3F, 0.7F };
	struct arena a = { 0 };
	const float *once = limited(bursts, &s, 1152, &a);

	(void)state;
	for (size_t i = 0; i < COUNT(blocks); i++)
		assert_memory_equal(limited(bursts, &s, blocks[i], &a), once,
				    SAMPLES * sizeof(float));
	arena_free(&a);
}

static void the_level_of_the_quiet_is_not_touched(void **state)
{
	const struct limiter_settings s = { RATE, 1, 4, 0.9F };
	struct arena a = { 0 };
	const float *y = limited(impulse, &s, 1024, &a);

	(void)state;
	/* A tenth of a second would be 4410 samples; between impulses there are 5000. */
	for (size_t i = 2300; i < SAMPLES; i += 5000) {
		float want = 4 * impulse(i - 50);

		assert_true(fabsf(y[i - 50] - want) <= 0.35F * fabsf(want) + 1e-6F);
	}
	arena_free(&a);
}

static void the_reduction_is_told(void **state)
{
	struct arena a = { 0 };
	struct limiter *l = limiter_new(
		&(struct limiter_settings){
			.rate = RATE, .channels = 1, .gain = 2, .ceiling = 0.5F },
		&a);
	float *x = arena_array(&a, SAMPLES, sizeof(float));

	(void)state;
	assert_true(limiter_reduction(l) == 0);
	for (size_t i = 0; i < SAMPLES; i++)
		x[i] = sine(i, 440);
	limiter_run(l, &x, SAMPLES);
	assert_true(fabs(limiter_reduction(l) - 20 * log10(4)) < 0.15);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_passes_the_ceiling),
		cmocka_unit_test(a_steady_tone_is_brought_to_the_ceiling_and_no_lower),
		cmocka_unit_test(what_stays_below_the_ceiling_passes_bit_for_bit),
		cmocka_unit_test(far_from_a_peak_nothing_is_left_of_it),
		cmocka_unit_test(how_the_sound_is_cut_into_blocks_changes_nothing),
		cmocka_unit_test(the_level_of_the_quiet_is_not_touched),
		cmocka_unit_test(the_reduction_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
