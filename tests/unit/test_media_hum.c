/* Mains hum: found under speech and noise, and not where there is only music. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "../../pipeline/media/problems.h"
#include "../../pipeline/media/survey.h"
#include "base/mem.h"

#define RATE    44100
#define SECONDS 40
#define LENGTH  ((size_t)RATE * SECONDS)

struct recording {
	struct arena arena;
	float *left, *right;
	struct problems problems;
};

static float random_of(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return (float)(*seed >> 8) / 8388608.0F - 1;
}

/* Bursts of loud coloured noise, like words, over soft noise, like a room. */
static struct recording new_talk(void)
{
	struct recording r = { 0 };
	uint32_t seed = 3;
	float low = 0;

	r.left = arena_array(&r.arena, LENGTH, sizeof(float));
	r.right = arena_array(&r.arena, LENGTH, sizeof(float));
	for (size_t i = 0; i < LENGTH; i++) {
		bool word = i / RATE % 8 < 5 && i % RATE < RATE / 2;

		low += (random_of(&seed) - low) * 0.05F;
		r.left[i] = low * (word ? 0.8F : 0.002F) + 0.0003F * random_of(&seed);
		r.right[i] = 0.8F * r.left[i] + 0.0003F * random_of(&seed);
	}
	return r;
}

static void add_tone(struct recording *r, double hz, double size)
{
	for (size_t i = 0; i < LENGTH; i++) {
		r->left[i] += (float)(size * sin(2 * M_PI * hz * (double)i / RATE));
		r->right[i] += (float)(size * sin(2 * M_PI * hz * (double)i / RATE));
	}
}

/* The text of the finding; NULL: none. */
static const char *hum_in(struct recording *r)
{
	const float *planes[] = { r->left, r->right };
	struct survey *s = survey_new(RATE, 2, &r->arena);
	struct media_facts facts = { 0 };
	const char *text = NULL;

	survey_hear(s, planes, LENGTH);
	r->problems = (struct problems){ .arena = &r->arena };
	survey_sum(s, false, &facts, &r->problems);
	for (size_t i = 0; i < r->problems.count; i++) {
		if (strcmp(r->problems.items[i].id, "hum") == 0)
			text = r->problems.items[i].text;
	}
	return text;
}

static void test_speech_in_a_room_does_not_hum(void **state)
{
	struct recording r = new_talk();

	(void)state;
	assert_null(hum_in(&r));
	arena_free(&r.arena);
}

static void test_hum_is_told_with_its_frequency(void **state)
{
	static const struct {
		double hz;
		const char *says;
	} mains[] = {
		{ 50, "at 50 Hz" }, { 60, "at 60 Hz" }, { 49.9, "at 50 Hz" }, { 60.1, "at 60 Hz" }
	};

	(void)state;
	for (size_t i = 0; i < COUNT(mains); i++) {
		struct recording r = new_talk();

		add_tone(&r, mains[i].hz, 0.003);
		add_tone(&r, mains[i].hz * 2, 0.002);
		add_tone(&r, mains[i].hz * 3, 0.003);
		const char *text = hum_in(&r);
		assert_non_null(text);
		assert_non_null(strstr(text, mains[i].says));
		arena_free(&r.arena);
	}
}

static void test_a_strong_first_line_is_enough(void **state)
{
	struct recording r = new_talk();

	(void)state;
	add_tone(&r, 50, 0.01);
	assert_non_null(hum_in(&r));
	arena_free(&r.arena);
}

static void test_hum_that_nobody_hears_is_not_told(void **state)
{
	struct recording r = new_talk();

	(void)state;
	for (size_t i = 0; i < LENGTH; i++) {
		r.left[i] = r.left[i] > 0.01F || r.left[i] < -0.01F ? r.left[i] : 0;
		r.right[i] = r.left[i];
	}
	add_tone(&r, 50, 0.00005);
	add_tone(&r, 100, 0.00005);
	assert_null(hum_in(&r));
	arena_free(&r.arena);
}

/* A held chord and a bass line; G1 is 49 Hz, B1 61.7 Hz, B2 123.5 Hz. */
static void test_bass_notes_are_not_hum(void **state)
{
	static const double notes[] = { 48.999,  51.913,  61.735,  58.270, 97.999,
					103.826, 123.471, 116.541, 146.832 };

	(void)state;
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct recording r = new_talk();

		for (int k = 1; k <= 4; k++)
			add_tone(&r, notes[i] * k, 0.02 / k);
		assert_null(hum_in(&r));
		arena_free(&r.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_speech_in_a_room_does_not_hum),
		cmocka_unit_test(test_hum_is_told_with_its_frequency),
		cmocka_unit_test(test_a_strong_first_line_is_enough),
		cmocka_unit_test(test_hum_that_nobody_hears_is_not_told),
		cmocka_unit_test(test_bass_notes_are_not_hum),
	};

	return cmocka_run_group_tests_name("media_hum", tests, NULL, NULL);
}
