#ifndef READ_COMMUNITIES_H
#define READ_COMMUNITIES_H

#include "reader.h"

/*
 * communities.csv: the communities that take part, a row each, with a first line
 * that names the columns. All faults are reported in one run, by row and column.
 */
#define COMMUNITIES_FILE "communities.csv"

/* Fills in the communities of the site; none where there is no such file. */
void communities_read(struct reader *r);

/* Once all items are known: stories that rows name, and communities that stories name. */
void communities_resolve(struct reader *r);

#endif
