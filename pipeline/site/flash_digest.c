#include "flash_digest.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/language.h"
#include "model/translation.h"
#include "press.h"
#include "prose.h"
#include "versions.h"

static const struct name digest_names[] = {
	TEXT_NAME(struct flash_digest, title),
	TEXT_NAME(struct flash_digest, headline),
	TEXT_NAME(struct flash_digest, month),
	HTML_NAME(struct flash_digest, body_html),
	TEXT_NAME(struct flash_digest, kicker),
	TEXT_NAME(struct flash_digest, date_machine),
	TEXT_NAME(struct flash_digest, date_words),
	TEXT_NAME(struct flash_digest, written_by),
	TEXT_NAME(struct flash_digest, url),
	TEXTS_NAME(struct flash_digest, learned),
	TEXTS_NAME(struct flash_digest, quotes),
	TEXTS_NAME(struct flash_digest, next),
	LIST_NAME(struct flash_digest, tools, &view_item_line),
	LIST_NAME(struct flash_digest, stories, &view_item_line),
	LIST_NAME(struct flash_digest, meetings, &view_item_line),
	LIST_NAME(struct flash_digest, sessions, &view_item_line),
	TEXT_NAME(struct flash_digest, own_lang),
	FLAG_NAME(struct flash_digest, own_rtl),
	{ 0 },
};
const struct view view_flash_digest = { .name = "flash report",
					.size = sizeof(struct flash_digest),
					.names = digest_names };

/* What the report names */

/* With the day on which it was, or will be. */
static struct item_line line_of_day(const struct site *site, const struct item *item,
				    struct moment day, struct arena *a)
{
	return item_line_make(site, item, day.set ? interface_date(site->interface, day, a) : NULL);
}

static struct list meetings_of(const struct site *site, const struct flash_report *r,
			       struct arena *a)
{
	struct item_line *all = arena_array(a, r->meetings.count, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i < r->meetings.count; i++) {
		const struct meeting *m = site_item(site, &kind_meeting, r->meetings.items[i]);

		if (!m)
			continue;
		all[list.count] = line_of_day(site, &m->item, m->start, a);
		all[list.count++].summary = NULL; /* the day is what people ask for */
	}
	return list;
}

static struct list session_of(const struct site *site, const struct flash_report *r,
			      struct arena *a)
{
	const struct session *s = flash_report_session(site, r->session);
	struct item_line *line = arena_new(a, struct item_line);

	if (!s)
		return (struct list){ 0 };
	*line = line_of_day(site, &s->item, s->date, a);
	return (struct list){ .items = line, .count = 1 };
}

static struct strings quotes_of(const struct site *site, const struct flash_report *r,
				struct arena *a)
{
	const struct quotation *all = r->quotes.items;
	const char **quotes = arena_array(a, r->quotes.count, sizeof(*quotes));

	for (size_t i = 0; i < r->quotes.count; i++) {
		const struct filling with[] = { { "text", all[i].text },
						{ "who", all[i].who },
						{ 0 } };

		quotes[i] = interface_fill(site->interface->flash_quote, with, a);
	}
	return (struct strings){ .items = quotes, .count = r->quotes.count };
}

struct flash_digest flash_digest_make(const struct site *site, const struct flash_report *r,
				      struct arena *a)
{
	const struct interface *t = site->interface;
	const char *month = interface_month(t, r->month, a);
	const struct filling of[] = { { "month", month }, { "who", r->by }, { 0 } };
	const char *own = item_own_language(site, &r->item);

	return (struct flash_digest){
		.report = r,
		.title = r->title,
		.headline = r->headline,
		.month = month,
		.body_html = r->body_html && *r->body_html ? r->body_html : NULL,
		.kicker = interface_fill(t->flash_of, of, a),
		.date_machine = date_day(r->date, a),
		.date_words = interface_date(t, r->date, a),
		.written_by = r->by ? interface_fill(t->flash_by, of, a) : NULL,
		.url = site_permalink(site, r->item.path, a),
		.learned = r->learned,
		.quotes = quotes_of(site, r, a),
		.next = r->next,
		.tools = item_lines(site, &kind_resource, &r->tools, a),
		.stories = item_lines(site, &kind_story, &r->stories, a),
		.meetings = meetings_of(site, r, a),
		.sessions = session_of(site, r, a),
		.own_lang = own,
		.own_rtl = language_is_rtl(own),
	};
}

/* As plain text */

static const struct indent plain = { "", "" }, entry = { "- ", "  " }, below = { "  ", "  " };

static void add_list(struct strbuf *out, const char *title, const struct strings *all)
{
	if (!all->count)
		return;
	prose_heading(out, title, '-');
	for (size_t i = 0; i < all->count; i++)
		prose_add(out, all->items[i], entry);
}

static void add_links(struct strbuf *out, const char *title, const struct list *links,
		      const struct site *site, struct arena *a)
{
	const struct item_line *all = links->items;

	if (!links->count)
		return;
	prose_heading(out, title, '-');
	for (size_t i = 0; i < links->count; i++) {
		prose_add(out,
			  all[i].facts ? arena_printf(a, "%s (%s)", all[i].title, all[i].facts)
				       : all[i].title,
			  entry);
		if (all[i].summary)
			prose_add(out, all[i].summary, below);
		prose_add(out, site_permalink(site, all[i].path, a), below);
	}
}

void flash_digest_text(const struct flash_digest *d, const struct site *site, struct strbuf *out,
		       struct arena *a)
{
	const struct interface *t = site->interface;

	prose_heading(out, d->title, '=');
	prose_add(out, arena_printf(a, "%s – %s", d->kicker, site->title), plain);
	strbuf_addc(out, '\n');
	prose_add(out, d->headline, plain);
	add_list(out, t->flash_learned, &d->learned);
	add_list(out, t->flash_quotes, &d->quotes);
	add_links(out, t->flash_tools, &d->tools, site, a);
	add_links(out, t->flash_stories, &d->stories, site, a);
	add_links(out, t->flash_sessions, &d->sessions, site, a);
	add_links(out, t->flash_meetings, &d->meetings, site, a);
	add_list(out, t->flash_next, &d->next);
	if (d->body_html) {
		strbuf_addc(out, '\n');
		prose_add_html(out, d->body_html, site_url(site, "", a));
	}
	if (d->written_by) {
		strbuf_addc(out, '\n');
		prose_add(out, d->written_by, plain);
	}
}
