#ifndef READ_FIGURES_H
#define READ_FIGURES_H

#include <cmark.h>
#include <stdbool.h>

#include "places.h"
#include "reader.h"

/*
 * Numbers that texts take from elsewhere, so that they are never typed twice:
 *
 *     {fact:members}        the value that facts.yaml has under this id, as a link to its source
 *     {count:communities}   how many there are on the site (model/count.h)
 *
 * "\{" is a brace and no more.
 */

struct figures {
	struct reader *r;
	struct places *places;
	bool has_counts; /* set when one was there: then the HTML is true for this reading only */
};

/* Puts values in place of their names, and reports names that nothing stands behind. */
void figures_render(struct figures *f, cmark_node *root);

/* What the values depend on: another key, other values. Counts are not in it. */
uint64_t figures_key(const struct reader *r, uint64_t start);

#endif
