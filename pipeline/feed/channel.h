#ifndef FEED_CHANNEL_H
#define FEED_CHANNEL_H

#include "model/site.h"

struct arena;

/*
 * What stands at the head of a podcast feed and what its items are compared
 * with, whether the feed is of one show or of several: its writer knows no
 * difference but that items of several shows say what their show would have
 * said for them.
 *
 * A feed of several shows answers to the site; what only a show can have (its
 * first show's categories and cover, where the site has none) comes from that
 * of its oldest episode, so that a new episode never changes it.
 */
struct channel {
	const struct show *show;  /* NULL: a feed of several */
	const struct source *src; /* what messages are about */
	const char *title, *description, *author;
	const char *path, *feed_path; /* of page and feed in the output */
	const char *language, *type, *copyright, *licence, *medium;
	const char *guid;         /* NULL: computed from the feed's URL */
	const char *new_feed_url; /* NULL: it has not moved */
	struct owner owner;
	const struct picture *cover;
	const char *cover_alt;
	const struct strings *categories;
	bool is_explicit, locked;
	struct strings block, allow; /* as struct show has them; of several shows, all that any
					blocks but Apple */
	const struct list *people, *locations, *funding, *values; /* never NULL */
	struct episode **episodes;                                /* published, newest first */
	size_t episode_count;
	struct episode **withdrawn; /* newest first: they keep their places in pages */
	size_t withdrawn_count;
};

struct channel channel_of_show(const struct site *site, const struct show *show);

/* Of a collection that has a feed; `a` holds what is put together. */
struct channel channel_of_collection(const struct site *site, const struct collection *c,
				     struct arena *a);

/* Is no service, or not this one, to list the channel? `service` is its slug in the namespace. */
bool channel_blocks(const struct strings *block, const struct strings *allow, const char *service);

/* A show's own word, before that of its site: as feeds of several shows need it too. */
bool show_blocks(const struct show *show, const char *service);

#endif
