/* Colours: contrast as WCAG 2.2 computes it, and schemes that can be read whatever a site chose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/mem.h"
#include "model/colour.h"

#define THEME_LIGHT 0
#define THEME_DARK  1

static void contrast_is_that_of_the_formula_in_python(void **state)
{
	FILE *oracle = popen("/usr/bin/python3 tests/unit/contrast_oracle.py", "r");
	unsigned one, other, count = 0;
	double ratio;

	(void)state;
	assert_non_null(oracle);
	while (fscanf(oracle, "%x %x %lf", &one, &other, &ratio) == 3) {
		if (colour_contrast(one, other) < ratio - 1e-9 || colour_contrast(one, other) > ratio + 1e-9)
			fail_msg("#%06x on #%06x: %.12f, expected %.12f", one, other, colour_contrast(one, other), ratio);
		count++;
	}
	assert_int_equal(pclose(oracle), 0);
	assert_true(count > 6000);
}

static void the_ends_of_the_scale_are_1_and_21(void **state)
{
	(void)state;
	assert_true(colour_contrast(0xffffff, 0x000000) == 21.0);
	assert_true(colour_contrast(0x123456, 0x123456) == 1.0);
	assert_true(colour_contrast(0x767676, 0xffffff) >= 4.5);
	assert_true(colour_contrast(0x777777, 0xffffff) < 4.5);
}

static void the_nearest_readable_colour_is_readable_and_near(void **state)
{
	(void)state;
	assert_int_equal(colour_readable(0x0b5260, 0xfcfaf6, 4.5), 0x0b5260);
	for (uint32_t n = 0; n < 3000; n++) {
		uint32_t c = n * 65537 % 0x1000000, on = n * 7919 * 31 % 0x1000000;
		uint32_t better = colour_readable(c, on, 4.5);

		if (colour_contrast(better, on) < 4.5)
			fail_msg("#%06x on #%06x cannot be read", better, on);
	}
	assert_int_equal(colour_readable(0x777777, 0xffffff, 4.5), 0x767676);
}

static void check_scheme(const struct scheme *s)
{
	assert_true(colour_contrast(s->ink, s->paper) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->ink, s->sheet) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->soft, s->paper) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->soft, s->sheet) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->accent, s->paper) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->accent, s->sheet) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->strong, s->paper) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->on_accent, s->accent) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->on_accent, s->strong) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->mark, s->paper) >= CONTRAST_TEXT);
	assert_true(colour_contrast(s->mark, s->sheet) >= CONTRAST_PART);
}

static void every_pair_of_the_theme_can_be_read(void **state)
{
	const struct palette none = { 0 };
	const struct scheme light = scheme_of(&none, false), dark = scheme_of(&none, true);

	(void)state;
	assert_false(palette_is_own(&none));
	check_scheme(&light);
	check_scheme(&dark);
}

/* Whatever accent passes on the paper, all that is made of it passes, in the light and in the dark. */
static void what_is_made_of_a_chosen_accent_can_be_read(void **state)
{
	struct arena a = { 0 };
	unsigned tried = 0;

	(void)state;
	for (uint32_t n = 0; n < 4000; n++) {
		const struct palette p = { .accent = colour_text(n * 65537 % 0x1000000, &a) };
		const struct scheme light = scheme_of(&p, false), dark = scheme_of(&p, true);

		if (colour_contrast(light.accent, light.paper) < CONTRAST_TEXT)
			continue;
		check_scheme(&light);
		check_scheme(&dark);
		tried++;
	}
	assert_true(tried > 1000);
	arena_free(&a);
}

static void what_is_made_of_chosen_ink_and_paper_can_be_read(void **state)
{
	struct arena a = { 0 };
	unsigned tried = 0;

	(void)state;
	for (uint32_t n = 0; n < 20000; n++) {
		const struct palette p = { .ink = colour_text(n * 65537 % 0x1000000, &a),
					   .paper = colour_text(n * 7919 * 31 % 0x1000000, &a),
					   .accent = colour_text(n * 104729 % 0x1000000, &a) };
		const struct scheme light = scheme_of(&p, false), dark = scheme_of(&p, true);

		if (colour_contrast(light.ink, light.paper) < CONTRAST_TEXT ||
		    colour_contrast(light.accent, light.paper) < CONTRAST_TEXT)
			continue;
		check_scheme(&light);
		check_scheme(&dark);
		tried++;
	}
	assert_true(tried > 500);
	arena_free(&a);
}

/* The value of a custom property in the style sheet: the first time it stands there, or the second. */
static uint32_t in_style(const char *name, int time)
{
	const char *css = (const char *)embedded_find(theme_files, "style.css")->bytes;
	char want[32];

	snprintf(want, sizeof(want), "\t--%s: #", name);
	for (css = strstr(css, want); css && time; time--)
		css = strstr(css + 1, want);
	if (!css)
		fail_msg("the style sheet has no --%s", name);
	return (uint32_t)strtoul(css + strlen(want), NULL, 16);
}

static void the_style_sheet_has_the_colours_that_are_checked(void **state)
{
	const struct palette none = { 0 };

	(void)state;
	for (int time = THEME_LIGHT; time <= THEME_DARK; time++) {
		const struct scheme s = scheme_of(&none, time == THEME_DARK);

		assert_int_equal(in_style("paper", time), s.paper);
		assert_int_equal(in_style("sheet", time), s.sheet);
		assert_int_equal(in_style("line", time), s.line);
		assert_int_equal(in_style("ink", time), s.ink);
		assert_int_equal(in_style("soft", time), s.soft);
		assert_int_equal(in_style("deep", time), s.accent);
		assert_int_equal(in_style("deeper", time), s.strong);
		assert_int_equal(in_style("on-deep", time), s.on_accent);
		assert_int_equal(in_style("mark", time), s.mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contrast_is_that_of_the_formula_in_python),
		cmocka_unit_test(the_ends_of_the_scale_are_1_and_21),
		cmocka_unit_test(the_nearest_readable_colour_is_readable_and_near),
		cmocka_unit_test(every_pair_of_the_theme_can_be_read),
		cmocka_unit_test(what_is_made_of_a_chosen_accent_can_be_read),
		cmocka_unit_test(what_is_made_of_chosen_ink_and_paper_can_be_read),
		cmocka_unit_test(the_style_sheet_has_the_colours_that_are_checked),
	};

	return cmocka_run_group_tests_name("colour", tests, NULL, NULL);
}
