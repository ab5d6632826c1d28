#ifndef FEED_MOVED_H
#define FEED_MOVED_H

#include "model/ledger.h"
#include "model/output.h"

/*
 * A sink that also puts each feed where it was before its show or area got
 * another name. Apps follow HTTP 301 and nothing else; where the host cannot
 * answer with that, they go on reading the old place, which says by atom:link and
 * itunes:new-feed-url where the feed is now.
 */
struct moved_feeds {
	struct output_sink sink; /* first: put() finds the rest by it */
	struct output_sink *to;
	struct ledger_redirects redirects;
};

void moved_feeds_init(struct moved_feeds *m, const struct site *site, struct output_sink *to,
		      struct arena *a);

#endif
