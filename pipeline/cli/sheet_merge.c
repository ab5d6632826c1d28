#include "sheet_merge.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* A row whose group has been found. */
struct found {
	const struct sheet_row *row;
	const char *slug;
	const struct group *group; /* NULL: it is new */
	const char *stamp;         /* NULL: it has none */
};

/* What is to be done with a cell. */
enum verdict { VERDICT_NOTHING, VERDICT_EDIT, VERDICT_CONFLICT };

static const struct field role_field = { .key = "role",
					 .type = FIELD_CHOICE,
					 .choices = role_fields };

/* --- whose row it is --------------------------------------------------------------- */

static struct span row_place(const struct sheet_merge *m, const struct sheet_row *row)
{
	return sheet_place(m->sheet, row, sheet_column(m->sheet, COLUMN_KEY));
}

static const struct column *name_column(const struct sheet *s)
{
	for (size_t i = 0; i < s->column_count; i++) {
		const struct column *c = &s->columns[i];

		if (c->kind == COLUMN_FIELD && strcmp(c->field->key, "name") == 0)
			return c;
	}
	return NULL;
}

/* The slug that a row names, or that its name makes; "" after reporting that there is neither. */
static const char *row_slug(struct sheet_merge *m, const struct sheet_row *row)
{
	struct arena *a = m->diag->arena;
	const char *key = sheet_cell(m->sheet, row, sheet_column(m->sheet, COLUMN_KEY));
	const char *name = sheet_cell(m->sheet, row, name_column(m->sheet));

	if (*key)
		return site_item(m->site, &kind_group, key) ? key : slug_make(key, a);
	const char *slug = slug_make(name, a);

	if (!*slug)
		diag_report(m->diag, DIAG_SHEET_ROW, row_place(m, row),
			    "row %u names no group; write its name, or delete the row",
			    row->number);
	return slug;
}

static bool report_misplaced(struct sheet_merge *m, const struct found *f)
{
	diag_report(m->diag, DIAG_SHEET_ROW, row_place(m, f->row),
		    "row %u is that of '%s', and its last cell that of '%.*s': the columns were "
		    "sorted apart, or the row was copied; take both from one export, or empty that "
		    "cell",
		    f->row->number, f->slug, (int)strcspn(f->stamp, " "), f->stamp);
	return false;
}

static void report_gone(struct sheet_merge *m, const struct found *f)
{
	if (m->prefer == PREFER_CONTENT)
		return;
	m->conflicts++;
	diag_report(m->diag, DIAG_SHEET_CONFLICT, row_place(m, f->row),
		    "row %u: '%s' was in the content when the sheet was exported, and is there no "
		    "more; delete the row, or empty its last cell to have the group again",
		    f->row->number, f->slug);
}

static bool report_no_group(struct sheet_merge *m, const struct found *f)
{
	const char **slugs = arena_array(m->diag->arena, m->site->group_count + 1, sizeof(char *));

	for (size_t i = 0; i < m->site->group_count; i++)
		slugs[i] = m->site->groups[i]->item.slug;
	const char *near = text_nearest(f->slug, slugs);

	diag_report(m->diag, DIAG_UNKNOWN_REFERENCE, row_place(m, f->row),
		    "row %u: there is no group '%s'; %s%s%s", f->row->number, f->slug,
		    near ? "did you mean '" : "",
		    near ? near
			 : "a new one needs a row in the table "
			   "of groups",
		    near ? "'?" : "");
	return false;
}

/* False: there is nothing to be done with the row, and everything has been said of it. */
static bool find_row(struct sheet_merge *m, const struct sheet_row *row, struct found *f)
{
	const char *stamp = sheet_cell(m->sheet, row, sheet_column(m->sheet, COLUMN_STAMP));

	*f = (struct found){ .row = row, .slug = row_slug(m, row) };
	if (!*f->slug)
		return false;
	f->stamp = *stamp ? stamp : NULL;
	f->group = site_item(m->site, &kind_group, f->slug);
	if (f->stamp && !stamp_is_of(f->stamp, f->slug))
		return report_misplaced(m, f);
	if (f->stamp && !f->group) {
		report_gone(m, f);
		return false;
	}
	return f->group || m->sheet->kind == SHEET_GROUPS || report_no_group(m, f);
}

/* --- what is to be done --------------------------------------------------------------- */

static enum verdict judge(const struct sheet_merge *m, const struct cell *cell, const char *now,
			  const char *value)
{
	if (strcmp(now, value) == 0 || sheet_value_is_worn(now, value))
		return VERDICT_NOTHING;
	if (!cell->stamp && !*now)
		return VERDICT_EDIT;
	if (!cell->stamp && !*cell->text)
		return VERDICT_NOTHING;
	if (cell->stamp && stamp_has(cell->stamp, cell->slug, cell->column, value))
		return VERDICT_NOTHING;
	if (cell->stamp && stamp_has(cell->stamp, cell->slug, cell->column, now))
		return VERDICT_EDIT;
	return m->prefer == PREFER_SHEET     ? VERDICT_EDIT
	       : m->prefer == PREFER_CONTENT ? VERDICT_NOTHING
					     : VERDICT_CONFLICT;
}

static struct group_edit *edit_of(struct sheet_merge *m, const struct found *f)
{
	for (size_t i = 0; i < m->count; i++) {
		if (strcmp(m->groups[i].slug, f->slug) == 0)
			return &m->groups[i];
	}
	m->groups = arena_grow(m->diag->arena, m->groups, m->count, &m->room, sizeof(*m->groups));
	m->groups[m->count] = (struct group_edit){ .slug = f->slug, .group = f->group };
	return &m->groups[m->count++];
}

static void add_edit(struct sheet_merge *m, struct group_edit *g, struct field_edit edit)
{
	g->edits = arena_grow(m->diag->arena, g->edits, g->count, &g->room, sizeof(edit));
	g->edits[g->count++] = edit;
}

/* `groups/x.md:7`, where the value stands that was not expected. */
static const char *place_of(const struct group *g, const struct field *f, struct arena *a)
{
	struct span at = item_field_span(&g->item, f->key);
	unsigned line, column;

	span_place(at, &line, &column);
	return arena_printf(a, "%s:%u", g->item.src->path, line ? line : 1);
}

static const char *quoted(const char *text, struct arena *a)
{
	return *text ? arena_printf(a, "'%s'", text) : "empty";
}

static void report_conflict(struct sheet_merge *m, const struct found *f, const struct column *c,
			    const struct field *field, const char *now)
{
	struct arena *a = m->diag->arena;
	const char *text = sheet_cell(m->sheet, f->row, c);

	m->conflicts++;
	edit_of(m, f)->conflicts++;
	diag_report(m->diag, DIAG_SHEET_CONFLICT, sheet_place(m->sheet, f->row, c),
		    "cell %s: '%s' of '%s' is %s here and %s in %s%s",
		    sheet_cell_name(m->sheet, f->row, c, a), c->name, f->slug, quoted(text, a),
		    quoted(now, a), place_of(f->group, field, a),
		    f->stamp ? "; both were changed since the sheet was exported"
			     : "; nobody can tell which is newer, as the row has no '" STAMP_COLUMN
			       "'");
}

/* Whatever is reported meanwhile is about this cell. */
static bool check_cell(struct sheet_merge *m, const struct found *f, const struct column *c,
		       const struct field *field, const char *value)
{
	struct arena *a = m->diag->arena;

	m->diag->prefix = arena_printf(
		a, "cell %s of '%s': ", sheet_cell_name(m->sheet, f->row, c, a), f->slug);
	struct span at = sheet_place(m->sheet, f->row, c);
	bool good = sheet_value_check(m->site, field, value, at, m->diag);

	if (good && m->sheet->is_converted && sheet_value_has_lost(field, value)) {
		diag_report(m->diag, DIAG_SHEET_LETTERS, at,
			    "letters were lost in '%s'; save the sheet as CSV in UTF-8", value);
		good = false;
	}
	m->diag->prefix = NULL;
	return good;
}

/* --- groups ------------------------------------------------------------------------------ */

static void merge_field(struct sheet_merge *m, const struct found *f, const struct column *c)
{
	struct arena *a = m->diag->arena;
	const struct field *field = c->field;
	const struct cell cell = { f->slug, f->stamp, field->key, sheet_cell(m->sheet, f->row, c) };
	const char *value = sheet_value(m->site, field, &cell, a);
	const size_t i = (size_t)(field - kind_group.fields);
	const char *now = field_cell(field, f->group, f->group->item.spans[i], a);

	switch (judge(m, &cell, now, value)) {
	case VERDICT_CONFLICT:
		report_conflict(m, f, c, field, now);
		break;
	case VERDICT_EDIT:
		/* Emptied is not the same as written out: then what stands there goes. */
		if (check_cell(m, f, c, field, value))
			add_edit(m, edit_of(m, f),
				 (struct field_edit){
					 field,
					 sheet_value_texts(field, *cell.text ? value : "", a) });
		break;
	default:
		break;
	}
}

static void check_required(struct sheet_merge *m, const struct found *f)
{
	for (const struct field *field = kind_group.fields; field->key; field++) {
		const struct column *c = NULL;

		for (size_t i = 0; i < m->sheet->column_count; i++) {
			if (m->sheet->columns[i].field == field)
				c = &m->sheet->columns[i];
		}
		if (field->required && !*sheet_cell(m->sheet, f->row, c))
			diag_report(m->diag, DIAG_MISSING_FIELD, row_place(m, f->row),
				    "row %u: the new group '%s' needs a '%s', such as '%s'",
				    f->row->number, f->slug, field->key, field->example);
	}
}

static void merge_new(struct sheet_merge *m, const struct found *f)
{
	struct group_edit *g = edit_of(m, f);

	check_required(m, f);
	for (const struct field *field = kind_group.fields; field->key; field++) {
		for (size_t i = 0; i < m->sheet->column_count; i++) {
			const struct column *c = &m->sheet->columns[i];
			const struct cell cell = { f->slug, NULL, field->key,
						   sheet_cell(m->sheet, f->row, c) };

			if (c->field != field || !*cell.text)
				continue;
			const char *value = sheet_value(m->site, field, &cell, m->diag->arena);

			if (check_cell(m, f, c, field, value))
				add_edit(m, g,
					 (struct field_edit){
						 field,
						 sheet_value_texts(field, value, m->diag->arena) });
		}
	}
}

static void merge_group(struct sheet_merge *m, const struct found *f)
{
	if (!f->group) {
		merge_new(m, f);
		return;
	}
	edit_of(m, f);
	for (size_t i = 0; i < m->sheet->column_count; i++) {
		if (m->sheet->columns[i].kind == COLUMN_FIELD)
			merge_field(m, f, &m->sheet->columns[i]);
	}
}

/* --- roles --------------------------------------------------------------------------------- */

/* The entries of a list as they are to be, as far as they have been changed. */
static struct field_edit *list_edit(struct sheet_merge *m, struct group_edit *g,
				    const struct field *field)
{
	for (size_t i = 0; i < g->count; i++) {
		if (g->edits[i].field == field)
			return &g->edits[i];
	}
	const struct strings *now = (const void *)((const char *)g->group + field->offset);
	struct strings copy = { .items = arena_array(m->diag->arena,
						     now->count + m->site->area_count,
						     sizeof(char *)),
				.count = now->count };

	for (size_t i = 0; i < now->count; i++)
		copy.items[i] = now->items[i];
	add_edit(m, g, (struct field_edit){ field, copy });
	return &g->edits[g->count - 1];
}

static void leave_out(struct strings *s, const char *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->items[i], text) != 0)
			s->items[kept++] = s->items[i];
	}
	s->count = kept;
}

/* Out of the list of the old role, and into that of the new one. */
static void change_role(struct sheet_merge *m, const struct found *f, const char *area,
			const char *role)
{
	struct group_edit *g = edit_of(m, f);

	for (size_t i = 0; role_fields[i]; i++) {
		const struct field *field = kind_field(&kind_group, role_fields[i]);
		const struct strings *now = (const void *)((const char *)f->group + field->offset);

		if (strings_has(now, area))
			leave_out(&list_edit(m, g, field)->texts, area);
	}
	if (*role) {
		struct strings *to = &list_edit(m, g, kind_field(&kind_group, role))->texts;

		to->items[to->count++] = area;
	}
}

/* "leads", "Lead" and "refers to" are roles. */
static const char *role_of(const char *text, struct arena *a)
{
	const char *word = slug_make(text, a);

	for (size_t i = 0; *word && role_fields[i]; i++) {
		if (strncmp(word, role_fields[i], strlen(role_fields[i])) == 0 ||
		    text_has_word(kind_field(&kind_group, role_fields[i])->also, word))
			return role_fields[i];
	}
	return text;
}

static void merge_role(struct sheet_merge *m, const struct found *f, const struct column *c,
		       const char *area)
{
	const struct cell cell = { f->slug, f->stamp, area, sheet_cell(m->sheet, f->row, c) };
	const char *value = role_of(cell.text, m->diag->arena);
	const char *now = group_role(f->group, area);
	const struct field *field = kind_field(&kind_group, *now     ? now
							    : *value ? role_fields[1]
								     : role_fields[0]);

	switch (judge(m, &cell, now, value)) {
	case VERDICT_CONFLICT:
		report_conflict(m, f, c, field, now);
		break;
	case VERDICT_EDIT:
		if (!*value || check_cell(m, f, c, &role_field, value))
			change_role(m, f, area, value);
		break;
	default:
		break;
	}
}

static void merge_matrix(struct sheet_merge *m, const struct found *f)
{
	edit_of(m, f);
	for (size_t i = 0; i < m->sheet->column_count; i++) {
		const struct column *c = &m->sheet->columns[i];

		if (c->kind == COLUMN_AREA)
			merge_role(m, f, c, c->area);
	}
}

static void merge_line(struct sheet_merge *m, const struct found *f)
{
	static const struct field area_field = {
		.key = "area", .type = FIELD_REF, .refers = &kind_area, .required = true
	};
	const struct column *c = sheet_column(m->sheet, COLUMN_AREA);
	const struct cell cell = { .slug = f->slug,
				   .column = "area",
				   .text = sheet_cell(m->sheet, f->row, c) };
	const char *area = sheet_value(m->site, &area_field, &cell, m->diag->arena);

	edit_of(m, f);
	if (check_cell(m, f, c, &area_field, area))
		merge_role(m, f, sheet_column(m->sheet, COLUMN_ROLE), area);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* What no two rows may have in common. */
static const char *identity_of(struct sheet_merge *m, const struct found *f)
{
	const struct column *area = sheet_column(m->sheet, COLUMN_AREA);
	struct arena *a = m->diag->arena;

	if (m->sheet->kind != SHEET_LONG)
		return f->slug;
	return arena_printf(a, "%s/%s", f->slug, slug_make(sheet_cell(m->sheet, f->row, area), a));
}

static bool is_twin(struct sheet_merge *m, const struct found *f, const char **seen, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!seen[i] || strcmp(seen[i], seen[count]) != 0)
			continue;
		diag_report(m->diag, DIAG_SHEET_ROW, row_place(m, f->row),
			    "rows %u and %u are both '%s'; delete one of the two, or give the new "
			    "one another name",
			    m->sheet->rows[i].number, f->row->number, seen[count]);
		return true;
	}
	return false;
}

/* Groups without a row stay; the first few are named. */
static void note_gone(struct sheet_merge *m)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(4096);
	size_t gone = 0;

	for (size_t i = 0; i < m->site->group_count; i++) {
		const char *slug = m->site->groups[i]->item.slug;
		size_t k = 0;

		while (k < m->count && strcmp(m->groups[k].slug, slug) != 0)
			k++;
		if (k == m->count && gone++ < 5)
			strbuf_addf(&names, "%s'%s'", gone > 1 ? ", " : "", slug);
	}
	if (gone > 5)
		strbuf_addf(&names, " and %zu more", gone - 5);
	if (gone)
		diag_report(m->diag, DIAG_SHEET_GONE, span_of(m->sheet->src),
			    "no row has %s: what has none stays as it is; a group that ended gets "
			    "'closed' in its column 'status'",
			    names.data);
}

void sheet_merge(struct sheet_merge *m)
{
	static void (*const merge_row[])(struct sheet_merge * m, const struct found *f) = {
		[SHEET_GROUPS] = merge_group,
		[SHEET_LONG] = merge_line,
		[SHEET_WIDE] = merge_matrix,
	};
	const char **seen = arena_array(m->diag->arena, m->sheet->row_count + 1, sizeof(char *));

	for (size_t i = 0; i < m->sheet->row_count; i++) {
		struct found f;

		if (!find_row(m, &m->sheet->rows[i], &f))
			continue;
		seen[i] = identity_of(m, &f);
		if (!is_twin(m, &f, seen, i))
			merge_row[m->sheet->kind](m, &f);
	}
	note_gone(m);
}
