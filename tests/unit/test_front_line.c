/* One line of a page is set, and every other byte stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "../../pipeline/cli/front_line.h"

static void check(const char *text, const char *key, const char *expected)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);
	bool ok = front_line_set(text, strlen(text), key, "withdrawn", &out);

	assert_int_equal(ok, expected != NULL);
	if (expected)
		assert_string_equal(out.data, expected);
}

static void a_line_that_is_there_gets_another_value(void **state)
{
	(void)state;
	check("---\nstatus: draft\ntitle: A\n---\nstatus: x\n", "status",
	      "---\nstatus: withdrawn\ntitle: A\n---\nstatus: x\n");
	check("---\ntitle: A\nstatus: \"draft\" # soon\n---\n", "status", "---\ntitle: A\nstatus: withdrawn\n---\n");
	check("address: https://a.org/\ntitle: A\n", "address", "address: withdrawn\ntitle: A\n");
	check("title: A\naddress: https://a.org/", "address", "title: A\naddress: withdrawn");
}

static void a_line_that_is_not_is_added_where_the_front_matter_ends(void **state)
{
	(void)state;
	check("---\ntitle: A\n--- \nWords.\n", "status", "---\ntitle: A\nstatus: withdrawn\n--- \nWords.\n");
	check("---\ntitle: A\nmystatus: draft\nmap:\n  status: x\n---\n", "status",
	      "---\ntitle: A\nmystatus: draft\nmap:\n  status: x\nstatus: withdrawn\n---\n");
	check("title: A", "address", "title: A\naddress: withdrawn\n");
	check("", "address", "address: withdrawn\n");
}

static void lines_end_as_they_did(void **state)
{
	(void)state;
	check("---\r\nstatus: draft\r\n---\r\n", "status", "---\r\nstatus: withdrawn\r\n---\r\n");
	check("---\r\ntitle: A\r\n---\r\n", "status", "---\r\ntitle: A\r\nstatus: withdrawn\r\n---\r\n");
	check("\xef\xbb\xbf---\ntitle: A\n---\n", "status", "\xef\xbb\xbf---\ntitle: A\nstatus: withdrawn\n---\n");
	check("title: A\r\n", "address", "title: A\r\naddress: withdrawn\r\n");
}

static void what_goes_on_over_several_lines_is_left_to_people(void **state)
{
	static const char *const texts[] = {
		"---\nstatus: >\n  draft\n---\n", "---\nstatus:\n  draft\n---\n", "---\nstatus: dra\n  ft\n---\n",
		"---\nstatus: [draft]\n---\n",	  "---\nstatus: &a draft\n---\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		check(texts[i], "status", NULL);
	check("---\ntitle: A\n", "status", NULL); /* front matter that is not closed */
	check("---", "status", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_that_is_there_gets_another_value),
		cmocka_unit_test(a_line_that_is_not_is_added_where_the_front_matter_ends),
		cmocka_unit_test(lines_end_as_they_did),
		cmocka_unit_test(what_goes_on_over_several_lines_is_left_to_people),
	};

	return cmocka_run_group_tests_name("front line", tests, NULL, NULL);
}
