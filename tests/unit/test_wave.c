/* The drawing of a waveform, measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "../../pipeline/site/wave.h"

#define MOST 400

/* The strokes of a path: where each stands, and from where to where it goes. */
struct stroke {
	long x, top, bottom;
};

static size_t strokes_of(const char *path, struct stroke *strokes)
{
	long x = 0, y = 0;
	size_t n = 0;

	for (char *at = (char *)(uintptr_t)path; *at; n++) {
		bool first = *at == 'M';

		assert_true(first ? n == 0 : *at == 'm');
		x = strtol(at + 1, &at, 10) + (first ? 0 : x);
		y = strtol(at, &at, 10) + (first ? 0 : y);
		assert_int_equal(*at, 'v');
		strokes[n] = (struct stroke){ x, y, y + strtol(at + 1, &at, 10) };
		y = strokes[n].bottom;
		assert_true(n < MOST);
	}
	return n;
}

static void there_is_none_of_silence_and_of_nothing(void **state)
{
	const uint8_t silence[240] = { 0 };
	struct arena a = { 0 };

	(void)state;
	assert_null(wave_path(NULL, 0, &a));
	assert_null(wave_path(silence, 240, &a));
	arena_free(&a);
}

static void every_stroke_is_in_the_box_and_in_its_middle(void **state)
{
	static const size_t counts[] = { 1, 2, 7, 119, 120, 121, 240, 241, 10000 };
	struct arena a = { 0 };
	struct stroke strokes[MOST];

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		uint8_t *peaks = arena_array(&a, counts[i], 1);
		long tallest = 0;

		for (size_t k = 0; k < counts[i]; k++)
			peaks[k] = (uint8_t)(k * 37 % 256);
		peaks[counts[i] / 2] = 200;
		size_t n = strokes_of(wave_path(peaks, counts[i], &a), strokes);
		assert_int_equal(n, 120);
		for (size_t k = 0; k < n; k++) {
			const struct stroke *s = &strokes[k];

			assert_true(s->x > 0 && s->x < WAVE_WIDTH && (!k || s->x > s[-1].x));
			assert_true(s->top > 0 && s->bottom < WAVE_HEIGHT && s->top < s->bottom);
			assert_int_equal(s->top + s->bottom, WAVE_HEIGHT);
			tallest = s->bottom - s->top > tallest ? s->bottom - s->top : tallest;
		}
		assert_int_equal(tallest, WAVE_HEIGHT - 2);
	}
	arena_free(&a);
}

static void what_is_louder_stands_higher_and_where_it_was(void **state)
{
	uint8_t peaks[240];
	struct arena a = { 0 };
	struct stroke strokes[MOST];

	(void)state;
	for (size_t i = 0; i < 240; i++)
		peaks[i] = i < 60 ? 20 : i < 120 ? 90 : 180;
	strokes_of(wave_path(peaks, 240, &a), strokes);
	assert_true(strokes[29].top > strokes[30].top && strokes[59].top > strokes[60].top);
	assert_int_equal(strokes[0].top, strokes[29].top);
	assert_int_equal(strokes[60].top, strokes[119].top);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_is_none_of_silence_and_of_nothing),
		cmocka_unit_test(every_stroke_is_in_the_box_and_in_its_middle),
		cmocka_unit_test(what_is_louder_stands_higher_and_where_it_was),
	};

	return cmocka_run_group_tests_name("wave", tests, NULL, NULL);
}
