#include "consent.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "listing.h"
#include "read/csv.h"

enum column {
	COLUMN_ID,
	COLUMN_GIVEN,
	COLUMN_SCOPE,
	COLUMN_UNTIL,
	COLUMN_WITHDRAWN,
	COLUMN_NOTE,
	COLUMNS
};

static const char *const column_names[COLUMNS + 1] = { "id",        "given", "scope", "until",
						       "withdrawn", "note",  NULL };

#define COLUMNS_NEEDED 3 /* the first of these */

/* What a new row says in each column; NULL: nothing. */
static const char *const new_cells[COLUMNS] = { "{id}", "{given}", "site feed" };

#define NONE ((size_t)-1)

struct consent_table {
	struct reader *r;
	const struct source *src;
	struct consents *into;
	size_t at[COLUMNS]; /* where each column is; NONE: there is none */
	size_t room;
};

static char *small(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static bool take_column(struct consent_table *t, const struct csv_cell *cell, size_t i)
{
	const char *name = small(cell->text, t->r->arena), *near = text_nearest(name, column_names);
	struct diag *diag = t->r->diag;

	for (size_t k = 0; k < COLUMNS; k++) {
		if (strcmp(name, column_names[k]) != 0)
			continue;
		if (t->at[k] != NONE && t->at[k] != i)
			diag_report(diag, DIAG_CSV_COLUMN, cell->at,
				    "there are two columns '%s'; delete one of them", name);
		t->at[k] = i;
		return true;
	}
	if (near)
		diag_report(diag, DIAG_CSV_COLUMN, cell->at,
			    "unknown column '%s'; did you mean '%s'?", cell->text, near);
	else if (*name && t->at[COLUMN_ID] != NONE)
		diag_report(diag, DIAG_UNREAD_COLUMN, cell->at,
			    "the column '%s' is not read; those that are: id, given, scope, until, "
			    "withdrawn, note",
			    cell->text);
	return !near;
}

/* The first line as it is, and a row that goes with it. */
static void note_form(struct consent_table *t, const struct csv_row *header, char delimiter)
{
	STRBUF_SCOPED struct strbuf row = STRBUF_INIT(LIMIT_MESSAGE);

	for (size_t i = 0; i < header->count; i++) {
		if (i)
			strbuf_addc(&row, delimiter);
		for (size_t k = 0; k < COLUMNS; k++) {
			if (t->at[k] == i && new_cells[k])
				strbuf_adds(&row, new_cells[k]);
		}
	}
	t->into->header =
		arena_strndup(t->r->arena, t->src->text + header->off, header->end - header->off);
	t->into->row = arena_strndup(t->r->arena, row.data, row.len);
}

/* False after reporting that cells cannot be told from one another. */
static bool read_header(struct consent_table *t, const struct csv_row *header)
{
	bool good = true;

	for (size_t k = 0; k < COLUMNS; k++)
		t->at[k] = NONE;
	for (size_t i = 0; i < header->count; i++) {
		if (strcmp(small(header->cells[i].text, t->r->arena), column_names[COLUMN_ID]) == 0)
			t->at[COLUMN_ID] = i;
	}
	for (size_t i = 0; i < header->count; i++)
		good = take_column(t, &header->cells[i], i) && good;
	for (size_t k = 0; k < COLUMNS_NEEDED && good; k++) {
		if (t->at[k] != NONE)
			continue;
		good = false;
		diag_report(t->r->diag, DIAG_CSV_COLUMN,
			    span_at(t->src, header->off, header->end - header->off),
			    "the first line names no column '%s'; it could be '%s'",
			    column_names[k], t->into->header);
	}
	return good;
}

static const struct csv_cell *cell_of(const struct consent_table *t, const struct csv_row *row,
				      enum column k)
{
	bool is_there = t->at[k] != NONE && t->at[k] < row->count && *row->cells[t->at[k]].text;

	return is_there ? &row->cells[t->at[k]] : NULL;
}

/* `2026-09-07`, or with the day first as Britain writes it: `07/09/2026`. */
static bool parse_day(const char *text, struct moment *into, struct arena *a)
{
	int day, month, year, end = 0;

	if (sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3 && end && !text[end] &&
	    day >= 0 && month >= 0)
		text = arena_printf(a, "%04d-%02d-%02d", year, month, day);
	return date_parse_day(text, into) == DATE_OK;
}

static bool take_day(const struct consent_table *t, const struct csv_row *row, enum column k,
		     struct moment *into)
{
	const struct csv_cell *cell = cell_of(t, row, k);

	if (!cell || parse_day(cell->text, into, t->r->arena))
		return true;
	diag_report(t->r->diag, DIAG_BAD_CONSENT, cell->at,
		    "'%s' is no day; write '%s' like 2026-09-07 or 07/09/2026", cell->text,
		    column_names[k]);
	return false;
}

static bool take_scope(const struct consent_table *t, const char *word, struct span at,
		       unsigned *scopes)
{
	for (unsigned i = 0; i < CONSENT_SCOPES; i++) {
		if (strcmp(word, consent_words[i]) == 0 || strcmp(word, "all") == 0)
			*scopes |= 1U << i;
	}
	if (strcmp(word, "all") == 0 || text_is_one_of(word, consent_words))
		return true;
	const char *near = text_nearest(word, consent_words);

	diag_report(t->r->diag, DIAG_BAD_CONSENT, at, "unknown scope '%s'; %s%s%s", word,
		    near ? "did you mean '" : "expected site, feed, social, archive, or all",
		    near ? near : "", near ? "'?" : "");
	return false;
}

static bool take_scopes(const struct consent_table *t, const struct csv_row *row, unsigned *scopes)
{
	static const char between[] = " \t+;,/";
	const struct csv_cell *cell = cell_of(t, row, COLUMN_SCOPE);
	char *rest = cell ? small(cell->text, t->r->arena) : NULL;
	bool good = true;

	for (size_t len; rest && *(rest += strspn(rest, between)); rest += len) {
		len = strcspn(rest, between);
		good = take_scope(t, arena_strndup(t->r->arena, rest, len), cell->at, scopes) &&
		       good;
	}
	return good;
}

/* What must stand in every row but one that tells of a withdrawal only. */
static bool is_whole(const struct consent_table *t, const struct consent_row *row)
{
	const char *lacks = !row->given.set && !row->withdrawn.set ? "given"
			    : !row->scopes && !row->withdrawn.set  ? "scope"
								   : NULL;

	if (lacks)
		diag_report(t->r->diag, DIAG_BAD_CONSENT, row->at,
			    "the row of '%s' has nothing under '%s'; %s", row->id, lacks,
			    *lacks == 'g' ? "write the day on which they agreed"
					  : "write where they may be named, such as 'site feed'");
	else if (row->until.set && row->given.set && row->until.utc < row->given.utc)
		diag_report(t->r->diag, DIAG_BAD_CONSENT, row->at,
			    "the consent of '%s' ends before it was given; correct one of the two "
			    "days",
			    row->id);
	else
		return true;
	return false;
}

static void read_row(struct consent_table *t, const struct csv_row *cells, size_t columns)
{
	const struct csv_cell *id = cell_of(t, cells, COLUMN_ID);
	struct consents *c = t->into;
	struct consent_row row = { 0 };

	if (!id) {
		diag_report(t->r->diag, DIAG_BAD_CONSENT, cells->cells[0].at,
			    "this row does not say whose consent it is; write the name of their "
			    "file in people/ under 'id'");
		return;
	}
	if (cells->count > columns)
		diag_report(t->r->diag, DIAG_CSV_SYNTAX, cells->cells[columns].at,
			    "this row has %zu cells, and the first line has %zu; put what holds a "
			    "comma or a semicolon in quotation marks",
			    cells->count, columns);
	row.id = consent_id(id->text, t->r->arena);
	row.at = id->at;
	bool good = take_day(t, cells, COLUMN_GIVEN, &row.given);
	good = take_day(t, cells, COLUMN_UNTIL, &row.until) && good;
	good = take_day(t, cells, COLUMN_WITHDRAWN, &row.withdrawn) && good;
	good = take_scopes(t, cells, &row.scopes) && good;
	row.is_faulty = !good || !is_whole(t, &row);
	c->rows = arena_grow(t->r->arena, c->rows, c->count, &t->room, sizeof(row));
	c->rows[c->count++] = row;
}

static void read_table(struct consent_table *t)
{
	struct csv csv;
	struct csv_row row;

	csv_open(&csv, t->src);
	if (!csv_next(&csv, &row, t->r->arena, t->r->diag))
		return;
	if (!read_header(t, &row)) {
		t->into->is_faulty = true;
		return;
	}
	const size_t columns = row.count;

	note_form(t, &row, csv.delimiter);
	while (csv_next(&csv, &row, t->r->arena, t->r->diag))
		read_row(t, &row, columns);
}

struct consents *consents_read(struct reader *r)
{
	struct consents *c = arena_new(r->arena, struct consents);
	struct consent_table t = { .r = r, .into = c };
	const char *path = reader_path(r, CONSENT_FILE);

	c->header = "id,given,scope,until,withdrawn,note";
	c->row = "{id},{given},site feed,,,";
	if (access(path, F_OK) != 0)
		return c;
	t.src = c->src = source_load(path, (struct span){ 0 }, r->arena, r->diag);
	c->is_faulty = !c->src;
	if (c->src)
		read_table(&t);
	consents_sort(c);
	return c;
}
