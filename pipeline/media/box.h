#ifndef MEDIA_BOX_H
#define MEDIA_BOX_H

#include <stdbool.h>
#include <stdint.h>

/* A box of an MP4 file (ISO 14496-12 section 4.2). */
struct box {
	int64_t at;
	int64_t size; /* header included; may reach past the end of what it lies in */
	int64_t body; /* where its header ends */
	uint8_t type[4];
};

/* The box that begins at `at` in something that ends at `end`; false when there is none. */
bool box_read(int fd, int64_t at, int64_t end, struct box *b);

bool box_is(const struct box *b, const char type[static 4]);

/* The first box of a type among those that lie side by side from `at` to `end`. */
bool box_find(int fd, int64_t at, int64_t end, const char type[static 4], struct box *found);

/* The first one directly inside another; `found` may be that other one. */
bool box_find_in(int fd, const struct box *outer, const char type[static 4], struct box *found);

#endif
