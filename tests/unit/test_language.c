/* Codes of languages and countries, against the lists of Debian's package iso-codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "model/language.h"

/* Every code of a list, one a line, as the package has them. */
static FILE *codes(const char *list, const char *key)
{
	char command[300];

	snprintf(command, sizeof(command),
		 "/usr/bin/python3 -c \"import json; "
		 "[print(e['%s']) for e in "
		 "json.load(open('/usr/share/iso-codes/json/iso_%s.json'))['%s'] "
		 "if '%s' in e]\"",
		 key, list, list, key);
	FILE *f = popen(command, "r");
	assert_non_null(f);
	return f;
}

static bool next_code(FILE *f, char code[static 8])
{
	if (!fgets(code, 8, f))
		return false;
	code[strcspn(code, "\n")] = '\0';
	return true;
}

static size_t count_known(const char *list, const char *key,
			  bool (*is_code)(const char *code, size_t len))
{
	FILE *f = codes(list, key);
	char code[8];
	size_t known = 0, all = 0;

	for (; next_code(f, code); all++) {
		if (is_code(code, strlen(code)))
			known++;
		else
			print_message("# %s is not known\n", code);
	}
	assert_int_equal(pclose(f), 0);
	assert_int_equal(known, all);
	return known;
}

/* How many of all words of `len` letters from `first` on are codes. */
static size_t count_all(char first, bool (*is_code)(const char *code, size_t len))
{
	size_t count = 0;

	for (char a = first; a < first + 26; a++) {
		for (char b = first; b < first + 26; b++)
			count += is_code((char[]){ a, b, '\0' }, 2);
	}
	return count;
}

static void the_countries_are_those_of_iso_3166_and_no_others(void **state)
{
	(void)state;
	assert_int_equal(count_known("3166-1", "alpha_2", country_is_code),
			 count_all('A', country_is_code));
	assert_false(country_is_code("UK", 2));
	assert_false(country_is_code("gb", 2));
	assert_false(country_is_code("GBR", 3));
}

/* 'sh' was withdrawn for sr, hr and bs; 'bh' stands for several languages, and only ISO 639-2 has
 * it. */
static void languages_of_two_letters_are_those_of_iso_639(void **state)
{
	FILE *f = codes("639-3", "alpha_2");
	char code[8];
	size_t count = 0;

	(void)state;
	for (; next_code(f, code); count++)
		assert_true(strcmp(code, "sh") == 0 || language_is_code(code, 2));
	assert_int_equal(pclose(f), 0);
	assert_true(language_is_code("bh", 2));
	assert_int_equal(count_all('a', language_is_code), count);
}

/* Three letters are for languages that have no two. */
static void long_codes_have_no_short_one(void **state)
{
	FILE *f = popen("/usr/bin/python3 -c \"import json; "
			"[print(e['alpha_3']) for e in "
			"json.load(open('/usr/share/iso-codes/json/iso_639-3.json'))['639-3'] "
			"if 'alpha_2' in e]\"",
			"r");
	char code[8];

	(void)state;
	assert_non_null(f);
	while (next_code(f, code))
		assert_false(language_is_code(code, 3));
	assert_int_equal(pclose(f), 0);
	assert_true(language_is_code("sco", 3));
	assert_true(language_is_code("bfi", 3));
}

static void what_people_write_is_understood(void **state)
{
	(void)state;
	assert_string_equal(country_meant("uk"), "GB");
	assert_string_equal(country_meant("Scotland"), "GB");
	assert_string_equal(language_meant("English"), "en");
	assert_string_equal(language_meant("GAELIC"), "gd");
	assert_null(language_meant("elvish"));
	assert_null(country_meant("Atlantis"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_countries_are_those_of_iso_3166_and_no_others),
		cmocka_unit_test(languages_of_two_letters_are_those_of_iso_639),
		cmocka_unit_test(long_codes_have_no_short_one),
		cmocka_unit_test(what_people_write_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
