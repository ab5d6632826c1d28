#ifndef MODEL_MAP_NEWS_H
#define MODEL_MAP_NEWS_H

#include "model/map.h"

/* What changed on the map between two editions, group by group, in words. */

/* What became of one group. */
struct group_change {
	enum map_change_kind     kind; /* MAP_ADDED: it came to the map; MAP_REMOVED: it left it */
	struct map_name          group;
	const struct map_change *all;  /* by area */
	size_t                   count;
};

struct group_changes {
	struct group_change *all; /* by slug */
	size_t               count;
};

struct group_changes map_group_changes(const struct map *before, const struct map *now, struct arena *a);

/* What a role is called on a page: "leads". */
const char *role_said(const struct interface *t, enum map_role role);

/* "Carers: leads (new) · Housing: helps, before that refers" */
const char *group_change_words(const struct interface *t, const struct group_change *c, struct arena *a);

/* Where the changes of an edition stand on the page of all of them: "edition-2". */
char *edition_id(const struct edition *e, struct arena *a);

/*
 * The changes as news, at most `most`: a list of struct news, newest first, one for each group and
 * edition, and one for the first edition. What was not frozen is none: the next edition tells of
 * it, with its day, and so nothing here hangs on the clock.
 */
struct list map_news(const struct site *site, size_t most, struct arena *a);

#endif
