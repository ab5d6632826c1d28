#ifndef READ_REFS_H
#define READ_REFS_H

#include "reader.h"

/*
 * Checks what an item names by its slug: every field whose row in the table of
 * fields says what it refers to. What is not there is reported and forgotten.
 */
void refs_resolve(struct reader *r, struct item *item);

/* Is there an item of that kind with that slug? If not, it is reported at `at`. */
bool refs_is_there(struct reader *r, const struct kind *kind, const char *name, struct span at);

#endif
