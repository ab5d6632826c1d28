#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* The cells of a row, written as one that holds a comma only where it is quoted. */
static void rewrite(const struct csv_row *row, struct strbuf *out)
{
	for (size_t i = 0; i < row->count; i++) {
		if (i)
			strbuf_addc(out, ',');
		csv_put(out, row->cells[i].text, ',');
	}
	strbuf_addc(out, '\n');
}

/* A row that was written is read as the same cells. */
static void compare(const struct csv_row *row, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct diag diag;
	struct csv csv;
	struct csv_row again;

	diag_init(&diag, a);
	strbuf_adds(&out, "a,b\n"); /* tells what parts the cells */
	rewrite(row, &out);
	const struct source src = { "again.csv", out.data, out.len };
	csv_open(&csv, &src);
	must(csv_next(&csv, &again, a, &diag));
	/* A lone empty cell is a blank line, and text with an unclosed mark cannot come back. */
	if (row->count == 1 && !*row->cells[0].text)
		return;
	must(csv_next(&csv, &again, a, &diag) && again.count == row->count);
	for (size_t i = 0; i < row->count; i++)
		must(strcmp(again.cells[i].text, row->cells[i].text) == 0);
}

/* Any bytes as a table: every place lies in the text, and cells survive being written. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct diag diag;
	struct csv csv;
	struct csv_row row;
	const char *text = arena_strndup(&a, (const char *)data, size);
	const struct source src = { "table.csv", text, strlen(text) };
	size_t before = 0;

	diag_init(&diag, &a);
	csv_open(&csv, &src);
	while (csv_next(&csv, &row, &a, &diag)) {
		must(row.off >= before && row.end >= row.off && row.end <= src.len);
		must(row.count > 0 && row.count <= LIMIT_CSV_CELLS);
		for (size_t i = 0; i < row.count; i++)
			must(row.cells[i].at.off >= row.off &&
			     row.cells[i].at.off + row.cells[i].at.len <= row.end);
		before = row.end;
		compare(&row, &a);
	}
	arena_free(&a);
	return 0;
}
