#ifndef READ_LEAF_H
#define READ_LEAF_H

#include "listing.h"
#include "reader.h"

/*
 * A folder of the content in which each Markdown file is one item of a kind and
 * one page of the site: pages/, areas/. The offsets are of the kind's struct.
 */
struct leaf_kind {
	const struct kind *kind;
	const char *folder; /* in the content, and of the pages in the output; NULL: that of the kind */
	size_t order;       /* int64_t: the place among its like; 0: they are by slug */
	size_t html;        /* const char *: what becomes of the Markdown */
	bool (*has_page)(const struct reader *r, void *item); /* NULL: each has one */
	bool has_list; /* the site has a page that lists them all, <folder>/index.html */
	bool in_list;  /* they stand on that page only, each under its slug */
};

struct leaves {
	void **items; /* structs of the kind, by order, then slug */
	size_t count;
};

/* Reads every item of the folder; two with one address are reported. */
struct leaves leaves_read(struct reader *r, const struct leaf_kind *kind);

#endif
