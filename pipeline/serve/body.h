#ifndef SERVE_BODY_H
#define SERVE_BODY_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct served;

/*
 * What is sent: pieces one after another, each bytes in memory or a part of one
 * open file. It outlives what it was made from, as clients may be slow.
 */
struct body {
	struct arena arena;
	struct piece *pieces;
	size_t count, room;
	int64_t size;
	char *bytes; /* a copy; NULL: `file` */
	int file;
};

/* NULL with errno set when the file cannot be opened, or has not the size that it should. */
struct body *body_open(const struct served *from);
void body_close(void *body);

/* Adds bytes of its own (copied), and a part of what it was made from. */
void body_add_text(struct body *b, const char *text, size_t len);
void body_add_part(struct body *b, int64_t first, int64_t len);

/* Copies up to `max` bytes from `pos` on; -1 when the file cannot be read, or ends too early. */
int64_t body_read(const struct body *b, int64_t pos, char *into, size_t max);

#endif
