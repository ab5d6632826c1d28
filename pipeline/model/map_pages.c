#include "model/map_pages.h"

#include <string.h>

#include "model/map.h"

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
	return site->place_count && has_groups(site) ? "places/index.html" : NULL;
}

const char *site_audiences_path(const struct site *site)
{
	return site->audience_count && has_groups(site) ? "audiences/index.html" : NULL;
}

const char *site_gaps_path(const struct site *site)
{
	return site->gaps && site->gaps->count ? "gaps/index.html" : NULL;
}

const char *site_chances_path(const struct site *site)
{
	return site->chances && site->chances->count ? "chances/index.html" : NULL;
}

const char *site_changes_path(const struct site *site)
{
	(void)site;
	return NULL;
}

const char *site_editions_path(const struct site *site)
{
	(void)site;
	return NULL;
}

const char *group_card_path(const struct group *g, struct arena *a)
{
	(void)g;
	(void)a;
	return NULL;
}

bool group_is_watched(const struct group *g)
{
	return g->is_hidden;
}

static bool names(const struct strings *slugs, const char *slug)
{
	for (size_t i = 0; i < slugs->count; i++) {
		if (strcmp(slugs->items[i], slug) == 0)
			return true;
	}
	return false;
}

bool area_is_watched(const struct site *site, const struct area *area)
{
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (group_is_watched(g) && group_is_on_map(g) &&
		    (names(&g->leads, area->item.slug) || names(&g->helps, area->item.slug)))
			return true;
	}
	return false;
}
