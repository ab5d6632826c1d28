/* Cells of tables: what a spreadsheet may not take for a formula, entries of lists, and stamps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/cell.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/rows.h"

static void put(const char *text, const char *expected)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	cell_put(&out, text);
	assert_string_equal(out.data, expected);
}

static void no_cell_is_a_formula(void **state)
{
	(void)state;
	put("plain", "plain");
	put("=1+1", "'=1+1");
	put("+44 1632", "'+44 1632");
	put("-1", "'-1");
	put("@sum", "'@sum");
	put("\tx", "\"'\tx\"");
	put("\rx", "\"'\rx\"");
	put("'=1", "''=1");
	put("it's", "it's");
	put("'s", "'s");
	put("", "");
	put("=a,\"b\"", "\"'=a,\"\"b\"\"\"");
	put("a;b", "\"a;b\"");
}

static void what_was_put_before_it_is_taken_away(void **state)
{
	static const char *const texts[] = { "", "a", "=1", "'=1", "''=1", "'", "''", "'a", "-", "@", "\tx", "+'" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

		cell_put(&out, texts[i]);
		if (*out.data != '"')
			assert_string_equal(cell_text(out.data), texts[i]);
	}
}

static void entries_of_a_list_may_have_semicolons(void **state)
{
	const char *items[] = { "a", "b; c", "c\\", ";", "x\\;y", "d\\" };
	const struct strings s = { .items = items, .count = COUNT(items) };
	struct arena a = { 0 };

	(void)state;
	const char *cell = cell_of_entries(&s, &a);
	assert_string_equal(cell, "a; b\\; c; c\\ ; \\;; x\\\\;y; d\\");
	const struct strings again = cell_entries(cell, &a);
	assert_int_equal(again.count, s.count);
	for (size_t i = 0; i < s.count; i++)
		assert_string_equal(again.items[i], items[i]);
	assert_int_equal(cell_entries(" ; ;; ", &a).count, 0);
	assert_string_equal(cell_entries("a;b", &a).items[1], "b");
	arena_free(&a);
}

static void a_stamp_knows_what_was_there(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	(void)state;
	stamp_begin(&out, "example");
	stamp_add(&out, "example", "name", "Example");
	stamp_add(&out, "example", "phone", "");
	stamp_add(&out, "example", "cost", "free");
	/* Sheets that are out there must be understood by every later version. */
	assert_string_equal(out.data, "example name=BYdE cost=1ObQ");
	assert_true(stamp_is_of(out.data, "example"));
	assert_false(stamp_is_of(out.data, "exampl"));
	assert_false(stamp_is_of(out.data, "example-two"));
	assert_true(stamp_has(out.data, "example", "name", "Example"));
	assert_false(stamp_has(out.data, "example", "name", "example"));
	assert_false(stamp_has(out.data, "example", "name", ""));
	assert_true(stamp_has(out.data, "example", "phone", ""));
	assert_false(stamp_has(out.data, "example", "phone", "1"));
	assert_false(stamp_has(out.data, "example", "cost", "Example"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(what_was_put_before_it_is_taken_away),
		cmocka_unit_test(entries_of_a_list_may_have_semicolons),
		cmocka_unit_test(a_stamp_knows_what_was_there),
	};

	return cmocka_run_group_tests_name("cells of tables", tests, NULL, NULL);
}
