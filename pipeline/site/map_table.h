#ifndef SITE_MAP_TABLE_H
#define SITE_MAP_TABLE_H

#include "model/map.h"
#include "view.h"

struct press;

/* The table of who does what in each area: a row a group from A to Z, a column an area. */
struct map_column {
	const char *label, *path; /* the short name of the area */
	const char *title;        /* its whole name, where that is longer; else NULL */
};

struct map_cell {
	const char *role;  /* NULL: none is listed */
	const char *leads; /* the same, when it leads: the strongest stands out, and not by colour */
};

struct map_row {
	const char *title, *path;
	struct list cells; /* of struct map_cell */
};

/* So many rows as stand under one another. */
struct map_part {
	struct list rows; /* of struct map_row */
};

extern const struct view view_map_column, view_map_row, view_map_part;

/* Both live as long as the page. */
struct list map_columns(struct press *p);
struct list map_rows(struct press *p);

#endif
