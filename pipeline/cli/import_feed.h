#ifndef CLI_IMPORT_FEED_H
#define CLI_IMPORT_FEED_H

#include "import_show.h"

/* A file, or what is at an address. */
struct loaded {
	const char *from; /* where it was at last: its address from now on, where it has moved for good */
	const char *bytes;
	size_t len;
};

/* False after reporting. */
bool import_load(struct importing *im, const char *from, struct loaded *into);

/* What was loaded as a feed, with all its pages; NULL after reporting. */
struct remote_feed *import_feed(struct importing *im, const struct loaded *l);

#endif
