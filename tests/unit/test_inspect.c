#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/cli/inspect.h"
#include "../../pipeline/cli/media.h"
#include "../../pipeline/cli/paragraph.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/mastering.h"

static struct arena arena;
static struct strbuf text = STRBUF_INIT(1 << 20);

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	strbuf_release(&text);
	return 0;
}

static struct loudness_facts level(double integrated, double true_peak)
{
	return (struct loudness_facts){
		.integrated = integrated,
		.momentary = integrated,
		.short_term = integrated,
		.true_peak = true_peak,
		.sample_peak = true_peak,
		.true_peak_at = 1,
	};
}

static struct media_facts facts(double seconds, int channels)
{
	return (struct media_facts){
		.format = "wav",
		.codec = "pcm_s16le",
		.sample_rate = 48000,
		.channels = channels,
		.seconds = seconds,
		.loudness = level(-16, -3),
	};
}

static struct inspected judge(const struct media_facts *m)
{
	struct media_file f = { .path = "a.wav", .ok = true, .facts = *m };
	struct inspection in = inspect_judge(&f, 1, &arena, NULL);

	/* The facts that it points to are gone with `f`. */
	in.files[0].recording = m;
	return in.files[0];
}

static enum verdict verdict_with(const char *slug)
{
	struct media_problem problem = { .id = slug, .text = "x", .at = NOWHERE, .until = NOWHERE };
	struct media_facts m = facts(10, 2);

	m.problems = &problem;
	m.problem_count = slug != NULL;
	return judge(&m).verdict;
}

static void the_verdict_follows_from_the_worst_finding(void **state)
{
	struct media_file failed = { .path = "a", .problem = { .id = "not-audio", .text = "x" } };
	struct media_file lost = { .path = "a" };
	struct media_file unread = { .path = "a", .problem = { .id = "cannot-read", .text = "x" } };

	(void)state;
	assert_int_equal(verdict_with(NULL), VERDICT_GOOD);
	assert_int_equal(verdict_with("mono-as-stereo"), VERDICT_GOOD);
	assert_int_equal(verdict_with("clipping"), VERDICT_USABLE);
	assert_int_equal(verdict_with("truncated"), VERDICT_UNUSABLE);
	assert_int_equal(verdict_with("of-another-version"), VERDICT_UNUSABLE);
	assert_int_equal(inspect_judge(&failed, 1, &arena, NULL).files[0].verdict, VERDICT_UNUSABLE);
	assert_int_equal(inspect_judge(&lost, 1, &arena, NULL).files[0].verdict, VERDICT_UNREAD);
	assert_int_equal(inspect_judge(&unread, 1, &arena, NULL).files[0].verdict, VERDICT_UNREAD);
}

static void what_a_build_does_with_the_level_is_told(void **state)
{
	static const struct {
		int channels;
		double integrated, true_peak, target, gain, limiting;
	} cases[] = {
		{ 2, -16.0, -1.0, -16, 0, 0 },   { 2, -16.5, -1.0, -16, 0, 0 },
		{ 2, -20.5, -12, -16, 4.5, 0 },  { 2, -20.5, -1.25, -16, 4.5, 4.25 },
		{ 2, -10.0, 0.5, -16, -6, 0 },   { 2, -16.0, 0.5, -16, 0, 1.5 },
		{ 1, -19.0, -1.0, -19, 0, 0 },   { 1, -16.0, -1.0, -19, -3, 0 },
		{ 6, -23.0, -9.0, -16, 7, 0 },    { 2, -16.0, -0.96, -16, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct media_facts m = facts(10, cases[i].channels);

		m.loudness = level(cases[i].integrated, cases[i].true_peak);
		const struct levelling *l = judge(&m).levelling;
		assert_non_null(l);
		assert_true(l->target == cases[i].target);
		assert_true(l->gain == cases[i].gain);
		assert_true(l->limiting == cases[i].limiting);
	}
	struct media_facts silent = facts(10, 2);
	silent.loudness = level(LEVEL_NONE, LEVEL_NONE);
	assert_null(judge(&silent).levelling);
}

/* Draws a recording of `seconds` with these findings; the text is in `text`. */
static void draw(double seconds, struct media_problem *problems, size_t count, bool utf8)
{
	static uint8_t peaks[100];
	struct media_facts m = facts(seconds, 2);
	struct paper p = { .utf8 = utf8, .out = &text };

	memset(peaks, 255, sizeof(peaks));
	m.peaks = peaks;
	m.peak_count = sizeof(peaks);
	m.problems = problems;
	m.problem_count = count;
	struct inspected f = judge(&m);
	strbuf_clear(&text);
	inspect_draw(&f, &p);
}

static void no_line_is_too_wide(void)
{
	for (char *line = strtok(text.data, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(utf8_length(line) <= PARAGRAPH_COLUMNS);
}

static void marks_stand_where_the_findings_are(void **state)
{
	struct media_problem p[] = {
		{ "clipping", "x", 0, 10 },       { "clipping", "x", 5, NOWHERE },
		{ "clipping", "x", 36, 36.5 },    { "clipping", "x", 71.9, 72 },
		{ "wrong-suffix", "x", NOWHERE, NOWHERE },
	};

	(void)state;
	draw(72, p, COUNT(p), false);
	assert_non_null(strstr(text.data, "\n  1----------                         3"
					  "                                  4\n"
					  "       2\n"
					  "  +----"));
	assert_null(strstr(text.data, "5\n"));
}

static void as_many_findings_as_can_be_fit_in(void **state)
{
	struct media_problem p[64];

	(void)state;
	for (size_t i = 0; i < COUNT(p); i++)
		p[i] = (struct media_problem){ "clipping", "x", 71, 72 };
	draw(72, p, COUNT(p), true);
	no_line_is_too_wide();
	for (size_t i = 0; i < COUNT(p); i++)
		p[i] = (struct media_problem){ "clipping", "x", (double)i, 1e9 };
	draw(72, p, COUNT(p), true);
	no_line_is_too_wide();
}

static void the_axis_fits_every_length(void **state)
{
	(void)state;
	for (double seconds = 1.0 / 48000; seconds < 1e8; seconds *= 1.37) {
		draw(seconds, NULL, 0, true);
		assert_non_null(strstr(text.data, "\n  0:00"));
		no_line_is_too_wide();
	}
}

static void a_recording_without_peaks_is_not_drawn(void **state)
{
	struct media_facts m = facts(10, 2);
	struct inspected f = judge(&m);
	struct paper p = { .out = &text };

	(void)state;
	strbuf_clear(&text);
	inspect_draw(&f, &p);
	assert_int_equal(text.len, 0);
	m.peaks = arena_alloc(&arena, 10);
	m.peak_count = 10;
	inspect_draw(&f, &p);
	assert_int_equal(text.len, 0);
}

static void paragraphs_are_broken_between_words(void **state)
{
	char word[100];

	(void)state;
	strbuf_clear(&text);
	paragraph_add(&text, "one  two", 0, 4);
	assert_string_equal(text.data, "one two\n");
	strbuf_clear(&text);
	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	paragraph_add(&text, arena_printf(&arena, "a %s b", word), 70, 2);
	assert_string_equal(text.data, arena_printf(&arena, "a\n  %s\n  b\n", word));
	strbuf_clear(&text);
	paragraph_add(&text, "ääääääää bbbbbbbb", 63, 2);
	assert_string_equal(text.data, "ääääääää\n  bbbbbbbb\n");
	strbuf_clear(&text);
	paragraph_add(&text, "ääääääää bbbbbbbb", 62, 2);
	assert_string_equal(text.data, "ääääääää bbbbbbbb\n");
	strbuf_clear(&text);
	paragraph_add(&text, "", 0, 2);
	assert_string_equal(text.data, "\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verdict_follows_from_the_worst_finding),
		cmocka_unit_test(what_a_build_does_with_the_level_is_told),
		cmocka_unit_test(marks_stand_where_the_findings_are),
		cmocka_unit_test(as_many_findings_as_can_be_fit_in),
		cmocka_unit_test(the_axis_fits_every_length),
		cmocka_unit_test(a_recording_without_peaks_is_not_drawn),
		cmocka_unit_test(paragraphs_are_broken_between_words),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
