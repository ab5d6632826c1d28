#ifndef PUBLISH_PATHS_H
#define PUBLISH_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "manifest.h"

/* All that is known of one path in the output folder. */
struct entry {
	const char *path;

	/*
	 * What is there: as the manifest or the journal says, until the disk was
	 * looked at; then as it is. NULL when blether has nothing there.
	 */
	const struct record *was;
	const char *or_else; /* a killed run may have left this SHA-256 instead; or NULL */
	bool unsure;         /* a killed run was about to change it */
	bool unborn;         /* and it was not there before: with other bytes it is foreign */

	struct record will; /* what is wanted */
	bool put;
	size_t waits; /* number of the file that waits for its name; 0: none */
};

/* Entries by path, and in the order in which they came until they are sorted. */
struct paths {
	struct entry **slots; /* open addressing; a power of two */
	size_t room;
	struct entry **all;
	size_t count;
};

struct entry *paths_find(const struct paths *t, const char *path);

/* Adds an entry whose path is not in the table yet; it stays the caller's. */
void paths_add(struct paths *t, struct entry *e);

/* Puts `all` in order of path. */
void paths_sort(struct paths *t);

void paths_release(struct paths *t);

#endif
