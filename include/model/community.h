#ifndef MODEL_COMMUNITY_H
#define MODEL_COMMUNITY_H

#include "model/network.h"

struct arena;

/* How many communities say the same of themselves. */
struct tally {
	const char *name;
	int64_t     count;
};

/*
 * Counts communities by a text of theirs, such as offsetof(struct community, council): from the
 * most to the fewest, then by name; those that say nothing are in none. A list of struct tally.
 */
struct list communities_tally(const struct site *site, size_t text, struct arena *a);

/* The file that others may reuse, without addresses; beside the page. NULL: there are none. */
const char *community_data_path(const struct site *site);

#endif
