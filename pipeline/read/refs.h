#ifndef READ_REFS_H
#define READ_REFS_H

#include "reader.h"

/*
 * Checks what an item names by its slug: every field whose row in the table of
 * fields says what it refers to. What is not there is reported and forgotten.
 */
void refs_resolve(struct reader *r, struct item *item);

#endif
