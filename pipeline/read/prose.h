#ifndef READ_PROSE_H
#define READ_PROSE_H

#include <stdbool.h>

#include "places.h"
#include "reader.h"

/*
 * The words of one paragraph or heading in one piece, to look for what emphasis, links and line
 * ends would tear apart: a line end is a blank, code is WORDS_APART.
 */
struct prose {
	struct places *places;
	cmark_node *block;
	char *text;
	size_t len;
	struct prose_piece {
		size_t off; /* in `text` */
		cmark_node *node;
	} * pieces;
	size_t count;
	size_t seen; /* what stands before this in the source was found already */
};

/* Lives in `a`. */
struct prose prose_read(struct places *places, cmark_node *block, struct arena *a);

/* The piece that holds this place of the text, or NULL. */
const struct prose_piece *prose_piece(const struct prose *p, size_t off);

/*
 * Where `len` bytes of the text stand in the source. Places are asked for in order, so that the
 * second of two equal words is not taken for the first. Of what goes on in another line the span
 * has the first `first` bytes only.
 */
struct span prose_span(struct prose *p, size_t off, size_t len, size_t first);

/* The first place of these bytes inside a span, or `fallback`. */
struct span prose_locate(struct span in, const char *bytes, size_t len, struct span fallback);

/*
 * Looks through the words of a body, before anything in the tree is changed. `has_first`: it has a
 * heading of level 1.
 */
void prose_check(struct reader *r, const struct document *d, struct places *places,
		 cmark_node *root, bool has_first);

#endif
