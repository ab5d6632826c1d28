/* The page of a show: what it is, where to start, how to subscribe, all episodes. */
#include <string.h>

#include "card.h"
#include "listing.h"
#include "press.h"
#include "views.h"

/* Something to be heard while it happens. */
struct on_air {
	const char *title, *summary;
	const char *when; /* `24 December 2026 at 19:30 +00:00 until 21:00` */
	const char *stream;
	struct list links; /* of struct content_link */
};

struct show_page {
	struct shell shell;
	const struct show *show;
	struct subscribe subscribe;
	struct strings paragraphs; /* of the description, unless the summary says it all */
	struct list start;         /* one struct card, or none */
	struct listing_page listing;
	const char *by;     /* "By the Example Network" */
	struct list on_air; /* of struct on_air: what is to come, or happens now */
	bool is_serial;
	const char *own_lang;
	bool own_rtl;
};

static const struct view view_link = { .name = "link",
				       .size = sizeof(struct content_link),
				       .kind = &kind_content_link };
static const struct name on_air_names[] = {
	TEXT_NAME(struct on_air, title),
	TEXT_NAME(struct on_air, summary),
	TEXT_NAME(struct on_air, when),
	TEXT_NAME(struct on_air, stream),
	LIST_NAME(struct on_air, links, &view_link),
	{ 0 },
};
static const struct view view_on_air = { .name = "on_air",
					 .size = sizeof(struct on_air),
					 .names = on_air_names };

static const struct name show_page_names[] = {
	TEXTS_NAME(struct show_page, paragraphs),
	LIST_NAME(struct show_page, start, &view_card),
	INCLUDE(struct show_page, listing, &view_listing_page),
	TEXT_NAME(struct show_page, by),
	LIST_NAME(struct show_page, on_air, &view_on_air),
	FLAG_NAME(struct show_page, is_serial),
	TEXT_NAME(struct show_page, own_lang),
	FLAG_NAME(struct show_page, own_rtl),
	INCLUDE(struct show_page, subscribe, &view_subscribe),
	BORROW(struct show_page, show, &view_show),
	INCLUDE(struct show_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_show_page = { .name = "show",
					    .size = sizeof(struct show_page),
					    .names = show_page_names };

/* Plain text in paragraphs: parted by blank lines, or, as YAML folds them, by single line breaks.
 */
static struct strings split_paragraphs(const char *text, struct arena *a)
{
	const char *mark = strstr(text, "\n\n") ? "\n\n" : "\n";
	size_t room = 1, n = 0;

	for (const char *s = text; (s = strstr(s, mark)); s++)
		room++;
	const char **items = arena_array(a, room, sizeof(*items));
	for (text += strspn(text, "\n"); *text; text += strspn(text, "\n")) {
		const char *end = strstr(text, mark);
		size_t len = end ? (size_t)(end - text) : strlen(text);

		items[n++] = arena_strndup(a, text, len);
		text += len;
	}
	return (struct strings){ .items = items, .count = n };
}

static struct strings description(const struct show *show, struct arena *a)
{
	bool more = show->description &&
		    (!show->summary || strcmp(show->description, show->summary) != 0);

	return split_paragraphs(more ? show->description : "", a);
}

static struct list start_card(struct press *p, const struct show *show)
{
	struct card *card = arena_new(&p->page, struct card);

	if (!show->start_here)
		return (struct list){ 0 };
	*card = card_make(p->site, show->start_here, &p->page);
	return (struct list){ .items = card, .count = 1 };
}

static const char *when(const struct site *site, const struct live *live, struct arena *a)
{
	struct moment start = live->start, end = live->end;

	if (site->time_zone) {
		start = date_in_zone(start, site->time_zone);
		end = date_in_zone(end, site->time_zone);
	}
	bool same_day = strcmp(date_day(start, a), date_day(end, a)) == 0;
	const struct filling with[] = {
		{ "from", date_time_words(start, a) },
		{ "to", same_day ? date_time(end, a) : date_time_words(end, a) },
		{ 0 },
	};
	return interface_fill(site->interface->time_span, with, a);
}

/* What is over leaves the page, as it leaves the feed. */
static struct list on_air(struct press *p, const struct show *show)
{
	const struct live *all = show->live.items;
	struct on_air *items = arena_array(&p->page, show->live.count, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < show->live.count; i++) {
		if (all[i].end.utc > p->site->now.utc)
			items[n++] = (struct on_air){ .title = all[i].title,
						      .summary = all[i].summary,
						      .when = when(p->site, &all[i], &p->page),
						      .stream = all[i].url,
						      .links = all[i].links };
	}
	return (struct list){ .items = items, .count = n };
}

static bool is_serial(const struct show *show)
{
	return show->type && strcmp(show->type, "serial") == 0;
}

static const char *by_author(struct press *p, const struct show *show)
{
	const struct filling with[] = { { "author", show->author }, { 0 } };

	return show->author ? interface_fill(p->site->interface->by_author, with, &p->page) : NULL;
}

static const char *page_title(struct press *p, const char *title, const char *place)
{
	return place ? arena_printf(&p->page, "%s – %s", title, place) : title;
}

static void render_page(struct press *p, const struct template *t, const struct listing *l,
			size_t number)
{
	const struct show *show = l->show;
	const struct listing_page listing = listing_page(p, l, number);
	const struct page_meta meta = { .path = listing.path,
					.group = OUTPUT_LIST,
					.title = page_title(p, show->title, listing.place),
					.summary = show->summary,
					.show = show };
	const char *own_lang = language_if_other(show->language, p->site->language);
	struct show_page page = {
		.shell = press_shell(p, &meta),
		.show = show,
		.subscribe = subscribe_to(p, show->feed_path,
					  arena_printf(&p->page, "show-%s", show->item.slug)),
		.paragraphs = description(show, &p->page),
		.start = start_card(p, show),
		.listing = listing,
		.by = by_author(p, show),
		.on_air = on_air(p, show),
		.is_serial = is_serial(show),
		.own_lang = own_lang,
		.own_rtl = language_is_rtl(own_lang),
	};

	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_show(struct press *p, const struct template *t, const struct show *show)
{
	const struct listing l = { .episodes = show->episodes,
				   .count = show->episode_count,
				   .path = show->item.path,
				   .show = show,
				   .oldest_first = is_serial(show) };

	for (size_t i = 0; i < listing_pages(&l); i++)
		render_page(p, t, &l, i);
}

void render_shows(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "show", &view_show_page);

	for (size_t i = 0; t && i < p->site->show_count; i++)
		render_show(p, t, p->site->shows[i]);
}
