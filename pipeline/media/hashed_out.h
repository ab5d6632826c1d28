#ifndef MEDIA_HASHED_OUT_H
#define MEDIA_HASHED_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct arena;

/*
 * A file that is written from its first byte to its last, and hashed on the
 * way: create, add and copy, finish. Errors of the disk stay: `error` is the
 * errno of the first, and nothing is written after it. Without the finish, what
 * is in the file is nothing.
 */
struct hashed_out {
	int            fd;
	int            error;
	int64_t        bytes; /* that it has so far */
	struct hasher *hasher;
	uint8_t       *block;
	size_t         filled; /* of the block, not yet written */
};

/* What is in the file is lost. */
bool hashed_out_create(struct hashed_out *o, const char *path, struct arena *a);

void hashed_out_add(struct hashed_out *o, const void *data, size_t len);

/* Back to an empty file. */
void hashed_out_rewind(struct hashed_out *o);

/* Adds bytes from … to of another file; ENODATA when it is shorter. */
void hashed_out_copy(struct hashed_out *o, int fd, int64_t from, int64_t to);

/* The file is complete on the disk when this returns true. */
bool hashed_out_finish(struct hashed_out *o, struct hash *hash);

void hashed_out_free(struct hashed_out *o);
#define HASHED_OUT_SCOPED __attribute__((cleanup(hashed_out_free)))

#endif
