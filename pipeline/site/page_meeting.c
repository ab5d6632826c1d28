/* The page of a meeting or an event: before it, how to come; after it, what was said. */
#include <inttypes.h>
#include <string.h>

#include "deed.h"
#include "linked.h"
#include "model/translation.h"
#include "occasion.h"
#include "press.h"
#include "versions.h"
#include "views.h"

static const struct name point_names[] = {
	TEXT_NAME(struct agenda_point, time),
	TEXT_NAME(struct agenda_point, title),
	TEXT_NAME(struct agenda_point, who),
	{ 0 },
};
static const struct view view_point = { .name = "agenda",
					.size = sizeof(struct agenda_point),
					.names = point_names };

/* What of the front matter a page may show: the link to join is not among it. */
static const struct name meeting_names[] = {
	TEXT_NAME(struct meeting, theme),
	TEXT_NAME(struct meeting, booking),
	TEXT_NAME(struct meeting, cost),
	TEXTS_NAME(struct meeting, access),
	TEXT_NAME(struct meeting, access_note),
	TEXTS_NAME(struct meeting, minutes),
	TEXTS_NAME(struct meeting, strands),
	LIST_NAME(struct meeting, agenda, &view_point),
	LIST_NAME(struct meeting, people, &view_person),
	HTML_NAME(struct meeting, body_html),
	{ 0 },
};
static const struct view view_meeting = { .name = "meeting",
					  .size = sizeof(struct meeting),
					  .names = meeting_names };

struct meeting_page {
	struct shell shell;
	struct occasion occasion;
	const struct meeting *meeting;
	bool is_past, is_cancelled, is_postponed, is_by_mail;
	bool awaits_minutes; /* it is over, and nobody has written them yet */
	const char *moved;   /* "This was moved. …" */
	const char *attended;
	const char *calendar_path, *poster_path;
	struct list series, recordings;       /* of struct nav_link */
	struct list areas, groups, resources; /* of struct item_line */
	struct list actions;                  /* of struct deed */
	struct list next;                     /* of struct occasion: one, or none */
};

static const struct name page_names[] = {
	FLAG_NAME(struct meeting_page, is_past),
	FLAG_NAME(struct meeting_page, is_cancelled),
	FLAG_NAME(struct meeting_page, is_postponed),
	FLAG_NAME(struct meeting_page, is_by_mail),
	FLAG_NAME(struct meeting_page, awaits_minutes),
	TEXT_NAME(struct meeting_page, moved),
	TEXT_NAME(struct meeting_page, attended),
	TEXT_NAME(struct meeting_page, calendar_path),
	TEXT_NAME(struct meeting_page, poster_path),
	LIST_NAME(struct meeting_page, series, &view_nav_link),
	LIST_NAME(struct meeting_page, areas, &view_item_line),
	LIST_NAME(struct meeting_page, groups, &view_item_line),
	LIST_NAME(struct meeting_page, resources, &view_item_line),
	LIST_NAME(struct meeting_page, recordings, &view_nav_link),
	LIST_NAME(struct meeting_page, actions, &view_deed),
	LIST_NAME(struct meeting_page, next, &view_occasion),
	INCLUDE(struct meeting_page, occasion, &view_occasion),
	BORROW(struct meeting_page, meeting, &view_meeting),
	INCLUDE(struct meeting_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_meeting_page = { .name = "meeting",
					       .size = sizeof(struct meeting_page),
					       .names = page_names };

/* Links */

static struct list recordings_of(struct press *p, const struct meeting *m)
{
	struct nav_link *all = arena_array(&p->page, m->episodes.count, sizeof(*all));
	struct list links = { .items = all };

	for (size_t i = 0; i < m->episodes.count; i++) {
		const struct episode *e = episode_named(p->site, m->episodes.items[i]);

		if (e)
			all[links.count++] =
				(struct nav_link){ .title = e->title, .path = e->item.path };
	}
	return links;
}

static struct list series_of(struct press *p, const struct meeting *m)
{
	const struct series *s = m->series ? site_item(p->site, &kind_series, m->series) : NULL;
	struct nav_link *link = arena_new(&p->page, struct nav_link);

	if (!s)
		return (struct list){ 0 };
	*link = (struct nav_link){ .title = s->title, .path = s->item.path };
	return (struct list){ .items = link, .count = 1 };
}

/* Facts */

static const char *attended_words(struct press *p, const struct meeting *m)
{
	const struct interface *t = p->site->interface;
	const struct filling few[] = { { "n", arena_printf(&p->page, "%d", ATTENDED_LEAST) },
				       { 0 } };

	if (!m->attended)
		return NULL;
	if (m->attended < ATTENDED_LEAST)
		return interface_fill(t->meeting_few, few, &p->page);
	return interface_count(t, &t->meeting_attended, m->attended, &p->page);
}

static const char *moved_words(struct press *p, const struct meeting *m)
{
	const struct filling with[] = {
		{ "date", m->replaces.set ? day_words(p->site, m->replaces, &p->page) : NULL },
		{ 0 }
	};

	if (!m->replaces.set || m->replaces.utc == m->start.utc)
		return NULL;
	return interface_fill(p->site->interface->meeting_moved, with, &p->page);
}

static struct list deeds_of(struct press *p, const struct meeting *m)
{
	const struct action *actions = m->actions.items;
	struct deed *all = arena_array(&p->page, m->actions.count, sizeof(*all));

	for (size_t i = 0; i < m->actions.count; i++) {
		const struct site_action one = {
			&actions[i], m, action_is_overdue(p->site, &actions[i], &p->page)
		};

		all[i] = deed_of(p, &one);
	}
	return (struct list){ .items = all, .count = m->actions.count };
}

/* Behind what is over: the next one of its series that is on, else of all. */
static struct list next_of(struct press *p, const struct meeting *m)
{
	const struct series *s = m->series ? site_item(p->site, &kind_series, m->series) : NULL;
	const struct meetings of =
		s ? meetings_of_series(p->site, s, &p->page) : meetings_to_come(p->site, &p->page);
	struct list next = occasions_to_come(p->site, &of, s, 1, &p->page);
	struct occasion *all = next.items;

	if (!meeting_is_past(m, p->site->now))
		return (struct list){ 0 };
	for (size_t i = 0; i < next.count; i++) {
		if (!all[i].state)
			return (struct list){ .items = &all[i], .count = 1 };
	}
	return (struct list){ 0 };
}

static void fill_after(struct press *p, const struct meeting *m, struct meeting_page *page)
{
	page->attended = page->is_past ? attended_words(p, m) : NULL;
	page->actions = deeds_of(p, m);
	page->resources = item_lines(p->site, &kind_resource, &m->resources, &p->page);
	page->recordings = recordings_of(p, m);
	page->next = next_of(p, m);
	page->awaits_minutes =
		page->is_past && !page->is_cancelled && !m->minutes.count && !m->body_html;
}

static void render_one(struct press *p, const struct item *item, void *arg)
{
	const struct meeting *m = (const struct meeting *)item;
	const struct page_meta meta = { .path = m->item.path,
					.group = OUTPUT_PAGE,
					.title = m->title,
					.summary = m->summary,
					.item = &m->item,
					.above = navigation_above(p, p->site->interface->meetings,
								  meetings_list_path(p->site)),
					.json_ld = linked_meeting(p, m),
					.offers_reuse = true };
	struct meeting_page page = {
		.occasion = occasion_of_meeting(p->site, m, &p->page),
		.meeting = m,
		.is_past = meeting_is_past(m, p->site->now),
		.is_cancelled = meeting_is_cancelled(m),
		.is_postponed = meeting_is_postponed(m),
		.moved = moved_words(p, m),
		.calendar_path = meeting_calendar_path(&m->item, &p->page),
		.poster_path = m->poster.path,
		.series = series_of(p, m),
		.areas = item_lines(p->site, &kind_area, &m->areas, &p->page),
		.groups = item_lines(p->site, &kind_group, &m->groups, &p->page),
	};

	page.is_by_mail = meeting_is_online(m) && !page.is_past && !page.is_cancelled;
	fill_after(p, m, &page);
	page.shell = press_shell(p, &meta);
	press_page(p, arg, &meta, &page, page.shell.root);
}

void render_meetings(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "meeting", &view_meeting_page);

	for (size_t i = 0; t && i < p->site->meeting_count; i++)
		versions_render(p, &p->site->meetings[i]->item, render_one, (void *)t);
}
