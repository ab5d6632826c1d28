#ifndef READ_AREA_H
#define READ_AREA_H

#include "leaf.h"

/* Reads areas/<slug>.md into the site. Returns what lies in the folder. */
struct listing areas_read(struct reader *r);

/* Checks that the areas that episodes name are there; the others are forgotten. */
void areas_resolve(struct reader *r);

#endif
