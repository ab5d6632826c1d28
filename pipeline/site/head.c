#include "head.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "linked.h"
#include "model/audio_place.h"
#include "model/collect.h"
#include "model/embed.h"
#include "model/map_pages.h"
#include "model/meeting.h"
#include "model/flash_report.h"
#include "model/news.h"
#include "press.h"

static const struct name alternate_names[] = {
	TEXT_NAME(struct alternate, type),
	TEXT_NAME(struct alternate, title),
	TEXT_NAME(struct alternate, path),
	{ 0 },
};
static const struct view view_alternate = { .name = "feed",
					    .size = sizeof(struct alternate),
					    .names = alternate_names };

static const struct name head_names[] = {
	LIST_NAME(struct head, alternates, &view_alternate),
	TEXT_NAME(struct head, oembed_url),
	JSON_NAME(struct head, json_ld),
	JSON_NAME(struct head, trail_ld),
	TEXT_NAME(struct head, share_type),
	TEXT_NAME(struct head, share_title),
	TEXT_NAME(struct head, share_locale),
	TEXT_NAME(struct head, share_published),
	TEXT_NAME(struct head, share_image),
	TEXT_NAME(struct head, share_image_type),
	TEXT_NAME(struct head, share_image_alt),
	NUMBER_NAME(struct head, share_image_width),
	NUMBER_NAME(struct head, share_image_height),
	FLAG_NAME(struct head, share_large),
	TEXT_NAME(struct head, share_audio),
	TEXT_NAME(struct head, share_audio_type),
	{ 0 },
};
const struct view view_head = { .name = "head", .size = sizeof(struct head), .names = head_names };

/* The feeds of a page while they are gathered. */
struct gathering {
	struct press *press;
	struct alternate *all;
	size_t count;
};

/* Most that one feed, or all of the site apart from its shows, take. */
#define FORMS 2
#define EXTRA 7

static void add(struct gathering *g, const char *type, const char *title, const char *path)
{
	if (path)
		g->all[g->count++] = (struct alternate){ type, title, path };
}

static void add_feed(struct gathering *g, const char *title, const char *path)
{
	struct arena *a = &g->press->page;

	if (!path)
		return;
	add(g, "application/rss+xml", title, path);
	if (g->press->site->json_feed)
		add(g, "application/feed+json", title, json_feed_path(path, a));
}

static bool is_of_map(const char *path)
{
	return text_starts(path, "map/") || text_starts(path, "groups/");
}

static void add_all_feeds(struct gathering *g, const char *path)
{
	const struct site *site = g->press->site;
	struct arena *a = &g->press->page;
	const struct filling name[] = { { "site", site->title }, { 0 } };

	if (site->collection_count)
		add_feed(g, collection_feed_title(site, &site->collections[0], a),
			 site->collections[0].feed_path);
	for (size_t i = 0; i < site->show_count; i++)
		add_feed(g, site->shows[i]->title, site->shows[i]->feed_path);
	add(g, "application/atom+xml", interface_fill(site->interface->new_on, name, a),
	    g->press->news_feed);
	add(g, "application/atom+xml", interface_fill(site->interface->notices_of, name, a),
	    g->press->notices_feed);
	if (is_of_map(path))
		add(g, "application/atom+xml", interface_fill(site->interface->changes_on, name, a),
		    site_changes_feed_path(site));
	add(g, "text/calendar", interface_fill(site->interface->meetings_of, name, a),
	    meetings_calendar_path(site));
	add(g, "application/atom+xml", interface_fill(site->interface->flash_reports_on, name, a),
	    flash_reports_feed_path(site));
	if (strcmp(path, site->item.path) == 0)
		add(g, "text/x-opml", interface_fill(site->interface->feeds_of, name, a),
		    site_opml_path(site));
}

static struct list alternates(struct press *p, const struct page_meta *meta)
{
	size_t room = FORMS * (1 + p->site->show_count) + EXTRA;
	struct gathering g = { p, arena_array(&p->page, room, sizeof(struct alternate)), 0 };

	if (meta->show)
		add_feed(&g, meta->show->title, meta->show->feed_path);
	else if (meta->collection)
		add_feed(&g, collection_feed_title(p->site, meta->collection, &p->page),
			 meta->collection->feed_path);
	else
		add_all_feeds(&g, meta->path);
	return (struct list){ .items = g.all, .count = g.count };
}

/* `en_GB` of `en-GB`: Open Graph knows no language without its country. */
static const char *locale(const char *language, struct arena *a)
{
	const char *region = language ? strchr(language, '-') : NULL;

	if (!region || strlen(region) != 3)
		return NULL;
	return arena_printf(a, "%.*s_%c%c", (int)(region - language), language,
			    toupper((unsigned char)region[1]), toupper((unsigned char)region[2]));
}

static const char *linked(struct press *p, const struct page_meta *meta)
{
	if (meta->json_ld)
		return meta->json_ld;
	if (meta->episode)
		return linked_episode(p, meta->episode);
	if (meta->profile)
		return linked_person(p, meta->profile);
	if (meta->show)
		return linked_show(p, meta->show);
	if (meta->collection && meta->collection->area)
		return linked_area(p, meta->collection->area);
	return strcmp(meta->path, p->site->item.path) == 0 ? linked_site(p) : NULL;
}

/* What was drawn to stand for the page, or for the site. */
static const struct picture *card_of(const struct site *site, const struct page_meta *meta)
{
	if (meta->episode && meta->episode->card.path)
		return &meta->episode->card;
	if (meta->show && meta->show->card.path)
		return &meta->show->card;
	return site->card.path ? &site->card : NULL;
}

static bool share_card(struct press *p, const struct page_meta *meta, struct head *h)
{
	const struct site *site = p->site;
	const struct picture *card = card_of(site, meta);
	const char *title = meta->episode ? meta->episode->title
			    : meta->show  ? meta->show->title
					  : site->title;
	const struct filling with[] = { { "title", title }, { "site", site->title }, { 0 } };

	if (!card)
		return false;
	h->share_large = true;
	h->share_image = site_url(site, card->path, &p->page);
	h->share_image_type = card->type;
	h->share_image_alt = interface_fill(site->interface->card_alt, with, &p->page);
	h->share_image_width = card->facts.width;
	h->share_image_height = card->facts.height;
	return true;
}

/* Without a card: the cover, and what it shows. */
static void share_cover(struct press *p, const struct page_meta *meta, struct head *h)
{
	const struct site *site = p->site;
	const struct episode *e = meta->episode;
	const struct picture *cover = e ? episode_cover(e) : NULL;
	const char *alt = e && e->cover.path ? e->cover_alt : NULL;

	if (!cover && meta->show && meta->show->cover.path)
		cover = &meta->show->cover;
	if (!cover)
		cover = site_cover(site);
	if (!cover)
		return;
	for (size_t i = 0; !alt && i < site->show_count; i++) {
		if (site->shows[i]->cover.path &&
		    strcmp(site->shows[i]->cover.path, cover->path) == 0)
			alt = site->shows[i]->cover_alt;
	}
	h->share_image = site_url(site, cover->path, &p->page);
	h->share_image_type = cover->type;
	h->share_image_alt = alt || cover != &site->cover ? alt : site->cover_alt;
	h->share_image_width = cover->facts.width;
	h->share_image_height = cover->facts.height;
}

static void share_episode(struct press *p, const struct episode *e, struct head *h)
{
	const struct embed embed = embed_of(p->site, e, &p->page);

	h->share_type = "article";
	h->share_published = e->date.set ? date_rfc3339(e->date, &p->page) : NULL;
	if (!embed.path)
		return;
	h->oembed_url = site_url(p->site, embed.oembed_path, &p->page);
	h->share_audio = site_audio_url(p->site, e->recording.path, &p->page);
	h->share_audio_type = e->recording.published.type;
}

struct head head_make(struct press *p, const struct page_meta *meta, const struct list *trail)
{
	const char *language = meta->item && meta->item->language ? meta->item->language
			       : meta->show                       ? meta->show->language
								  : p->site->language;
	struct head head = {
		.alternates = alternates(p, meta),
		.json_ld = linked(p, meta),
		.trail_ld = trail->count && !meta->episode ? linked_trail(p, meta, trail) : NULL,
		.share_type = "website",
		.share_title = meta->title ? meta->title : p->site->title,
		.share_locale = locale(language, &p->page),
	};

	if (!share_card(p, meta, &head))
		share_cover(p, meta, &head);
	if (meta->episode)
		share_episode(p, meta->episode, &head);
	return head;
}
