#ifndef MODEL_MAP_TABLE_H
#define MODEL_MAP_TABLE_H

#include "model/map.h"

struct strbuf;

/*
 * A map as a table (CSV, RFC 4180, UTF-8): one row for each group in each area, by group, then
 * area. Several values of a cell are parted by "; ". What is empty is not said; no audience
 * is everybody.
 */
enum map_column {
	MAP_COLUMN_GROUP, /* slug */
	MAP_COLUMN_NAME,
	MAP_COLUMN_KIND,
	MAP_COLUMN_AREA, /* slug */
	MAP_COLUMN_ROLE,
	MAP_COLUMN_PLACES, /* slugs */
	MAP_COLUMN_AUDIENCES,
	MAP_COLUMN_TIMES,
	MAP_COLUMN_WAYS_IN,
	MAP_COLUMN_COST,
	MAP_COLUMN_CHECKED, /* 2026-10-01 */
	MAP_COLUMNS
};

/* Their names, as in the first row; ended by NULL. */
extern const char *const map_column_names[];

#define MAP_TABLE_BETWEEN "; "

/* Appends the map of the site. */
void map_table_write(const struct site *site, struct strbuf *out);

#endif
