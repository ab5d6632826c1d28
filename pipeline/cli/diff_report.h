#ifndef CLI_DIFF_REPORT_H
#define CLI_DIFF_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/feed_diff.h"

struct arena;
struct diag;

/* One show and what becomes of it. */
struct feed_pair {
	const struct remote_feed *old; /* NULL: not published yet */
	const struct remote_feed *new; /* NULL: the feed vanishes */
	const struct feed_diff *diff;  /* NULL unless both are there */
	const char *old_from;          /* where the old one is, or would be */
};

struct diff_report {
	struct arena *arena;
	const struct feed_pair *pairs;
	size_t count;
	bool utf8, colour;
};

bool feed_pair_differs(const struct feed_pair *p);

void diff_print_text(const struct diff_report *r);
void diff_print_json(const struct diff_report *r, const struct diag *diag);

#endif
