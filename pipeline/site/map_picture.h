#ifndef SITE_MAP_PICTURE_H
#define SITE_MAP_PICTURE_H

#include "model/map.h"

struct arena;
struct press;
struct strbuf;

/* How many groups lead or help, by area and place: counts[area * places + place]. */
uint32_t *map_counts(const struct map *m, struct arena *a);

/*
 * Puts a picture of these numbers into the sink: a circle for each, whose surface is the number,
 * with the number in it or beside it. It has the colours of the site, in the light and in the dark,
 * and words of its own for who cannot see it.
 */
struct map_picture {
	const char *path;
	int64_t width, height; /* pixels */
};
struct map_picture map_picture_put(struct press *p, const uint32_t *counts);

#endif
