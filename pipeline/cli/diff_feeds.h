#ifndef CLI_DIFF_FEEDS_H
#define CLI_DIFF_FEEDS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/feed_diff.h"

struct arena;
struct diag;

/* Where feeds come from: a file, a folder, an address. */
struct feed_source {
	struct arena *arena;
	struct diag *diag;
	bool follow; /* the pages of a feed count as one */
};

/* Feeds side by side. */
struct feed_set {
	struct remote_feed **feeds;
	size_t count, room;
};

/*
 * The feed of a file, or those below a folder in the order of their paths. Pages
 * that another feed names as its next one are no feeds of their own. What is wrong is
 * reported.
 */
struct feed_set feeds_at(const struct feed_source *s, const char *path);

/* The same of an output, wherever its files are. */
struct output_tree;
struct feed_set feeds_of(const struct feed_source *s, const struct output_tree *tree);

/* The feed at an address; NULL after a report. `status` is what the server answered, or 0. */
struct remote_feed *feed_at_url(const struct feed_source *s, const char *url, long *status);

/* The folder that a feed lies in, without what is above it: the show's name in the output. */
const char *feed_folder(const struct remote_feed *f, struct arena *a);

/*
 * The feed of `set` that was `f`, by podcast:guid and address, then by one of them, then
 * by the name of its folder and file; NULL.
 */
struct remote_feed *feed_partner(const struct feed_set *set, const struct remote_feed *f);

void feed_set_add(struct feed_set *set, struct remote_feed *f, struct arena *a);

#endif
