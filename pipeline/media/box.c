#include "box.h"

#include <string.h>

#include "bytes.h"
#include "fdio.h"

/* Boxes looked at before we give up on a hostile file. */
#define MAX_BOXES 100000

bool box_read(int fd, int64_t at, int64_t end, struct box *box)
{
	uint8_t b[16];

	if (at > end - 8 || !fd_read_at(fd, at, b, 8))
		return false;
	box->at = at;
	box->body = at + 8;
	box->size = be32(b);
	memcpy(box->type, b + 4, sizeof(box->type));
	if (box->size == 0)
		box->size = end - at;
	if (box->size == 1 && fd_read_at(fd, at + 8, b + 8, 8)) {
		box->size = (int64_t)be64(b + 8);
		box->body = at + 16;
	}
	return box->size >= box->body - at;
}

bool box_is(const struct box *b, const char type[static 4])
{
	return memcmp(b->type, type, sizeof(b->type)) == 0;
}

bool box_find(int fd, int64_t at, int64_t end, const char type[static 4], struct box *found)
{
	for (int i = 0; i < MAX_BOXES && box_read(fd, at, end, found); i++) {
		if (box_is(found, type))
			return true;
		if (found->size > end - at)
			break;
		at += found->size;
	}
	return false;
}

bool box_find_in(int fd, const struct box *outer, const char type[static 4], struct box *found)
{
	return box_find(fd, outer->body, outer->at + outer->size, type, found);
}
