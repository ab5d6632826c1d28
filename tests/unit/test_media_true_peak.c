/* True peaks of sounds whose crests are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "../../pipeline/media/kernels.h"
#include "../../pipeline/media/loudness.h"
#include "../../pipeline/media/true_peak.h"
#include "base/mem.h"

enum { RATE = 48000, LENGTH = RATE };

/* One second between silences, as much as true_peak_hear() may look at. */
struct second {
	float before[TRUE_PEAK_BEFORE], sound[LENGTH], after[TRUE_PEAK_AFTER];
};

static double decibels(double amplitude)
{
	return 20 * log10(amplitude);
}

/* Rises and falls within 10 ms: an abrupt end has crests of its own. */
static double fade(double t)
{
	double edge = fmin(fmin(t, 1 - t) / 0.01, 1);

	return 0.5 - 0.5 * cos(M_PI * edge);
}

/* A sine, `frequency` in parts of the sampling rate. */
static void tone(struct second *s, double frequency, double degrees, double amplitude)
{
	memset(s, 0, sizeof(*s));
	for (int i = 0; i < LENGTH; i++) {
		double phase = 2 * M_PI * frequency * i + degrees / 180 * M_PI;

		s->sound[i] = (float)(amplitude * sin(phase) * fade((double)i / RATE));
	}
}

static struct loudness_facts measure(const float *sound, int rate)
{
	struct arena a = { 0 };
	struct loudness *l = loudness_new(rate, 1, NULL, &a);

	loudness_hear(l, &sound, LENGTH);
	struct loudness_facts facts = loudness_sum(l);
	arena_free(&a);
	return facts;
}

static void about(double level, double expected, double below, double above)
{
	if (!(level >= expected - below && level <= expected + above))
		fail_msg("%.4f instead of %.4f", level, expected);
}

static void test_tech_3341_cases_15_to_19_have_their_true_peak(void **state)
{
	static const struct {
		double frequency, degrees, amplitude, dbtp;
	} cases[] = {
		{ 1 / 4.0, 0, 0.5, -6 },    { 1 / 4.0, 45, 0.5, -6 }, { 1 / 6.0, 60, 0.5, -6 },
		{ 1 / 8.0, 67.5, 0.5, -6 }, { 1 / 4.0, 45, 1.41, 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct second s;

		tone(&s, cases[i].frequency, cases[i].degrees, cases[i].amplitude);
		about(measure(s.sound, RATE).true_peak, cases[i].dbtp, 0.4, 0.2);
	}
}

/* A tone of half the amplitude that swells to the full one for a moment. */
static void test_tech_3341_cases_20_to_23_find_one_crest_wherever_the_samples_fall(void **state)
{
	(void)state;
	for (int offset = 0; offset < 4; offset++) {
		struct second s;

		tone(&s, 0, 90, 1);
		for (int i = 0; i < LENGTH; i++) {
			double t = i - LENGTH / 2.0 + offset / 4.0;
			double swell = 0.5 + 0.5 * exp(-t * t / 50);

			s.sound[i] *= (float)(swell * cos(2 * M_PI / 6 * t));
		}
		struct loudness_facts f = measure(s.sound, RATE);
		about(f.true_peak, 0, 0.05, 0.05);
		about(f.true_peak_at * RATE, LENGTH / 2.0 - offset / 4.0, 0.1, 0.1);
	}
}

static void test_tones_read_as_they_are_until_close_to_half_the_rate(void **state)
{
	(void)state;
	for (double frequency = 0.0101; frequency < 0.46; frequency += 0.01003) {
		struct second s;

		tone(&s, frequency, 20, 0.5);
		about(measure(s.sound, RATE).true_peak, -6.02, 0.05, 0.03);
	}
}

static void test_a_tone_near_the_limit_of_a_fourfold_grid_is_not_missed(void **state)
{
	static const int rates[] = { 8000, 16000, 44100, 48000, 96000, 192000 };
	struct second s;

	(void)state;
	tone(&s, 0.40, 0, 0.5);
	for (size_t i = 0; i < COUNT(rates); i++)
		about(measure(s.sound, rates[i]).true_peak, -6.02, 0.01, 0.02);
}

/* Of many notes the crest is not known, but every point can be looked at. */
static void chord(struct second *s)
{
	memset(s, 0, sizeof(*s));
	for (int i = 0; i < LENGTH; i++) {
		double y = 0;

		for (int n = 1; n <= 12; n++)
			y += sin(0.0271 * n * n * i + n) / 12;
		s->sound[i] = (float)(y * (0.3 + 0.7 * fabs(sin(i / 9000.0))));
	}
}

static void test_looking_only_where_it_matters_finds_what_looking_everywhere_finds(void **state)
{
	struct true_peak lazy, eager;
	struct second s;

	(void)state;
	true_peak_init(&lazy, kernels_choose());
	true_peak_init(&eager, kernels_choose());
	for (size_t i = 0; i < COUNT(eager.reach); i++)
		eager.reach[i] = HUGE_VALF;
	chord(&s);
	true_peak_hear(&lazy, s.sound, LENGTH, 0);
	true_peak_hear(&eager, s.sound, LENGTH, 0);
	assert_true(lazy.level == eager.level);
	assert_true(lazy.place == eager.place);
	assert_true(lazy.sample == eager.sample);
}

static void test_what_has_been_heard_until_now_is_looked_at_to_the_last_sample(void **state)
{
	struct arena a = { 0 };
	struct loudness *l = loudness_new(RATE, 1, NULL, &a);
	float sound[101] = { 0 };
	const float *planes[] = { sound };

	(void)state;
	sound[100] = 0.5F;
	loudness_hear(l, planes, 101);
	struct loudness_facts f = loudness_sum(l);
	about(f.true_peak, decibels(0.5), 0.001, 0.001);
	about(f.true_peak_at, 100.0 / RATE, 1e-9, 1e-9);
	arena_free(&a);
}

static void test_the_first_of_two_equal_crests_is_the_place(void **state)
{
	static float sound[LENGTH];

	(void)state;
	sound[5000] = sound[30000] = -0.7F;
	struct loudness_facts f = measure(sound, RATE);
	about(f.true_peak_at, 5000.0 / RATE, 1e-9, 1e-9);
	about(f.sample_peak, decibels(0.7), 1e-6, 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tech_3341_cases_15_to_19_have_their_true_peak),
		cmocka_unit_test(
			test_tech_3341_cases_20_to_23_find_one_crest_wherever_the_samples_fall),
		cmocka_unit_test(test_tones_read_as_they_are_until_close_to_half_the_rate),
		cmocka_unit_test(test_a_tone_near_the_limit_of_a_fourfold_grid_is_not_missed),
		cmocka_unit_test(
			test_looking_only_where_it_matters_finds_what_looking_everywhere_finds),
		cmocka_unit_test(
			test_what_has_been_heard_until_now_is_looked_at_to_the_last_sample),
		cmocka_unit_test(test_the_first_of_two_equal_crests_is_the_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
