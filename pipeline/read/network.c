#include "network.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "artwork.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "communities.h"
#include "episode.h"
#include "flash_report.h"
#include "item.h"
#include "leaf.h"
#include "library.h"
#include "model/network.h"
#include "people.h"
#include "refs.h"
#include "terms.h"
#include "translation.h"
#include "unread.h"

/* A folder of items, and where they go in the site. */
struct shelf {
	struct leaf_kind leaf;
	size_t items, count; /* offsets in struct site: the array, and how many there are */
};

#define SHELF(type, kind_, array, number)                                                          \
	.items = offsetof(struct site, array), .count = offsetof(struct site, number),             \
	.leaf = { .kind = (kind_), .html = offsetof(struct type, body_html) }
#define ORDERED(type) .leaf.order = offsetof(struct type, order)

static const struct shelf shelves[] = {
	{ SHELF(area, &kind_area, areas, area_count), ORDERED(area), .leaf.has_list = true },
	{ SHELF(place_item, &kind_place, places, place_count), ORDERED(place_item) },
	{ SHELF(audience, &kind_audience, audiences, audience_count), ORDERED(audience) },
	{ SHELF(group, &kind_group, groups, group_count), .leaf.has_list = true },
	{ SHELF(gap_note, &kind_gap, gap_notes, gap_note_count), .leaf.in_list = true },
	{ SHELF(chance_note, &kind_chance, chance_notes, chance_note_count), .leaf.in_list = true },
	{ SHELF(resource, &kind_resource, resources, resource_count), .leaf.has_list = true },
	{ SHELF(notice, &kind_notice, notices, notice_count), .leaf.has_list = true },
	{ SHELF(series, &kind_series, series, series_count) },
	{ SHELF(meeting, &kind_meeting, meetings, meeting_count), .leaf.has_list = true },
	{ SHELF(flash_report, &kind_flash_report, flash_reports, flash_report_count),
	  .leaf.has_list = true },
	{ SHELF(story, &kind_story, stories, story_count), .leaf.has_list = true },
	{ SHELF(journey, &kind_journey, journeys, journey_count), ORDERED(journey),
	  .leaf.has_list = true },
};

/* Arrays of pointers to structs differ in type only. */
static void put_array(struct site *site, const struct shelf *s, const struct leaves *found)
{
	char *base = (char *)site;

	memcpy(base + s->items, &found->items, sizeof(found->items));
	memcpy(base + s->count, &found->count, sizeof(found->count));
}

static void remember(struct reader *r, void *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		r->network = arena_grow(r->arena, r->network, r->network_count, &r->network_room,
					sizeof(*r->network));
		r->network[r->network_count++] = items[i];
	}
}

static void read_shelf(struct reader *r, const struct shelf *s)
{
	const struct leaves found = leaves_read(r, &s->leaf);

	put_array(r->site, s, &found);
	remember(r, found.items, found.count);
}

static int by_number(const void *x, const void *y)
{
	const struct session *a = *(struct session *const *)x, *b = *(struct session *const *)y;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return strcmp(a->item.src->path, b->item.src->path);
}

static bool is_draft(const char *status)
{
	return status && strcmp(status, "draft") == 0;
}

static bool session_has_page(const struct reader *r, void *item)
{
	const struct session *s = item;

	(void)r;
	return !is_draft(s->status);
}

/* Of a programme that is a draft. */
static bool has_no_page(const struct reader *r, void *item)
{
	(void)r;
	(void)item;
	return false;
}

/* Apart: those that are out, and drafts. */
static void sort_sessions(struct reader *r, struct programme *p, const struct leaves *found)
{
	struct session **all = (struct session **)found->items;

	if (found->count > 1)
		qsort(all, found->count, sizeof(struct session *), by_number);
	p->sessions = arena_array(r->arena, found->count, sizeof(struct session *));
	p->held = arena_array(r->arena, found->count, sizeof(struct session *));
	for (size_t i = 0; i < found->count; i++) {
		all[i]->programme = p;
		if (is_draft(p->status) || is_draft(all[i]->status))
			p->held[p->held_count++] = all[i];
		else
			p->sessions[p->session_count++] = all[i];
	}
}

static void read_sessions(struct reader *r, struct programme *p, const char *folder)
{
	const struct leaf_kind kind = {
		.kind = &kind_session,
		.folder = path_join(folder, "sessions", r->arena),
		.html = offsetof(struct session, body_html),
		.has_page = is_draft(p->status) ? has_no_page : session_has_page,
		.has_list = true,
	};
	const struct leaves found = leaves_read(r, &kind);

	remember(r, found.items, found.count);
	sort_sessions(r, p, &found);
}

/* Its text, and the same in other languages, which lie beside it: 'programme.gd.md'. */
static void add_programme(struct reader *r, struct programme *p, const char *folder, size_t body)
{
	const bool held = is_draft(p->status);
	const struct listing l = listing_read(r, folder);

	reader_add_document(r,
			    (struct document){ .rel = path_join(folder, "programme.md", r->arena),
					       .item = &p->item,
					       .body = body,
					       .held = held,
					       .html = held ? NULL : &p->body_html });
	translations_read(r, &p->item, &l,
			  &(struct translations){ .folder = folder,
						  .stem = "programme",
						  .html = offsetof(struct programme, body_html),
						  .held = held });
	translations_check(r, &l, folder);
	unread_note(r, folder, &l);
}

static struct programme *read_programme(struct reader *r, const char *name)
{
	const char *folder = path_join("programmes", name, r->arena);
	const char *rel = path_join(folder, "programme.md", r->arena);
	const char *slug = item_slug(r, name, rel);
	size_t body;

	if (access(reader_path(r, rel), F_OK) != 0) {
		diag_report(r->diag, DIAG_UNREAD, span_path(reader_path(r, folder), r->arena),
			    "there is no 'programme.md' in this folder, so it is no programme");
		return NULL;
	}
	struct programme *p = item_read(r, &kind_programme, rel, &body);
	if (!p)
		return NULL;
	p->item.slug = slug ? slug : slug_make(name, r->arena);
	p->item.html = &p->body_html;
	p->item.path = arena_printf(r->arena, "programmes/%s/index.html", p->item.slug);
	add_programme(r, p, folder, body);
	read_sessions(r, p, folder);
	return p;
}

static int by_order(const void *x, const void *y)
{
	const struct programme *a = *(struct programme *const *)x,
			       *b = *(struct programme *const *)y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

static void read_programmes(struct reader *r)
{
	const struct listing l = listing_read(r, "programmes");
	struct site *site = r->site;

	site->programmes = arena_array(r->arena, l.count, sizeof(struct programme *));
	site->held_programmes = arena_array(r->arena, l.count, sizeof(struct programme *));
	for (size_t i = 0; i < l.count; i++) {
		struct programme *p =
			l.entries[i].is_folder ? read_programme(r, l.entries[i].name) : NULL;

		if (p && is_draft(p->status))
			site->held_programmes[site->held_programme_count++] = p;
		else if (p)
			site->programmes[site->programme_count++] = p;
	}
	if (site->programme_count > 1)
		qsort(site->programmes, site->programme_count, sizeof(struct programme *),
		      by_order);
	remember(r, (void **)site->programmes, site->programme_count);
	remember(r, (void **)site->held_programmes, site->held_programme_count);
}

/* A file that is one list; NULL where there is none. */
static void *read_list(struct reader *r, const struct kind *kind, const char *name)
{
	size_t body;

	return access(reader_path(r, name), F_OK) == 0 ? item_read(r, kind, name, &body) : NULL;
}

void network_read(struct reader *r)
{
	for (size_t i = 0; i < COUNT(shelves); i++)
		read_shelf(r, &shelves[i]);
	flash_reports_date(r);
	read_programmes(r);
	r->site->glossary = read_list(r, &kind_glossary, "glossary.yaml");
	r->site->facts = read_list(r, &kind_facts, "facts.yaml");
	communities_read(r);
	terms_read(r);
}

static int by_kind(const void *x, const void *y)
{
	return item_order(*(const struct item *const *)x, *(const struct item *const *)y);
}

/* A draft has no page to be led to. */
static bool is_out(const struct item *item)
{
	const struct session *s = item->kind == &kind_session ? (const void *)item : NULL;
	const struct programme *p = item->kind == &kind_programme ? (const void *)item
				    : s                           ? s->programme
								  : NULL;

	return !(p && is_draft(p->status)) && !(s && is_draft(s->status));
}

/* Everything that others may name. */
static void index_items(struct reader *r)
{
	struct site *site = r->site;
	size_t room = r->network_count + site->profile_count + site->help_count;

	site->items = arena_array(r->arena, room, sizeof(*site->items));
	for (size_t i = 0; i < r->network_count; i++) {
		if (is_out(r->network[i]))
			site->items[site->item_count++] = r->network[i];
	}
	for (size_t i = 0; i < site->profile_count; i++)
		site->items[site->item_count++] = &site->profiles[i]->item;
	for (size_t i = 0; i < site->help_count; i++)
		site->items[site->item_count++] = &site->help[i]->item;
	if (site->item_count > 1)
		qsort(site->items, site->item_count, sizeof(*site->items), by_kind);
}

static void find_people(struct reader *r, struct item *item)
{
	const char *folder = reader_folder(r, item);
	const struct place place = { .folder = folder, .out_dir = folder };

	for (const struct field *f = item->kind->fields; f->key; f++) {
		if (f->sub != &kind_person)
			continue;
		struct list *people = (void *)((char *)item + f->offset);

		people_leave_out(r, people);
		people_complete(r, &place, people);
	}
}

/* Calls `visit` for each item that network_read() has read. */
static void network_each(struct reader *r, void (*visit)(struct reader *r, struct item *item))
{
	for (size_t i = 0; i < r->network_count; i++)
		visit(r, r->network[i]);
}

static void resolve_episodes(struct reader *r)
{
	for (size_t i = 0; i < r->site->show_count; i++) {
		const struct show *show = r->site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++)
			refs_resolve(r, &show_any(show, k)->item);
	}
}

void network_resolve(struct reader *r)
{
	index_items(r);
	network_each(r, refs_resolve);
	network_each(r, find_people);
	communities_resolve(r);
	resolve_episodes(r);
	library_complete(r);
}
