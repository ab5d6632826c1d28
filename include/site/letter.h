#ifndef SITE_LETTER_H
#define SITE_LETTER_H

#include "model/network.h"

struct diag;

/* A flash report as e-mail: the same words twice, for programs that show text and for those that show HTML. */
struct letter {
	const char *subject;
	const char *text; /* lines end in LF */
	const char *stop; /* the mailto: link that ends such letters; NULL: the site has no contact */
	const char *html; /* a whole document; no picture, no script, nothing is fetched by it */
};

/*
 * Writes the letter of a report, in the language of the site, with the templates of `theme_dir` (NULL:
 * the built-in ones). The arena of `diag` holds it; false after reporting why there is none.
 */
bool letter_make(const struct site *site, const struct flash_report *r, const char *theme_dir,
		 struct letter *letter, struct diag *diag);

#endif
