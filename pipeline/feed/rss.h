#ifndef FEED_RSS_H
#define FEED_RSS_H

#include "channel.h"
#include "model/own_element.h"
#include "render.h"
#include "xml.h"

/* One piece of a feed while it is written: the head of a page, or items one after another. */
struct rss {
	const struct render *render;
	const struct channel *channel;
	const char *language; /* as feeds write it: `en-gb` */
	struct xml xml;
	struct strbuf *notes, *brief; /* of the item that is being written */
};

/* A place in the feed, which an episode keeps when it is withdrawn. */
struct slot {
	const struct episode *episode;
	size_t bytes; /* of its item; 0: it has none */
};

/*
 * A part of a feed with a file of its own (RFC 5005 section 3). The newest is
 * at the feed's address; the others are counted from the oldest, and never
 * change when episodes are added.
 */
struct feed_page {
	size_t number;            /* 0: the newest; 1: the oldest */
	size_t next;              /* the one with the items before these; 0: there are none */
	const struct slot *slots; /* oldest first */
	size_t count;
};

/* The output path of a page of the feed at `feed_path`. */
char *feed_page_path(const char *feed_path, size_t number, struct arena *a);

/* <rss>, <channel> and all that stands before its items; both stay open. */
void rss_head(struct rss *f, const struct feed_page *page);

/* What only the channel of one show has. */
void rss_show(struct rss *f, const struct show *show, const struct feed_page *page);

/* What is announced or on the air (rss_live.c). */
void rss_live(struct rss *f, const struct show *show);

void rss_item(struct rss *f, const struct episode *e);

/* The files of an episode besides its recording (rss_files.c). */
void rss_alternates(struct rss *f, const struct episode *e);
void rss_files(struct rss *f, const struct episode *e);

/* Elements that a channel and an item have alike (rss_elements.c). Lists may be empty. */
void rss_people(struct rss *f, const struct list *people);
void rss_locations(struct rss *f, const struct list *locations);
void rss_funding(struct rss *f, const struct list *funding);
void rss_texts(struct rss *f, const struct list *texts);
void rss_links(struct rss *f, const struct list *links);
void rss_values(struct rss *f, const struct list *values); /* rss_value.c */

/*
 * What was there where the show was before. Elements that blether writes too, but in a form that
 * no field takes, stand before the title (feeds/podcast.rng), all others behind the rest. Both
 * return if there were any.
 */
typedef const struct own_element *rss_own_element(const char *ns, const char *name);
bool rss_odd(struct rss *f, const struct strings *elements, rss_own_element *own, unsigned depth);
bool rss_brought(struct rss *f, const struct strings *elements, rss_own_element *own, unsigned depth);
bool rss_has_licence(const struct strings *elements); /* which stands instead of ours */

void rss_remote_item(struct rss *f, const struct remote_item *r);
void rss_licence(struct rss *f, const char *id);
void rss_explicit(struct rss *f, bool is_explicit);
void rss_number(struct rss *f, const char *name, int64_t number);
void rss_date(struct rss *f, const char *name, struct moment m);
void rss_guid(struct rss *f, const char *guid);

/* <podcast:image> of a picture in the output; `purpose` may be NULL. Nothing without `alt`. */
void rss_picture(struct rss *f, const struct picture *p, const char *alt, const char *purpose);

/* <itunes:image> */
void rss_cover(struct rss *f, const struct picture *p);

/* Attributes: a whole number, seconds with a fraction only where there is one, `path` as a URL. */
void rss_attr_number(struct rss *f, const char *name, int64_t number);
void rss_attr_seconds(struct rss *f, const char *name, int64_t ms);
void rss_attr_path(struct rss *f, const char *name, const char *path);
void rss_attr_audio(struct rss *f, const char *name, const char *path); /* of a recording */

/* `text`, or as much of it as fits into `most` characters, a `…` at its end included. */
const char *rss_shorten(const char *text, size_t most, struct arena *a);

#endif
