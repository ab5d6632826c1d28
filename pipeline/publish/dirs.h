#ifndef PUBLISH_DIRS_H
#define PUBLISH_DIRS_H

#include <stdbool.h>
#include <stddef.h>

#define DIRS_DEPTH 32
#define DIRS_PATH  2048

/*
 * Opens the folders of one tree, step by step from its root, and never through
 * a symbolic link, so that nothing outside the root is written. Keeps the
 * folders of the last path open: files that come in order cost no walk.
 *
 * `(struct dirs){ .root = fd }` is ready to use; the root stays the caller's.
 */
struct dirs {
	int root;
	size_t depth;
	int fd[DIRS_DEPTH];
	size_t end[DIRS_DEPTH]; /* of each open folder's part in `path`, with its slash */
	char path[DIRS_PATH];
};

/*
 * The folder that holds `path`, open until the next call; made where it is
 * missing if `make`. -1 with errno set: ENOENT (and not `make`), ENOTDIR or
 * ELOOP when a file or a link stands in the way, or what else the system says.
 */
int dirs_of(struct dirs *d, const char *path, bool make);

void dirs_close(struct dirs *d);

#endif
