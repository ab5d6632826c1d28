#include "model/rows.h"

#include <string.h>

#include "base/cell.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/contact.h"

const char *const role_fields[] = { "leads", "helps", "refers", NULL };

/* --- making tables ---------------------------------------------------------------- */

static void add_column(struct rows *t, const char *name, const struct field *f)
{
	t->names = arena_grow(t->arena, t->names, t->columns, &t->name_room, sizeof(name));
	t->fields = arena_grow(t->arena, t->fields, t->columns, &t->field_room, sizeof(f));
	t->names[t->columns] = name;
	t->fields[t->columns++] = f;
}

/* Another row, all empty. */
static const char **add_row(struct rows *t)
{
	const char **row = arena_array(t->arena, t->columns, sizeof(char *));

	for (size_t i = 0; i < t->columns; i++)
		row[i] = "";
	t->cells = arena_grow(t->arena, t->cells, t->count, &t->room, sizeof(row));
	t->cells[t->count++] = row;
	return row;
}

static void add_columns_of(struct rows *t, const struct kind *kind, enum rows_for who)
{
	for (const struct field *f = kind->fields; f->key; f++) {
		if (field_has_column(f) && (who == ROWS_SHEET || !f->inner))
			add_column(t, f->key, f);
	}
}

/* The cells of an item, from the column of its first field on; `spans`: of its fields. */
static void fill_cells(const struct rows *t, const char **row, const struct kind *kind,
		       const void *item, const struct span *spans)
{
	for (size_t i = 0; i < t->columns; i++) {
		const struct field *f = t->fields[i];

		if (f)
			row[i] = field_cell(f, item, spans[f - kind->fields], t->arena);
	}
}

/* Its stamp into the last cell: of all cells from column `from` on. */
static void put_stamp(const struct rows *t, const char **row, const char *key, size_t from)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	stamp_begin(&out, key);
	for (size_t i = from; i + 1 < t->columns; i++)
		stamp_add(&out, key, t->names[i], row[i]);
	row[t->columns - 1] = arena_strndup(t->arena, out.data, out.len);
}

/* --- what everybody may have -------------------------------------------------------- */

static bool is_listed(const struct group *g, enum rows_for who)
{
	return who == ROWS_SHEET || !group_is_closed(g);
}

/* May this value of a group stand where every program can load it? */
static bool is_public(const struct group *g, const char *key)
{
	static const char *const places[] = { "address", "town", "postcode", NULL };

	if (g->is_hidden && text_is_one_of(key, places))
		return false;
	if (strcmp(key, "phone") == 0)
		return group_open_phone(g);
	if (strcmp(key, "email") == 0)
		return group_open_email(g);
	return true;
}

static void hide_cells(const struct rows *t, const char **row, const struct group *g)
{
	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] && !is_public(g, t->fields[i]->key))
			row[i] = "";
	}
}

/* --- the tables ------------------------------------------------------------------------ */

struct rows rows_groups(const struct site *site, enum rows_for who, struct arena *a)
{
	struct rows t = { .arena = a };

	add_column(&t, kind_group.name, NULL);
	add_columns_of(&t, &kind_group, who);
	if (who == ROWS_SHEET)
		add_column(&t, STAMP_COLUMN, NULL);
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];
		const char **row = is_listed(g, who) ? add_row(&t) : NULL;

		if (!row)
			continue;
		row[0] = g->item.slug;
		fill_cells(&t, row, &kind_group, g, g->item.spans);
		if (who == ROWS_SHEET)
			put_stamp(&t, row, g->item.slug, 1);
		else
			hide_cells(&t, row, g);
	}
	return t;
}

static void add_services(struct rows *t, const struct group *g, enum rows_for who)
{
	const struct service *all = g->services.items;
	const size_t fields = kind_field_count(&kind_service);

	for (size_t i = 0; i < g->services.count; i++) {
		const bool is_told = who == ROWS_SHEET || !service_is_closed(&all[i]);
		const char **row = is_told ? add_row(t) : NULL;

		if (!row)
			continue;
		row[0] = g->item.slug;
		row[1] = g->name ? g->name : "";
		fill_cells(t, row, &kind_service, &all[i], &g->services.field_spans[i * fields]);
	}
}

struct rows rows_services(const struct site *site, enum rows_for who, struct arena *a)
{
	struct rows t = { .arena = a };

	add_column(&t, kind_group.name, NULL);
	add_column(&t, "group_name", NULL);
	add_columns_of(&t, &kind_service, who);
	for (size_t i = 0; i < site->group_count; i++) {
		if (is_listed(site->groups[i], who))
			add_services(&t, site->groups[i], who);
	}
	return t;
}

struct rows rows_areas(const struct site *site, struct arena *a)
{
	struct rows t = { .arena = a };

	add_column(&t, kind_area.name, NULL);
	add_columns_of(&t, &kind_area, ROWS_PUBLIC);
	for (size_t i = 0; i < site->area_count; i++) {
		const struct area *area = site->areas[i];
		const char **row = add_row(&t);

		row[0] = area->item.slug;
		fill_cells(&t, row, &kind_area, area, area->item.spans);
	}
	return t;
}

const char *group_role(const struct group *g, const char *area)
{
	const struct strings *const lists[] = { &g->leads, &g->helps, &g->refers };

	for (size_t i = 0; i < COUNT(lists); i++) {
		if (strings_has(lists[i], area))
			return role_fields[i];
	}
	return "";
}

static void add_roles(struct rows *t, const struct group *g, const struct site *site,
		      enum rows_for who)
{
	for (size_t i = 0; i < site->area_count; i++) {
		const char *area = site->areas[i]->item.slug, *role = group_role(g, area);
		const char **row = *role ? add_row(t) : NULL;

		if (!row)
			continue;
		row[0] = g->item.slug;
		row[1] = g->name ? g->name : "";
		row[2] = area;
		row[3] = role;
		row[4] = cell_of_entries(&g->places, t->arena);
		row[5] = g->checked.set ? date_day(g->checked, t->arena) : "";
		if (who == ROWS_SHEET) {
			STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

			stamp_begin(&out, row[0]);
			stamp_add(&out, row[0], area, role);
			row[6] = arena_strndup(t->arena, out.data, out.len);
		}
	}
}

struct rows rows_long(const struct site *site, enum rows_for who, struct arena *a)
{
	static const char *const names[] = { "group", "name", "area", "role", "place", "checked" };
	struct rows t = { .arena = a };

	for (size_t i = 0; i < COUNT(names); i++)
		add_column(&t, names[i], NULL);
	if (who == ROWS_SHEET)
		add_column(&t, STAMP_COLUMN, NULL);
	for (size_t i = 0; i < site->group_count; i++) {
		if (is_listed(site->groups[i], who))
			add_roles(&t, site->groups[i], site, who);
	}
	return t;
}

struct rows rows_wide(const struct site *site, enum rows_for who, struct arena *a)
{
	struct rows t = { .arena = a };

	add_column(&t, kind_group.name, NULL);
	add_column(&t, "name", NULL);
	for (size_t i = 0; i < site->area_count; i++)
		add_column(&t, site->areas[i]->item.slug, NULL);
	if (who == ROWS_SHEET)
		add_column(&t, STAMP_COLUMN, NULL);
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];
		const char **row = is_listed(g, who) ? add_row(&t) : NULL;

		if (!row)
			continue;
		row[0] = g->item.slug;
		row[1] = g->name ? g->name : "";
		for (size_t k = 0; k < site->area_count; k++)
			row[2 + k] = group_role(g, site->areas[k]->item.slug);
		if (who == ROWS_SHEET)
			put_stamp(&t, row, g->item.slug, 2);
	}
	return t;
}

/* --- as CSV ------------------------------------------------------------------------------- */

static void write_row(const char *const *cells, size_t count, struct strbuf *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			strbuf_addc(out, ',');
		cell_put(out, cells[i]);
	}
	strbuf_adds(out, "\r\n");
}

void rows_write(const struct rows *rows, bool mark, struct strbuf *out)
{
	if (mark)
		strbuf_adds(out, "\xef\xbb\xbf");
	write_row(rows->names, rows->columns, out);
	for (size_t i = 0; i < rows->count; i++)
		write_row(rows->cells[i], rows->columns, out);
}
