#ifndef READ_RUNS_H
#define READ_RUNS_H

#include <cmark.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * The words of one paragraph or heading as they come: each run knows how it is set and which link
 * it belongs to, so nothing can be nested wrongly. Nodes of cmark are made of them when the
 * paragraph is complete.
 */
enum run_kind {
	RUN_TEXT,
	RUN_BLANK, /* one space, or one that does not break */
	RUN_BREAK, /* the line ends here */
	RUN_CODE,
	RUN_PICTURE, /* `text` describes it, `url` is its file */
};

enum run_style { STYLE_EMPH = 1, STYLE_STRONG = 2 };

struct run {
	enum run_kind kind;
	unsigned style; /* enum run_style, together */
	size_t link;    /* number of its link, from 1 on; 0: none */
	const char *text;
	size_t len;
	const char *url;
};

struct runs {
	struct arena *arena;
	struct run *all;
	size_t count, room;
	struct run_link {
		const char *url, *title; /* title: or NULL */
	} * links;
	size_t link_count, link_room;
	bool has_ink; /* something but blanks and breaks */
};

void   runs_add(struct runs *r, struct run run);
size_t runs_add_link(struct runs *r, const char *url, const char *title);
void   runs_clear(struct runs *r);

/* Blanks become one and leave the edges of lines, links and emphasis. */
void runs_tidy(struct runs *r);

/* The runs from `first` to before `end` as children of a paragraph or heading; in a heading no line ends. */
void runs_build(const struct runs *r, size_t first, size_t end, cmark_node *into);

#endif
