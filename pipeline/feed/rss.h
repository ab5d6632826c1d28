#ifndef FEED_RSS_H
#define FEED_RSS_H

#include "render.h"
#include "xml.h"

/* One feed while it is written. */
struct rss {
	const struct render *render;
	const struct show *show;
	const char *language; /* as feeds write it: `en-gb` */
	struct xml xml;
	struct strbuf *notes, *brief; /* of the item that is being written */
};

/* Elements that a channel and an item have alike. */
void rss_people(struct rss *f, const struct list *people);
void rss_licence(struct rss *f, const char *id);
void rss_explicit(struct rss *f, bool is_explicit);
void rss_number(struct rss *f, const char *name, int64_t number);
void rss_date(struct rss *f, const char *name, struct moment m);

void rss_item(struct rss *f, const struct episode *e);

#endif
