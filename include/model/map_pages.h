#ifndef MODEL_MAP_PAGES_H
#define MODEL_MAP_PAGES_H

#include "model/network.h"

struct arena;

/*
 * Where the pages of the themed map are. A site without groups has none of them: each path is NULL
 * then.
 */
const char *site_map_path(const struct site *site);       /* the map itself */
const char *site_map_print_path(const struct site *site); /* the same for a wall, and as a booklet */
const char *site_groups_path(const struct site *site);    /* all groups from A to Z */
const char *site_places_path(const struct site *site);    /* all places */
const char *site_audiences_path(const struct site *site); /* all whom services are for */

const char *site_gaps_path(const struct site *site);      /* where nothing is listed; each has its id there */
const char *site_chances_path(const struct site *site);   /* who could work together; the same */
const char *site_changes_path(const struct site *site);   /* since the last edition */
const char *site_editions_path(const struct site *site);  /* all of them */

/* The card of a group for the address book of a phone. */
const char *group_card_path(const struct group *g, struct arena *a);

/*
 * May somebody who looks at the page be watched while they do? Whoever hides where a group is does
 * so because people flee to it; an area is watched when such a group works in it.
 */
bool group_is_watched(const struct group *g);
bool area_is_watched(const struct site *site, const struct area *area);

#endif
