#include "site/sheets.h"

#include <string.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "card.h"
#include "occasion.h"
#include "press.h"
#include "reuse.h"

/* Where the site says nothing: as in style.css. */
#define ACCENT "#0b5260"
#define PAPER  "#fcfaf6"
#define INK    "#20262b"

struct ordering {
	struct site *site;
	struct arena *arena;
	struct sheet_orders orders;
};

static const char *or_else(const char *value, const char *otherwise)
{
	return value ? value : otherwise;
}

/* As it is read aloud and typed: without the scheme and a slash at the end. */
static const char *address_words(const char *url, struct arena *a)
{
	const char *host = strstr(url, "://");
	const char *words = host ? host + 3 : url;
	size_t len = strlen(words);

	return arena_strndup(a, words, len && words[len - 1] == '/' ? len - 1 : len);
}

/* Those that are there, with dots between. */
static const char *joined(const char *const *parts, size_t count, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 0; i < count; i++) {
		if (parts[i] && out.len)
			strbuf_adds(&out, " · ");
		if (parts[i])
			strbuf_adds(&out, parts[i]);
	}
	return out.len ? arena_strndup(a, out.data, out.len) : NULL;
}

/* `…/loss` and `card` give `…/loss-card`; the index of a folder is known by the folder. */
static const char *stem_of(const char *page, const char *word, struct arena *a)
{
	const char *base = path_base(page);

	if (strcmp(base, "index.html") == 0)
		return arena_printf(a, "%.*s%s", (int)(base - page), page, word);
	return page_beside(page, arena_printf(a, "-%s", word), a);
}

/* An order with what all sheets have. */
static struct sheet_order order_of(struct ordering *o, enum sheet_kind kind, const char *page)
{
	const struct palette *colours = &o->site->palette;
	bool is_card = kind == SHEET_CARD;

	return (struct sheet_order){
		.sheet = { .kind = kind,
			   .site = o->site->title,
			   .accent = or_else(colours->accent, ACCENT),
			   .paper = or_else(colours->paper, PAPER),
			   .ink = or_else(colours->ink, INK) },
		.stem = stem_of(page, is_card ? "card" : "poster", o->arena),
		.type = is_card ? "image/png" : "application/pdf",
	};
}

static struct sheet_order poster_of(struct ordering *o, const char *page, const char *prompt)
{
	struct sheet_order order = order_of(o, SHEET_POSTER, page);

	order.sheet.url = site_permalink(o->site, page, o->arena);
	order.sheet.url_words = address_words(order.sheet.url, o->arena);
	order.sheet.prompt = prompt;
	return order;
}

static void add(struct ordering *o, struct sheet_order order, struct picture *into)
{
	order.into = into;
	o->orders.all[o->orders.count++] = order;
}

static void order_episode(struct ordering *o, struct episode *e)
{
	const struct card card = card_make(o->site, e, o->arena);
	const char *const kicker[] = { e->show->title, card.position };
	const char *const facts[] = { card.position, e->date.set ? card.date_words : NULL,
				      card.length };
	struct sheet_order picture = order_of(o, SHEET_CARD, e->item.path);
	struct sheet_order poster = poster_of(o, e->item.path, o->site->interface->poster_listen);

	picture.cover = poster.cover = episode_cover(e);
	picture.shown = poster.shown = e->title;
	picture.at = poster.at = item_field_span(&e->item, "title");
	picture.sheet.rtl = poster.sheet.rtl = language_is_rtl(e->show->language);
	picture.sheet.title = poster.sheet.title = e->title;
	picture.sheet.kicker = joined(kicker, COUNT(kicker), o->arena);
	poster.sheet.kicker = e->show->title;
	poster.sheet.facts = joined(facts, COUNT(facts), o->arena);
	poster.sheet.lead = e->summary;
	poster.sheet.day = e->date.set ? date_day(e->date, o->arena) : NULL;
	add(o, picture, &e->card);
	add(o, poster, &e->poster);
}

/* The day of the first: later ones do not change the poster. */
static const char *first_day(const struct show *show, struct arena *a)
{
	const struct episode *first =
		show->episode_count ? show->episodes[show->episode_count - 1] : NULL;

	return first && first->date.set ? date_day(first->date, a) : NULL;
}

static void order_show(struct ordering *o, struct show *show)
{
	struct sheet_order picture = order_of(o, SHEET_CARD, show->item.path);
	struct sheet_order poster =
		poster_of(o, show->item.path, o->site->interface->poster_listen);

	picture.cover = poster.cover = show->cover.path ? &show->cover : NULL;
	picture.shown = poster.shown = show->title;
	picture.at = poster.at = item_field_span(&show->item, "title");
	picture.sheet.rtl = poster.sheet.rtl = language_is_rtl(show->language);
	picture.sheet.title = poster.sheet.title = show->title;
	picture.sheet.kicker = poster.sheet.kicker = show->author;
	poster.sheet.facts = show->frequency.label;
	poster.sheet.lead = show->summary;
	poster.sheet.day = first_day(show, o->arena);
	add(o, picture, &show->card);
	add(o, poster, &show->poster);
}

static void order_site(struct ordering *o)
{
	struct site *site = o->site;
	struct sheet_order picture = order_of(o, SHEET_CARD, site->item.path);

	picture.cover = site_cover(site);
	picture.shown = site->title;
	picture.at = item_field_span(&site->item, "title");
	picture.sheet.rtl = language_is_rtl(site->language);
	picture.sheet.title = site->title;
	picture.sheet.site =
		address_words(site_permalink(site, site->item.path, o->arena), o->arena);
	add(o, picture, &site->card);
}

static void add_help_rows(struct ordering *o, struct sheet *sheet)
{
	const struct site *site = o->site;
	size_t most = site->help_count < SHEET_ROWS_MOST ? site->help_count : SHEET_ROWS_MOST;
	struct sheet_row *rows = arena_array(o->arena, most, sizeof(*rows));

	for (size_t i = 0; i < site->help_count && sheet->row_count < most; i++) {
		const struct help_entry *h = site->help[i];
		const char *value = h->phone ? h->phone : h->text;

		if (value)
			rows[sheet->row_count++] = (struct sheet_row){ h->title, value, h->hours };
	}
	sheet->rows = rows;
}

static void order_help(struct ordering *o)
{
	const struct page *help = site_page(o->site, "find-help");

	if (!help)
		return;
	struct sheet_order poster = poster_of(o, help->item.path, o->site->interface->poster_help);

	poster.shown = help->title;
	poster.at = item_field_span(&help->item, "title");
	poster.sheet.rtl = language_is_rtl(o->site->language);
	poster.sheet.title = help->title;
	poster.sheet.lead = help->summary;
	add_help_rows(o, &poster.sheet);
	add(o, poster, &o->site->help_poster);
}

/* As long as people can still come. */
static void order_meeting(struct ordering *o, struct meeting *m)
{
	const struct site *site = o->site;
	const struct series *s = m->series ? site_item(site, &kind_series, m->series) : NULL;
	const struct occasion when = occasion_of_meeting(site, m, o->arena);
	const char *const facts[] = { arena_printf(o->arena, "%s, %s", when.day, when.clock),
				      when.where ? when.where : when.how };
	struct sheet_order poster = poster_of(o, m->item.path, site->interface->poster_meeting);

	if (meeting_is_past(m, site->now) || when.state)
		return;
	poster.shown = m->title;
	poster.at = item_field_span(&m->item, "title");
	poster.sheet.rtl = language_is_rtl(site->language);
	poster.sheet.title = m->title;
	poster.sheet.kicker = s ? s->title : site->interface->kind_meeting;
	poster.sheet.facts = joined(facts, COUNT(facts), o->arena);
	poster.sheet.lead = m->summary;
	poster.sheet.day = date_day(m->announced.set ? m->announced : m->start, o->arena);
	add(o, poster, &m->poster);
}

struct sheet_orders site_sheets(struct site *site, struct arena *a)
{
	struct ordering o = { .site = site, .arena = a };
	size_t room = 2 + site->meeting_count;

	for (size_t i = 0; i < site->show_count; i++)
		room += 2 + 2 * site->shows[i]->episode_count;
	o.orders.all = arena_array(a, room, sizeof(*o.orders.all));
	order_site(&o);
	order_help(&o);
	for (size_t i = 0; i < site->meeting_count; i++)
		order_meeting(&o, site->meetings[i]);
	for (size_t i = 0; i < site->show_count; i++) {
		struct show *show = site->shows[i];

		order_show(&o, show);
		for (size_t k = 0; k < show->episode_count; k++)
			order_episode(&o, show->episodes[k]);
	}
	return o.orders;
}
