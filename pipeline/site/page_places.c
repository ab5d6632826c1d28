/* The pages of places, and of those whom services are for: what there is for each, area by area. */
#include <string.h>

#include "group_lines.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "model/translation.h"
#include "press.h"
#include "tags.h"
#include "versions.h"

/* One area on such a page. */
struct scope_area {
	const char *id, *title, *path;
	struct list groups; /* of struct group_line */
};

static const struct name scope_area_names[] = {
	TEXT_NAME(struct scope_area, id),
	TEXT_NAME(struct scope_area, title),
	TEXT_NAME(struct scope_area, path),
	LIST_NAME(struct scope_area, groups, &view_group_line),
	{ 0 },
};
static const struct view view_scope_area = { .name = "area",
					     .size = sizeof(struct scope_area),
					     .names = scope_area_names };

struct scope_page {
	struct shell shell;
	const char *title, *summary, *body_html;
	const char *counts;  /* "12 groups · 4 areas" */
	struct list near;    /* of struct map_link: places next door */
	struct list by_area; /* of struct scope_area */
	bool is_for_some;    /* it is about people: what is for everybody stands elsewhere */
	const char *areas_path;
	const char *own_lang;
	bool own_rtl;
};

static const struct name scope_names[] = {
	TEXT_NAME(struct scope_page, title),
	TEXT_NAME(struct scope_page, summary),
	HTML_NAME(struct scope_page, body_html),
	TEXT_NAME(struct scope_page, counts),
	LIST_NAME(struct scope_page, near, &view_map_link),
	LIST_NAME(struct scope_page, by_area, &view_scope_area),
	FLAG_NAME(struct scope_page, is_for_some),
	TEXT_NAME(struct scope_page, areas_path),
	TEXT_NAME(struct scope_page, own_lang),
	FLAG_NAME(struct scope_page, own_rtl),
	INCLUDE(struct scope_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_scope_page = { .name = "place",
					     .size = sizeof(struct scope_page),
					     .names = scope_names };

/* A line of the list of all of them. */
struct scope_tile {
	const char *title, *path, *summary, *counts;
};

static const struct name scope_tile_names[] = {
	TEXT_NAME(struct scope_tile, title),
	TEXT_NAME(struct scope_tile, path),
	TEXT_NAME(struct scope_tile, summary),
	TEXT_NAME(struct scope_tile, counts),
	{ 0 },
};
static const struct view view_scope_tile = { .name = "place",
					     .size = sizeof(struct scope_tile),
					     .names = scope_tile_names };

struct scopes_page {
	struct shell shell;
	const char *title, *lead;
	struct list tiles; /* of struct scope_tile */
};

static const struct name scopes_names[] = {
	TEXT_NAME(struct scopes_page, title),
	TEXT_NAME(struct scopes_page, lead),
	LIST_NAME(struct scopes_page, tiles, &view_scope_tile),
	INCLUDE(struct scopes_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_scopes_page = { .name = "places",
					      .size = sizeof(struct scopes_page),
					      .names = scopes_names };

/* A place or an audience, as both kinds of pages see it, in one of its languages. */
struct scope {
	const struct item *item;
	const char *title, *summary, *body_html;
	const struct strings *near; /* of a place */
	const struct map_names *among;
};

static struct scope scope_of_place(const struct site *site, const struct place_item *place)
{
	return (struct scope){ &place->item,     place->title, place->summary,
			       place->body_html, &place->near, &site->map->places };
}

static struct scope scope_of_audience(const struct site *site, const struct audience *audience)
{
	return (struct scope){
		&audience->item,      audience->title, audience->summary, audience->body_html, NULL,
		&site->map->audiences
	};
}

static struct scope scope_of(const struct site *site, const struct item *item)
{
	return item->kind == &kind_place ? scope_of_place(site, (const struct place_item *)item)
					 : scope_of_audience(site, (const struct audience *)item);
}

/* Its bit in the presences; 0: the map has no room for it. */
static uint64_t bit_of(const struct scope *s)
{
	for (size_t i = 0; i < s->among->count && i < 64; i++) {
		if (strcmp(s->among->all[i].slug, s->item->slug) == 0)
			return UINT64_C(1) << i;
	}
	return 0;
}

static bool is_place(const struct scope *s)
{
	return s->item->kind == &kind_place;
}

/* Only what is there for these in particular: what is for everybody stands with the areas. */
static bool is_in(const struct presence *presence, const struct scope *s, uint64_t bit)
{
	return ((is_place(s) ? presence->places : presence->audiences) & bit) != 0;
}

static struct group_line line_of(struct press *p, const struct presence *presence,
				 const struct scope *s)
{
	const struct site *site = p->site;
	const struct group *g = presence_group(site, presence);
	const struct service_wanted wanted = {
		.area = site->map->areas.all[presence->area].slug,
		.place = is_place(s) ? s->item->slug : NULL,
		.audience = is_place(s) ? NULL : s->item->slug,
	};
	struct group_line line = group_line_make(p, g, presence->role);

	if (presence_provides(presence))
		line.services = service_lines(p, g, &wanted);
	return line;
}

static struct list lines_of(struct press *p, size_t area, const struct scope *s, uint64_t bit)
{
	const struct map *m = p->site->map;
	size_t from = m->area_first[area], to = m->area_first[area + 1];
	struct group_line *lines = arena_array(&p->page, to - from, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = from; i < to; i++) {
		if (is_in(&m->presences[i], s, bit))
			lines[list.count++] = line_of(p, &m->presences[i], s);
	}
	return list;
}

static struct list areas_of(struct press *p, const struct scope *s)
{
	const struct map *m = p->site->map;
	struct scope_area *areas = arena_array(&p->page, m->areas.count, sizeof(*areas));
	struct list list = { .items = areas };

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct map_link link = link_to(p->site, &kind_area, m->areas.all[i].slug);
		const struct list lines = lines_of(p, i, s, bit_of(s));

		if (lines.count)
			areas[list.count++] = (struct scope_area){ .id = m->areas.all[i].slug,
								   .title = link.title,
								   .path = link.path,
								   .groups = lines };
	}
	return list;
}

/* "12 groups · 4 areas"; NULL: there is nothing. */
static const char *counts_of(struct press *p, const struct scope *s)
{
	const struct interface *t = p->site->interface;
	const struct map *m = p->site->map;
	bool *seen = arena_array(&p->page, m->groups.count, sizeof(*seen));
	const uint64_t bit = bit_of(s);
	int64_t groups = 0, areas = 0;

	for (size_t a = 0; a < m->areas.count; a++) {
		bool any = false;

		for (size_t i = m->area_first[a]; i < m->area_first[a + 1]; i++) {
			const struct presence *presence = &m->presences[i];

			if (!is_in(presence, s, bit))
				continue;
			groups += !seen[presence->group];
			any = seen[presence->group] = true;
		}
		areas += any;
	}
	const char *const words[] = { interface_count(t, &t->map_groups, groups, &p->page),
				      interface_count(t, &t->map_areas, areas, &p->page) };

	return groups ? words_dotted(words, COUNT(words), &p->page) : NULL;
}

static const char *list_path(const struct site *site, bool places)
{
	return places ? site_places_path(site) : site_audiences_path(site);
}

static const char *list_title(const struct site *site, bool places)
{
	return places ? site->interface->places_title : site->interface->audiences_title;
}

static void render_scope(struct press *p, const struct template *t, const struct scope *s)
{
	const struct site *site = p->site;
	struct nav_link above[] = {
		{ site->interface->map_title, site_map_path(site), false },
		{ list_title(site, is_place(s)), list_path(site, is_place(s)), false },
	};
	const struct page_meta meta = {
		.path = s->item->path,
		.group = OUTPUT_LIST,
		.title = s->title,
		.summary = s->summary,
		.item = s->item,
		.above = { .items = above, .count = COUNT(above) },
		.offers_reuse = true,
	};
	const char *own = item_own_language(site, s->item);
	struct scope_page page = {
		.shell = press_shell(p, &meta),
		.title = s->title,
		.summary = s->summary,
		.body_html = s->body_html,
		.counts = counts_of(p, s),
		.by_area = areas_of(p, s),
		.is_for_some = !is_place(s),
		.areas_path = collection_list_path(site, COLLECTION_AREA),
		.own_lang = own,
		.own_rtl = language_is_rtl(own),
	};

	if (s->near)
		page.near = links_to(site, &kind_place, s->near, &p->page);
	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_one(struct press *p, const struct item *item, void *arg)
{
	const struct scope s = scope_of(p->site, item);

	render_scope(p, arg, &s);
}

static struct scope_tile tile_of(struct press *p, const struct item *item)
{
	const struct item *version = item_in_language(item, p->site->language);
	const struct scope s = scope_of(p->site, item), said = scope_of(p->site, version);

	return (struct scope_tile){
		.title = said.title ? said.title : s.title,
		.path = version->path,
		.summary = said.summary ? said.summary : s.summary,
		.counts = counts_of(p, &s),
	};
}

static const struct item *item_at(const struct site *site, bool places, size_t i)
{
	return places ? &site->places[i]->item : &site->audiences[i]->item;
}

static size_t item_count(const struct site *site, bool places)
{
	return places ? site->place_count : site->audience_count;
}

static void render_list(struct press *p, const struct template *t, bool places)
{
	const struct site *site = p->site;
	struct nav_link map = { site->interface->map_title, site_map_path(site), false };
	const struct page_meta meta = {
		.path = list_path(site, places),
		.group = OUTPUT_LIST,
		.title = list_title(site, places),
		.summary = places ? site->interface->places_lead : site->interface->audiences_lead,
		.above = { .items = &map, .count = 1 },
		.offers_reuse = true,
	};
	const size_t count = item_count(site, places);
	struct scope_tile *tiles = arena_array(&p->page, count, sizeof(*tiles));
	struct scopes_page page = {
		.shell = press_shell(p, &meta),
		.title = meta.title,
		.lead = meta.summary,
		.tiles = { .items = tiles, .count = count },
	};

	for (size_t i = 0; i < count; i++)
		tiles[i] = tile_of(p, item_at(site, places, i));
	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_places(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "place", &view_scope_page);
	const struct template *all = theme_template(&p->theme, "places", &view_scopes_page);

	if (!one || !all)
		return;
	for (int places = 0; places <= 1; places++) {
		if (!list_path(p->site, places))
			continue;
		for (size_t i = 0; i < item_count(p->site, places); i++)
			versions_render(p, item_at(p->site, places, i), render_one, (void *)one);
		render_list(p, all, places);
	}
}
