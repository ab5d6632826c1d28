#ifndef MODEL_FEED_JOIN_H
#define MODEL_FEED_JOIN_H

#include <stdbool.h>

#include "model/remote_feed.h"

struct arena;

/*
 * Feeds in several documents: pages (RFC 5005 section 3, `next`) and archives (section 4,
 * `prev-archive`), which name one another. Whoever fetches them asks in turn
 *
 *   feed_pages_visit()  is this address to be fetched?
 *   feed_join()         takes what the page brings
 *   feed_older()        where it goes on
 *
 * and stops where one says no.
 */

/*
 * Appends the items of a page that `into` does not have, in their order: items are the same when
 * guid and enclosure are (without a guid: page and enclosure), and those of the feed itself hold,
 * as of the later text. What a page says of the show is not taken. False: it brought nothing new,
 * which is where chains without an end go round. Items stay the page's own: it must live as long.
 * Time: linear in the items of both.
 */
bool feed_join(struct remote_feed *into, const struct remote_feed *page, struct arena *a);

/* Where what is older than a page stands: its previous archive, else its next page; NULL: nowhere. */
const char *feed_older(const struct remote_feed *page);

/* The addresses of which a feed has been read. { 0 } has none. */
struct feed_pages {
	struct remote_list seen; /* of const char *, without fragments */
};

/* Notes an address; false: it was noted before, or there are LIMIT_FEED_PAGES. */
bool feed_pages_visit(struct feed_pages *pages, const char *url, struct arena *a);

#endif
