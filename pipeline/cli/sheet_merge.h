#ifndef CLI_SHEET_MERGE_H
#define CLI_SHEET_MERGE_H

#include "sheet.h"

struct diag;

/* What a field of a group is to become. */
struct field_edit {
	const struct field *field;
	struct strings      texts; /* as front matter has them; none: the field goes */
};

/* One group that has a row. */
struct group_edit {
	const char         *slug;
	const struct group *group; /* NULL: it is new */
	struct field_edit  *edits;
	size_t              count, room;
	size_t              conflicts; /* then none of its edits may be written */
};

/* Whose value counts where the sheet and the content were both changed. */
enum prefer { PREFER_NEITHER, PREFER_SHEET, PREFER_CONTENT };

/*
 * The three-way merge. What a cell was when the sheet was exported tells the stamp of
 * its row (model/rows.h); so what is the same in sheet and content is left, what was
 * changed in one of them counts, and what was changed in both is a conflict.
 */
struct sheet_merge {
	const struct site  *site;
	const struct sheet *sheet;
	enum prefer         prefer;
	struct group_edit  *groups; /* in the order of the rows */
	size_t              count, room;
	size_t              conflicts;
	struct diag        *diag; /* of the conflicts, too */
};

void sheet_merge(struct sheet_merge *m);

/* --- for sheet_merge.c: cells as they were meant (sheet_value.c) -------------------- */

/* A cell of a row that has been found. */
struct cell {
	const char *slug;   /* of the group */
	const char *stamp;  /* of the row; NULL: it has none */
	const char *column; /* by which the stamp knows it */
	const char *text;
};

/*
 * The cell as an export would have written it, of what a person wrote and what a
 * spreadsheet made of that: titles for slugs, 1/10/2026, TRUE, numbers without their
 * leading zeros. What is not understood stays as it is.
 */
const char *sheet_value(const struct site *site, const struct field *f, const struct cell *cell,
			struct arena *a);

/* Is it what there is now, with a '?' for each letter that the sheet could not hold? */
bool sheet_value_is_worn(const char *now, const char *value);

/* Has it a '?' where nobody writes one, as programs put it for a letter that they have not? */
bool sheet_value_has_lost(const struct field *f, const char *value);

/* Reports it at the cell that `diag` has as its prefix; is it in order? */
bool sheet_value_check(const struct site *site, const struct field *f, const char *value,
		       struct span at, struct diag *diag);

/* As front matter has it. */
struct strings sheet_value_texts(const struct field *f, const char *value, struct arena *a);

#endif
