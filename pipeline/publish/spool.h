#ifndef PUBLISH_SPOOL_H
#define PUBLISH_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct output_file;

/*
 * A file without a name, for what is sent in another form than it lies on the disk: archives, Base64. It
 * is gone when it is closed, and when this process ends, however it ends.
 *
 * The first failure stays; callers write freely and test once, with spool_end().
 */
struct spool;

struct spool *spool_new(void) __attribute__((returns_nonnull));
void spool_write(struct spool *s, const void *bytes, size_t len);

/* RFC 4648 section 4, with its '='. */
void spool_base64(struct spool *s, const void *bytes, size_t len);

/*
 * All of a file, which must be as long as it was: each block goes through `take`, whose length is a multiple of
 * three but for the last.
 */
void spool_file(struct spool *s, const struct output_file *file,
		void (*take)(void *arg, const void *bytes, size_t len), void *arg);

void spool_fail(struct spool *s, int error);

/* The open file, which is the caller's, and its length; -1 with errno set when anything failed. Frees the spool. */
int spool_end(struct spool *s, int64_t *size);

#endif
