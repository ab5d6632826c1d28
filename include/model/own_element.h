#ifndef MODEL_OWN_ELEMENT_H
#define MODEL_OWN_ELEMENT_H

#include <stdbool.h>

/*
 * What blether writes into feeds by itself. Where a feed that somebody brings along has such an
 * element, it belongs into a field; written a second time, apps would take one of the two.
 */

#define OWN_NS_ITUNES  "http://www.itunes.com/dtds/podcast-1.0.dtd"
#define OWN_NS_PODCAST "https://podcastindex.org/namespace/1.0"
#define OWN_NS_ATOM    "http://www.w3.org/2005/Atom"

struct own_element {
	const char *ns;    /* the address of its namespace; "": it has none */
	const char *name;  /* without prefix */
	const char *field; /* of show.yaml or episode.md: what it is made of; NULL: nobody need say it */
	bool        repeats; /* there may be several, so that those which the field cannot take may be brought along */
};

/*
 * The element of that name in the channel of a show, or in an item of its feed, if blether writes
 * it; else NULL. `ns` may be NULL for none. An address in another spelling than the feed's own is
 * another namespace. Of <atom:link> those of blether have certain values of rel (own_link_rel).
 */
const struct own_element *own_channel_element(const char *ns, const char *name);
const struct own_element *own_item_element(const char *ns, const char *name);

/* Is it a rel of those <atom:link> that tell where the feed and its pages are (RFC 5005)? */
bool own_link_rel(const char *rel);

#endif
