#ifndef READ_EPISODE_H
#define READ_EPISODE_H

#include "reader.h"

/*
 * Reads podcasts/<show>/<folder>: the page, and which recording and transcript
 * belong to it. NULL after reporting when there is no episode to speak of.
 */
struct episode *episode_read(struct reader *r, struct show *show, const char *folder);

/* The slug of a folder or file name: without its leading number; NULL after reporting a bad name.
 */
const char *item_slug(struct reader *r, const char *name, const char *rel);

/* Reports a page that would stand where the list of its like stands. */
void item_check_index(struct reader *r, const struct item *item);

#endif
