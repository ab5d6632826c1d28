/* The list of all groups, from A to Z, and how many there are of each kind, in each area, by year.
 */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "counts.h"
#include "fold.h"
#include "group_lines.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "page_a_z.h"
#include "press.h"
#include "title_order.h"

/* A group of the list, with what it is sorted by and the areas that it works in. */
struct member {
	struct group_line line;
	const char *key;
	const char *areas; /* "Bereavement, Housing" */
};

static const struct name member_names[] = {
	TEXT_NAME(struct member, areas),
	INCLUDE(struct member, line, &view_group_line),
	{ 0 },
};
static const struct view view_member = { .name = "group",
					 .size = sizeof(struct member),
					 .names = member_names };

struct initial {
	const char *title, *id;
	struct list members; /* of struct member */
};

static const struct name initial_names[] = {
	TEXT_NAME(struct initial, title),
	TEXT_NAME(struct initial, id),
	LIST_NAME(struct initial, members, &view_member),
	{ 0 },
};
static const struct view view_initial = { .name = "letter",
					  .size = sizeof(struct initial),
					  .names = initial_names };

struct groups_page {
	struct shell shell;
	const char *count;    /* "90 groups" */
	struct list initials; /* of struct initial */
	struct list tables;   /* of struct count_table */
	const char *map_path, *places_path, *audiences_path;
	bool has_letters; /* more than one: something to jump to */
};

static const struct name groups_names[] = {
	TEXT_NAME(struct groups_page, count),
	LIST_NAME(struct groups_page, initials, &view_initial),
	LIST_NAME(struct groups_page, tables, &view_count_table),
	TEXT_NAME(struct groups_page, map_path),
	TEXT_NAME(struct groups_page, places_path),
	TEXT_NAME(struct groups_page, audiences_path),
	FLAG_NAME(struct groups_page, has_letters),
	INCLUDE(struct groups_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_groups_page = { .name = "groups",
					      .size = sizeof(struct groups_page),
					      .names = groups_names };

static int by_name(const void *x, const void *y)
{
	const struct member *a = x, *b = y;
	int order = title_compare(a->key, b->key);

	if (!order)
		order = strcmp(a->line.title, b->line.title);
	return order ? order : strcmp(a->line.path, b->line.path);
}

/* In which areas it leads or helps, in the order of the areas. */
static const char *areas_of(struct press *p, uint32_t group)
{
	const struct map *m = p->site->map;
	const char **titles = arena_array(&p->page, m->areas.count, sizeof(*titles));
	size_t count = 0;

	for (size_t i = 0; i < m->areas.count; i++) {
		if (m->roles[group * m->areas.count + i] >= MAP_HELPS)
			titles[count++] = link_to(p->site, &kind_area, m->areas.all[i].slug).title;
	}
	return words_listed(p->site->interface, titles, count, &p->page);
}

static struct member *make_members(struct press *p)
{
	const struct map *m = p->site->map;
	struct member *all = arena_array(&p->page, m->groups.count, sizeof(*all));
	bool english = language_is_english(p->language);

	for (uint32_t i = 0; i < m->groups.count; i++) {
		const struct group *g = site_item(p->site, &kind_group, m->groups.all[i].slug);

		all[i].line = group_line_make(p, g, MAP_NONE);
		all[i].key = title_key(g->name, english, &p->page);
		all[i].areas = areas_of(p, i);
	}
	if (m->groups.count > 1)
		qsort(all, m->groups.count, sizeof(*all), by_name);
	return all;
}

static struct list make_initials(struct press *p, struct member *members, size_t count)
{
	struct initial *initials = arena_array(&p->page, count, sizeof(*initials));
	struct list list = { .items = initials };

	for (size_t i = 0; i < count; i++) {
		const struct letter_name name =
			letter_name(p->site->interface, members[i].key, &p->page);
		struct initial *last = list.count ? &initials[list.count - 1] : NULL;

		if (last && strcmp(last->id, name.id) == 0) {
			last->members.count++;
			continue;
		}
		initials[list.count++] =
			(struct initial){ .title = name.title,
					  .id = name.id,
					  .members = { .items = &members[i], .count = 1 } };
	}
	return list;
}

/* Numbers */

static struct count_table count_kinds(struct press *p, const struct member *all, size_t count)
{
	const struct interface *t = p->site->interface;
	struct count_table table =
		count_table_begin(p, "kinds", t->groups_by_kind, t->groups_kind, count);

	for (const char *const *kind = map_sectors; *kind; kind++) {
		struct count_row row = { .title = sector_words(t, *kind) };

		for (size_t i = 0; i < count; i++)
			row.number += strcmp(all[i].line.group->kind, *kind) == 0;
		if (row.number)
			count_table_add(&table, row);
	}
	count_table_end(&table);
	return table;
}

static struct count_table count_areas(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct map *m = p->site->map;
	struct count_table table =
		count_table_begin(p, "areas", t->groups_by_area, t->map_area, m->areas.count);

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct map_link link = link_to(p->site, &kind_area, m->areas.all[i].slug);

		count_table_add(&table,
				(struct count_row){ .title = link.title,
						    .path = link.path,
						    .number = (int64_t)(m->area_first[i + 1] -
									m->area_first[i]) });
	}
	count_table_end(&table);
	return table;
}

static int year_of(struct moment m)
{
	return (int)civil_from_seconds(m.utc + m.zone * INT64_C(60)).year;
}

static int earlier(const void *x, const void *y)
{
	return *(const int *)x - *(const int *)y;
}

static struct count_table count_years(struct press *p, const struct member *all, size_t count)
{
	const struct interface *t = p->site->interface;
	struct count_table table =
		count_table_begin(p, "years", t->groups_by_year, t->groups_year, count);
	int *years = arena_array(&p->page, count, sizeof(*years));
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		if (all[i].line.group->joined.set)
			years[known++] = year_of(all[i].line.group->joined);
	}
	if (known > 1)
		qsort(years, known, sizeof(*years), earlier);
	for (size_t from = 0, to = 0; from < known; from = to) {
		while (to < known && years[to] == years[from])
			to++;
		count_table_add(&table, (struct count_row){
						.title = arena_printf(&p->page, "%d", years[from]),
						.number = (int64_t)(to - from) });
	}
	count_table_end(&table);
	return table;
}

static struct list make_tables(struct press *p, const struct member *members, size_t count)
{
	const struct count_table all[] = { count_kinds(p, members, count), count_areas(p),
					   count_years(p, members, count) };
	struct count_table *tables = arena_array(&p->page, COUNT(all), sizeof(*tables));
	struct list list = { .items = tables };

	for (size_t i = 0; i < COUNT(all); i++) {
		if (all[i].rows.count)
			tables[list.count++] = all[i];
	}
	return list;
}

void render_groups(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "groups", &view_groups_page);
	const struct site *site = p->site;
	struct nav_link map = { site->interface->map_title, site_map_path(site), false };
	const struct page_meta meta = {
		.path = site_groups_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->groups_title,
		.summary = site->interface->groups_lead,
		.above = { .items = &map, .count = 1 },
		.offers_reuse = true,
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	const size_t count = site->map->groups.count;
	struct groups_page page = {
		.shell = press_shell(p, &meta),
		.count = interface_count(site->interface, &site->interface->map_groups,
					 (int64_t)count, &p->page),
		.map_path = site_map_path(site),
		.places_path = site_places_path(site),
		.audiences_path = site_audiences_path(site),
	};
	struct member *members = make_members(p);

	page.shell.is_wide = true;
	page.initials = make_initials(p, members, count);
	page.has_letters = page.initials.count > 1;
	page.tables = make_tables(p, members, count);
	press_page(p, t, &meta, &page, page.shell.root);
}
