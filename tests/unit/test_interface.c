/* The words around the content: forms by number, dates, places that are filled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/interface.h"
#include "model/language.h"

static const struct counted forms = { "zero", "one", "two", "few", "many", "other" };

static const char *form(const char *language, int64_t n)
{
	static struct arena a;
	struct interface i = interface_english;

	i.language = language;
	return interface_count(&i, &forms, n, &a);
}

/* Whole numbers of CLDR 42, "Language Plural Rules". */
static void each_language_counts_in_its_own_way(void **state)
{
	static const struct {
		const char *language, *form;
		int64_t numbers[8];
	} known[] = {
		{ "en-GB", "one", { 1, 1, 1, 1, 1, 1, 1, 1 } },
		{ "en", "other", { 0, 2, 3, 5, 11, 21, 100, 101 } },
		{ "pl", "one", { 1, 1, 1, 1, 1, 1, 1, 1 } },
		{ "pl", "few", { 2, 3, 4, 22, 23, 24, 32, 104 } },
		{ "pl", "many", { 0, 5, 11, 12, 14, 21, 25, 112 } },
		{ "uk", "one", { 1, 21, 31, 41, 101, 121, 1001, 1 } },
		{ "uk-UA", "few", { 2, 3, 4, 22, 24, 33, 102, 1002 } },
		{ "uk", "many", { 0, 5, 11, 12, 14, 111, 19, 100 } },
		{ "ar", "zero", { 0, 0, 0, 0, 0, 0, 0, 0 } },
		{ "ar", "one", { 1, 1, 1, 1, 1, 1, 1, 1 } },
		{ "ar", "two", { 2, 2, 2, 2, 2, 2, 2, 2 } },
		{ "ar-EG", "few", { 3, 4, 5, 10, 103, 110, 1003, 9 } },
		{ "ar", "many", { 11, 26, 99, 111, 199, 1011, 50, 12 } },
		{ "ar", "other", { 100, 101, 102, 200, 300, 1000, 1001, 1002 } },
		{ "gd", "one", { 1, 11, 1, 11, 1, 11, 1, 11 } },
		{ "gd", "two", { 2, 12, 2, 12, 2, 12, 2, 12 } },
		{ "gd", "few", { 3, 4, 9, 10, 13, 14, 18, 19 } },
		{ "gd", "other", { 0, 20, 21, 22, 30, 100, 101, 111 } },
		{ "zh", "other", { 0, 1, 2, 3, 10, 11, 100, 1000 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		for (size_t k = 0; k < COUNT(known[i].numbers); k++)
			assert_string_equal(form(known[i].language, known[i].numbers[k]),
					    known[i].form);
	}
}

static void what_is_in_braces_is_filled_in(void **state)
{
	const struct filling with[] = { { "n", "4" }, { "name", "{n}" }, { 0 } };
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(interface_fill("{n} of {n}: {name} {other} {", with, &a),
			    "4 of 4: {n} {other} {");
	assert_string_equal(interface_fill("", with, &a), "");
	arena_free(&a);
}

static void a_day_is_that_of_the_zone_it_was_written_in(void **state)
{
	struct arena a = { 0 };
	struct moment late = { .utc = 1788735600, .zone = 60, .set = true }; /* 2026-09-06 23:00 UTC */

	(void)state;
	assert_string_equal(interface_date(&interface_english, late, &a), "7 September 2026");
	late.zone = 0;
	assert_string_equal(interface_date(&interface_english, late, &a), "6 September 2026");
	arena_free(&a);
}

static void a_language_is_the_same_in_every_country(void **state)
{
	(void)state;
	assert_true(language_same_base("pl", "pl-PL"));
	assert_true(language_same_base("EN-gb", "en"));
	assert_false(language_same_base("sc", "sco"));
	assert_false(language_same_base(NULL, "en"));
	assert_string_equal(language_own_name("gd-GB"), "Gàidhlig");
	assert_string_equal(language_own_name("tlh"), "tlh");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_language_counts_in_its_own_way),
		cmocka_unit_test(what_is_in_braces_is_filled_in),
		cmocka_unit_test(a_day_is_that_of_the_zone_it_was_written_in),
		cmocka_unit_test(a_language_is_the_same_in_every_country),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
