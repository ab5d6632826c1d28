#ifndef SITE_AREA_PARTS_H
#define SITE_AREA_PARTS_H

#include "map_boxes.h"
#include "model/map.h"
#include "view.h"

struct press;

/* What the page of an area says besides its episodes: who works on it, and what there is. */
struct area_parts {
	struct list roles;           /* of struct area_role */
	struct list place_services;  /* of struct place_services */
	struct list after;           /* of struct map_link: who looks after it; one or none */
	struct list named_in;        /* of struct detail: meetings, resources, stories */
	struct list outputs;         /* of struct area_output */
	struct list called;          /* of struct detail: what others call it */
	struct map_box gaps, chances;
	const char *counts;          /* "2 lead · 8 help · 1 refers"; NULL: nobody */
	bool is_example;
	bool shows_episodes;         /* it has some, or nothing else */
};

extern const struct view view_area_parts;

struct area_parts area_parts_make(struct press *p, const struct area *area, bool has_episodes);

/* "2 lead · 8 help · 1 refers" of an area of the map; NULL: nobody does. */
const char *area_counts(struct press *p, size_t area);

/* The number of an area in the map; SIZE_MAX: it is not on it. */
size_t map_area_at(const struct map *m, const char *slug);

#endif
