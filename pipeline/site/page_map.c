/* The map: areas, who works on each, the table of all groups and areas, and a picture of what is
 * where. */
#include <string.h>

#include "area_parts.h"
#include "linked.h"
#include "map_parts.h"
#include "map_picture.h"
#include "map_table.h"
#include "map_words.h"
#include "model/hsds.h"
#include "model/map_news.h"
#include "model/map_pages.h"
#include "press.h"

/* Those with one role in an area. */
struct map_role_line {
	const char *role;   /* "leads" */
	struct list groups; /* of struct map_link */
};

static const struct name map_role_line_names[] = {
	TEXT_NAME(struct map_role_line, role),
	LIST_NAME(struct map_role_line, groups, &view_map_link),
	{ 0 },
};
static const struct view view_map_role_line = { .name = "role",
						.size = sizeof(struct map_role_line),
						.names = map_role_line_names };

struct map_area {
	const char *title, *path, *summary;
	const char *counts; /* "2 lead · 8 help"; NULL: nobody */
	struct list roles;  /* of struct map_role_line */
};

static const struct name map_area_names[] = {
	TEXT_NAME(struct map_area, title),
	TEXT_NAME(struct map_area, path),
	TEXT_NAME(struct map_area, summary),
	TEXT_NAME(struct map_area, counts),
	LIST_NAME(struct map_area, roles, &view_map_role_line),
	{ 0 },
};
static const struct view view_map_area = { .name = "area",
					   .size = sizeof(struct map_area),
					   .names = map_area_names };

/* The numbers of an area, place by place. */
struct number_row {
	const char *title;
	struct strings numbers; /* "0" is "–" */
};

static const struct name number_row_names[] = {
	TEXT_NAME(struct number_row, title),
	TEXTS_NAME(struct number_row, numbers),
	{ 0 },
};
static const struct view view_number_row = { .name = "row",
					     .size = sizeof(struct number_row),
					     .names = number_row_names };

struct map_page {
	struct shell shell;
	const char *size, *as_of;
	struct list more;    /* of struct map_link: other pages of the map */
	struct list by_area; /* of struct map_area */
	struct list columns; /* of struct map_column */
	struct list rows;    /* of struct map_row, in one part */
	struct list places;  /* of struct map_link */
	struct list numbers; /* of struct number_row */
	struct map_picture picture;
	const char *picture_path; /* NULL: there are no places */
	int64_t picture_width, picture_height;
};

static const struct name map_page_names[] = {
	TEXT_NAME(struct map_page, size),
	TEXT_NAME(struct map_page, as_of),
	LIST_NAME(struct map_page, more, &view_map_link),
	LIST_NAME(struct map_page, by_area, &view_map_area),
	LIST_NAME(struct map_page, columns, &view_map_column),
	LIST_NAME(struct map_page, places, &view_map_link),
	LIST_NAME(struct map_page, numbers, &view_number_row),
	TEXT_NAME(struct map_page, picture_path),
	NUMBER_NAME(struct map_page, picture_width),
	NUMBER_NAME(struct map_page, picture_height),
	LIST_NAME(struct map_page, rows, &view_map_row),
	INCLUDE(struct map_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_map_page = { .name = "map",
					   .size = sizeof(struct map_page),
					   .names = map_page_names };

const char *map_size(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct map *m = p->site->map;
	const char *const words[] = {
		interface_count(t, &t->map_groups, (int64_t)m->groups.count, &p->page),
		interface_count(t, &t->map_areas, (int64_t)m->areas.count, &p->page),
		m->places.count
			? interface_count(t, &t->map_places, (int64_t)m->places.count, &p->page)
			: NULL,
	};

	return words_dotted(words, COUNT(words), &p->page);
}

static struct moment newest_check(const struct site *site)
{
	struct moment newest = { 0 };

	for (size_t i = 0; i < site->group_count; i++) {
		const struct moment checked = site->groups[i]->checked;

		if (checked.set && group_is_on_map(site->groups[i]) &&
		    (!newest.set || checked.utc > newest.utc))
			newest = checked;
	}
	return newest;
}

const char *map_as_of(struct press *p)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	const struct edition *last =
		site->edition_count ? &site->editions[site->edition_count - 1] : NULL;
	const struct moment newest = newest_check(site);
	const struct moment date = last ? last->date : newest;
	const struct filling with[] = {
		{ "n", last ? arena_printf(&p->page, "%d", (int)last->number) : "" },
		{ "date", date.set ? interface_date(t, date, &p->page) : "" },
		{ 0 },
	};

	if (!date.set)
		return NULL;
	return interface_fill(last ? t->map_edition : t->map_checked_newest, with, &p->page);
}

/* The other pages of the map; those that are not there are left out. */
static struct list more_of(struct press *p)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	const struct map_link all[] = {
		{ t->groups_title, site_groups_path(site), false },
		{ t->places_title, site_places_path(site), false },
		{ t->audiences_title, site_audiences_path(site), false },
		{ t->gaps_title, site_gaps_path(site), false },
		{ t->chances_title, site_chances_path(site), false },
		{ t->map_changes, site_changes_path(site), false },
		{ t->map_editions, site_editions_path(site), false },
		{ t->check_list, site_check_path(site), false },
		{ t->map_print, site_map_print_path(site), false },
	};
	struct map_link *links = arena_array(&p->page, COUNT(all), sizeof(*links));
	struct list list = { .items = links };

	for (size_t i = 0; i < COUNT(all); i++) {
		if (all[i].path)
			links[list.count++] = all[i];
	}
	return list;
}

static struct map_role_line role_line(struct press *p, size_t area, enum map_role role)
{
	const struct map *m = p->site->map;
	size_t from = m->area_first[area], to = m->area_first[area + 1];
	struct map_link *links = arena_array(&p->page, to - from, sizeof(*links));
	struct map_role_line line = { .role = role_said(p->site->interface, role),
				      .groups = { .items = links } };

	for (size_t i = from; i < to; i++) {
		if (m->presences[i].role == role)
			links[line.groups.count++] = link_to(
				p->site, &kind_group, m->groups.all[m->presences[i].group].slug);
	}
	if (line.groups.count)
		links[line.groups.count - 1].is_last = true;
	return line;
}

static struct list roles_of(struct press *p, size_t area)
{
	struct map_role_line *lines = arena_array(&p->page, MAP_LEADS, sizeof(*lines));
	struct list list = { .items = lines };

	for (int role = MAP_LEADS; role > MAP_NONE; role--) {
		const struct map_role_line line = role_line(p, area, (enum map_role)role);

		if (line.groups.count)
			lines[list.count++] = line;
	}
	return list;
}

static struct list areas_of(struct press *p)
{
	const struct map *m = p->site->map;
	struct map_area *areas = arena_array(&p->page, m->areas.count, sizeof(*areas));

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct area *area = site_item(p->site, &kind_area, m->areas.all[i].slug);
		const struct map_link link = link_to_area(p->site, area);

		areas[i] = (struct map_area){ .title = link.title,
					      .path = link.path,
					      .summary = area->summary,
					      .counts = area_counts(p, i),
					      .roles = roles_of(p, i) };
	}
	return (struct list){ .items = areas, .count = m->areas.count };
}

static struct list places_of(struct press *p)
{
	const struct map *m = p->site->map;
	struct map_link *links = arena_array(&p->page, m->places.count, sizeof(*links));

	for (size_t i = 0; i < m->places.count; i++)
		links[i] = link_to(p->site, &kind_place, m->places.all[i].slug);
	return (struct list){ .items = links, .count = m->places.count };
}

static struct list numbers_of(struct press *p, const uint32_t *counts)
{
	const struct map *m = p->site->map;
	struct number_row *rows = arena_array(&p->page, m->areas.count, sizeof(*rows));

	for (size_t i = 0; i < m->areas.count; i++) {
		rows[i].title = link_to(p->site, &kind_area, m->areas.all[i].slug).title;
		rows[i].numbers.items = arena_array(&p->page, m->places.count, sizeof(char *));
		rows[i].numbers.count = m->places.count;
		for (size_t k = 0; k < m->places.count; k++) {
			uint32_t n = counts[i * m->places.count + k];

			rows[i].numbers.items[k] = n ? arena_printf(&p->page, "%u", n) : "–";
		}
	}
	return (struct list){ .items = rows, .count = m->areas.count };
}

static void fill_picture(struct press *p, struct map_page *page)
{
	const uint32_t *counts = map_counts(p->site->map, &p->page);

	if (!p->site->map->places.count)
		return;
	page->picture = map_picture_put(p, counts);
	page->picture_path = page->picture.path;
	page->picture_width = page->picture.width;
	page->picture_height = page->picture.height;
	page->places = places_of(p);
	page->numbers = numbers_of(p, counts);
}

static bool is_wanted(struct press *p, const char *path)
{
	return path && (press_wants(p, path) || output_wants(p->sink, "map/places.svg"));
}

void render_map(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "map", &view_map_page);
	const struct site *site = p->site;
	const char *path = site_map_path(site);

	if (!t || !is_wanted(p, path))
		return;
	const struct page_meta meta = {
		.path = path,
		.group = OUTPUT_LIST,
		.title = site->interface->map_title,
		.summary = site->interface->map_lead,
		.json_ld = linked_map(p),
		.offers_reuse = true,
	};
	struct map_page page = {
		.shell = press_shell(p, &meta),
		.size = map_size(p),
		.as_of = map_as_of(p),
		.more = more_of(p),
		.by_area = areas_of(p),
		.columns = map_columns(p),
		.rows = map_rows(p),
	};

	page.shell.is_wide = true;
	fill_picture(p, &page);
	press_page(p, t, &meta, &page, page.shell.root);
}
