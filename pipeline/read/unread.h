#ifndef READ_UNREAD_H
#define READ_UNREAD_H

#include "listing.h"
#include "reader.h"

/* A folder of items, with all that lies in it. */
struct read_folder {
	const char *name;
	struct listing listing;
};

/*
 * Warns of what lies in a folder of items and is none: people wonder why it does not appear. To be
 * called when all files that pages hand on are known; until then remembered by unread_note().
 */
void unread_note(struct reader *r, const char *folder, const struct listing *l);
void unread_warn(struct reader *r);

#endif
