/* The map to print: the whole table on sheets of A3, and a booklet of A4 pages, one for each area. */
#include <string.h>

#include "area_parts.h"
#include "group_lines.h"
#include "map_parts.h"
#include "map_table.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "press.h"

#define POSTER_ROWS  48 /* that fit under one another on a sheet of A3, across */
#define POSTER_PARTS 2  /* side by side */

/* One sheet of the poster. */
struct poster_sheet {
	struct list parts; /* of struct map_part */
};

static const struct name poster_sheet_names[] = {
	LIST_NAME(struct poster_sheet, parts, &view_map_part),
	{ 0 },
};
static const struct view view_poster_sheet = { .name = "sheet",
					       .size = sizeof(struct poster_sheet),
					       .names = poster_sheet_names };

/* A page of the booklet, or several: an area. */
struct leaf {
	const char *title, *summary, *counts;
	struct list groups; /* of struct group_line */
};

static const struct name leaf_names[] = {
	TEXT_NAME(struct leaf, title),
	TEXT_NAME(struct leaf, summary),
	TEXT_NAME(struct leaf, counts),
	LIST_NAME(struct leaf, groups, &view_group_line),
	{ 0 },
};
static const struct view view_leaf = { .name = "area", .size = sizeof(struct leaf), .names = leaf_names };

struct map_print_page {
	struct shell shell;
	const char *title, *size, *as_of;
	const char *map_path, *map_url;
	const char *qr_path, *qr_alt; /* of the map; NULL: the address is too long for a code */
	struct list columns;          /* of struct map_column */
	struct list sheets;           /* of struct poster_sheet */
	struct list leaves;           /* of struct leaf */
};

static const struct name map_print_names[] = {
	TEXT_NAME(struct map_print_page, title),
	TEXT_NAME(struct map_print_page, size),
	TEXT_NAME(struct map_print_page, as_of),
	TEXT_NAME(struct map_print_page, map_path),
	TEXT_NAME(struct map_print_page, map_url),
	TEXT_NAME(struct map_print_page, qr_path),
	TEXT_NAME(struct map_print_page, qr_alt),
	LIST_NAME(struct map_print_page, columns, &view_map_column),
	LIST_NAME(struct map_print_page, sheets, &view_poster_sheet),
	LIST_NAME(struct map_print_page, leaves, &view_leaf),
	INCLUDE(struct map_print_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_map_print = { .name = "map to print",
					    .size = sizeof(struct map_print_page),
					    .names = map_print_names };

/* Parts of about the same length: the last sheet is no stub. */
static struct list sheets_of(struct press *p)
{
	const struct list rows = map_rows(p);
	struct map_row *all = rows.items;
	const size_t per_sheet = (size_t)POSTER_ROWS * POSTER_PARTS;
	const size_t count = rows.count ? (rows.count + per_sheet - 1) / per_sheet : 0;
	struct poster_sheet *sheets = arena_array(&p->page, count, sizeof(*sheets));
	const size_t part_count = count * POSTER_PARTS;
	struct map_part *parts = arena_array(&p->page, part_count, sizeof(*parts));

	for (size_t i = 0; i < part_count; i++) {
		size_t from = rows.count * i / part_count, to = rows.count * (i + 1) / part_count;

		parts[i].rows = (struct list){ .items = all + from, .count = to - from };
	}
	for (size_t i = 0; i < count; i++)
		sheets[i].parts = (struct list){ .items = parts + i * POSTER_PARTS,
						 .count = rows.count > 1 ? POSTER_PARTS : 1 };
	if (rows.count == 1)
		parts[0].rows = rows;
	return (struct list){ .items = sheets, .count = count };
}

static struct list groups_of(struct press *p, size_t area)
{
	const struct map *m = p->site->map;
	size_t from = m->area_first[area], to = m->area_first[area + 1];
	struct group_line *lines = arena_array(&p->page, to - from, sizeof(*lines));

	for (size_t i = from; i < to; i++) {
		const struct presence *presence = &m->presences[i];

		lines[i - from] =
			group_line_make(p, presence_group(p->site, presence), presence->role);
	}
	return (struct list){ .items = lines, .count = to - from };
}

static struct list leaves_of(struct press *p)
{
	const struct map *m = p->site->map;
	struct leaf *leaves = arena_array(&p->page, m->areas.count, sizeof(*leaves));
	struct list list = { .items = leaves };

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct area *area = site_item(p->site, &kind_area, m->areas.all[i].slug);
		const struct list groups = groups_of(p, i);

		if (groups.count)
			leaves[list.count++] = (struct leaf){
				.title = link_to_area(p->site, area).title,
				.summary = area->summary,
				.counts = area_counts(p, i),
				.groups = groups,
			};
	}
	return list;
}

static void fill_qr(struct press *p, struct map_print_page *page)
{
	const char *path = "map/print.qr.svg";

	page->qr_alt = words_fill(p->site->interface->qr_of_page, "title",
				  p->site->interface->map_title, &p->page);
	if (reuse_put_qr(p, path, page->map_url, page->qr_alt))
		page->qr_path = path;
}

void render_map_print(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "map-print", &view_map_print);
	const struct site *site = p->site;
	struct nav_link map = { site->interface->map_title, site_map_path(site), false };
	const struct page_meta meta = {
		.path = site_map_print_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->map_print,
		.summary = site->interface->map_print_lead,
		.above = { .items = &map, .count = 1 },
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	struct map_print_page page = {
		.shell = press_shell(p, &meta),
		.title = words_fill(site->interface->map_of, "site", site->title, &p->page),
		.size = map_size(p),
		.as_of = map_as_of(p),
		.map_path = site_map_path(site),
		.map_url = site_permalink(site, site_map_path(site), &p->page),
		.columns = map_columns(p),
		.sheets = sheets_of(p),
		.leaves = leaves_of(p),
	};

	page.shell.is_wide = true;
	fill_qr(p, &page);
	press_page(p, t, &meta, &page, page.shell.root);
}
