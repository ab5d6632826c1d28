#ifndef MODEL_MENTION_H
#define MODEL_MENTION_H

#include <stdbool.h>
#include <stddef.h>

#include "model/fields.h"

struct arena;
struct item;
struct site;

/*
 * Who is named in the network: every list of people that an item of it has,
 * whatever its kind and its field. A new kind, or a new list, is among them by
 * its row in the table of fields.
 */
struct mention {
	const struct item  *item;
	const struct field *field; /* of its kind */
	const struct list  *people; /* of struct person; none may be left in it */
	bool                is_shown; /* false: a draft, of which nothing is published */
};

/* All of them: items in the order of site->items, then drafts. */
const struct mention *site_mentions(const struct site *site, size_t *count, struct arena *a);

/*
 * Every item of the network with a file of its own, drafts included, in the same order.
 * `shown`: how many of them are not drafts; those come first.
 */
const struct item *const *site_network(const struct site *site, size_t *count, size_t *shown,
				       struct arena *a);

#endif
