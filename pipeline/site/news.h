#ifndef SITE_NEWS_H
#define SITE_NEWS_H

#include "view.h"

struct press;

/* Something new on the site as a line of a list. */
struct news_line {
	const char *title, *summary, *path;
	const char *date_machine, *date_words;
	const char *own_lang;
	bool own_rtl;
};

extern const struct view view_news_line;

/*
 * The newest of the whole site, whatever it is, as new.atom has it: `most` at most, without the one
 * whose page is at `shown` (NULL: with all). They live as long as the page.
 */
struct list news_lines(struct press *p, size_t most, const char *shown);

#endif
