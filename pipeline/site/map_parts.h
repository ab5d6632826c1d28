#ifndef SITE_MAP_PARTS_H
#define SITE_MAP_PARTS_H

#include "model/map.h"
#include "view.h"

struct press;

/* How many groups, areas and places there are, and how new that is: "90 groups · 13 areas". */
const char *map_size(struct press *p);

/* "Edition 3, 1 October 2026", or else "Last checked: …"; NULL: nobody ever checked. */
const char *map_as_of(struct press *p);

#endif
