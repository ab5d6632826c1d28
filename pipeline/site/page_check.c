/*
 * Sheets that groups are checked with: all that the site says of one, with room to write what is
 * right beside it, and as a letter that is begun. The list of them begins with the group that
 * nobody has looked at for longest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "group_facts.h"
#include "group_lines.h"
#include "mail.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "model/stale.h"
#include "press.h"

/* One line of what is said. */
struct check_line {
	const char *label, *value; /* NULL: nothing yet */
};

static const struct name line_names[] = {
	TEXT_NAME(struct check_line, label),
	TEXT_NAME(struct check_line, value),
	{ 0 },
};
static const struct view view_line = { .name = "line",
				       .size = sizeof(struct check_line),
				       .names = line_names };

struct check_part {
	const char *title;
	struct list lines; /* of struct check_line */
};

static const struct name part_names[] = {
	TEXT_NAME(struct check_part, title),
	LIST_NAME(struct check_part, lines, &view_line),
	{ 0 },
};
static const struct view view_part = { .name = "part",
				       .size = sizeof(struct check_part),
				       .names = part_names };

/* What matters most stands first: a letter has no room for more than the first lines. */
enum part { PART_CONTACT, PART_SERVICES, PART_DETAILS, PART_TOGETHER, PART_UNKNOWN, PARTS };

static const struct name group_names[] = {
	HTML_NAME(struct group, body_html),
	{ 0 },
};
static const struct view view_group = {
	.name = "group", .size = sizeof(struct group), .names = group_names, .kind = &kind_group
};

struct check_page {
	struct shell shell;
	const struct group *group;
	const char *lead, *url;
	const char *checked, *stale; /* NULL: it was looked at not long ago */
	const char *group_path;
	const char *to; /* the letter; NULL: nobody to write to */
	const char *by_mail, *by_post;
	bool is_cut;       /* it has no room for all of it */
	struct list parts; /* of struct check_part */
};

static const struct name check_names[] = {
	TEXT_NAME(struct check_page, lead),
	TEXT_NAME(struct check_page, url),
	TEXT_NAME(struct check_page, checked),
	TEXT_NAME(struct check_page, stale),
	TEXT_NAME(struct check_page, group_path),
	TEXT_NAME(struct check_page, to),
	TEXT_NAME(struct check_page, by_mail),
	TEXT_NAME(struct check_page, by_post),
	FLAG_NAME(struct check_page, is_cut),
	LIST_NAME(struct check_page, parts, &view_part),
	INCLUDE(struct check_page, shell, &view_shell),
	BORROW(struct check_page, group, &view_group),
	{ 0 },
};
static const struct view view_check = { .name = "sheet",
					.size = sizeof(struct check_page),
					.names = check_names };

/* As `blether check --stale` counts. */
enum age { AGE_NEVER, AGE_STALE, AGE_FRESH, AGES };

static enum age age_of(const struct site *site, const struct group *g)
{
	if (!g->checked.set)
		return AGE_NEVER;
	return checked_is_older(site, g->checked, MAP_STALE_DAYS) ? AGE_STALE : AGE_FRESH;
}

/* --- what is said ----------------------------------------------------------------------- */

#define CONTACT_MOST 10
#define UNKNOWN_MOST 12

static struct check_part part_begin(struct press *p, const char *title, size_t most)
{
	return (struct check_part){
		.title = title,
		.lines = { .items = arena_array(&p->page, most, sizeof(struct check_line)) },
	};
}

static void add_line(struct check_part *part, const char *label, const char *value)
{
	((struct check_line *)part->lines.items)[part->lines.count++] =
		(struct check_line){ label, value };
}

static void add_said(struct check_part *part, const char *label, const char *value)
{
	if (value)
		add_line(part, label, value);
}

static void add_unsaid(struct check_part *part, const char *label, bool is_said)
{
	if (!is_said)
		add_line(part, label, NULL);
}

static struct check_part contact_of(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	struct check_part part = part_begin(p, t->group_contact, CONTACT_MOST);

	add_said(&part, t->check_name, g->name);
	add_said(&part, t->check_kind, sector_words(t, g->kind));
	add_said(&part, t->check_summary, g->summary);
	add_said(&part, t->check_phone, g->phone);
	add_said(&part, t->check_email, g->email);
	add_said(&part, t->check_web, g->web);
	add_said(&part, t->check_ask_for, g->ask_for);
	return part;
}

/* In one paragraph, and only what the service says of itself: the rest stands with the group. */
static const char *service_says(struct press *p, const struct service_line *line)
{
	const struct interface *t = p->site->interface;
	const struct service *s = line->service;
	struct arena *a = &p->page;
	const struct list places = links_to(p->site, &kind_place, &s->places, a),
			  whom = links_to(p->site, &kind_audience, &s->audiences, a),
			  areas = links_to(p->site, &kind_area, &s->areas, a);
	const char *const facts[] = {
		line->when ? line->when : words_said(t, &s->times, time_words, a),
		links_listed(t, &places, a),
		links_listed(t, &whom, a),
		cost_words(t, s->cost),
		s->how ? s->how : words_said(t, &s->ways_in, way_words, a),
		links_listed(t, &areas, a),
		s->alert,
		line->state,
	};
	const char *said = words_dotted(facts, COUNT(facts), a);

	return s->what && said ? arena_printf(a, "%s %s", s->what, said) : s->what ? s->what : said;
}

static struct check_part services_of(struct press *p, const struct group *g)
{
	const struct service_wanted any = { 0 };
	const struct list services = service_lines(p, g, &any);
	const struct service_line *all = services.items;
	struct check_part part = part_begin(p, p->site->interface->group_services, services.count);

	for (size_t i = 0; i < services.count; i++)
		add_line(&part, all[i].service->name, service_says(p, &all[i]));
	return part;
}

static struct check_part part_of(struct press *p, const char *title, struct list details)
{
	const struct detail *all = details.items;
	struct check_part part = part_begin(p, title, details.count);

	for (size_t i = 0; i < details.count; i++)
		add_line(&part, all[i].term,
			 all[i].text ? all[i].text
				     : links_listed(p->site->interface, &all[i].links, &p->page));
	return part;
}

/* Where somebody flees to is not asked for. */
static struct check_part unknown_of(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	struct check_part part = part_begin(p, t->check_unknown, UNKNOWN_MOST);

	add_unsaid(&part, t->check_phone, g->phone);
	add_unsaid(&part, t->check_email, g->email);
	add_unsaid(&part, t->check_web, g->web);
	add_unsaid(&part, t->check_ask_for, g->ask_for);
	add_unsaid(&part, t->group_where, g->places.count);
	add_unsaid(&part, t->group_address, g->is_hidden || group_address(p, g));
	add_unsaid(&part, t->group_when, g->times.count);
	add_unsaid(&part, t->group_cost, g->cost);
	add_unsaid(&part, t->group_how, g->ways_in.count);
	add_unsaid(&part, t->group_access, g->access.count);
	add_unsaid(&part, t->group_offers, g->offers.count);
	add_unsaid(&part, t->group_needs, g->needs.count);
	return part;
}

static struct list parts_of(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	const struct check_part all[PARTS] = {
		[PART_CONTACT] = contact_of(p, g),
		[PART_SERVICES] = services_of(p, g),
		[PART_DETAILS] = part_of(p, t->check_details, group_details(p, g)),
		[PART_TOGETHER] = part_of(p, t->group_together, group_together(p, g)),
		[PART_UNKNOWN] = unknown_of(p, g),
	};
	struct check_part *parts = arena_array(&p->page, PARTS, sizeof(*parts));
	struct list list = { .items = parts };

	for (size_t i = 0; i < PARTS; i++) {
		if (all[i].lines.count)
			parts[list.count++] = all[i];
	}
	return list;
}

/* --- the letter ------------------------------------------------------------------------- */

/* A letter while it is written. */
struct letter {
	struct strbuf text;
	size_t room; /* characters of its address that are left for lines */
	bool is_full;
};

static void write_line(struct letter *l, const struct check_line *line, struct arena *a)
{
	const char *text = arena_printf(a, "%s: %s\n", line->label, line->value);
	const size_t len = mail_length(text);

	l->is_full |= len > l->room;
	if (l->is_full)
		return;
	l->room -= len;
	strbuf_adds(&l->text, text);
}

/* All lines that say something, until one has no room; a blank line behind each part. */
static void write_parts(struct letter *l, const struct list *parts, struct arena *a)
{
	const struct check_part *all = parts->items;

	for (size_t i = 0; i < parts->count; i++) {
		const struct check_line *lines = all[i].lines.items;
		const size_t before = l->text.len;

		for (size_t k = 0; k < all[i].lines.count; k++) {
			if (lines[k].value)
				write_line(l, &lines[k], a);
		}
		if (l->text.len > before && l->room >= mail_length("\n")) {
			l->room -= mail_length("\n");
			strbuf_addc(&l->text, '\n');
		}
	}
}

static void fill_letter(struct press *p, const struct group *g, struct check_page *page)
{
	const struct interface *t = p->site->interface;
	struct arena *a = &p->page;
	const char *subject = words_fill(t->check_subject, "name", g->name, a);
	const char *begin = words_fill(t->check_letter, "name", g->name, a);
	const char *more = words_fill(t->check_letter_more, "url", page->url, a);
	const size_t around = strlen(mail_to(p->site->contact, subject, begin, a)) +
			      mail_length(more) + mail_length(t->check_letter_by);
	struct letter l = { .text = STRBUF_INIT(LIMIT_PAGE_BYTES),
			    .room = around < MAIL_MOST ? MAIL_MOST - around : 0 };

	strbuf_adds(&l.text, begin);
	write_parts(&l, &page->parts, a);
	if (l.is_full)
		strbuf_adds(&l.text, more);
	strbuf_adds(&l.text, t->check_letter_by);
	page->to = mail_to(p->site->contact, subject, l.text.data, a);
	page->is_cut = l.is_full;
	strbuf_release(&l.text);
}

/* --- the sheets ------------------------------------------------------------------------- */

static void fill_ways_back(struct press *p, const struct group *g, struct check_page *page)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	const char *who = site->privacy.controller;

	page->by_post = who ? words_fill(t->check_post_to, "who", who, &p->page) : t->check_paper;
	if (!site->contact)
		return;
	page->by_mail = words_fill(t->check_mail_to, "address", site->contact, &p->page);
	fill_letter(p, g, page);
}

static struct list above_sheet(struct press *p, const struct group *g)
{
	struct nav_link *links = arena_array(&p->page, 2, sizeof(*links));

	links[0] =
		(struct nav_link){ p->site->interface->map_title, site_map_path(p->site), false };
	links[1] = (struct nav_link){ g->name, g->item.path, false };
	return (struct list){ .items = links, .count = 2 };
}

static void render_sheet(struct press *p, const struct template *t, const struct group *g)
{
	const struct interface *words = p->site->interface;
	const char *path = group_check_path(g, &p->page);
	const struct page_meta meta = {
		.path = path,
		.group = OUTPUT_PAGE,
		.title = words_fill(words->check_subject, "name", g->name, &p->page),
		.summary = words_fill(words->check_lead, "name", g->name, &p->page),
		.above = above_sheet(p, g),
		.is_unlisted = true,
		.is_watched = group_is_watched(g),
	};
	struct check_page page = {
		.shell = press_shell(p, &meta),
		.group = g,
		.lead = meta.summary,
		.url = site_permalink(p->site, path, &p->page),
		.checked = group_checked_words(p, g),
		.stale = age_of(p->site, g) == AGE_STALE ? words->group_stale_short : NULL,
		.group_path = g->item.path,
		.parts = parts_of(p, g),
	};

	fill_ways_back(p, g, &page);
	press_page(p, t, &meta, &page, page.shell.root);
}

/* --- the list of them ------------------------------------------------------------------- */

struct check_row {
	const struct group *group;
	const char *title, *path, *checked;
	const char *to; /* the letter that asks; NULL: it has no address */
};

static const struct name row_names[] = {
	TEXT_NAME(struct check_row, title),
	TEXT_NAME(struct check_row, path),
	TEXT_NAME(struct check_row, checked),
	TEXT_NAME(struct check_row, to),
	{ 0 },
};
static const struct view view_row = { .name = "group",
				      .size = sizeof(struct check_row),
				      .names = row_names };

/* Those of about one age. */
struct check_age {
	const char *title, *id, *count;
	struct list groups; /* of struct check_row */
};

static const struct name age_names[] = {
	TEXT_NAME(struct check_age, title),
	TEXT_NAME(struct check_age, id),
	TEXT_NAME(struct check_age, count),
	LIST_NAME(struct check_age, groups, &view_row),
	{ 0 },
};
static const struct view view_age = { .name = "age",
				      .size = sizeof(struct check_age),
				      .names = age_names };

struct check_list_page {
	struct shell shell;
	struct list ages; /* of struct check_age */
};

static const struct name list_names[] = {
	LIST_NAME(struct check_list_page, ages, &view_age),
	INCLUDE(struct check_list_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_check_list = { .name = "list of sheets",
					     .size = sizeof(struct check_list_page),
					     .names = list_names };

/* As `blether check --stale` lists them: never, then the oldest, then by file. */
static int stalest_first(const void *x, const void *y)
{
	const struct group *a = ((const struct check_row *)x)->group,
			   *b = ((const struct check_row *)y)->group;

	if (a->checked.set != b->checked.set)
		return a->checked.set ? 1 : -1;
	if (a->checked.utc != b->checked.utc)
		return a->checked.utc < b->checked.utc ? -1 : 1;
	return strcmp(a->item.src->path, b->item.src->path);
}

static const char *letter_to(struct press *p, const struct group *g, const char *path)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = { { "name", g->name },
					{ "url", site_permalink(p->site, path, &p->page) },
					{ 0 } };

	return g->email ? mail_to(g->email, interface_fill(t->check_subject, with, &p->page),
				  interface_fill(t->check_ask_letter, with, &p->page), &p->page)
			: NULL;
}

static struct list rows_of(struct press *p)
{
	const struct site *site = p->site;
	struct check_row *rows = arena_array(&p->page, site->group_count, sizeof(*rows));
	size_t count = 0;

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];
		const char *path = group_check_path(g, &p->page);

		if (path)
			rows[count++] = (struct check_row){
				.group = g,
				.title = g->name,
				.path = path,
				.checked = g->checked.set ? group_checked_words(p, g) : NULL,
				.to = letter_to(p, g, path),
			};
	}
	if (count > 1)
		qsort(rows, count, sizeof(*rows), stalest_first);
	return (struct list){ .items = rows, .count = count };
}

static struct list ages_of(struct press *p)
{
	const struct interface *t = p->site->interface;
	const char *const titles[AGES] = { t->check_never, t->check_stale, t->check_fresh };
	static const char *const ids[AGES] = { "never", "stale", "fresh" };
	const struct list rows = rows_of(p);
	struct check_row *all = rows.items;
	struct check_age *ages = arena_array(&p->page, AGES, sizeof(*ages));
	struct list list = { .items = ages };

	for (size_t from = 0, to = 0; from < rows.count; from = to) {
		const enum age age = age_of(p->site, all[from].group);

		while (to < rows.count && age_of(p->site, all[to].group) == age)
			to++;
		ages[list.count++] = (struct check_age){
			.title = titles[age],
			.id = ids[age],
			.count = interface_count(t, &t->map_groups, (int64_t)(to - from), &p->page),
			.groups = { .items = all + from, .count = to - from },
		};
	}
	return list;
}

static void render_list(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "checks", &view_check_list);
	const struct interface *words = p->site->interface;
	const struct page_meta meta = {
		.path = site_check_path(p->site),
		.group = OUTPUT_LIST,
		.title = words->check_list,
		.summary = words->check_list_lead,
		.above = navigation_above(p, words->map_title, site_map_path(p->site)),
		.is_unlisted = true,
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	const struct check_list_page page = { .shell = press_shell(p, &meta), .ages = ages_of(p) };

	press_page(p, t, &meta, &page, page.shell.root);
}

void render_checks(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "check", &view_check);

	for (size_t i = 0; t && i < p->site->group_count; i++) {
		const struct group *g = p->site->groups[i];
		const char *path = group_check_path(g, &p->page);

		if (path && output_wants(p->sink, path))
			render_sheet(p, t, g);
	}
	render_list(p);
}
