/* The page of a group: whether it is there at all, how to get in touch, what it does, and with
 * whom. */
#include <string.h>

#include "group_facts.h"
#include "group_lines.h"
#include "linked.h"
#include "mail.h"
#include "map_boxes.h"
#include "map_words.h"
#include "model/care.h"
#include "model/map_pages.h"
#include "model/meeting.h"
#include "model/translation.h"
#include "press.h"
#include "versions.h"
#include "views.h"

static const struct name group_names[] = {
	HTML_NAME(struct group, body_html),
	{ 0 },
};
static const struct view view_group = {
	.name = "group", .size = sizeof(struct group), .names = group_names, .kind = &kind_group
};

struct group_page {
	struct shell shell;
	const struct group *group;
	const char *kind_words;
	const char *notice; /* that it has closed, or stopped for now */
	bool is_closed;     /* then there is nothing to ring */
	struct list alerts; /* of struct service_line: what is different just now */
	const char *ring, *tel, *write, *to, *visit,
		*ask;                         /* NULL: it cannot be reached like that */
	const char *checked, *checked_day;    /* in words, and for programs */
	const char *stale;                    /* NULL: it was looked at not long ago */
	struct list details, together, named; /* of struct detail */
	struct list cards;                    /* of struct service_line */
	const char *card_path;                /* of its vCard */
	const char *check_path;               /* of the sheet with all that is said of it */
	const char *calendar_path;            /* when its services are; NULL: not known to programs */
	const char *correction;               /* a letter that is begun; NULL: nobody to write to */
	struct map_box chances;
	const char
		*own_lang; /* of what is said of it, where it is not that of the words around it */
	bool own_rtl;
};

static const struct name group_page_names[] = {
	TEXT_NAME(struct group_page, kind_words),
	TEXT_NAME(struct group_page, notice),
	FLAG_NAME(struct group_page, is_closed),
	LIST_NAME(struct group_page, alerts, &view_service_line),
	TEXT_NAME(struct group_page, ring),
	TEXT_NAME(struct group_page, tel),
	TEXT_NAME(struct group_page, write),
	TEXT_NAME(struct group_page, to),
	TEXT_NAME(struct group_page, visit),
	TEXT_NAME(struct group_page, ask),
	TEXT_NAME(struct group_page, checked),
	TEXT_NAME(struct group_page, checked_day),
	TEXT_NAME(struct group_page, stale),
	LIST_NAME(struct group_page, details, &view_detail),
	LIST_NAME(struct group_page, together, &view_detail),
	LIST_NAME(struct group_page, named, &view_detail),
	LIST_NAME(struct group_page, cards, &view_service_line),
	TEXT_NAME(struct group_page, card_path),
	TEXT_NAME(struct group_page, check_path),
	TEXT_NAME(struct group_page, calendar_path),
	TEXT_NAME(struct group_page, correction),
	MAP_NAME(struct group_page, chances, &view_map_box),
	TEXT_NAME(struct group_page, own_lang),
	FLAG_NAME(struct group_page, own_rtl),
	INCLUDE(struct group_page, shell, &view_shell), /* `languages` are those of the page */
	BORROW(struct group_page, group, &view_group),
	{ 0 },
};
static const struct view view_group_page = { .name = "group",
					     .size = sizeof(struct group_page),
					     .names = group_page_names };


/* Where it is named */

/* Slugs of items while they are gathered; there is room for them. */
static void add_slug(struct strings *slugs, const struct item *item)
{
	slugs->items[slugs->count++] = item->slug;
}

static struct strings room_for(struct press *p, size_t count)
{
	return (struct strings){ .items = arena_array(&p->page, count, sizeof(char *)) };
}

static struct strings meetings_with(struct press *p, const char *slug)
{
	struct strings found = room_for(p, p->site->meeting_count);

	for (size_t i = 0; i < p->site->meeting_count; i++) {
		if (strings_has(&p->site->meetings[i]->groups, slug))
			add_slug(&found, &p->site->meetings[i]->item);
	}
	return found;
}

static struct strings stories_with(struct press *p, const char *slug)
{
	struct strings found = room_for(p, p->site->story_count);

	for (size_t i = 0; i < p->site->story_count; i++) {
		if (strings_has(&p->site->stories[i]->groups, slug))
			add_slug(&found, &p->site->stories[i]->item);
	}
	return found;
}

static bool leads_to(const struct journey *j, const char *slug)
{
	const struct journey_step *steps = j->steps.items;

	for (size_t i = 0; i < j->steps.count; i++) {
		if (strings_has(&steps[i].groups, slug))
			return true;
	}
	return false;
}

static struct strings journeys_with(struct press *p, const char *slug)
{
	struct strings found = room_for(p, p->site->journey_count);

	for (size_t i = 0; i < p->site->journey_count; i++) {
		if (leads_to(p->site->journeys[i], slug))
			add_slug(&found, &p->site->journeys[i]->item);
	}
	return found;
}

static struct list named_in(struct press *p, const struct group *g)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	const struct strings meetings = meetings_with(p, g->item.slug),
			     stories = stories_with(p, g->item.slug),
			     journeys = journeys_with(p, g->item.slug);
	struct list all = details_begin(p);

	detail_links(&all, t->group_meetings, links_to(site, &kind_meeting, &meetings, &p->page));
	detail_links(&all, t->group_stories, links_to(site, &kind_story, &stories, &p->page));
	detail_links(&all, t->group_journeys, links_to(site, &kind_journey, &journeys, &p->page));
	return all;
}

/* How it stands with it */

static const char *notice_of(const struct interface *t, const struct group *g)
{
	if (!group_is_on_map(g))
		return t->group_closed;
	return g->status && strcmp(g->status, "paused") == 0 ? t->group_paused : NULL;
}

static struct list alerts_of(struct press *p, const struct list *cards)
{
	const struct service_line *all = cards->items;
	struct service_line *alerts = arena_array(&p->page, cards->count, sizeof(*alerts));
	struct list list = { .items = alerts };

	for (size_t i = 0; i < cards->count; i++) {
		if (all[i].service->alert)
			alerts[list.count++] = all[i];
	}
	return list;
}

static void fill_contact(struct press *p, const struct group *g, struct group_page *page)
{
	const struct interface *t = p->site->interface;
	struct arena *a = &p->page;

	page->ring = g->phone ? words_fill(t->help_ring, "number", g->phone, a) : NULL;
	page->tel = g->phone ? phone_dialled(g->phone, a) : NULL;
	page->write = g->email ? words_fill(t->group_write, "address", g->email, a) : NULL;
	page->to = g->email ? mail_link(g->email, p->site->title, a) : NULL;
	page->visit = g->web ? words_fill(t->help_website, "name", g->name, a) : NULL;
	page->ask = g->ask_for ? words_fill(t->group_ask_for, "who", g->ask_for, a) : NULL;
	page->card_path = group_card_path(g, a);
	page->check_path = group_check_path(g, a);
	page->calendar_path = group_calendar_path(g, a);
}

static void fill_checked(struct press *p, const struct group *g, struct group_page *page)
{
	page->checked = group_checked_words(p, g);
	if (!g->checked.set)
		return;
	page->checked_day = date_day(g->checked, &p->page);
	if (site_is_stale(p->site, g->checked))
		page->stale = p->site->interface->group_stale;
}

static const char *correction_of(struct press *p, const struct group *g)
{
	const struct site *site = p->site;

	if (!site->contact)
		return NULL;
	return mail_link(
		site->contact,
		words_fill(site->interface->group_correct_subject, "name", g->name, &p->page),
		&p->page);
}

/* The pages */

static struct list above_group(struct press *p)
{
	struct nav_link *links = arena_array(&p->page, 2, sizeof(*links));
	struct list list = { .items = links };

	if (!site_map_path(p->site))
		return list;
	links[list.count++] =
		(struct nav_link){ p->site->interface->map_title, site_map_path(p->site), false };
	links[list.count++] = (struct nav_link){ p->site->interface->groups_title,
						 site_groups_path(p->site), false };
	return list;
}

static void fill_page(struct press *p, const struct group *g, struct group_page *page)
{
	const struct service_wanted any = { 0 };
	const char *own = item_own_language(p->site, &g->item);

	page->group = g;
	page->kind_words = sector_words(p->site->interface, g->kind);
	page->notice = notice_of(p->site->interface, g);
	page->is_closed = !group_is_on_map(g);
	page->own_lang = own;
	page->own_rtl = language_is_rtl(own);
	page->correction = correction_of(p, g);
	if (page->is_closed)
		return;
	page->cards = service_lines(p, g, &any);
	page->alerts = alerts_of(p, &page->cards);
	page->details = group_details(p, g);
	page->together = group_together(p, g);
	page->named = named_in(p, g);
	page->chances = chances_box_of_group(p, g);
	fill_contact(p, g, page);
	fill_checked(p, g, page);
}

static void render_group(struct press *p, const struct item *item, void *arg)
{
	const struct group *g = (const struct group *)item;
	const struct page_meta meta = {
		.path = g->item.path,
		.group = OUTPUT_PAGE,
		.title = g->name,
		.summary = g->summary,
		.item = &g->item,
		.above = above_group(p),
		.json_ld = group_is_on_map(g) ? linked_group(p, g) : NULL,
		.offers_reuse = true,
		.is_watched = group_is_watched(g),
	};
	struct group_page page = { .shell = press_shell(p, &meta) };

	fill_page(p, g, &page);
	press_page(p, arg, &meta, &page, page.shell.root);
}

void render_group_pages(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "group", &view_group_page);

	for (size_t i = 0; t && i < p->site->group_count; i++)
		versions_render(p, &p->site->groups[i]->item, render_group, (void *)t);
}
