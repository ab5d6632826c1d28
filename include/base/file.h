#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Whole files. Each function returns false with errno set when the machine
 * fails; a file is either completely there under its name or not at all.
 */

/* Reads a file of at most `max` bytes (EFBIG beyond); NUL-terminated, in `a`. */
bool file_read(const char *path, size_t max, char **data, size_t *len, struct arena *a);

/* Writes a temporary file beside `path` and renames it. */
bool file_write(const char *path, const void *data, size_t len);

/*
 * Replaces a file of somebody's own: who may read it stays as it is, a symbolic
 * link stays one, and the new bytes are on the disk before the old ones go.
 */
bool file_replace(const char *path, const void *data, size_t len);

/* Writes a file that must not be there yet (EEXIST), not even as a link. */
bool file_create(const char *path, const void *data, size_t len);

/* The same for what nobody but its owner may read. */
bool file_create_private(const char *path, const void *data, size_t len);

/* Makes the folder and those above it. */
bool file_mkdirs(const char *path);

/* write(2) until everything is out. */
bool file_write_all(int fd, const void *data, size_t len);

/* Copies what is left of an open file (shared where the file system can). */
bool file_copy(int from, int to);

#endif
