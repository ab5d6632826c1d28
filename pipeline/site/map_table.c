#include "map_table.h"

#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "map_words.h"
#include "model/map_news.h"
#include "press.h"
#include "title_order.h"

static const struct name map_column_names[] = {
	TEXT_NAME(struct map_column, label),
	TEXT_NAME(struct map_column, path),
	TEXT_NAME(struct map_column, title),
	{ 0 },
};
const struct view view_map_column = { .name = "area",
				      .size = sizeof(struct map_column),
				      .names = map_column_names };

static const struct name map_cell_names[] = {
	TEXT_NAME(struct map_cell, role),
	TEXT_NAME(struct map_cell, leads),
	{ 0 },
};
static const struct view view_map_cell = { .name = "cell",
					   .size = sizeof(struct map_cell),
					   .names = map_cell_names };

static const struct name map_row_names[] = {
	TEXT_NAME(struct map_row, title),
	TEXT_NAME(struct map_row, path),
	LIST_NAME(struct map_row, cells, &view_map_cell),
	{ 0 },
};
const struct view view_map_row = { .name = "group",
				   .size = sizeof(struct map_row),
				   .names = map_row_names };

static const struct name map_part_names[] = {
	TEXT_NAME(struct map_part, label),
	LIST_NAME(struct map_part, rows, &view_map_row),
	{ 0 },
};
const struct view view_map_part = { .name = "part of the table",
				    .size = sizeof(struct map_part),
				    .names = map_part_names };

struct list map_columns(struct press *p)
{
	const struct map *m = p->site->map;
	struct map_column *columns = arena_array(&p->page, m->areas.count, sizeof(*columns));

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct area *area = site_item(p->site, &kind_area, m->areas.all[i].slug);
		const struct map_link link = link_to_area(p->site, area);

		columns[i] = (struct map_column){
			.label = area->label ? area->label : link.title,
			.path = link.path,
			.title = area->label && strcmp(area->label, link.title) != 0 ? link.title
										     : NULL,
		};
	}
	return (struct list){ .items = columns, .count = m->areas.count };
}

/* A group, and what it is sorted by. */
struct place_in_row {
	uint32_t group;
	const char *key;
};

static int by_name(const void *x, const void *y)
{
	const struct place_in_row *a = x, *b = y;
	int order = title_compare(a->key, b->key);

	return order ? order : (a->group > b->group) - (a->group < b->group);
}

static struct place_in_row *sorted(struct press *p)
{
	const struct map *m = p->site->map;
	struct place_in_row *all = arena_array(&p->page, m->groups.count, sizeof(*all));
	bool english = language_is_english(p->language);

	for (uint32_t i = 0; i < m->groups.count; i++)
		all[i] = (struct place_in_row){ i, title_key(m->groups.all[i].title, english,
							     &p->page) };
	if (m->groups.count > 1)
		qsort(all, m->groups.count, sizeof(*all), by_name);
	return all;
}

static struct list cells_of(struct press *p, uint32_t group)
{
	const struct map *m = p->site->map;
	struct map_cell *cells = arena_array(&p->page, m->areas.count, sizeof(*cells));

	for (size_t i = 0; i < m->areas.count; i++) {
		enum map_role role = m->roles[group * m->areas.count + i];
		const char *words = role_said(p->site->interface, role);

		if (role == MAP_LEADS)
			cells[i].leads = words;
		else
			cells[i].role = words;
	}
	return (struct list){ .items = cells, .count = m->areas.count };
}

struct list map_rows(struct press *p)
{
	const struct map *m = p->site->map;
	const struct place_in_row *order = sorted(p);
	struct map_row *rows = arena_array(&p->page, m->groups.count, sizeof(*rows));

	for (size_t i = 0; i < m->groups.count; i++) {
		const struct map_link link =
			link_to(p->site, &kind_group, m->groups.all[order[i].group].slug);

		rows[i] = (struct map_row){ .title = link.title,
					    .path = link.path,
					    .cells = cells_of(p, order[i].group) };
	}
	return (struct list){ .items = rows, .count = m->groups.count };
}
