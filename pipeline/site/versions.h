#ifndef SITE_VERSIONS_H
#define SITE_VERSIONS_H

#include "press.h"

typedef void render_item(struct press *p, const struct item *item, void *arg);

/*
 * Calls `render` for an item and then for each of its translations, while `p` speaks the language
 * of that page: a translation is the original with the translated words in their place, body and
 * all (model/translation.h). Leaves out those of which nobody wants the page.
 */
void versions_render(struct press *p, const struct item *item, render_item *render, void *arg);

/* The same for what has several files: leaves out none. */
void versions_render_all(struct press *p, const struct item *item, render_item *render, void *arg);

/* The language of an item's words where it is not that which `site` speaks, else NULL. */
const char *item_own_language(const struct site *site, const struct item *item);

/* An item as a line of a list. */
struct item_line {
	const char *title, *path, *summary;
	const char *facts; /* what it is, how long: "Guide · 15 minutes"; or NULL */
	const char *own_lang;
	bool own_rtl;
	const char *key; /* title_key() of the title, for who sorts by it */
};

extern const struct view view_item_line;

/* In the language that `site` speaks, where there is such a version. `facts` may be NULL. */
struct item_line item_line_make(const struct site *site, const struct item *item,
				const char *facts);

/* Lines of all items of a kind that a list names by their slugs. */
struct list item_lines(const struct site *site, const struct kind *kind, const struct strings *slugs,
		       struct arena *a);

#endif
