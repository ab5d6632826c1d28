#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

/* By which a file is known again without reading it. Times in nanoseconds since 1970. */
struct stamp {
	int64_t size, mtime, ctime, inode, device;
};

/* False with errno set when there is no regular file (EISDIR, EINVAL) or it cannot be reached. */
bool stamp_read(const char *path, struct stamp *into);

/* Has the content stayed the same? A new name or new permissions change nothing but ctime. */
bool stamp_same_content(const struct stamp *a, const struct stamp *b);

/*
 * Is the last change longer ago than the coarsest clock of a file system (2
 * seconds)? Only then must another change give another stamp. The change time
 * decides: unlike the modification time, no program can set it.
 */
bool stamp_settled(const struct stamp *s);

#endif
