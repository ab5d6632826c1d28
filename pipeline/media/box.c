#include "box.h"

#include <string.h>

#include "fdio.h"
#include "input.h"

/* Boxes looked at before we give up on a hostile file. */
#define MAX_BOXES 100000

static uint32_t be32(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

bool box_read(const struct input *in, int64_t at, struct box *box)
{
	uint8_t b[16];

	if (at > in->size - 8 || !fd_read_at(in->fd, at, b, 8))
		return false;
	box->at = at;
	box->size = be32(b);
	memcpy(box->type, b + 4, sizeof(box->type));
	if (box->size == 0)
		box->size = in->size - at;
	if (box->size == 1 && fd_read_at(in->fd, at + 8, b + 8, 8))
		box->size = (int64_t)((uint64_t)be32(b + 8) << 32 | be32(b + 12));
	return box->size >= 8;
}

bool box_is(const struct box *b, const char type[static 4])
{
	return memcmp(b->type, type, sizeof(b->type)) == 0;
}

bool box_find(const struct input *in, const char type[static 4], int64_t *at)
{
	struct box b;

	*at = 0;
	for (int i = 0; i < MAX_BOXES && box_read(in, *at, &b); i++) {
		if (box_is(&b, type))
			return true;
		if (b.size > in->size - *at)
			break;
		*at += b.size;
	}
	return false;
}
