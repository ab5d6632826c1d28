#include "consent_line.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/consent.h"
#include "read/csv.h"

#define NONE ((size_t)-1)

struct edit {
	struct source src;
	struct csv csv;
	size_t id, withdrawn, columns; /* of the first line; `withdrawn` may be one more */
	size_t copied;                 /* bytes of the text that are in `out` */
	const char *line_end;
	const char *day;
	struct strbuf *out;
	struct arena arena;
	struct diag diag;
};

static size_t column(const struct csv_row *row, const char *name)
{
	for (size_t i = 0; i < row->count; i++) {
		if (strcasecmp(row->cells[i].text, name) == 0)
			return i;
	}
	return NONE;
}

static void copy_until(struct edit *e, size_t off)
{
	strbuf_add(e->out, e->src.text + e->copied, off - e->copied);
	e->copied = off;
}

static void put_cells(struct edit *e, size_t from, size_t to, const char *last)
{
	for (size_t i = from; i < to; i++)
		strbuf_addc(e->out, e->csv.delimiter);
	strbuf_adds(e->out, last);
}

/* The day into the cell of a row, or behind the cells that it has. */
static void put_day(struct edit *e, const struct csv_row *row)
{
	if (row->count <= e->withdrawn) {
		copy_until(e, row->end);
		put_cells(e, row->count, e->withdrawn + 1, e->day);
		return;
	}
	const struct csv_cell *cell = &row->cells[e->withdrawn];

	if (*cell->text)
		return;
	copy_until(e, cell->at.off);
	strbuf_adds(e->out, e->day);
	e->copied += cell->at.len;
}

static void begin_file(struct edit *e)
{
	strbuf_addf(e->out, "id,given,scope,until,withdrawn,note%s", e->line_end);
	e->csv.delimiter = ',';
	e->id = 0;
	e->withdrawn = 4;
	e->columns = 6;
}

/* The columns; a missing one is added behind the others. False: nobody can tell whose rows they
 * are. */
static bool read_first(struct edit *e)
{
	struct csv_row first;

	if (!csv_next(&e->csv, &first, &e->arena, &e->diag)) {
		copy_until(e, e->src.len);
		begin_file(e);
		return true;
	}
	e->id = column(&first, "id");
	e->withdrawn = column(&first, "withdrawn");
	e->columns = first.count;
	if (e->withdrawn == NONE) {
		e->withdrawn = e->columns++;
		copy_until(e, first.end);
		strbuf_addf(e->out, "%cwithdrawn", e->csv.delimiter);
	}
	return e->id != NONE;
}

static void add_row(struct edit *e, const char *id)
{
	copy_until(e, e->src.len);
	if (e->out->len && e->out->data[e->out->len - 1] != '\n')
		strbuf_adds(e->out, e->line_end);
	for (size_t i = 0; i < e->columns; i++)
		strbuf_addf(e->out, "%.*s%s", i > 0, &e->csv.delimiter,
			    i == e->id          ? id
			    : i == e->withdrawn ? e->day
						: "");
	strbuf_adds(e->out, e->line_end);
}

static bool edit(struct edit *e, const char *id)
{
	struct csv_row row;
	bool found = false;

	csv_open(&e->csv, &e->src);
	if (!read_first(e))
		return false;
	while (csv_next(&e->csv, &row, &e->arena, &e->diag)) {
		const char *cell = e->id < row.count ? row.cells[e->id].text : "";

		if (strcmp(consent_id(cell, &e->arena), id) != 0)
			continue;
		found = true;
		put_day(e, &row);
	}
	if (!found)
		add_row(e, id);
	copy_until(e, e->src.len);
	return diag_ok(&e->diag) && strbuf_ok(e->out);
}

bool consent_line_withdraw(const char *text, size_t len, const char *id, const char *day,
			   struct strbuf *out)
{
	const char *line = memchr(text, '\n', len);
	struct edit e = { .src = { .path = CONSENT_FILE, .text = text, .len = len },
			  .line_end = line && line > text && line[-1] == '\r' ? "\r\n" : "\n",
			  .day = day,
			  .out = out };

	diag_init(&e.diag, &e.arena);
	bool done = strlen(text) == len && edit(&e, id);

	arena_free(&e.arena);
	return done;
}
