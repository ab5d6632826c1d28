#ifndef SITE_NAVIGATION_H
#define SITE_NAVIGATION_H

#include "view.h"

struct page_meta;
struct press;

/* A page that every page leads to. */
struct nav_link {
	const char *title, *path;
	bool is_current;
};

extern const struct view view_nav_link;

/* The links around all pages of a language: made once, as they differ in which is current only. */
struct navigation {
	struct navigation *next;
	const struct interface *t;
	const char *language;
	struct list help; /* of struct nav_link: one, or none; always in reach */
	struct list main; /* at the top: few, as they must fit on a telephone */
	struct list foot; /* everything else that is worth a link from anywhere */
	const char *data_from; /* whose words were taken over; NULL: nobody's */
};

/* Those in the language that the press speaks. Whatever is not there is not linked. */
const struct navigation *navigation_find(struct press *p);

/* The links, with that of the page at `current` marked; lives as long as the page. */
struct list navigation_on(struct press *p, const struct list *links, const char *current);

/* The list that a page stands in, for its `above`; none where `path` is NULL. */
struct list navigation_above(struct press *p, const char *title, const char *path);

/* The pages above a page, from the home page down; none above the home page itself. */
struct list navigation_trail(struct press *p, const struct page_meta *meta);

#endif
