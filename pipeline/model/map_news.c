#include "model/map_news.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "model/map_pages.h"
#include "model/news.h"

/* --- groups ----------------------------------------------------------------------------- */

static bool is_among(const struct map_names *names, const char *slug)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->all[i].slug, slug) == 0)
			return true;
	}
	return false;
}

/* A group that is there with nothing to do stays there: it came or left only as a whole. */
static enum map_change_kind kind_of(const struct map *before, const struct map *now,
				    const struct map_name *group)
{
	return !is_among(&before->groups, group->slug) ? MAP_ADDED
	       : !is_among(&now->groups, group->slug)  ? MAP_REMOVED
						       : MAP_ROLE_CHANGED;
}

struct group_changes map_group_changes(const struct map *before, const struct map *now,
				       struct arena *a)
{
	const struct map_changes all = map_compare(before, now, a);
	struct group_changes found = { .all = arena_array(a, all.count, sizeof(*found.all)) };

	for (size_t from = 0, to = 0; from < all.count; from = to) {
		const struct map_change *first = &all.all[from];

		while (to < all.count && strcmp(all.all[to].group.slug, first->group.slug) == 0)
			to++;
		found.all[found.count++] = (struct group_change){
			.kind = kind_of(before, now, &first->group),
			.group = first->group,
			.all = first,
			.count = to - from,
		};
	}
	return found;
}

/* --- words ------------------------------------------------------------------------------ */

const char *role_said(const struct interface *t, enum map_role role)
{
	const char *const words[] = {
		[MAP_REFERS] = t->role_refers,
		[MAP_HELPS] = t->role_helps,
		[MAP_LEADS] = t->role_leads,
	};

	return words[role];
}

static const char *change_words(const struct interface *t, const struct group_change *of,
				const struct map_change *c, struct arena *a)
{
	const struct filling with[] = {
		{ "area", c->area.title },
		{ "role", c->now ? role_said(t, c->now) : "" },
		{ "before", c->before ? role_said(t, c->before) : "" },
		{ 0 },
	};

	if (c->kind == MAP_ROLE_CHANGED)
		return interface_fill(t->change_role, with, a);
	if (c->kind == MAP_REMOVED && of->kind != MAP_REMOVED)
		return interface_fill(t->change_no_more, with, a);
	if (c->kind == MAP_REMOVED) /* that the whole group left is said already */
		return arena_printf(a, "%s", c->area.title);
	return interface_fill(of->kind == MAP_ADDED ? t->change_now : t->change_more, with, a);
}

const char *group_change_words(const struct interface *t, const struct group_change *c,
			       struct arena *a)
{
	const char *words = "";

	for (size_t i = 0; i < c->count; i++)
		words = arena_printf(a, "%s%s%s", words, i ? " · " : "",
				     change_words(t, c, &c->all[i], a));
	return words;
}

/* --- news ------------------------------------------------------------------------------- */

char *edition_id(const struct edition *e, struct arena *a)
{
	return arena_printf(a, "edition-%" PRId64, e->number);
}

/* News that are being gathered. */
struct gathering {
	const struct site *site;
	struct news *all;
	size_t count, most;
	struct arena *arena;
};

/* `what` tells apart what one edition brought. */
static void add(struct gathering *g, const struct edition *e, const char *what, struct news n)
{
	const char *page = site_changes_path(g->site), *id = edition_id(e, g->arena);
	const char *self = arena_printf(g->arena, "%s/%s/%s", page, id, what);

	if (g->count == g->most)
		return;
	n.guid = site_page_uuid(g->site, self, g->arena);
	n.path = page;
	n.at = id;
	n.author = g->site->title;
	n.language = g->site->language;
	n.published = n.updated = e->date;
	g->all[g->count++] = n;
}

static const char *title_of(const struct interface *t, const struct group_change *c,
			    struct arena *a)
{
	const struct filling name[] = { { "name", c->group.title }, { 0 } };

	return interface_fill(c->kind == MAP_ADDED     ? t->change_came
			      : c->kind == MAP_REMOVED ? t->change_went
						       : t->change_other,
			      name, a);
}

static void add_changes(struct gathering *g, const struct edition *before, const struct edition *e)
{
	const struct interface *t = g->site->interface;
	const struct group_changes changes = map_group_changes(&before->map, &e->map, g->arena);

	for (size_t i = 0; i < changes.count; i++) {
		const struct group_change *c = &changes.all[i];

		add(g, e, c->group.slug,
		    (struct news){ .title = title_of(t, c, g->arena),
				   .summary = group_change_words(t, c, g->arena) });
	}
}

/* So that there is a feed to follow before the second one. */
static void add_first(struct gathering *g, const struct edition *e)
{
	const struct interface *t = g->site->interface;
	const struct filling with[] = {
		{ "n", arena_printf(g->arena, "%" PRId64, e->number) },
		{ "date", interface_date(t, e->date, g->arena) },
		{ 0 },
	};

	add(g, e, "",
	    (struct news){ .title = interface_fill(t->map_edition, with, g->arena),
			   .summary = t->changes_first });
}

struct list map_news(const struct site *site, size_t most, struct arena *a)
{
	struct gathering g = { .site = site, .most = most, .arena = a };

	if (!site_changes_path(site))
		return (struct list){ 0 };
	g.all = arena_array(a, most, sizeof(*g.all));
	for (size_t i = site->edition_count; i-- > 1;)
		add_changes(&g, &site->editions[i - 1], &site->editions[i]);
	add_first(&g, &site->editions[0]);
	return (struct list){ .items = g.all, .count = g.count };
}
