#ifndef SITE_SHEETS_H
#define SITE_SHEETS_H

#include "model/sheet.h"
#include "model/site.h"

/* What is to be drawn of a page, and where it belongs. */
struct sheet_order {
	struct sheet          sheet;
	const struct picture *cover; /* NULL: none */
	const char           *stem;  /* of its name in the output: a hash and a suffix follow */
	const char           *type;  /* media type */
	struct picture       *into;  /* of the model: gets the file */
	const char           *shown; /* what it is drawn of, for messages */
	struct span           at;
};

struct sheet_orders {
	struct sheet_order *all;
	size_t              count;
};

/*
 * The share cards of the site and of every show and published episode, and the posters of shows,
 * episodes and the page where help is found. Everything lives in `a`.
 */
struct sheet_orders site_sheets(struct site *site, struct arena *a);

#endif
