#ifndef MODEL_MAP_PAGES_H
#define MODEL_MAP_PAGES_H

#include "model/site.h"

struct arena;

/*
 * Where the pages of the themed map are; NULL: there is none, since there are no groups, or no
 * places or audiences.
 */
const char *site_map_path(const struct site *site);       /* the map itself */
const char *site_map_print_path(const struct site *site); /* the same for a wall, and as a booklet */
const char *site_groups_path(const struct site *site);    /* all groups from A to Z */
const char *site_places_path(const struct site *site);    /* all places */
const char *site_audiences_path(const struct site *site); /* all whom services are for */

const char *site_gaps_path(const struct site *site);      /* where nothing is listed; each has its id there */
const char *site_chances_path(const struct site *site);   /* who could work together; the same */
const char *site_check_path(const struct site *site);     /* which groups have to be looked at again */

/* NULL, too, as long as no edition of the map was frozen. */
const char *site_changes_path(const struct site *site);      /* between editions, and since the last */
const char *site_changes_feed_path(const struct site *site); /* the same for feed readers */
const char *site_editions_path(const struct site *site);     /* all of them */

/* The table of an edition, as it was frozen. */
const char *edition_table_path(const struct edition *e, struct arena *a);

/*
 * Does its page stand in lists, can it be found? Not that of a group that has closed: it
 * only says so.
 */
bool item_is_listed(const struct item *item);

/* The card of a group for the address book of a phone. */
const char *group_card_path(const struct group *g, struct arena *a);

/* The sheet with all that is said of a group, for it to put right; NULL: it has closed. */
const char *group_check_path(const struct group *g, struct arena *a);

/*
 * May somebody who looks at the page be watched while they do? Whoever hides where a group is does
 * so because people flee to it; an area is watched when such a group works in it.
 */
bool group_is_watched(const struct group *g);
bool area_is_watched(const struct site *site, const struct area *area);

#endif
