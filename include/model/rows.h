#ifndef MODEL_ROWS_H
#define MODEL_ROWS_H

#include "model/network.h"

struct arena;
struct strbuf;

/*
 * Tables of the network for spreadsheets and programs: one row of names, then rows
 * of texts. Their columns come from the tables of fields, so nothing about a field
 * is written twice. Lists are parted by "; " (`\;` is a semicolon of an entry), days
 * are written 2026-10-01, flags yes and no; what is not said is empty.
 */
struct rows {
	const char         **names;
	const struct field **fields; /* what a column is of; NULL: of none */
	size_t               columns;
	const char        ***cells;  /* cells[row][column] */
	size_t               count;  /* rows */
	size_t               name_room, field_room, room;
	struct arena        *arena;
};

/*
 * Whom a table is for. Published ones have no groups that are closed, no address that is
 * to be hidden, no number or address that may be somebody's own unless they agreed, and nothing
 * that only those need who look after the site. Sheets that come back (`blether map
 * import`) have a last column more: a stamp of what each row was when it left.
 */
enum rows_for { ROWS_PUBLIC, ROWS_SHEET };

struct rows rows_groups(const struct site *site, enum rows_for who, struct arena *a);
struct rows rows_services(const struct site *site, enum rows_for who, struct arena *a);
struct rows rows_areas(const struct site *site, struct arena *a);
struct rows rows_long(const struct site *site, enum rows_for who, struct arena *a); /* group, area, role */
struct rows rows_wide(const struct site *site, enum rows_for who, struct arena *a); /* groups by areas */

/* Appends the table as CSV (RFC 4180); `mark`: with a byte order mark, which Excel needs for UTF-8. */
void rows_write(const struct rows *rows, bool mark, struct strbuf *out);

/* --- cells ------------------------------------------------------------------- */

/* A field of a struct of its kind as a cell; `at` is where it was written, if it was. "" for lists of maps. */
const char *field_cell(const struct field *f, const void *item, struct span at, struct arena *a);

/* Has it a column? All have but maps, and what is of translations only. */
bool field_has_column(const struct field *f);

/* The entries of a cell that is a list, without blanks around them. */
struct strings cell_entries(const char *cell, struct arena *a);

/* They again as a cell. */
const char *cell_of_entries(const struct strings *s, struct arena *a);

/* The role of a group in an area, as the field is called that names it: "leads", "helps", "refers"; or "". */
const char *group_role(const struct group *g, const char *area);

/* The fields that do, ended by NULL. */
extern const char *const role_fields[];

/* --- stamps --------------------------------------------------------------------- */

/* The name of the column. */
#define STAMP_COLUMN "as_exported"

/*
 * What a row was when it was exported: its key, and for each cell that was not empty its
 * name with a piece of a hash of what it said: "example-carers name=x3Qp phone=9aTz". So
 * a sheet that comes back, from whatever computer, tells by itself which of its cells
 * somebody has changed: nothing has to be kept beside the content.
 */
void stamp_begin(struct strbuf *out, const char *key);
void stamp_add(struct strbuf *out, const char *key, const char *column, const char *cell);

/* Is it the stamp of that row? */
bool stamp_is_of(const char *stamp, const char *key);

/* Did that cell say this when the row was exported? */
bool stamp_has(const char *stamp, const char *key, const char *column, const char *cell);

#endif
