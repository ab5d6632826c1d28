#ifndef SITE_COUNTS_H
#define SITE_COUNTS_H

#include <stddef.h>

#include "model/fields.h"
#include "view.h"

struct press;

/* A small table of numbers with bars: how many of each. */
struct count_row {
	const char *title, *path; /* path NULL: it leads nowhere */
	int64_t number;
	int64_t percent; /* of the largest of them: the length of the bar */
};

struct count_table {
	const char *id, *title, *of; /* `of`: what the rows are */
	struct list rows;            /* of struct count_row */
};

extern const struct view view_count_table;

/* There is room for `most` rows. */
struct count_table count_table_begin(struct press *p, const char *id, const char *title,
				     const char *of, size_t most);
void count_table_add(struct count_table *t, struct count_row row);

/* Once all rows are there: how long their bars are. */
void count_table_end(struct count_table *t);

#endif
