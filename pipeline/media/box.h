#ifndef MEDIA_BOX_H
#define MEDIA_BOX_H

#include <stdbool.h>
#include <stdint.h>

struct input;

/* A box of an MP4 file (ISO 14496-12 section 4.2). */
struct box {
	int64_t at;
	int64_t size; /* header included; may reach past the end of the file */
	uint8_t type[4];
};

/* The box that begins at `at`; false when there is none. */
bool box_read(const struct input *in, int64_t at, struct box *b);

bool box_is(const struct box *b, const char type[static 4]);

/* Where the first box of a type stands among those that are in no other. */
bool box_find(const struct input *in, const char type[static 4], int64_t *at);

#endif
