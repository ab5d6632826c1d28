#ifndef READ_SHOW_H
#define READ_SHOW_H

#include "reader.h"

/* Reads podcasts/<folder> with its episodes; NULL after reporting when there is no show. */
struct show *show_read(struct reader *r, const char *folder);

/* Resolves what names other items of the show; to be called when all have been read. */
void show_resolve(struct reader *r, struct show *show);

/* Reports identities that stand twice in the site, whatever their show. */
void shows_check_guids(struct reader *r);

#endif
