#ifndef SERVE_RANGE_H
#define SERVE_RANGE_H

#include <stddef.h>
#include <stdint.h>

/* A client that asks for more pieces than this gets the whole. */
#define RANGES_MOST 16

/* Bytes first to last of a file, both included. */
struct range {
	int64_t first, last;
};

enum range_answer {
	RANGE_WHOLE,  /* nothing that could be understood was asked for: send everything (200) */
	RANGE_PARTS,  /* 206 */
	RANGE_BEYOND, /* none of it is there: 416 */
};

/*
 * Reads the header `Range` for a file of `size` bytes (RFC 9110 section 14.2);
 * `header` is NULL when there was none. Pieces beyond the end are left out.
 */
enum range_answer ranges_read(const char *header, int64_t size,
			      struct range out[static RANGES_MOST], size_t *count);

#endif
