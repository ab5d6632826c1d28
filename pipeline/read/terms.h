#ifndef READ_TERMS_H
#define READ_TERMS_H

#include <cmark.h>

#include "reader.h"

/*
 * Words of the trade that glossary.yaml explains: where a text in the site's
 * language uses one for the first time, it becomes a link to its explanation.
 * Headings, links and code stay as they are.
 */

/* To be called when the glossary has been read. */
void terms_read(struct reader *r);

void terms_render(struct reader *r, cmark_node *root);

/* What that depends on: another key, other links. */
uint64_t terms_key(const struct reader *r, uint64_t start);

#endif
