#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/publish/dav_names.h"
#include "base/mem.h"

#define URL "https://files.example.org/my%20site/"

/* The names of an answer with these hrefs, each with a bar behind; "?": the answer was not whole.
 */
static const char *names(const char *hrefs, struct arena *a)
{
	const char *answer = arena_printf(
		a, "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">%s</D:multistatus>",
		hrefs);
	const struct dav_names n = dav_names_read(answer, URL, a);
	const char *all = "";

	for (size_t i = 0; i < n.count; i++)
		all = arena_printf(a, "%s%s|", all, n.names[i]);
	return n.whole ? all : "?";
}

#define SELF                "<D:response><D:href>/my%20site/</D:href></D:response>"
#define IS(hrefs, expected) assert_string_equal(names(hrefs, &a), expected)

static void test_names(void **state)
{
	struct arena a = { 0 };

	(void)state;
	IS(SELF, "");
	IS(SELF "<D:href>/my%20site/a.html</D:href>", "a.html|");
	IS(SELF "<D:href>/my%20site/deep/</D:href>", "deep|");
	IS("<href>/my%20site</href><lp1:href xmlns:lp1='DAV:'> /my%20site/.htaccess\n</lp1:href>",
	   ".htaccess|");
	IS("<D:href>" URL "</D:href><D:href>" URL "a%26b%25.html</D:href>", "a&b%.html|");
	IS(SELF "<D:href>/my%20site/a&amp;b&#x26;c&#38;.html</D:href>", "a&b&c&.html|");
	IS(SELF "<D:href>/my%20site/%C3%A0.html</D:href>", "\xc3\xa0.html|");
	arena_free(&a);
}

static void test_what_is_strange_counts(void **state)
{
	struct arena a = { 0 };

	(void)state;
	IS(SELF "<D:href>/elsewhere/a.html</D:href>", "|");
	IS(SELF "<D:href>/my%20site/a/b.html</D:href>", "|");
	IS(SELF "<D:href>/my%20sites/</D:href>", "|");
	IS("<D:href>/my%20site/a.html</D:href>", "?");
	IS("", "?");
	assert_false(dav_names_read(SELF, URL, &a).whole);
	assert_false(dav_names_read("<D:href", URL, &a).whole);
	assert_int_equal(dav_names_read("<D:href>/my%20site/a", URL, &a).count, 1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_what_is_strange_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
