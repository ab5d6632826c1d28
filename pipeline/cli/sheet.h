#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include "model/rows.h"
#include "read/csv.h"

struct arena;
struct diag;

/* A table that comes back from a spreadsheet (model/rows.h), with what its columns are. */
enum sheet_kind {
	SHEET_GROUPS, /* a column a field */
	SHEET_LONG,   /* a row an area of a group */
	SHEET_WIDE,   /* a column an area */
};

enum column_kind {
	COLUMN_UNREAD, /* somebody's own notes */
	COLUMN_SHOWN,  /* it stands there for people to see */
	COLUMN_KEY,    /* the slug of the group */
	COLUMN_FIELD,
	COLUMN_AREA,   /* of SHEET_WIDE: an area's; of SHEET_LONG: the one that names the area */
	COLUMN_ROLE,
	COLUMN_STAMP,
};

struct column {
	enum column_kind    kind;
	const char         *name; /* as written */
	struct span         at;
	const struct field *field;
	const char         *area; /* slug */
};

struct sheet_row {
	struct csv_row csv;
	unsigned       number; /* as the spreadsheet counts them */
};

struct sheet {
	const struct source *src;
	bool                 is_converted; /* from Windows-1252, which has no other letters than some of the west's */
	enum sheet_kind      kind;
	struct column       *columns;
	size_t               column_count;
	struct sheet_row    *rows;
	size_t               row_count, room;
};

/*
 * Reads a file that a spreadsheet program wrote: commas, semicolons or tabs, UTF-8
 * with or without a byte order mark, or Windows-1252, which is told. False after
 * reporting why it is no such table. What is wrong with single rows is reported too.
 */
bool sheet_read(const char *path, const struct site *site, struct sheet *sheet, struct arena *a,
		struct diag *diag);

/* The bytes of the file as text; NULL after reporting (sheet_file.c). */
const struct source *sheet_source(const char *path, bool *is_converted, struct arena *a,
				  struct diag *diag);

/* The column of that kind, or NULL. */
const struct column *sheet_column(const struct sheet *s, enum column_kind kind);

/* What a row has in a column, without the ' before a formula; "" where it ends earlier or `c` is NULL. */
const char *sheet_cell(const struct sheet *s, const struct sheet_row *row, const struct column *c);

/* Where that stands. */
struct span sheet_place(const struct sheet *s, const struct sheet_row *row, const struct column *c);

/* The name of a cell as the spreadsheet shows it: "C14". */
const char *sheet_cell_name(const struct sheet *s, const struct sheet_row *row, const struct column *c,
			    struct arena *a);

#endif
