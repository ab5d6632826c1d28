/* The inner loops of measuring: plain C against what this processor does best, and against the
 * standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "../../pipeline/media/kernels.h"
#include "../../pipeline/media/kweight.h"
#include "../../pipeline/media/true_peak.h"
#include "base/mem.h"

enum { LENGTH = 4800, ALL = LENGTH + TRUE_PEAK_BEFORE + TRUE_PEAK_AFTER };

static float noise(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return (float)(int32_t)*seed / 2147483648.0F;
}

static void fill(float *x, size_t n, uint32_t seed)
{
	for (size_t i = 0; i < n; i++)
		x[i] = noise(&seed) * (float)exp(-4 * fabs((double)noise(&seed)));
}

static void test_taking_keeps_sound_and_silences_the_rest(void **state)
{
	static const float odd[] = {
		NAN,    -NAN,   HUGE_VALF, -HUGE_VALF, FLT_MAX, -1.1e9F, 1e9F,
		1e-30F, 9e-31F, 1e-40F,    -0.0F,      1,       -0.5F,   1e-20F
	};
	static const float clean[] = { 0, 0, 0, 0, 0, 0, 1e9F, 1e-30F, 0, 0, 0, 1, -0.5F, 1e-20F };
	float plain[COUNT(odd) + 3], best[COUNT(odd) + 3];

	(void)state;
	for (size_t i = 0; i < COUNT(plain); i++)
		plain[i] = best[i] = 7;
	kernels_plain.take(plain, odd, COUNT(odd));
	kernels_choose()->take(best, odd, COUNT(odd));
	assert_memory_equal(plain, best, sizeof(plain));
	for (size_t i = 0; i < COUNT(plain); i++)
		assert_true(plain[i] == (i < COUNT(odd) ? clean[i] : 7));
}

static void test_the_loudest_is_found_wherever_it_is(void **state)
{
	float x[64];

	(void)state;
	for (size_t i = 0; i < 64; i++) {
		fill(x, 64, (uint32_t)i);
		x[i] = i % 2 ? -1.5F : 1.5F;
		assert_true(kernels_plain.loudest(x, 64) == 1.5F);
		assert_true(kernels_choose()->loudest(x, 64) == 1.5F);
	}
}

static void test_both_convolve_to_the_same_bits(void **state)
{
	float x[CONVOLVED + 48], taps[48], plain[CONVOLVED], best[CONVOLVED];

	(void)state;
	for (uint32_t seed = 0; seed < 50; seed++) {
		fill(x, COUNT(x), seed);
		fill(taps, COUNT(taps), seed + 100);
		kernels_plain.convolve(plain, x, taps, COUNT(taps));
		kernels_choose()->convolve(best, x, taps, COUNT(taps));
		assert_memory_equal(plain, best, sizeof(plain));
	}
}

static void test_both_weigh_to_the_same_bits(void **state)
{
	static const int rates[] = { 8000, 11025, 44100, 192000 };
	struct kweight plain, best;
	float x[LENGTH];

	(void)state;
	for (size_t r = 0; r < COUNT(rates); r++) {
		struct kweight_state p = { 0 }, b = { 0 };

		kweight_init(&plain, rates[r], &kernels_plain);
		kweight_init(&best, rates[r], kernels_choose());
		for (size_t n = 1; n < LENGTH; n += 97) {
			fill(x, n, (uint32_t)n);
			assert_true(kweight_energy(&plain, &p, x, n) ==
				    kweight_energy(&best, &b, x, n));
		}
		assert_memory_equal(&p, &b, sizeof(p));
	}
}

static void test_both_find_the_same_true_peak(void **state)
{
	struct true_peak plain, best;
	float x[ALL];

	(void)state;
	true_peak_init(&plain, &kernels_plain);
	true_peak_init(&best, kernels_choose());
	for (uint32_t seed = 0; seed < 20; seed++) {
		fill(x, ALL, seed);
		true_peak_hear(&plain, x + TRUE_PEAK_BEFORE, LENGTH, seed);
		true_peak_hear(&best, x + TRUE_PEAK_BEFORE, LENGTH, seed);
	}
	assert_true(plain.level == best.level && plain.level > 1);
	assert_true(plain.place == best.place);
	assert_true(plain.sample == best.sample);
}

/* ITU-R BS.1770-4 annex 1, tables 1 and 2. */
static void test_at_48_khz_the_coefficients_are_those_of_the_standard(void **state)
{
	struct kweight k;
	const double shelf[] = { 1.53512485958697, -2.69169618940638, 1.19839281085285,
				 -1.69065929318241, 0.73248077421585 };
	const double high_pass[] = { 1, -2, 1, -1.99004745483398, 0.99007225036621 };

	(void)state;
	kweight_init(&k, 48000, &kernels_plain);
	for (size_t i = 0; i < 5; i++) {
		assert_true(fabs(k.shelf[i] - shelf[i]) < 1e-12);
		assert_true(fabs(k.high_pass[i] - high_pass[i]) < 1e-12);
	}
}

/* One sample after the other, in the form of the standard's block diagram. */
static double one_by_one(const double c[5], double past[2], double x)
{
	double now = x - c[3] * past[0] - c[4] * past[1];
	double y = c[0] * now + c[1] * past[0] + c[2] * past[1];

	past[1] = past[0];
	past[0] = now;
	return y;
}

static void test_eight_samples_in_one_step_are_the_same_filter(void **state)
{
	static const int rates[] = { 8000, 44100, 48000, 192000 };

	(void)state;
	for (size_t r = 0; r < COUNT(rates); r++) {
		struct kweight k;
		struct kweight_state s = { 0 };
		double shelf[2] = { 0 }, high_pass[2] = { 0 };
		float x[LENGTH];

		kweight_init(&k, rates[r], kernels_choose());
		for (uint32_t seed = 0; seed < 10; seed++) {
			double energy = 0;

			fill(x, LENGTH - seed, seed);
			for (size_t i = 0; i < LENGTH - seed; i++) {
				double y = one_by_one(k.high_pass, high_pass,
						      one_by_one(k.shelf, shelf, (double)x[i]));
				energy += y * y;
			}
			double ours = kweight_energy(&k, &s, x, LENGTH - seed);
			assert_true(fabs(ours - energy) < 1e-7 * energy);
		}
	}
}

/* Numbers near the smallest there are would make every later sample slow. */
static void test_a_sound_that_has_died_away_is_forgotten(void **state)
{
	static const int rates[] = { 8000, 48000, 192000 };

	(void)state;
	for (size_t r = 0; r < COUNT(rates); r++) {
		struct kweight k;
		struct kweight_state s = { 0 };
		float x[LENGTH];

		kweight_init(&k, rates[r], kernels_choose());
		fill(x, LENGTH, 1);
		kweight_energy(&k, &s, x, LENGTH);
		memset(x, 0, sizeof(x));
		for (int i = 0; i < 100; i++) {
			kweight_energy(&k, &s, x, LENGTH);
			for (size_t m = 0; m < COUNT(s.ringing); m++)
				assert_int_not_equal(fpclassify(s.ringing[m]), FP_SUBNORMAL);
		}
		for (size_t m = 0; m < COUNT(s.ringing); m++)
			assert_true(s.ringing[m] == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taking_keeps_sound_and_silences_the_rest),
		cmocka_unit_test(test_the_loudest_is_found_wherever_it_is),
		cmocka_unit_test(test_both_convolve_to_the_same_bits),
		cmocka_unit_test(test_both_weigh_to_the_same_bits),
		cmocka_unit_test(test_both_find_the_same_true_peak),
		cmocka_unit_test(test_at_48_khz_the_coefficients_are_those_of_the_standard),
		cmocka_unit_test(test_eight_samples_in_one_step_are_the_same_filter),
		cmocka_unit_test(test_a_sound_that_has_died_away_is_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
