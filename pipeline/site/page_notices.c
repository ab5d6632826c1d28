/* Notices: what stands at the top of every page, a page for each, and the list of them all. */
#include "notices.h"

#include <string.h>

#include "model/translation.h"
#include "press.h"
#include "versions.h"

static const struct name line_names[] = {
	TEXT_NAME(struct notice_line, title),          TEXT_NAME(struct notice_line, summary),
	TEXT_NAME(struct notice_line, path),           TEXT_NAME(struct notice_line, severity),
	TEXT_NAME(struct notice_line, label),          TEXT_NAME(struct notice_line, source),
	TEXT_NAME(struct notice_line, until),          TEXT_NAME(struct notice_line, begins),
	TEXT_NAME(struct notice_line, begins_machine), TEXT_NAME(struct notice_line, own_lang),
	FLAG_NAME(struct notice_line, own_rtl),        { 0 },
};
const struct view view_notice_line = { .name = "notice",
				       .size = sizeof(struct notice_line),
				       .names = line_names };

struct notice_page {
	struct shell shell;
	struct notice_line line;
	const char *over; /* "This is over. …"; NULL: it holds */
	const char *url, *body_html;
	struct list areas; /* of struct nav_link */
};

static const struct name page_names[] = {
	TEXT_NAME(struct notice_page, over),
	TEXT_NAME(struct notice_page, url),
	HTML_NAME(struct notice_page, body_html),
	LIST_NAME(struct notice_page, areas, &view_nav_link),
	INCLUDE(struct notice_page, line, &view_notice_line),
	INCLUDE(struct notice_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_notice_page = { .name = "notice",
					      .size = sizeof(struct notice_page),
					      .names = page_names };

struct notices_page {
	struct shell shell;
	struct list current, earlier; /* of struct notice_line */
	const char *feed_path;
};

static const struct name list_names[] = {
	LIST_NAME(struct notices_page, current, &view_notice_line),
	LIST_NAME(struct notices_page, earlier, &view_notice_line),
	TEXT_NAME(struct notices_page, feed_path),
	INCLUDE(struct notices_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_notices = { .name = "notices",
					  .size = sizeof(struct notices_page),
					  .names = list_names };

const char *notice_label(const struct interface *t, const struct notice *n)
{
	if (strcmp(n->severity, "urgent") == 0)
		return t->notice_urgent;
	return strcmp(n->severity, "warning") == 0 ? t->notice_warning : t->notice_information;
}

struct notice_line notice_line_of(const struct site *site, const struct notice *n, struct arena *a)
{
	const struct interface *t = site->interface;
	const struct filling from[] = { { "name", n->from }, { 0 } };
	const struct filling until[] = { { "date", interface_date(t, n->ends, a) }, { 0 } };
	struct notice_line line = {
		.title = n->title,
		.summary = n->summary,
		.path = n->item.path,
		.severity = n->severity,
		.label = notice_label(t, n),
		.source = interface_fill(t->notice_from, from, a),
		.until = interface_fill(t->until_date, until, a),
		.begins = interface_date(t, n->begins, a),
		.begins_machine = date_day(n->begins, a),
		.own_lang = item_own_language(site, &n->item),
	};

	line.own_rtl = language_is_rtl(line.own_lang);
	return line;
}

/* In the language of the page, where there is such a version. */
static struct notice_line line_in_language(struct press *p, const struct notice *n)
{
	const struct item *version = item_in_language(&n->item, p->site->language);

	if (version == &n->item)
		return notice_line_of(p->site, n, &p->page);
	return notice_line_of(p->site, item_translated(&n->item, version, &p->page), &p->page);
}

static struct list lines_of(struct press *p, const struct notices *n)
{
	struct notice_line *all = arena_array(&p->page, n->count, sizeof(*all));

	for (size_t i = 0; i < n->count; i++)
		all[i] = line_in_language(p, n->all[i]);
	return (struct list){ .items = all, .count = n->count };
}

struct list notice_banners(struct press *p, const struct page_meta *meta)
{
	struct list lines = lines_of(p, &p->notices);
	struct notice_line *all = lines.items;
	size_t kept = 0;

	/* Its own page says it already. */
	for (size_t i = 0; i < lines.count; i++) {
		if (strcmp(all[i].path, meta->path) != 0)
			all[kept++] = all[i];
	}
	lines.count = kept;
	return lines;
}

static const char *over_words(struct press *p, const struct notice *n)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = { { "date", interface_date(t, n->ends, &p->page) }, { 0 } };

	return notice_time(p->site, n, &p->page) == NOTICE_OVER
		       ? interface_fill(t->notice_over, with, &p->page)
		       : NULL;
}

static struct list areas_of(struct press *p, const struct notice *n)
{
	struct nav_link *all = arena_array(&p->page, n->areas.count, sizeof(*all));
	struct list links = { .items = all };

	for (size_t i = 0; i < n->areas.count; i++) {
		const struct area *area = site_item(p->site, &kind_area, n->areas.items[i]);

		if (area)
			all[links.count++] =
				(struct nav_link){ .title = area->title, .path = area->item.path };
	}
	return links;
}

static void render_one(struct press *p, const struct item *item, void *arg)
{
	const struct notice *n = (const struct notice *)item;
	const struct page_meta meta = { .path = n->item.path,
					.group = OUTPUT_PAGE,
					.title = n->title,
					.summary = n->summary,
					.item = &n->item,
					.above = navigation_above(p, p->site->interface->notices,
								  notices_list_path(p->site)),
					.offers_reuse = true };
	struct notice_page page = {
		.line = notice_line_of(p->site, n, &p->page),
		.over = over_words(p, n),
		.url = n->url,
		.body_html = n->body_html,
		.areas = areas_of(p, n),
	};

	if (page.over)
		page.line.until = NULL;
	page.shell = press_shell(p, &meta);
	press_page(p, arg, &meta, &page, page.shell.root);
}

static void render_list(struct press *p, const struct template *t)
{
	const struct notices earlier = notices_at(p->site, NOTICE_OVER, &p->page);
	const struct page_meta meta = { .path = notices_list_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->notices,
					.summary = p->site->interface->notices_lead,
					.offers_reuse = true };
	struct notices_page page = { .current = lines_of(p, &p->notices),
				     .earlier = lines_of(p, &earlier),
				     .feed_path = notices_feed_path(p->site) };

	if (!meta.path)
		return;
	page.shell = press_shell(p, &meta);
	page.shell.banners = (struct list){ 0 }; /* the page is all of them */
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_notices(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "notice", &view_notice_page);
	const struct template *all = theme_template(&p->theme, "notices", &view_notices);

	if (!one || !all)
		return;
	render_list(p, all);
	for (size_t i = 0; i < p->site->notice_count; i++) {
		if (notice_time(p->site, p->site->notices[i], p->run) != NOTICE_TO_COME)
			versions_render(p, &p->site->notices[i]->item, render_one, (void *)one);
	}
}
