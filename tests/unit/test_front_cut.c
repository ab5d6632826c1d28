#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../pipeline/cli/front_cut.h"
#include "base/strbuf.h"

static void check(const char *text, const char *want)
{
	static const char *const keys[] = { "people", "date", NULL };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	front_cut(text, strlen(text), keys, &out);
	assert_string_equal(out.data, want);
}

static void cuts_a_field_with_all_that_is_below_it(void **state)
{
	(void)state;
	check("---\ntitle: A\ndate: 2026-01-01\npeople:\n  - person: robin\n    role: Coach\nend: x\n---\nText\n",
	      "---\ntitle: A\nend: x\n---\nText\n");
	check("---\npeople:\n- person: robin\n- name: Kim\ntitle: A\n---\n", "---\ntitle: A\n---\n");
	check("---\npeople: [\n  {name: Kim}\n]\ntitle: A\n---\n", "---\ntitle: A\n---\n");
	check("---\r\n\"people\" : [a]\r\n'date': x\r\ntitle: A\r\n---\r\n", "---\r\ntitle: A\r\n---\r\n");
}

static void keeps_everything_else(void **state)
{
	(void)state;
	check("---\n# people: who\ntitle: A\ndates: 1\npeopled: 2\n---\npeople: said so\n",
	      "---\n# people: who\ntitle: A\ndates: 1\npeopled: 2\n---\npeople: said so\n");
	check("no front matter\npeople: x\n", "no front matter\npeople: x\n");
	check("", "");
	check("---\ndate: 1\n\n# about the title\ntitle: A\n---\n", "---\n\n# about the title\ntitle: A\n---\n");
}

/* A remark among the entries does not save what is behind it. */
static void cuts_behind_a_remark(void **state)
{
	(void)state;
	check("---\npeople:\n  - name: Kim\n# and\n  - name: Lee\ntitle: A\n---\n", "---\ntitle: A\n---\n");
	check("---\npeople:\n  - name: Kim\n", "---\n");
	check("---\ndate", "---\ndate");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_a_field_with_all_that_is_below_it),
		cmocka_unit_test(keeps_everything_else),
		cmocka_unit_test(cuts_behind_a_remark),
	};

	return cmocka_run_group_tests_name("front_cut", tests, NULL, NULL);
}
