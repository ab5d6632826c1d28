#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/ledger.h"

struct gathering {
	const struct site *site;
	struct ledger_items items;
	struct ledger_redirects into;
	struct arena *arena;
};

/* Does the content have something else there? A show has its feed beside its page. */
static bool is_taken(const struct gathering *g, const char *path)
{
	const char *page = strcmp(path_base(path), "feed.xml") == 0 && *path_dir(path, g->arena)
				   ? path_join(path_dir(path, g->arena), "index.html", g->arena)
				   : path;
	const struct ledger_item *there = ledger_item_at(&g->items, page);

	return there && there->is_out;
}

static void add(struct gathering *g, const char *from, const char *to, const char *title)
{
	if (!is_taken(g, from))
		g->into.all[g->into.count++] = (struct ledger_redirect){ from, to, title };
}

/* Of a topic the ledger has the feed; people had the page. */
static void add_notice(struct gathering *g, const struct ledger_row *row)
{
	int stem = (int)(strlen(row->permalink) - strlen(path_suffix(row->permalink)));

	add(g, row->permalink, NULL, NULL);
	if (text_starts(row->permalink, "topics/"))
		add(g, arena_printf(g->arena, "%.*s.html", stem, row->permalink), NULL, NULL);
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
		add(g, row->permalink, now->permalink, now->title);
}

/* Those that say so in their front matter, whatever the ledger says. */
static size_t add_withdrawn(struct gathering *g, bool count_only)
{
	const struct site *site = g->site;
	size_t n = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		n += site->shows[i]->withdrawn_count;
		for (size_t k = 0; !count_only && k < site->shows[i]->withdrawn_count; k++)
			add(g, site->shows[i]->withdrawn[k]->item.path, NULL, NULL);
	}
	return n;
}

/* Of two from one place, the one that leads on comes first. */
static int by_from(const void *x, const void *y)
{
	const struct ledger_redirect *a = x, *b = y;
	int order = strcmp(a->from, b->from);

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
		if (!kept || strcmp(r->all[kept - 1].from, r->all[i].from) != 0)
			r->all[kept++] = r->all[i];
	}
	r->count = kept;
}

struct ledger_redirects ledger_redirects(const struct site *site, struct arena *a)
{
	struct gathering g = { .site = site, .arena = a };
	const struct ledger *l = site->ledger;
	size_t room = add_withdrawn(&g, true) + (l ? 2 * l->count : 0);

	if (!room)
		return g.into;
	g.items = ledger_items(site, a);
	g.into.all = arena_array(a, room, sizeof(*g.into.all));
	for (size_t i = 0; l && i < l->count; i++)
		add_row(&g, &l->rows[i]);
	add_withdrawn(&g, false);
	keep_one_each(&g.into);
	return g.into;
}
