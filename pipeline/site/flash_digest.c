#include "flash_digest.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/language.h"
#include "model/translation.h"
#include "press.h"
#include "prose.h"
#include "versions.h"

static const struct name link_names[] = {
	TEXT_NAME(struct flash_link, title),
	TEXT_NAME(struct flash_link, path),
	TEXT_NAME(struct flash_link, summary),
	TEXT_NAME(struct flash_link, when),
	{ 0 },
};
static const struct view view_flash_link = { .name = "link",
					     .size = sizeof(struct flash_link),
					     .names = link_names };

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
	LIST_NAME(struct flash_digest, tools, &view_flash_link),
	LIST_NAME(struct flash_digest, stories, &view_flash_link),
	LIST_NAME(struct flash_digest, meetings, &view_flash_link),
	LIST_NAME(struct flash_digest, sessions, &view_flash_link),
	TEXT_NAME(struct flash_digest, own_lang),
	FLAG_NAME(struct flash_digest, own_rtl),
	{ 0 },
};
const struct view view_flash_digest = { .name = "flash report",
					.size = sizeof(struct flash_digest),
					.names = digest_names };

/* What the report names */

static struct flash_link tool_link(const struct site *site, const void *item, struct arena *a)
{
	const struct resource *tool = item;
	const struct resource *in = (const void *)item_in_language(&tool->item, site->language);

	(void)a;
	return (struct flash_link){ .title = in->title ? in->title : tool->title,
				    .summary = in->summary ? in->summary : tool->summary,
				    .path = in->item.path };
}

static struct flash_link story_link(const struct site *site, const void *item, struct arena *a)
{
	const struct story *story = item;
	const struct story *in = (const void *)item_in_language(&story->item, site->language);

	(void)a;
	return (struct flash_link){ .title = in->title ? in->title : story->title,
				    .summary = in->summary ? in->summary : story->summary,
				    .path = in->item.path };
}

static struct flash_link meeting_link(const struct site *site, const void *item, struct arena *a)
{
	const struct meeting *meeting = item;
	const struct meeting *in = (const void *)item_in_language(&meeting->item, site->language);

	return (struct flash_link){
		.title = in->title ? in->title : meeting->title,
		.path = in->item.path,
		.when = meeting->start.set ? interface_date(site->interface, meeting->start, a)
					   : NULL,
	};
}

static struct list links_of(const struct site *site, const struct kind *kind,
			    const struct strings *slugs,
			    struct flash_link (*link)(const struct site *, const void *,
						      struct arena *),
			    struct arena *a)
{
	struct flash_link *all = arena_array(a, slugs->count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < slugs->count; i++) {
		const void *item = site_item(site, kind, slugs->items[i]);

		if (item)
			all[count++] = link(site, item, a);
	}
	return (struct list){ .items = all, .count = count };
}

static struct list session_of(const struct site *site, const struct flash_report *r,
			      struct arena *a)
{
	const struct session *s = flash_report_session(site, r->session);
	struct flash_link *link = arena_new(a, struct flash_link);

	if (!s)
		return (struct list){ 0 };
	*link = (struct flash_link){
		.title = s->title,
		.summary = s->summary,
		.path = s->item.path,
		.when = s->date.set ? interface_date(site->interface, s->date, a) : NULL,
	};
	return (struct list){ .items = link, .count = 1 };
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
		.tools = links_of(site, &kind_resource, &r->tools, tool_link, a),
		.stories = links_of(site, &kind_story, &r->stories, story_link, a),
		.meetings = links_of(site, &kind_meeting, &r->meetings, meeting_link, a),
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
	const struct flash_link *all = links->items;

	if (!links->count)
		return;
	prose_heading(out, title, '-');
	for (size_t i = 0; i < links->count; i++) {
		prose_add(out,
			  all[i].when ? arena_printf(a, "%s (%s)", all[i].title, all[i].when)
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
