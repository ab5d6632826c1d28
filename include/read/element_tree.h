#ifndef READ_ELEMENT_TREE_H
#define READ_ELEMENT_TREE_H

#include <stddef.h>

#include "model/remote_feed.h"

struct arena;
struct diag;

/*
 * Any XML that others wrote, as a tree: an export of WordPress or of Podlove Publisher, a list of
 * subscriptions (OPML). What feed_read() mends is mended here too, no entity of a document type is
 * followed, and nothing is fetched.
 *
 * Text keeps the line ends and blanks inside it and has none at its ends; addresses stay as they are
 * written. NULL after reporting that the bytes are no XML, or have more elements inside one another
 * than LIMIT_TREE_DEPTH or more in all than LIMIT_TREE_ELEMENTS. Everything lives in `a`; `from` is what
 * messages call it.
 */
struct remote_element *element_tree_read(const char *bytes, size_t len, const char *from, struct arena *a,
					 struct diag *diag);

#endif
