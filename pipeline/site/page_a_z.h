#ifndef SITE_PAGE_A_Z_H
#define SITE_PAGE_A_Z_H

#include <stddef.h>

struct arena;
struct interface;
struct press;
struct search_doc;
struct template;
struct theme;

/* What it is made with; NULL when nothing is to be made. */
const struct template *a_z_template(struct theme *theme);

/* The list of everything by its name: a page, or when there is much, a page a letter. */
void render_a_z(struct press *p, const struct template *t, const struct search_doc *docs,
		size_t count);

/* The letter under which a title with that key (title_order.h) stands, and its address in a page. */
struct letter_name {
	const char *title, *id;
};

/* Digits are one letter, and so is what has no alphabet. */
struct letter_name letter_name(const struct interface *t, const char *key, struct arena *a);

#endif
