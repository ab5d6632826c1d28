#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/ledger.h"

static const char *row_guid(const struct site *site, enum ledger_kind kind, const char *permalink)
{
	const struct ledger_row *row = ledger_at(site->ledger, permalink);

	return row && row->kind == kind ? row->guid : NULL;
}

/*
 * UUIDv5 of the first address; the ledger keeps it from then on. Something else
 * that had the address before, and was renamed, keeps what was made of it.
 */
static const char *minted(const struct site *site, const char *permalink, const char *feed,
			  struct arena *a)
{
	const char *path = feed ? feed : permalink;
	/* Without an address, which has been reported, nothing is published. */
	const char *url = site->address ? site_url(site, path, a) : path;
	char *guid = arena_alloc(a, 37);

	podcast_guid(url, guid);
	for (;;) {
		const struct ledger_row *row = ledger_by_guid(site->ledger, guid);

		if (!row || strcmp(row->permalink, permalink) == 0)
			return guid;
		url = arena_printf(a, "%s#", url);
		podcast_guid(url, guid);
	}
}

static const char *lasting(const struct site *site, enum ledger_kind kind, const char *permalink,
			   const char *feed, struct arena *a)
{
	const char *kept = row_guid(site, kind, permalink);

	return kept ? kept : minted(site, permalink, feed, a);
}

static void add(struct ledger_items *items, enum ledger_kind kind, const struct item *item,
		const char *title)
{
	items->all[items->count++] = (struct ledger_item){
		.kind = kind,
		.slug = item->slug,
		.permalink = item->path,
		.title = title,
		.item = item,
		.is_out = true,
	};
}

static void add_show(struct ledger_items *items, const struct site *site, const struct show *show)
{
	add(items, LEDGER_SHOW, &show->item, show->title);
	items->all[items->count - 1].guid = show->guid;
	for (size_t i = 0; i < show_all_count(show); i++) {
		const struct episode *e = show_any(show, i);

		add(items, LEDGER_EPISODE, &e->item, e->title);
		struct ledger_item *into = &items->all[items->count - 1];
		into->guid = e->guid;
		into->episode = e;
		into->is_out = episode_is_out(e, site->now);
	}
}

static void add_collections(struct ledger_items *items, const struct site *site)
{
	for (size_t i = 0; i < site->collection_count; i++) {
		const struct collection *c = &site->collections[i];

		if (c->feed_path)
			items->all[items->count++] = (struct ledger_item){
				.kind = LEDGER_FEED,
				.guid = c->guid,
				.slug = c->slug,
				.permalink = c->feed_path,
				.title = c->title,
				.is_out = true,
			};
	}
}

static size_t room_for(const struct site *site)
{
	size_t room = site->page_count + site->area_count + site->collection_count;

	for (size_t i = 0; i < site->show_count; i++)
		room += 1 + show_all_count(site->shows[i]);
	return room;
}

/* Gives guids to those that have none of their own. */
static void fill_guids(struct ledger_items *items, const struct site *site, struct arena *a)
{
	for (size_t i = 0; i < items->count; i++) {
		struct ledger_item *it = &items->all[i];
		const char *feed =
			it->kind == LEDGER_SHOW ? ledger_show_feed(it->permalink, a) : NULL;

		if (!it->guid)
			it->guid = lasting(site, it->kind, it->permalink, feed, a);
	}
}

static int by_permalink(const void *x, const void *y)
{
	return strcmp(((const struct ledger_item *)x)->permalink,
		      ((const struct ledger_item *)y)->permalink);
}

static int by_guid(const void *x, const void *y)
{
	const struct ledger_item *a = *(struct ledger_item *const *)x,
				 *b = *(struct ledger_item *const *)y;
	int order = strcmp(a->guid, b->guid);

	return order ? order : by_permalink(a, b);
}

struct ledger_items ledger_items(const struct site *site, struct arena *a)
{
	size_t room = room_for(site);
	struct ledger_items items = { .all = arena_array(a, room, sizeof(*items.all)) };

	for (size_t i = 0; i < site->show_count; i++)
		add_show(&items, site, site->shows[i]);
	for (size_t i = 0; i < site->page_count; i++) {
		if (!site->pages[i]->is_made)
			add(&items, LEDGER_PAGE, &site->pages[i]->item, site->pages[i]->title);
	}
	for (size_t i = 0; i < site->area_count; i++)
		add(&items, LEDGER_AREA, &site->areas[i]->item, site->areas[i]->title);
	add_collections(&items, site);
	fill_guids(&items, site, a);
	items.by_guid = arena_array(a, items.count, sizeof(struct ledger_item *));
	if (!items.count)
		return items;
	qsort(items.all, items.count, sizeof(*items.all), by_permalink);
	for (size_t i = 0; i < items.count; i++)
		items.by_guid[i] = &items.all[i];
	qsort(items.by_guid, items.count, sizeof(struct ledger_item *), by_guid);
	return items;
}

bool ledger_item_is_meant(const struct ledger_item *i)
{
	return i->is_out ||
	       (i->episode && !episode_is_draft(i->episode) && !episode_is_withdrawn(i->episode));
}

static int permalink_of(const void *key, const void *element)
{
	return strcmp(key, ((const struct ledger_item *)element)->permalink);
}

static int guid_of(const void *key, const void *element)
{
	return strcmp(key, (*(struct ledger_item *const *)element)->guid);
}

const struct ledger_item *ledger_item_at(const struct ledger_items *i, const char *permalink)
{
	return i->count ? bsearch(permalink, i->all, i->count, sizeof(*i->all), permalink_of)
			: NULL;
}

const struct ledger_item *ledger_item_by_guid(const struct ledger_items *i, const char *guid)
{
	struct ledger_item *const *hit =
		i->count ? bsearch(guid, i->by_guid, i->count, sizeof(*i->by_guid), guid_of) : NULL;

	return hit ? *hit : NULL;
}

const struct ledger_item *ledger_show_now(const struct ledger *l, const struct ledger_items *items,
					  const struct ledger_row *show, struct arena *a)
{
	const struct ledger_item *same = ledger_item_by_guid(items, show->guid);
	const char *dir = path_dir(show->permalink, a);

	for (size_t i = 0; !same && i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];

		if (row->kind != LEDGER_EPISODE || !path_within(row->permalink, dir))
			continue;
		const struct ledger_item *e = ledger_item_by_guid(items, row->guid);
		const char *page = e ? path_join(path_dir(e->permalink, a), "index.html", a) : NULL;

		if (page && !ledger_at(l, page))
			same = ledger_item_at(items, page);
	}
	return same && same->kind == LEDGER_SHOW ? same : NULL;
}

const char *ledger_item_place(const struct ledger_item *i, struct arena *a)
{
	bool folder = i->kind == LEDGER_SHOW || i->kind == LEDGER_EPISODE;

	if (!i->item)
		return i->permalink;
	return folder ? path_dir(i->item->src->path, a) : i->item->src->path;
}

/* Has the site, or what has this guid, had its feed elsewhere before? */
static bool has_moved(const struct ledger *l, const char *guid)
{
	for (size_t i = 0; l && i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];

		if (row->kind == LEDGER_MOVED &&
		    (!row->guid ||
		     (text_ends(row->permalink, ".xml") && strcmp(row->guid, guid) == 0)))
			return true;
	}
	return false;
}

/* Apps still look where its feed was: Apple wants the new one to name itself, for four weeks at
 * least. */
static bool came_from_elsewhere(const struct site *site, const struct show *show, struct arena *a)
{
	const char *feed = show->came_from.feed;

	return feed && strcmp(feed, site_url(site, show->feed_path, a)) != 0;
}

static void adopt_show(const struct site *site, struct show *show, struct arena *a)
{
	if (!show->guid)
		show->guid = lasting(site, LEDGER_SHOW, show->item.path, show->feed_path, a);
	if (!show->new_feed_url && site->address &&
	    (has_moved(site->ledger, show->guid) || came_from_elsewhere(site, show, a)))
		show->new_feed_url = site_url(site, show->feed_path, a);
}

static void adopt_collection(const struct site *site, struct collection *c, struct arena *a)
{
	if (!c->feed_path)
		return;
	c->guid = lasting(site, LEDGER_FEED, c->feed_path, NULL, a);
	if (site->address && has_moved(site->ledger, c->guid))
		c->new_feed_url = site_url(site, c->feed_path, a);
}

void ledger_adopt(struct site *site, struct arena *a)
{
	for (size_t i = 0; i < site->show_count; i++)
		adopt_show(site, site->shows[i], a);
	for (size_t i = 0; i < site->collection_count; i++)
		adopt_collection(site, &site->collections[i], a);
}
