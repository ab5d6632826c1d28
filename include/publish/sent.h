#ifndef PUBLISH_SENT_H
#define PUBLISH_SENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct arena;

/*
 * The journal of what was sent to whom, private/sent.tsv: a line a letter and recipient. Nobody gets a
 * letter twice, even when the program is killed at any moment.
 *
 * - A line says `trying` on the disk (fsync) before the server may take the letter, and `sent` as soon as
 *   it has. Only who is killed, or cut off, between those two leaves a doubt: a few milliseconds, or as
 *   long as the server takes to answer. A doubtful letter is never sent again without being asked for.
 * - The second word takes the place of the first in the file and is as long, so that a disk that has
 *   filled up meanwhile cannot lose it.
 * - Addresses are hashed with a salt that stands in the first line: the journal need not be
 *   mended when somebody is forgotten, and whoever sees it reads no address.
 * - The file is locked while it is open: two that send at once would not know of each other.
 */
struct sent;

enum sent_state {
	SENT_NEVER,
	SENT_TRYING,  /* and nothing more: in doubt */
	SENT_DONE,
	SENT_REFUSED, /* by the server, for good */
};

/* NULL with errno set: EWOULDBLOCK, another has it open; EINVAL, it is no journal. */
struct sent *sent_open(const char *path);
void         sent_close(struct sent *s);

/* What is known of a letter (a word without blanks, "2021-03") and an address. */
enum sent_state sent_state(const struct sent *s, const char *letter, const char *address);

/* Notes that it is about to go. False with errno set: then it must not. */
bool sent_begin(struct sent *s, const char *letter, const char *address, struct moment now);

/* What became of it. SENT_NEVER: it was not taken, and may be tried again. False with errno set. */
bool sent_end(struct sent *s, const char *letter, const char *address, enum sent_state state);

#endif
