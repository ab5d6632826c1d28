#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/csv.h"

/* All cells of a table: those of a row parted by '|', rows by '/'. */
static char *cells_of(const char *text, size_t len, struct arena *a, struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	const struct source src = { "table.csv", arena_strndup(a, text, len), len };
	struct csv csv;
	struct csv_row row;

	csv_open(&csv, &src);
	for (bool first = true; csv_next(&csv, &row, a, diag); first = false) {
		assert_true(row.end <= len && row.off < row.end);
		if (!first)
			strbuf_addc(&out, '/');
		for (size_t i = 0; i < row.count; i++) {
			assert_true(row.cells[i].at.off + row.cells[i].at.len <= len);
			strbuf_addf(&out, "%s%s", i ? "|" : "", row.cells[i].text);
		}
	}
	return arena_strndup(a, out.data, out.len);
}

static void expect(const char *text, const char *want, unsigned faults)
{
	struct arena a = { 0 };
	struct diag diag;

	diag_init(&diag, &a);
	assert_string_equal(cells_of(text, strlen(text), &a, &diag), want);
	assert_int_equal(diag.count[SEV_ERROR], faults);
	arena_free(&a);
}

static void cells_are_parted_by_the_first_sign_of_the_first_line(void **state)
{
	(void)state;
	expect("a,b\nc;d,e\n", "a|b/c;d|e", 0);
	expect("a;b\nc;d,e", "a|b/c|d,e", 0);
	expect("a\tb\nc\td", "a|b/c|d", 0);
	expect("\"a;b\",c\nd,e", "a;b|c/d|e", 0);
	expect("sep=;\na,b;c", "a,b|c", 0);
	expect("alone\nb", "alone/b", 0);
}

static void quotation_marks_hold_signs_line_ends_and_themselves(void **state)
{
	(void)state;
	expect("a,\"b,c\"", "a|b,c", 0);
	expect("a,\"b\nc\"\nd,e", "a|b\nc/d|e", 0);
	expect("a,\"say \"\"yes\"\"\"", "a|say \"yes\"", 0);
	expect("\"\",\"\"", "|", 0);
	expect("a, \"b\" ,c", "a|b|c", 0);
	expect("5\" disc,a", "5\" disc|a", 0);
}

static void blank_lines_are_no_rows_and_every_line_end_is_one(void **state)
{
	(void)state;
	expect("", "", 0);
	expect("\n \n\t\n", "", 0);
	expect("\n\na,b\n\n  \nc,d\n\n", "a|b/c|d", 0);
	expect("a,b\r\nc,d\r\n", "a|b/c|d", 0);
	expect("a,b\rc,d", "a|b/c|d", 0);
	expect("a,b\n,\n", "a|b/|", 0);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
	(void)state;
	expect("\xef\xbb\xbf"
	       "a,b",
	       "a|b", 0);
}

static void reading_goes_on_behind_a_fault(void **state)
{
	(void)state;
	expect("a,\"b\nc,d", "a|\"b/c|d", 1);
	expect("a,\"b\"c,d\ne,f", "a|\"b\"c|d/e|f", 1);
	expect("\"a\" b\n\"c\" d", "\"a\" b/\"c\" d", 2);
}

static void a_row_of_too_many_cells_is_cut_and_told(void **state)
{
	static char text[3000];

	(void)state;
	memset(text, ',', 2000);
	strncpy(text + 2000, "\na,b", sizeof(text) - 2001);

	struct arena a = { 0 };
	struct diag diag;
	diag_init(&diag, &a);
	const char *have = cells_of(text, strlen(text), &a, &diag);
	assert_int_equal(diag.count[SEV_ERROR], 1);
	assert_int_equal(strlen(have), 199 + strlen("/a|b"));
	arena_free(&a);
}

/* A number behind a letter, then what follows the line. */
static size_t number(FILE *in, char letter)
{
	char line[64];

	assert_non_null(fgets(line, sizeof(line), in));
	assert_int_equal(line[0], letter);
	return (size_t)strtol(letter == 'T' ? line + 4 : line + 2, NULL, 10);
}

static char *bytes(FILE *in, size_t len, struct arena *a)
{
	char *text = arena_alloc(a, len + 1);

	assert_int_equal(fread(text, 1, len, in), len);
	text[len] = '\0';
	return text;
}

static void compare_table(FILE *in, struct arena *a)
{
	size_t len = number(in, 'T');
	const struct source src = { "table.csv", bytes(in, len, a), len };
	struct diag diag;
	struct csv csv;
	struct csv_row row;

	diag_init(&diag, a);
	csv_open(&csv, &src);
	while (csv_next(&csv, &row, a, &diag)) {
		assert_int_equal(number(in, 'R'), row.count);
		for (size_t i = 0; i < row.count; i++)
			assert_string_equal(row.cells[i].text, bytes(in, number(in, 'C'), a));
	}
	assert_int_equal(fgetc(in), 'E');
	assert_int_equal(fgetc(in), '\n');
	assert_true(diag_ok(&diag));
}

static void tables_that_python_writes_are_read_as_it_meant_them(void **state)
{
	FILE *in = popen("/usr/bin/python3 tests/unit/csv_oracle.py", "r");
	size_t tables = 0;

	(void)state;
	assert_non_null(in);
	for (int c; (c = fgetc(in)) != EOF; tables++) {
		struct arena a = { 0 };

		ungetc(c, in);
		compare_table(in, &a);
		arena_free(&a);
	}
	assert_int_equal(pclose(in), 0);
	assert_int_equal(tables, 400);
}

static void a_cell_is_written_in_quotation_marks_where_it_must(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	(void)state;
	csv_put(&out, "plain", ',');
	csv_put(&out, "a;b", ',');
	csv_put(&out, "a;b", ';');
	csv_put(&out, "\"", ',');
	csv_put(&out, "x\ny", ',');
	assert_string_equal(out.data, "plaina;b\"a;b\"\"\"\"\"\"x\ny\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_parted_by_the_first_sign_of_the_first_line),
		cmocka_unit_test(quotation_marks_hold_signs_line_ends_and_themselves),
		cmocka_unit_test(blank_lines_are_no_rows_and_every_line_end_is_one),
		cmocka_unit_test(a_byte_order_mark_is_passed_over),
		cmocka_unit_test(reading_goes_on_behind_a_fault),
		cmocka_unit_test(a_row_of_too_many_cells_is_cut_and_told),
		cmocka_unit_test(tables_that_python_writes_are_read_as_it_meant_them),
		cmocka_unit_test(a_cell_is_written_in_quotation_marks_where_it_must),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
