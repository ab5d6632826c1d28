#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/zone.h"

static int set_up(void **state)
{
	*state = xcalloc(1, sizeof(struct arena));
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	free(*state);
	return 0;
}

static void compare_local(const struct zone *z, char **field)
{
	static const char *const answers[] = { [ZONE_ONCE] = "once", [ZONE_TWICE] = "twice", [ZONE_NEVER] = "never" };
	struct zone_moments m = zone_moments(z, strtoll(field[2], NULL, 10));

	if (strcmp(answers[m.answer], field[3]) != 0 || m.first != strtoll(field[4], NULL, 10) ||
	    m.second != strtoll(field[5], NULL, 10))
		fail_msg("%s at %s: %s %lld %lld, wanted %s %s %s", field[1], field[2], answers[m.answer],
			 (long long)m.first, (long long)m.second, field[3], field[4], field[5]);
}

static void every_zone_is_as_python_has_it(void **state)
{
	FILE *oracle = popen("/usr/bin/python3 tests/unit/zone_oracle.py", "r");
	char line[200], opened[100] = "";
	const struct zone *z = NULL;
	size_t count = 0;

	assert_non_null(oracle);
	for (; fgets(line, sizeof(line), oracle); count++) {
		char *field[6], *rest = line;

		line[strcspn(line, "\n")] = '\0';
		for (size_t i = 0; i < COUNT(field); i++)
			field[i] = strsep(&rest, "\t");
		if (strcmp(opened, field[1]) != 0) {
			arena_reset(*state);
			snprintf(opened, sizeof(opened), "%s", field[1]);
			z = zone_open(field[1], *state);
		}
		if (!z)
			fail_msg("'%s' cannot be opened", field[1]);
		if (strcmp(field[0], "local") == 0)
			compare_local(z, field);
		else if (zone_offset(z, strtoll(field[2], NULL, 10)) != atoi(field[3]))
			fail_msg("%s at %s: %d, wanted %s", field[1], field[2],
				 zone_offset(z, strtoll(field[2], NULL, 10)), field[3]);
	}
	assert_int_equal(pclose(oracle), 0);
	assert_true(count > 20000);
}

static void only_names_of_zones_are_opened(void **state)
{
	static const char *const bad[] = {
		"", ".", "..", "/etc/passwd", "../zoneinfo/Europe/London", "Europe/../Europe/London", "Europe/./London",
		"Europe//London", "/Europe/London", "Europe/London/", "Europe", "right/Europe/London", "posix/Europe/London",
		"localtime", "posixrules", "Factory", "tzdata.zi", "zone1970.tab", "Europe/Glasgow", "Europe/London\n",
		"Europe/Lon don", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(zone_known(bad[i]));
	assert_true(zone_known("Europe/London"));
	assert_true(zone_known("America/Argentina/Buenos_Aires"));
	assert_true(zone_known("Etc/GMT-14"));
	assert_true(zone_known("UTC"));
}

static void knows_which_zone_was_meant(void **state)
{
	static const char *const meant[][2] = {
		{ "London", "Europe/London" }, { "europe/london", "Europe/London" }, { "Europe/Londn", "Europe/London" },
		{ "BST", "Europe/London" }, { "Europe/Glasgow", "Europe/London" }, { "New York", "America/New_York" },
		{ "America\\New York", "America/New_York" }, { "Europe/Edinburgh", "Europe/London" },
	};

	for (size_t i = 0; i < COUNT(meant); i++)
		assert_string_equal(zone_nearest(meant[i][0], *state), meant[i][1]);
	assert_null(zone_nearest("Middle-earth/The_Shire", *state));
}

/* The smallest file: no moments, one type, and a footer. */
static size_t make_file(char *into, const char *footer)
{
	static const char header[44] = "TZif2";
	char *at = into;

	memcpy(at, header, 44); /* the first block is empty */
	at += 44;
	memcpy(at, header, 44);
	at[39] = 1; /* types */
	at[43] = 4; /* characters of names */
	at += 44;
	memcpy(at, "\0\0\0\0\0\0ABC\0\n", 11);
	at += 11;
	memcpy(at, footer, strlen(footer));
	at += strlen(footer);
	*at++ = '\n';
	return (size_t)(at - into);
}

static const struct zone *with_footer(const char *footer, struct arena *a)
{
	char file[300];
	size_t len = make_file(file, footer);

	return zone_parse(file, len, a);
}

static void the_rule_behind_the_table_has_all_the_forms_of_posix(void **state)
{
	const int64_t january = 1768478400, july = 1784116800; /* noon on the 15th, 2026 */
	static const struct {
		const char *footer;
		int winter, summer;
	} rules[] = {
		{ "UTC0", 0, 0 },
		{ "<+0530>-5:30", 19800, 19800 },
		{ "GMT0BST,M3.5.0/1,M10.5.0", 0, 3600 },
		{ "EST5EDT,M3.2.0,M11.1.0", -18000, -14400 },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", 0, 3600 },
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 39600, 36000 },
		{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 39600, 37800 },
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7200, -3600 },
		{ "AAA3BBB,J60/0,J300", -10800, -7200 },
		{ "AAA3BBB,59/0:30:15,299", -10800, -7200 },
		{ "XXX3EDT4,0/0,J365/23", -14400, -14400 }, /* summer time all the year */
		{ "EET-2EEST,M3.4.4/50,M10.4.4/50", 7200, 10800 },
	};

	for (size_t i = 0; i < COUNT(rules); i++) {
		const struct zone *z = with_footer(rules[i].footer, *state);

		assert_non_null(z);
		assert_int_equal(zone_offset(z, january), rules[i].winter);
		assert_int_equal(zone_offset(z, july), rules[i].summer);
	}
	assert_int_equal(zone_offset(with_footer("", *state), january), 0);
}

static void a_day_of_the_year_without_leap_days_is_the_same_in_leap_years(void **state)
{
	const struct zone *z = with_footer("AAA0BBB,J60/0,J300/0", *state);

	/* J60 is 1 March. */
	assert_int_equal(zone_next_change(z, 1767225600), 1772323200); /* 2026 */
	assert_int_equal(zone_next_change(z, 1830297600), 1835481600); /* 2028 */
}

static void broken_rules_are_refused(void **state)
{
	static const char *const bad[] = {
		"A0", "<AB>0", "<ABC0", "ABC", "ABC25", "ABC0:60", "ABC0DEF", "ABC0DEF,", "ABC0DEF,M3.2.0",
		"ABC0DEF,M13.1.0,M1.1.0", "ABC0DEF,M0.1.0,M1.1.0", "ABC0DEF,M3.6.0,M1.1.0", "ABC0DEF,M3.0.0,M1.1.0",
		"ABC0DEF,M3.1.7,M1.1.0", "ABC0DEF,J0,J1", "ABC0DEF,J366,J1", "ABC0DEF,366,1", "ABC0DEF,1/168,2",
		"ABC0DEF,1,2,3", "ABC0DEF,1,2x", "ABC99999999999999999999", "ABC0DEF,M3.2.0/1:2:3:4,M1.1.0", "ABC--1",
	};

	for (size_t i = 0; i < COUNT(bad); i++) {
		if (with_footer(bad[i], *state))
			fail_msg("'%s' is taken for a rule", bad[i]);
	}
}

/* Whatever is asked of a file, broken or not, comes to an end. */
static void ask(const struct zone *z)
{
	for (int64_t t = -5000000000; z && t < 40000000000; t += 999999937) {
		zone_offset(z, t);
		zone_moments(z, t);
		zone_next_change(z, t);
	}
}

static void broken_files_do_no_harm(void **state)
{
	struct arena *a = *state;
	char *bytes;
	size_t len;

	assert_true(file_read("/usr/share/zoneinfo/Europe/London", 1 << 16, &bytes, &len, a));
	for (size_t cut = 0; cut < len; cut++) {
		char *copy = xcalloc(1, cut + 1); /* on the heap, so that a sanitizer sees its end */

		memcpy(copy, bytes, cut);
		assert_null(zone_parse(copy, cut, a));
		free(copy);
	}
	uint32_t random = 1;
	for (int i = 0; i < 20000; i++) {
		struct arena own = { 0 };
		char *copy = xcalloc(1, len);

		memcpy(copy, bytes, len);
		for (int k = 0; k < 4; k++) {
			random = random * 1664525 + 1013904223;
			/* Half of the changes in the headers, where they do most. */
			size_t at = k % 2 ? (random >> 8) % len : (random >> 8) % 44 + (k ? 0 : len - 2000) % len;
			copy[at] = (char)(random >> 24);
		}
		if (i % 100 == 0)
			ask(zone_parse(copy, len, &own));
		else
			zone_parse(copy, len, &own);
		free(copy);
		arena_free(&own);
	}
}

static void files_that_break_the_rules_are_refused(void **state)
{
	char file[300];
	size_t len = make_file(file, "UTC0");

	assert_non_null(zone_parse(file, len, *state));
	file[4] = '\0'; /* version 1 */
	assert_null(zone_parse(file, len, *state));
	len = make_file(file, "UTC0");
	file[44 + 39] = 0; /* no type */
	assert_null(zone_parse(file, len, *state));
	len = make_file(file, "UTC0");
	file[44 + 31] = 1; /* a leap second */
	assert_null(zone_parse(file, len, *state));
	len = make_file(file, "UTC0");
	memset(file + 44 + 32, 0xff, 4); /* four thousand million moments */
	assert_null(zone_parse(file, len, *state));
	assert_null(zone_parse("TZif", 4, *state));
	assert_null(zone_parse("", 0, *state));
}

static void a_fixed_zone_never_changes(void **state)
{
	const struct zone *z = zone_fixed(3600, *state);
	struct zone_moments m = zone_moments(z, 1000000);

	assert_int_equal(m.answer, ZONE_ONCE);
	assert_int_equal(m.first, 996400);
	assert_true(zone_next_change(z, 0) == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_zone_is_as_python_has_it),
		cmocka_unit_test(only_names_of_zones_are_opened),
		cmocka_unit_test(knows_which_zone_was_meant),
		cmocka_unit_test(the_rule_behind_the_table_has_all_the_forms_of_posix),
		cmocka_unit_test(a_day_of_the_year_without_leap_days_is_the_same_in_leap_years),
		cmocka_unit_test(broken_rules_are_refused),
		cmocka_unit_test(broken_files_do_no_harm),
		cmocka_unit_test(files_that_break_the_rules_are_refused),
		cmocka_unit_test(a_fixed_zone_never_changes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
