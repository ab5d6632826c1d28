#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Paths are `/`-separated. Nothing here touches the file system. */
char       *path_join(const char *dir, const char *name, struct arena *a);
char       *path_dir(const char *path, struct arena *a); /* "" when there is none */
const char *path_base(const char *path);
const char *path_suffix(const char *path); /* ".mp3", or "" */

/*
 * `rel` seen from folder `dir` (both relative to one root), with `.` and `..`
 * resolved; NULL when it climbs out of the root.
 */
char *path_resolve(const char *dir, const char *rel, struct arena *a);

/* The relative reference that leads from the page `from` to `to` (RFC 3986 section 4.2). */
char *path_relative(const char *from, const char *to, struct arena *a);

/* Percent-encodes what may not stand in the path of a URL (RFC 3986 section 3.3). */
char *path_to_url(const char *path, struct arena *a);

/* Percent-decodes `len` bytes; what is no escape, and `%00`, stays as it is written. */
char *path_from_url(const char *url, size_t len, struct arena *a);

/* Is `path` the folder `dir` itself, or something below it? Both are taken as they are written. */
bool path_within(const char *path, const char *dir);

#endif
