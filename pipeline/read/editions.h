#ifndef READ_EDITIONS_H
#define READ_EDITIONS_H

#include "reader.h"

/*
 * Reads editions/NN-YYYY-MM-DD.csv into the site, by number. What they name need not be
 * there any more: an edition says what was. To be called when all items are known.
 */
void editions_read(struct reader *r);

#endif
