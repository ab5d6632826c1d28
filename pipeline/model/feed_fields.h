#ifndef MODEL_FEED_FIELDS_H
#define MODEL_FEED_FIELDS_H

#include "model/feed_diff.h"

/* Collects the fields that differ. */
struct comparison {
	struct arena *arena;
	struct remote_list *fields; /* of struct field_change */
};

/* Adds a change without asking whether it is one. */
void change_add(struct comparison *c, enum feed_field field, const char *from, const char *to);

/* What a channel says of itself, and what an item says; guid and place in the list are left out. */
void channel_compare(struct comparison *c, const struct remote_feed *old,
		     const struct remote_feed *new);
void item_compare(struct comparison *c, const struct remote_episode *old,
		  const struct remote_episode *new);

#endif
