#ifndef READ_HTML_NOTES_H
#define READ_HTML_NOTES_H

#include <cmark.h>
#include <libxml/tree.h>
#include <stdbool.h>

#include "base/strbuf.h"
#include "read/from_html.h"
#include "runs.h"

/* Markdown's levels of headings. */
#define DEEPEST_HEADING 6

/*
 * Notes on their way from HTML to Markdown. What is walked over adds words to `runs`; where a block
 * begins or ends they become a paragraph in `at`.
 */
struct notes {
	const struct html_rules *rules;
	struct arena *arena;
	cmark_node *at;   /* the block that takes what comes next */
	struct runs runs;
	unsigned style;   /* of the words that come next; enum run_style */
	size_t link;      /* that they belong to; 0: none */
	int heading;      /* level of the heading that they belong to; 0: none */
	int above[DEEPEST_HEADING]; /* levels in the HTML of the headings that this part stands below */
	int above_count;
	int depth;        /* of `at`, as blether counts (LIMIT_MARKDOWN_DEPTH) */
	bool too_deep;
	bool lines;       /* a line end of the source is one: there is no element that says where lines end */
	bool bare;        /* no markup at all: addresses in the words become links */
	bool in_cell;     /* of a table that becomes a list: blocks are lines */
	size_t headed;    /* runs of the cell's heading: no line ends right behind it */
	bool mute;        /* <noscript>: only words */
	struct strbuf text; /* for a moment */
};

/* --- blocks (html_blocks.c) ---------------------------------------------------------- */

/* Ends the paragraph: what was said becomes a block. */
void notes_flush(struct notes *n);

/* Where words went before a block was opened. */
struct place {
	cmark_node *at;
	int depth;
};

/* Ends what is before, and lets what comes stand inside a new block; where that would be too deep it stays outside. */
struct place notes_open(struct notes *n, cmark_node_type type);

/* Back to before; a block without anything in it goes. */
void notes_close(struct notes *n, struct place before);

/* A list, and an entry of the list that is open, or of a new one. */
struct place notes_open_list(struct notes *n, bool ordered, int start);
struct place notes_open_item(struct notes *n);

void notes_append(struct notes *n, cmark_node *block);

/* Words, as they stand. */
void notes_add(struct notes *n, const char *text, size_t len);
void notes_adds(struct notes *n, const char *text);
void notes_break(struct notes *n);

/* Something visible is gone. */
__attribute__((format(printf, 2, 3)))
void notes_lost(struct notes *n, const char *format, ...);

/* --- the tree (html_walk.c, html_tree.c) ---------------------------------------------------------- */

void notes_walk(struct notes *n, const xmlNode *node);
void notes_walk_inside(struct notes *n, const xmlNode *node);

const char *html_attr(const xmlNode *node, const char *name, struct arena *a); /* NULL: it has none */
bool html_is(const xmlNode *node, const char *name);
bool html_is_hidden(const xmlNode *node, struct arena *a);
bool html_has(const xmlNode *node, const char *const *names); /* somewhere inside */

/* The words of an element and all in it; NULL when they are more than `most` bytes. */
const char *html_words(const xmlNode *node, size_t most, struct arena *a);
bool html_has_words(const xmlNode *node);
bool html_is_blank(const char *text);
const char *html_trimmed(const char *text, struct arena *a); /* in one line, too */

/* A text without characters that nobody means. */
const char *html_clean_text(const char *text, struct arena *a);

/* `name: value` in a style attribute, with one of these values (ended by NULL); `style` may be NULL. */
bool html_style_says(const char *style, const char *name, const char *const *values);

/* A picture's address that can be asked for, or NULL. */
const char *html_picture_url(const xmlNode *img, const char *base, struct arena *a);

/* --- elements of their own ----------------------------------------------------------- */

void notes_link(struct notes *n, const xmlNode *node, int arg);    /* html_links.c; so are the next two */
void notes_picture(struct notes *n, const xmlNode *node, int arg);
void notes_player(struct notes *n, const xmlNode *node, int arg);
void notes_table(struct notes *n, const xmlNode *table); /* html_table.c */
void notes_bare_text(struct notes *n, const char *text, size_t len); /* html_source.c */
void notes_bare_block(struct notes *n); /* html_source.c: bullets become lists, then as notes_flush() */

/* --- addresses (html_url.c) ---------------------------------------------------------- */

/* An address as pages may have it: whole, safe, and escaped as cmark escapes it; or NULL. */
const char *html_url_whole(const char *url, const char *base, struct arena *a);

/* The same of a link: www.example.org and a@example.org are completed. */
const char *html_url(const char *url, const char *base, struct arena *a);
const char *html_url_escape(const char *url, struct arena *a);
const char *html_url_host(const char *url, struct arena *a); /* "" when there is none */
bool html_url_counts(const char *url, struct arena *a); /* a picture that only counts who looks */

/* --- source (html_source.c) ---------------------------------------------------------- */

struct html_source {
	const char *html;
	size_t len;
	bool lines, bare;
};

/* What libxml2 is given. */
struct html_source html_source_read(const char *html, struct arena *a);

/* The words without any markup, found without a tree; line ends where blocks end. */
const char *html_source_words(const char *html, struct arena *a);

#endif
