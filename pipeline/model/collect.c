#include "model/collect.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/ledger.h"
#include "model/news.h"
#include "topic.h"

static int newest_first(const void *x, const void *y)
{
	const struct episode *a = *(const struct episode *const *)x,
			     *b = *(const struct episode *const *)y;

	if (a->date.utc != b->date.utc)
		return a->date.utc > b->date.utc ? -1 : 1;
	return strcmp(a->item.path, b->item.path);
}

void episodes_sort(struct episode **all, size_t count)
{
	if (count > 1)
		qsort(all, count, sizeof(struct episode *), newest_first);
}

bool show_is_listed(const struct show *show)
{
	return !strings_has(&show->block, "all");
}

/* Is there anything for a feed? */
static bool has_listed(const struct collection *c)
{
	for (size_t i = 0; i < c->episode_count; i++) {
		if (show_is_listed(c->episodes[i]->show))
			return true;
	}
	return false;
}

/* Sorts, and keeps each episode once: it may name a topic twice. */
static void put_in_order(struct collection *c)
{
	size_t kept = 0;

	episodes_sort(c->episodes, c->episode_count);
	for (size_t i = 0; i < c->episode_count; i++) {
		if (!kept || c->episodes[kept - 1] != c->episodes[i])
			c->episodes[kept++] = c->episodes[i];
	}
	c->episode_count = kept;
}

static size_t count_published(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->show_count; i++)
		count += site->shows[i]->episode_count;
	return count;
}

/* Calls `visit` for each published episode. */
static void each_published(struct site *site, void (*visit)(struct episode *e, void *arg),
			   void *arg)
{
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < site->shows[i]->episode_count; k++)
			visit(site->shows[i]->episodes[k], arg);
	}
}

static void take_episode(struct episode *e, void *arg)
{
	struct collection *c = arg;

	c->episodes[c->episode_count++] = e;
}

static struct collection collect_all(struct site *site, struct arena *a)
{
	struct collection c = {
		.kind = COLLECTION_ALL,
		.slug = "",
		.title = site->title,
		.summary = site->summary,
		.path = site->item.path,
		.episodes = arena_array(a, count_published(site), sizeof(struct episode *)),
	};

	each_published(site, take_episode, &c);
	put_in_order(&c);
	if (has_listed(&c) && site->show_count > 1)
		c.feed_path = "feed.xml";
	return c;
}

static void count_if_in_area(struct episode *e, void *arg)
{
	struct collection *c = arg;

	c->episode_count += strings_has(&e->area_names, c->slug);
}

static void take_if_in_area(struct episode *e, void *arg)
{
	struct collection *c = arg;

	if (strings_has(&e->area_names, c->slug))
		take_episode(e, c);
}

static struct collection collect_area(struct site *site, const struct area *area, struct arena *a)
{
	struct collection c = {
		.kind = COLLECTION_AREA,
		.slug = area->item.slug,
		.title = area->title,
		.summary = area->summary,
		.path = area->item.path,
		.area = area,
	};

	each_published(site, count_if_in_area, &c);
	c.episodes = arena_array(a, c.episode_count, sizeof(struct episode *));
	c.episode_count = 0;
	each_published(site, take_if_in_area, &c);
	put_in_order(&c);
	if (has_listed(&c))
		c.feed_path = arena_printf(a, "areas/%s.xml", c.slug);
	return c;
}

static struct collection collect_topic(const struct site *site, const struct topic *t,
				       struct arena *a)
{
	const struct filling with[] = { { "topic", t->title }, { 0 } };
	struct collection c = {
		.kind = COLLECTION_TOPIC,
		.slug = t->slug,
		.title = t->title,
		.summary = interface_fill(site->interface->topic_summary, with, a),
		.path = arena_printf(a, "topics/%s.html", t->slug),
		.episodes = arena_array(a, t->count, sizeof(struct episode *)),
	};

	for (size_t i = 0; i < t->count; i++)
		take_episode(t->mentions[i].episode, &c);
	put_in_order(&c);
	if (has_listed(&c))
		c.feed_path = arena_printf(a, "topics/%s.xml", c.slug);
	return c;
}

/* Makes room, for each episode, for as many as it can be in. */
static void open_episode(struct episode *e, void *arg)
{
	e->collections =
		arena_array(arg, e->area_names.count + e->topics.count, sizeof(*e->collections));
	e->collection_count = 0;
}

static void tell_episodes(struct site *site, struct arena *a)
{
	each_published(site, open_episode, a);
	for (size_t i = 0; i < site->collection_count; i++) {
		const struct collection *c = &site->collections[i];

		for (size_t k = 0; c->kind != COLLECTION_ALL && k < c->episode_count; k++) {
			struct episode *e = c->episodes[k];

			e->collections[e->collection_count++] = c;
		}
	}
}

/* Computed from the first address; the ledger keeps it from then on. */
static void name_site(struct site *site, struct arena *a)
{
	const struct ledger_row *row = ledger_site(site->ledger);
	char *guid = arena_alloc(a, UUID_LEN + 1);

	if (site->guid || !site->address) /* a site without one has been reported */
		return;
	podcast_guid(site->address, guid);
	site->guid = row && row->guid ? row->guid : guid;
}

void site_collect(struct site *site, struct arena *a, struct diag *diag)
{
	size_t topic_count, n = 0;
	const struct topic *topics = topics_find(site, &topic_count, a, diag);

	site->collections =
		arena_array(a, 1 + site->area_count + topic_count, sizeof(*site->collections));
	site->collections[n++] = collect_all(site, a);
	for (size_t i = 0; i < site->area_count; i++)
		site->collections[n++] = collect_area(site, site->areas[i], a);
	for (size_t i = 0; i < topic_count; i++)
		site->collections[n++] = collect_topic(site, &topics[i], a);
	site->collection_count = n;
	name_site(site, a);
	tell_episodes(site, a);
	ledger_adopt(site, a); /* gives the feeds their guids */
}

const struct collection *collection_find(const struct site *site, enum collection_kind kind,
					 const char *slug)
{
	for (size_t i = 0; i < site->collection_count; i++) {
		const struct collection *c = &site->collections[i];

		if (c->kind == kind && strcmp(c->slug, slug) == 0)
			return c;
	}
	return NULL;
}

const char *collection_list_path(const struct site *site, enum collection_kind kind)
{
	static const char *const paths[] = { NULL, "areas/index.html", "topics/index.html" };

	for (size_t i = 0; i < site->collection_count; i++) {
		if (site->collections[i].kind == kind)
			return paths[kind];
	}
	return NULL;
}

const char *site_subscribe_path(const struct site *site)
{
	return site->show_count ? "subscribe.html" : NULL;
}

const char *site_new_path(const struct site *site)
{
	return site_news_path(site) ? "new.html" : NULL;
}

const char *site_opml_path(const struct site *site)
{
	return site->show_count ? "shows.opml" : NULL;
}

#define TITLE_MOST 255 /* bytes (Apple, PSP-1) */

const char *collection_feed_title(const struct site *site, const struct collection *c,
				  struct arena *a)
{
	const char *both = arena_printf(a, "%s \xc2\xb7 %s", c->title, site->title);

	return c->kind == COLLECTION_ALL || strlen(both) > TITLE_MOST ? c->title : both;
}

struct moment collection_updated(const struct collection *c)
{
	return c->episode_count ? c->episodes[0]->date : (struct moment){ 0 };
}
