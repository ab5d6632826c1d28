#ifndef READ_FROM_HTML_H
#define READ_FROM_HTML_H

#include <stdbool.h>

struct arena;
struct strbuf;

/*
 * HTML that others wrote, or plain text, as Markdown that blether reads: the HTML tree of libxml2 becomes nodes of
 * cmark, and these CommonMark. What can be seen stays; scripts, styles, forms, frames, comments and pictures that
 * only count who looks (1 pixel, no alternative text and known hosts) go.
 *
 * - Text without any markup keeps its paragraphs and line breaks; addresses in it become links.
 * - A table becomes a list, an entry a row, each cell after the heading of its column; one without headings, lines.
 * - Headings keep their order without gaps, from level 2 on. Definition lists, details, figures and captions become
 *   what is closest. `{` stands for itself: nothing becomes one of blether's own placeholders.
 * - The result is valid in blether's Markdown: no HTML, no link that pages may not have, none without words.
 * - Time stamps of chapters (`(01:30) Title`) stay lines of their own.
 */
struct html_rules {
	/* What a link leads to now; NULL: its words stay, the link goes. Without a function all stay that pages may have. */
	const char *(*link)(void *arg, const char *url);
	/* The file that takes a picture's place; NULL: it is left out, its alternative text stays. */
	const char *(*picture)(void *arg, const char *url, const char *alt);
	/* Something that could be seen or worked is not there any more: "a form", "a player of example.org". */
	void (*lost)(void *arg, const char *what);
	void *arg;
	const char *base; /* where relative addresses begin; NULL: they cannot be resolved, and go */
};

/* False: it is nested more deeply than anything is read (LIMIT_MARKDOWN_DEPTH); `out` has its words then. */
bool markdown_from_html(const char *html, const struct html_rules *rules, struct strbuf *out, struct arena *a);

/* The addresses of the pictures that would be asked for, in order, each once; ended by NULL. */
const char *const *html_pictures(const char *html, const char *base, struct arena *a);

#endif
