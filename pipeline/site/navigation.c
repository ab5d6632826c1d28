#include "navigation.h"

#include <string.h>

#include "model/collect.h"
#include "model/map_pages.h"
#include "model/hsds.h"
#include "model/meeting.h"
#include "model/notice.h"
#include "model/programme.h"
#include "model/flash_report.h"
#include "model/translation.h"
#include "press.h"
#include "tags.h"

static const struct name nav_link_names[] = {
	TEXT_NAME(struct nav_link, title),
	TEXT_NAME(struct nav_link, path),
	FLAG_NAME(struct nav_link, is_current),
	{ 0 },
};
const struct view view_nav_link = { .name = "link",
				    .size = sizeof(struct nav_link),
				    .names = nav_link_names };

#define PAGES_MOST 30 /* pages of text at the foot; the home page has them all */

/* A kind of page that may be linked from everywhere: what it is called, and where it is. */
struct destination {
	size_t title;                                 /* in struct interface */
	const char *(*path)(const struct site *site); /* NULL: the site has none */
};

#define WORDS(key) offsetof(struct interface, key)

static const char *episodes_path(const struct site *site)
{
	return site->show_count == 1 ? site->shows[0]->item.path : NULL;
}

static const char *shows_path(const struct site *site)
{
	return site->show_count > 1 ? "index.html#shows" : NULL;
}

static const char *areas_path(const struct site *site)
{
	return collection_list_path(site, COLLECTION_AREA);
}

static const char *topics_path(const struct site *site)
{
	return collection_list_path(site, COLLECTION_TOPIC);
}

/*
 * Where there is a map, the areas are a step below it, and subscribing is on the home page, on those of
 * the shows and at the foot: the links at the top must fit into two lines of a phone.
 */
static const char *top_areas_path(const struct site *site)
{
	return site_map_path(site) ? NULL : areas_path(site);
}

static const char *top_subscribe_path(const struct site *site)
{
	return site_map_path(site) ? NULL : site_subscribe_path(site);
}

/* The order is that on the page; pages of text follow. */
static const struct destination at_top[] = {
	{ WORDS(nav_episodes), episodes_path },
	{ WORDS(podcasts), shows_path },
	{ WORDS(areas), top_areas_path },
	{ WORDS(map_title), site_map_path },
	{ WORDS(meetings), meetings_list_path },
	{ WORDS(library), library_path },
	{ WORDS(learn), programme_list_path },
	{ WORDS(subscribe), top_subscribe_path },
};
static const struct destination at_foot[] = {
	{ WORDS(subscribe), site_subscribe_path },
	{ WORDS(what_is_new), site_new_path },
	{ WORDS(areas), areas_path },
	{ WORDS(topics), topics_path },
	{ WORDS(map_title), site_map_path },
	{ WORDS(groups_title), site_groups_path },
	{ WORDS(programmes_title), programme_list_path },
	{ WORDS(communities_title), community_list_path },
	{ WORDS(people), people_list_path },
	{ WORDS(meetings), meetings_list_path },
	{ WORDS(notices), notices_list_path },
	{ WORDS(library), library_path },
	{ WORDS(stories), stories_path },
	{ WORDS(journeys), journeys_path },
	{ WORDS(glossary), glossary_path },
	{ WORDS(print_title), print_room_path },
	{ WORDS(open_title), open_data_path },
	{ WORDS(flash_reports), flash_reports_path },
};

static bool is_listed(const struct list *links, const char *path)
{
	const struct nav_link *all = links->items;

	for (size_t i = 0; i < links->count; i++) {
		if (strcmp(all[i].path, path) == 0)
			return true;
	}
	return false;
}

/* There is room for it. */
static void add(struct list *links, const char *title, const char *path)
{
	struct nav_link *all = links->items;

	if (path && !is_listed(links, path))
		all[links->count++] = (struct nav_link){ .title = title, .path = path };
}

/* In the language of the page, where there is such a version. */
static void add_page(struct list *links, const struct site *site, const struct page *page)
{
	const struct item *item = page ? item_in_language(&page->item, site->language) : NULL;
	const struct page *version = (const struct page *)item;

	if (item)
		add(links, version->title ? version->title : page->title, item->path);
}

static const char *words(const struct interface *t, size_t key)
{
	return *(const char *const *)(const void *)((const char *)t + key);
}

static void add_known(struct list *links, const struct site *site, const struct destination *known,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(links, words(site->interface, known[i].title), known[i].path(site));
}

static struct list links_with_room(struct press *p, size_t room)
{
	return (struct list){ .items = arena_array(p->run, room, sizeof(struct nav_link)) };
}

/* Is it among the groups before number `end`? */
static bool is_named(const struct site *site, size_t end, const char *source)
{
	for (size_t i = 0; i < end; i++) {
		const char *other = site->groups[i]->attribution;

		if (other && strcmp(other, source) == 0)
			return true;
	}
	return false;
}

/* Each of those once whose licence asks to be named (CC BY 4.0 section 3(a)). */
static const char *name_sources(const struct site *site, struct arena *a)
{
	const char *all = NULL;

	for (size_t i = 0; i < site->group_count; i++) {
		const char *source = site->groups[i]->attribution;

		if (source && !is_named(site, i, source))
			all = all ? arena_printf(a, "%s; %s", all, source) : source;
	}
	const struct filling with[] = { { "source", all }, { 0 } };

	return all ? interface_fill(site->interface->data_from, with, a) : NULL;
}

static struct navigation *navigation_make(struct press *p)
{
	const struct site *site = p->site;
	size_t pages = site->page_count < PAGES_MOST ? site->page_count : PAGES_MOST;
	struct navigation *n = arena_new(p->run, struct navigation);

	*n = (struct navigation){
		.next = p->navigation,
		.t = site->interface,
		.language = site->language,
		.help = links_with_room(p, 1),
		.main = links_with_room(p, COUNT(at_top) + 1),
		.foot = links_with_room(p, COUNT(at_foot) + pages),
		.data_from = name_sources(site, p->run),
	};
	add_page(&n->help, site, site_page(site, "find-help"));
	add_known(&n->main, site, at_top, COUNT(at_top));
	add_page(&n->main, site, site_page(site, "about"));
	add_known(&n->foot, site, at_foot, COUNT(at_foot));
	for (size_t i = 0; i < pages; i++)
		add_page(&n->foot, site, site->pages[i]);
	return n;
}

const struct navigation *navigation_find(struct press *p)
{
	for (const struct navigation *n = p->navigation; n; n = n->next) {
		if (n->t == p->site->interface && strcmp(n->language, p->site->language) == 0)
			return n;
	}
	return p->navigation = navigation_make(p);
}

struct list navigation_on(struct press *p, const struct list *links, const char *current)
{
	const struct nav_link *all = links->items;
	struct nav_link *copies = arena_array(&p->page, links->count, sizeof(*copies));

	for (size_t i = 0; i < links->count; i++) {
		copies[i] = all[i];
		copies[i].is_current = strcmp(all[i].path, current) == 0;
	}
	return (struct list){ .items = copies, .count = links->count };
}

/* The list of all areas, or of all topics. */
static void add_list_above(struct list *trail, struct press *p, const struct collection *c)
{
	add(trail, tag_list_title(p->site, c->kind), collection_list_path(p->site, c->kind));
}

struct list navigation_above(struct press *p, const char *title, const char *path)
{
	struct list above = { .items = arena_array(&p->page, 1, sizeof(struct nav_link)) };

	add(&above, title, path);
	return above;
}

struct list navigation_trail(struct press *p, const struct page_meta *meta)
{
	const struct show *show = meta->episode ? meta->episode->show : meta->show;
	const struct nav_link *above = meta->above.items;
	struct list trail = { .items = arena_array(&p->page, 3 + meta->above.count,
						   sizeof(struct nav_link)) };

	if (strcmp(meta->path, p->site->item.path) == 0)
		return trail;
	add(&trail, p->site->interface->home, p->site->item.path);
	if (show && strcmp(show->item.path, meta->path) != 0)
		add(&trail, show->title, show->item.path);
	for (size_t i = 0; i < meta->above.count; i++)
		add(&trail, above[i].title, above[i].path);
	if (meta->profile)
		add(&trail, p->site->interface->people, people_list_path(p->site));
	if (meta->flash_report)
		add(&trail, p->site->interface->flash_reports, flash_reports_path(p->site));
	if (meta->collection)
		add_list_above(&trail, p, meta->collection);
	if (meta->collection && strcmp(meta->collection->path, meta->path) != 0)
		add(&trail, meta->collection->title, meta->collection->path);
	return trail;
}
