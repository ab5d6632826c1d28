#ifndef READ_PLACES_H
#define READ_PLACES_H

#include <cmark.h>
#include <stddef.h>

#include "base/source.h"

struct arena;

/* Where the nodes that cmark makes of a body stand in their source. */
struct places {
	const struct source *src;
	size_t body;   /* where the Markdown begins */
	size_t *lines; /* offsets of its lines, once somebody asks */
	size_t count;
	struct arena *arena; /* of the lines */
};

/* In lines that are indented cmark's columns are too small, so this may lie before the node. */
size_t places_offset(struct places *p, int line, int column);

/* Where the line ends: at its LF, or where the source does. */
size_t places_line_end(struct places *p, int line);

struct span places_node(struct places *p, cmark_node *n);

#endif
