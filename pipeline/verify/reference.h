#ifndef VERIFY_REFERENCE_H
#define VERIFY_REFERENCE_H

#include <stdint.h>

#include "check.h"

/* What was found out of a reference, so that the menu of every page is resolved once a folder. */
#define LINK_SLOTS 8192

struct link_memory {
	struct {
		uint64_t key;
		uint32_t file; /* index + 1 */
	} slots[LINK_SLOTS];
};

/* A reference to a place in a page. */
struct anchor {
	uint64_t id;   /* key in check.ids */
	uint32_t from; /* index of the file that it stands in */
	uint32_t off, len;
	const char *ref; /* in a feed: what `off`, a line, does not tell; else NULL */
};

#endif
