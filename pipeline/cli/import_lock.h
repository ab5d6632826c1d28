#ifndef CLI_IMPORT_LOCK_H
#define CLI_IMPORT_LOCK_H

#include <stdbool.h>

struct importing;

/*
 * One import at a time into one content folder. The lock is a file in its hidden folder, held by flock(2), so that a
 * killed import leaves none behind; it is gone at the end. `fd` is -1 as long as it is not held.
 */
struct import_lock {
	const char *path;
	int fd;
};

/* False after reporting. */
bool import_lock_take(struct import_lock *l, struct importing *im);

/* Folders that are empty are gone with it: a refused import leaves nothing. */
void import_lock_drop(struct import_lock *l, struct importing *im);

#endif
