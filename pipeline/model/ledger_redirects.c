#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/audio_place.h"
#include "model/embed.h"
#include "model/ledger.h"
#include "old_address.h"

struct gathering {
	const struct site *site;
	struct ledger_items items;
	struct ledger_redirects into;
	struct arena *arena;
};

/* The page that a path belongs to: a show has its feed beside its page, an episode its player. */
static const char *page_of(const char *path, struct arena *a)
{
	if (strcmp(path_base(path), "feed.xml") == 0 && *path_dir(path, a))
		return path_join(path_dir(path, a), "index.html", a);
	const char *page = embed_page_of(path, a);

	return page ? page : path;
}

/* Does the content have something else there? */
static bool is_taken(const struct gathering *g, const char *path)
{
	const struct ledger_item *there = ledger_item_at(&g->items, page_of(path, g->arena));

	return there && there->is_out;
}

static void add(struct gathering *g, const char *from, const char *to, const char *title)
{
	if (!is_taken(g, from))
		g->into.all[g->into.count++] =
			(struct ledger_redirect){ .from = from, .to = to, .title = title };
}

/* Does what has this guid have a player, which pages of others may show in a frame? */
static bool was_heard(const struct gathering *g, const char *guid)
{
	const struct ledger_row *row = ledger_by_guid(g->site->ledger, guid);

	return row && row->audio;
}

/* Of a topic the ledger has the feed; people had the page. */
static void add_notice(struct gathering *g, const struct ledger_row *row)
{
	int stem = (int)(strlen(row->permalink) - strlen(path_suffix(row->permalink)));

	add(g, row->permalink, NULL, NULL);
	if (was_heard(g, row->guid))
		add(g, embed_path(row->permalink, g->arena), NULL, NULL);
	if (text_starts(row->permalink, "topics/"))
		add(g, arena_printf(g->arena, "%.*s.html", stem, row->permalink), NULL, NULL);
}

static void add_way(struct gathering *g, const struct ledger_row *row,
		    const struct ledger_item *now)
{
	add(g, row->permalink, now->permalink, now->title);
	if (now->episode && now->episode->recording.path)
		add(g, embed_path(row->permalink, g->arena), embed_path(now->permalink, g->arena),
		    now->title);
}

static void add_row(struct gathering *g, const struct ledger_row *row)
{
	const struct ledger_item *now =
		row->guid ? ledger_item_by_guid(&g->items, row->guid) : NULL;

	if (row->kind < LEDGER_MOVED || !row->guid)
		return;
	if (!now || !now->is_out)
		add_notice(g, row);
	else if (row->kind == LEDGER_MOVED && now->kind == LEDGER_SHOW &&
		 text_ends(row->permalink, ".xml"))
		add(g, row->permalink, ledger_show_feed(now->permalink, g->arena), now->title);
	else if (row->kind == LEDGER_MOVED)
		add_way(g, row, now);
}

static size_t count_withdrawn(const struct site *site)
{
	size_t n = 0;

	for (size_t i = 0; i < site->show_count; i++)
		n += site->shows[i]->withdrawn_count;
	return n;
}

/* Those that say so in their front matter, whatever the ledger says. */
static void add_withdrawn(struct gathering *g, const struct show *show)
{
	for (size_t i = 0; i < show->withdrawn_count; i++) {
		const struct episode *e = show->withdrawn[i];

		add(g, e->item.path, NULL, NULL);
		if (e->guid && was_heard(g, e->guid))
			add(g, embed_path(e->item.path, g->arena), NULL, NULL);
	}
}

/* Only hosts lead on from there. */
static void add_rule(struct gathering *g, const struct old_address *old,
		     const struct ledger_redirect *way)
{
	struct ledger_redirect rule = *way;

	rule.from = old->path;
	rule.query = old->query;
	rule.by_host = true;
	if (old->query || !is_taken(g, old->path))
		g->into.all[g->into.count++] = rule;
}

/*
 * `a/b.html` is a page that leads on; so is `a/b/index.html` for `a/b/` and, as most hosts make
 * that of it, for `a/b`.
 */
static void add_old_page(struct gathering *g, const char *url, const struct ledger_redirect *way)
{
	struct old_address old;

	if (!url || !old_address_of(g->site, url, &old, g->arena) || strcmp(old.path, way->to) == 0)
		return;
	const char *stem =
		arena_strndup(g->arena, old.path, strlen(old.path) - text_ends(old.path, "/"));

	if (old.query || (*path_suffix(stem) && !text_ends(stem, ".html"))) {
		add_rule(g, &old, way);
	} else if (*path_suffix(stem)) {
		add(g, stem, way->to, way->title);
	} else {
		add(g, path_join(stem, "index.html", g->arena), way->to, way->title);
		add_rule(g, &(struct old_address){ .path = stem }, way);
	}
}

/* A feed stands there once more where its name tells hosts its type. */
static void add_old_feed(struct gathering *g, const char *url, const struct ledger_redirect *way)
{
	struct old_address old;

	if (!url || !old_address_of(g->site, url, &old, g->arena) || strcmp(old.path, way->to) == 0)
		return;
	if (!old.query && text_ends(old.path, ".xml"))
		add(g, old.path, way->to, way->title);
	else
		add_rule(g, &old, way);
}

static void add_old_audio(struct gathering *g, const char *url, const struct ledger_redirect *way)
{
	struct old_address old;

	if (url && old_address_of(g->site, url, &old, g->arena) && strcmp(old.path, way->to) != 0)
		add_rule(g, &old, way);
}

/* A show that came from a site of another program, in whose place this one stands. */
static void add_old_addresses(struct gathering *g, const struct show *show)
{
	struct ledger_redirect way = { .to = show->item.path, .title = show->title };

	add_old_page(g, show->came_from.page, &way);
	way.to = show->feed_path;
	add_old_feed(g, show->came_from.feed, &way);
	for (size_t i = 0; i < show->episode_count; i++) {
		const struct episode *e = show->episodes[i];
		const char *audio = e->recording.path;

		way = (struct ledger_redirect){ .to = e->item.path, .title = e->title };
		add_old_page(g, e->came_from.page, &way);
		way.to = audio && g->site->audio_address ? site_audio_url(g->site, audio, g->arena)
							 : audio;
		if (audio)
			add_old_audio(g, e->came_from.audio, &way);
	}
}

static size_t count_old_addresses(const struct site *site)
{
	size_t n = 0;

	for (size_t i = 0; i < site->show_count; i++)
		n += 3 *
		     (1 + site->shows[i]->episode_count); /* a page, a rule for it, and a file */
	return n;
}

static int by_query(const struct ledger_redirect *a, const struct ledger_redirect *b)
{
	return strcmp(a->query ? a->query : "", b->query ? b->query : "");
}

/* Of two from one place, the one that leads on comes first. */
static int by_from(const void *x, const void *y)
{
	const struct ledger_redirect *a = x, *b = y;
	int order = strcmp(a->from, b->from);

	if (!order)
		order = by_query(a, b);
	if (!order)
		order = a->by_host - b->by_host;
	if (!order)
		order = (a->to == NULL) - (b->to == NULL);
	return order || !a->to ? order : strcmp(a->to, b->to);
}

static void keep_one_each(struct ledger_redirects *r)
{
	size_t kept = 0;

	if (r->count)
		qsort(r->all, r->count, sizeof(*r->all), by_from);
	for (size_t i = 0; i < r->count; i++) {
		if (!kept || strcmp(r->all[kept - 1].from, r->all[i].from) != 0 ||
		    by_query(&r->all[kept - 1], &r->all[i]) != 0)
			r->all[kept++] = r->all[i];
	}
	r->count = kept;
}

struct ledger_redirects ledger_redirects(const struct site *site, struct arena *a)
{
	struct gathering g = { .site = site, .arena = a };
	const struct ledger *l = site->ledger;
	size_t room = 2 * (count_withdrawn(site) + (l ? l->count : 0)) /* a page, and its player */
		      + count_old_addresses(site);

	if (!room)
		return g.into;
	g.items = ledger_items(site, a);
	g.into.all = arena_array(a, room, sizeof(*g.into.all));
	for (size_t i = 0; l && i < l->count; i++)
		add_row(&g, &l->rows[i]);
	for (size_t i = 0; i < site->show_count; i++)
		add_withdrawn(&g, site->shows[i]);
	for (size_t i = 0; i < site->show_count; i++)
		add_old_addresses(&g, site->shows[i]);
	keep_one_each(&g.into);
	return g.into;
}
