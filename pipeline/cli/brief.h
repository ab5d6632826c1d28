#ifndef CLI_BRIEF_H
#define CLI_BRIEF_H

#include <stdbool.h>
#include <stddef.h>

#include "model/feed_diff.h"

struct arena;
struct json;
struct output_tree;

/*
 * What subscribers will see of a publication, in brief: over all feeds, and each episode once.
 * `blether diff` tells every detail.
 */
struct brief_item {
	const struct item_change *change;
	const char *fields; /* of a changed one: "title, notes" */
};

struct brief {
	bool known;  /* false: nobody could say what they see now */
	bool first;  /* they see nothing yet */
	struct brief_item *items; /* new ones, changed ones, then those that vanish */
	size_t count, of[3];      /* by enum item_fate */
	size_t again, kept, twice;
	size_t shows_changed;     /* feeds that say something else of the show itself */
	const char *sentence;     /* the first line of it all: "new: Hope" */
};

/*
 * `old` is what is published; NULL: it is asked for on the web, where each feed says that it is.
 * `first`: nothing is published.
 */
struct brief brief_make(const struct output_tree *new, const struct output_tree *old, bool first,
			struct arena *a);

void brief_print(const struct brief *b, bool colour, struct arena *a);
void brief_write_json(const struct brief *b, struct json *j);

#endif
