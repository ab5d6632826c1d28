/* Flash reports as news: what feeds tell of them. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/flash_report.h"

/* The whole report, as readers of feeds show it. */
struct telling {
	const struct site *site;
	struct strbuf *out;
};

static void add_text(struct telling *t, const char *before, const char *text, const char *after)
{
	strbuf_adds(t->out, before);
	text_escape_html(t->out, text, strlen(text));
	strbuf_adds(t->out, after);
}

static void add_list(struct telling *t, const char *title, const struct strings *all)
{
	if (!all->count)
		return;
	add_text(t, "<h2>", title, "</h2>\n<ul>\n");
	for (size_t i = 0; i < all->count; i++)
		add_text(t, "<li>", all->items[i], "</li>\n");
	strbuf_adds(t->out, "</ul>\n");
}

static void add_quotes(struct telling *t, const struct list *quotes)
{
	const struct quotation *all = quotes->items;

	if (quotes->count)
		add_text(t, "<h2>", t->site->interface->flash_quotes, "</h2>\n");
	for (size_t i = 0; i < quotes->count; i++) {
		add_text(t, "<blockquote><p>", all[i].text, "</p></blockquote>\n");
		add_text(t, "<p>– ", all[i].who, "</p>\n");
	}
}

static void add_tools(struct telling *t, const struct strings *slugs)
{
	if (slugs->count)
		add_text(t, "<h2>", t->site->interface->flash_tools, "</h2>\n<ul>\n");
	for (size_t i = 0; i < slugs->count; i++) {
		const struct resource *r = site_item(t->site, &kind_resource, slugs->items[i]);

		if (!r)
			continue;
		strbuf_addf(t->out, "<li><a href=\"%c%s\">", LINK_MARK, r->item.path);
		add_text(t, "", r->title, "</a></li>\n");
	}
	if (slugs->count)
		strbuf_adds(t->out, "</ul>\n");
}

/* With LINK_MARKs. */
static const char *html_of(const struct site *site, const struct flash_report *r, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct telling t = { site, &out };

	add_text(&t, "<p>", r->headline, "</p>\n");
	add_list(&t, site->interface->flash_learned, &r->learned);
	add_quotes(&t, &r->quotes);
	add_tools(&t, &r->tools);
	add_list(&t, site->interface->flash_next, &r->next);
	if (r->body_html)
		strbuf_adds(&out, r->body_html);
	return strbuf_ok(&out) ? arena_strndup(a, out.data, out.len) : NULL;
}

static const char *guid_of(const struct site *site, const struct flash_report *r, struct arena *a)
{
	char *guid = arena_alloc(a, UUID_LEN + 1);

	podcast_guid(
		arena_printf(a, "%s/flash-reports/%s", site->guid ? site->guid : "", r->item.slug),
		guid);
	return guid;
}

struct news news_of_flash_report(const struct site *site, const struct flash_report *r,
				 struct arena *a)
{
	return (struct news){
		.guid = guid_of(site, r, a),
		.title = r->title,
		.summary = r->headline,
		.html = html_of(site, r, a),
		.path = r->item.path,
		.author = r->by ? r->by : site->title,
		.language = site->language,
		.published = r->date,
		.updated = r->date,
	};
}

/* The newest first: a report may come late. */
static int by_day(const void *x, const void *y)
{
	const struct news *a = x, *b = y;

	if (a->published.utc != b->published.utc)
		return a->published.utc > b->published.utc ? -1 : 1;
	return strcmp(b->path, a->path);
}

struct list flash_report_news(const struct site *site, size_t most, struct arena *a)
{
	size_t count;
	struct flash_report **all = flash_reports_out(site, &count, a);
	struct news *news = arena_array(a, count, sizeof(*news));

	for (size_t i = 0; i < count; i++)
		news[i] = news_of_flash_report(site, all[i], a);
	if (count > 1)
		qsort(news, count, sizeof(*news), by_day);
	return (struct list){ .items = news, .count = count < most ? count : most };
}
