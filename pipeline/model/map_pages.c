#include "model/map_pages.h"

#include <string.h>

#include "base/mem.h"
#include "model/contact.h"
#include "model/map.h"
#include "model/network.h"

static bool has_groups(const struct site *site)
{
	for (size_t i = 0; i < site->group_count; i++) {
		if (group_is_on_map(site->groups[i]))
			return true;
	}
	return false;
}

const char *site_map_path(const struct site *site)
{
	return has_groups(site) ? "map/index.html" : NULL;
}

const char *site_map_print_path(const struct site *site)
{
	return has_groups(site) ? "map/print.html" : NULL;
}

const char *site_groups_path(const struct site *site)
{
	return has_groups(site) ? "groups/index.html" : NULL;
}

const char *site_places_path(const struct site *site)
{
	return site->place_count ? "places/index.html" : NULL;
}

const char *site_audiences_path(const struct site *site)
{
	return site->audience_count ? "audiences/index.html" : NULL;
}

const char *site_gaps_path(const struct site *site)
{
	return site->gaps && site->gaps->count ? "gaps/index.html" : NULL;
}

const char *site_chances_path(const struct site *site)
{
	return site->chances && site->chances->count ? "chances/index.html" : NULL;
}

const char *site_check_path(const struct site *site)
{
	return has_groups(site) ? "map/check.html" : NULL;
}

static bool has_editions(const struct site *site)
{
	return site->edition_count && has_groups(site);
}

const char *site_changes_path(const struct site *site)
{
	return has_editions(site) ? "map/changes.html" : NULL;
}

const char *site_changes_feed_path(const struct site *site)
{
	return has_editions(site) ? "map/changes.atom" : NULL;
}

const char *site_editions_path(const struct site *site)
{
	return has_editions(site) ? "map/editions.html" : NULL;
}

const char *edition_table_path(const struct edition *e, struct arena *a)
{
	return arena_printf(a, "map/editions/%s", e->name);
}

const char *group_card_path(const struct group *g, struct arena *a)
{
	return group_is_closed(g) ? NULL : arena_printf(a, "groups/%s.vcf", g->item.slug);
}

bool item_is_listed(const struct item *item)
{
	return item->kind != &kind_group || group_is_on_map((const struct group *)item);
}

const char *group_check_path(const struct group *g, struct arena *a)
{
	const struct versions *v = g->item.versions;
	const char *path = v ? v->items[0]->path : g->item.path;
	const size_t stem = strlen(path) - strlen(".html");

	return group_is_on_map(g) ? arena_printf(a, "%.*s.check.html", (int)stem, path) : NULL;
}

bool group_is_watched(const struct group *g)
{
	return g->is_hidden;
}

bool area_is_watched(const struct site *site, const struct area *area)
{
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (group_is_watched(g) && group_is_on_map(g) &&
		    (strings_has(&g->leads, area->item.slug) ||
		     strings_has(&g->helps, area->item.slug)))
			return true;
	}
	return false;
}
