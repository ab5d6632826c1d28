#ifndef SITE_MAP_BOXES_H
#define SITE_MAP_BOXES_H

#include "model/map.h"
#include "view.h"

struct press;

/*
 * Short boxes on the pages of areas and groups: where nothing is listed, and who could work
 * together. Each line leads to where it stands among all of them.
 */
struct map_box_line {
	const char *title; /* "Gourock: none listed"; "Example Carers and Example Listeners" */
	const char *path;  /* "gaps/index.html#…", "chances/index.html#…"; NULL: there is no such page */
	const char *why;   /* in a sentence; NULL: the title says it all */
};

struct map_box {
	struct list lines;     /* of struct map_box_line; none: there is no box */
	const char *all_path;  /* the page with all of them; NULL: there is none */
};

extern const struct view view_map_box;

/* Lines that a box has at most; the page with all of them is one touch away. */
#define MAP_BOX_MOST 5

struct map_box gaps_box_of_area(struct press *p, const struct area *area);
struct map_box chances_box_of_area(struct press *p, const struct area *area);
struct map_box chances_box_of_group(struct press *p, const struct group *g);

/* What a gap is of: "Gourock", "in the evening", "together with Housing". */
const char *gap_subject(struct press *p, const struct gap *gap);

/* "Edition 3, 1 October 2026" */
const char *edition_words(struct press *p, const struct edition *e);

/* Why two could work together, in a sentence. */
const char *chance_reason(struct press *p, const struct chance *chance);

#endif
