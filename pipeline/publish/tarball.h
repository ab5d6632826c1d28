#ifndef PUBLISH_TARBALL_H
#define PUBLISH_TARBALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct output_file;

/*
 * Writes a tar archive (POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header"), through gzip
 * (RFC 1952), into a file without a name. The same files make the same bytes: everything is dated 1970 and belongs to nobody. Paths
 * come sorted; the folders above them are written before them.
 *
 * Callers write freely; tarball_end() says whether all of it worked.
 */
struct tarball;

struct tarball *tarball_new(void) __attribute__((returns_nonnull));
void tarball_file(struct tarball *t, const struct output_file *file);
void tarball_link(struct tarball *t, const char *path, const char *target);

/* The open file, which is the caller's, and its length; -1 with errno set when anything failed. */
int tarball_end(struct tarball *t, int64_t *size);

#endif
