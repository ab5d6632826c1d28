#ifndef READ_CSV_H
#define READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cell.h"
#include "base/source.h"

struct arena;
struct diag;

/*
 * Tables of comma-separated values as people's programs write them (RFC 4180):
 * cells may be in double quotation marks, with "" for one of them, and may then
 * hold line ends. What parts the cells is a comma, a semicolon or a tab,
 * whichever comes first in the first line; `sep=;` in a line of its own says so
 * too (Excel). Blank lines are no rows. Faults are reported where they stand, and
 * reading goes on in the next line. Cells are written by base/cell.h.
 */
struct csv_cell {
	const char *text; /* without the quotation marks, and without blanks around it */
	struct span at;   /* as it is written */
};

struct csv_row {
	struct csv_cell *cells;
	size_t count;
	size_t off, end; /* of its bytes; `end` is that of the line's end or of the text */
};

struct csv {
	const struct source *src;
	size_t off;
	char delimiter;
};

void csv_open(struct csv *c, const struct source *src);

/* The next row, in `a`; false at the end. */
bool csv_next(struct csv *c, struct csv_row *row, struct arena *a, struct diag *diag);

#endif
