#include "sheet.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

/* --- cells ------------------------------------------------------------------------ */

const struct column *sheet_column(const struct sheet *s, enum column_kind kind)
{
	for (size_t i = 0; i < s->column_count; i++) {
		if (s->columns[i].kind == kind)
			return &s->columns[i];
	}
	return NULL;
}

const char *sheet_cell(const struct sheet *s, const struct sheet_row *row, const struct column *c)
{
	size_t i = c ? (size_t)(c - s->columns) : row->csv.count;

	return i < row->csv.count ? cell_text(row->csv.cells[i].text) : "";
}

struct span sheet_place(const struct sheet *s, const struct sheet_row *row, const struct column *c)
{
	size_t i = c ? (size_t)(c - s->columns) : 0;

	return i < row->csv.count ? row->csv.cells[i].at
				  : span_at(s->src, row->csv.off, row->csv.end - row->csv.off);
}

const char *sheet_cell_name(const struct sheet *s, const struct sheet_row *row,
			    const struct column *c, struct arena *a)
{
	char letters[8], *at = letters + sizeof(letters) - 1;

	*at = '\0';
	for (size_t n = (size_t)(c - s->columns) + 1; n; n = (n - 1) / 26)
		*--at = (char)('A' + (n - 1) % 26);
	return arena_printf(a, "%s%u", at, row->number);
}

/* --- the first row ------------------------------------------------------------------ */

/* As fields are written: small letters, `_` for blanks. */
static const char *as_key(const char *name, struct arena *a)
{
	char *key = arena_strdup(a, name);

	for (char *c = key; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (*c == ' ' || *c == '-')
			*c = '_';
	}
	return key;
}

static const struct field *find_field(const char *key)
{
	const struct field *f = kind_field(&kind_group, key);

	if (f && field_has_column(f))
		return f;
	for (f = kind_group.fields; f->key; f++) {
		if (field_has_column(f) && text_has_word(f->also, key))
			return f;
	}
	return NULL;
}

static const char *find_area(const struct site *site, const char *name, struct arena *a)
{
	const char *slug = slug_make(name, a);

	for (size_t i = 0; i < site->area_count; i++) {
		const struct area *area = site->areas[i];

		if (strcmp(area->item.slug, slug) == 0 ||
		    (area->title && strcasecmp(area->title, name) == 0) ||
		    (area->label && strcasecmp(area->label, name) == 0))
			return area->item.slug;
	}
	return NULL;
}

static bool has_name(const struct csv_row *first, const char *name, struct arena *a)
{
	for (size_t i = 0; i < first->count; i++) {
		if (strcmp(as_key(first->cells[i].text, a), name) == 0)
			return true;
	}
	return false;
}

static enum sheet_kind kind_of(const struct csv_row *first, const struct site *site,
			       struct arena *a)
{
	if (has_name(first, "area", a) && has_name(first, "role", a))
		return SHEET_LONG;
	for (size_t i = 0; i < first->count; i++) {
		const char *name = first->cells[i].text;

		if (!find_field(as_key(name, a)) && find_area(site, name, a))
			return SHEET_WIDE;
	}
	return SHEET_GROUPS;
}

static const char *near_name(const struct sheet *s, const struct site *site, const char *key,
			     struct arena *a)
{
	const size_t most = kind_field_count(&kind_group) + site->area_count + 2;
	const char **names = arena_array(a, most, sizeof(char *));
	size_t n = 0;

	names[n++] = kind_group.name;
	for (const struct field *f = kind_group.fields; f->key && s->kind == SHEET_GROUPS; f++)
		names[n++] = f->key;
	for (size_t i = 0; i < site->area_count && s->kind == SHEET_WIDE; i++)
		names[n++] = site->areas[i]->item.slug;
	return text_nearest(key, names);
}

static void report_unknown(const struct sheet *s, const struct site *site, struct column *c,
			   struct diag *diag)
{
	const char *near = near_name(s, site, as_key(c->name, diag->arena), diag->arena);

	if (!*c->name)
		return;
	if (near)
		diag_report(diag, DIAG_SHEET_COLUMN, c->at,
			    "there is no column '%s'; did you mean '%s'?", c->name, near);
	else
		diag_report(diag, DIAG_SHEET_UNREAD, c->at,
			    "'%s' is nothing that a file of a group has; the column is not read",
			    c->name);
}

/* What only shows what stands elsewhere. */
static bool is_shown(const struct sheet *s, const char *key)
{
	static const char *const shown[] = { "name", "place", "checked", NULL };

	return s->kind != SHEET_GROUPS && text_is_one_of(key, shown);
}

static void find_column(const struct sheet *s, const struct site *site, struct column *c,
			struct diag *diag)
{
	const char *key = as_key(c->name, diag->arena);

	if (strcmp(key, STAMP_COLUMN) == 0)
		c->kind = COLUMN_STAMP;
	else if (strcmp(key, kind_group.name) == 0 || strcmp(key, "slug") == 0)
		c->kind = COLUMN_KEY;
	else if (is_shown(s, key))
		c->kind = COLUMN_SHOWN;
	else if (s->kind == SHEET_LONG && strcmp(key, "area") == 0)
		c->kind = COLUMN_AREA;
	else if (s->kind == SHEET_LONG && strcmp(key, "role") == 0)
		c->kind = COLUMN_ROLE;
	else if (s->kind == SHEET_WIDE && (c->area = find_area(site, c->name, diag->arena)))
		c->kind = COLUMN_AREA;
	else if (s->kind == SHEET_GROUPS && (c->field = find_field(key)))
		c->kind = COLUMN_FIELD;
	else
		report_unknown(s, site, c, diag);
}

/* Two columns for one thing: nobody knows which counts. */
static void report_twins(const struct sheet *s, struct diag *diag)
{
	for (size_t i = 0; i < s->column_count; i++) {
		const struct column *c = &s->columns[i];

		for (size_t k = 0; k < i && c->kind > COLUMN_SHOWN; k++) {
			const struct column *b = &s->columns[k];

			if (b->kind == c->kind && b->field == c->field && b->area == c->area)
				diag_report(diag, DIAG_SHEET_COLUMN, c->at,
					    "the columns '%s' and '%s' are the same; delete one of "
					    "the two",
					    b->name, c->name);
		}
	}
}

static bool is_of_services(const struct csv_row *first, struct arena *a)
{
	return has_name(first, "group_name", a) && has_name(first, "what", a);
}

static bool read_first(struct sheet *s, const struct site *site, const struct csv_row *first,
		       struct diag *diag)
{
	struct span whole = span_at(s->src, first->off, first->end - first->off);

	if (is_of_services(first, diag->arena)) {
		diag_report(diag, DIAG_SHEET_COLUMN, whole,
			    "this is the table of services, which does not come back; change "
			    "services in the files of their groups");
		return false;
	}
	s->kind = kind_of(first, site, diag->arena);
	s->columns = arena_array(diag->arena, first->count, sizeof(*s->columns));
	s->column_count = first->count;
	for (size_t i = 0; i < first->count; i++) {
		s->columns[i] =
			(struct column){ .name = first->cells[i].text, .at = first->cells[i].at };
		find_column(s, site, &s->columns[i], diag);
	}
	report_twins(s, diag);
	if (sheet_column(s, COLUMN_KEY))
		return true;
	diag_report(diag, DIAG_SHEET_COLUMN, whole,
		    "no column is called 'group', so nobody knows whose the rows are; the first "
		    "row must have the names that 'blether map export' wrote, parted by commas, "
		    "semicolons or tabs");
	return false;
}

/* --- the others ------------------------------------------------------------------------ */

static unsigned count_lines(const char *text, size_t from, size_t to)
{
	unsigned lines = 0;

	for (size_t i = from; i < to; i++)
		lines += text[i] == '\n';
	return lines;
}

static bool is_empty_row(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (*row->cells[i].text)
			return false;
	}
	return true;
}

/* Cells that no column is named for: most often a comma that should have been in quotation marks.
 */
static void check_width(const struct sheet *s, const struct sheet_row *row, struct diag *diag)
{
	for (size_t i = s->column_count; i < row->csv.count; i++) {
		if (!*row->csv.cells[i].text)
			continue;
		diag_report(diag, DIAG_SHEET_ROW, row->csv.cells[i].at,
			    "row %u has more cells than the first row has names; a text with a "
			    "comma in it must stand in \"quotation marks\"",
			    row->number);
		return;
	}
}

static void add_row(struct sheet *s, struct sheet_row row, struct diag *diag)
{
	if (is_empty_row(&row.csv))
		return;
	check_width(s, &row, diag);
	s->rows = arena_grow(diag->arena, s->rows, s->row_count, &s->room, sizeof(row));
	s->rows[s->row_count++] = row;
}

bool sheet_read(const char *path, const struct site *site, struct sheet *sheet, struct arena *a,
		struct diag *diag)
{
	struct csv csv;
	struct sheet_row row = { .number = 0 };

	*sheet = (struct sheet){ 0 };
	sheet->src = sheet_source(path, &sheet->is_converted, a, diag);
	if (!sheet->src)
		return false;
	csv_open(&csv, sheet->src);
	/* Where Excel says what parts the cells, that line is no row. */
	size_t end = text_starts(sheet->src->text, "sep=") ? csv.off : 0;

	if (!csv_next(&csv, &row.csv, a, diag)) {
		diag_report(diag, DIAG_SHEET_COLUMN, span_of(sheet->src), "the file is empty");
		return false;
	}
	row.number = 1 + count_lines(sheet->src->text, end, row.csv.off);
	if (!read_first(sheet, site, &row.csv, diag))
		return false;
	for (;;) {
		end = row.csv.end;
		if (!csv_next(&csv, &row.csv, a, diag))
			return true;
		row.number += count_lines(sheet->src->text, end, row.csv.off);
		add_row(sheet, row, diag);
	}
}
