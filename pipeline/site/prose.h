#ifndef SITE_PROSE_H
#define SITE_PROSE_H

#include <stddef.h>

struct strbuf;

/* Characters of a line of plain text. */
#define PROSE_WIDTH 72

/* How lines begin: the first, and those that follow it. */
struct indent {
	const char *first, *rest;
};

/* Appends a paragraph with its lines broken at blanks. Words that are longer stay whole. */
void prose_add(struct strbuf *out, const char *text, struct indent indent);

/* A heading with a line of `rule` under it, and blank lines around. */
void prose_heading(struct strbuf *out, const char *text, char rule);

/*
 * Appends HTML that was made from Markdown as plain text: paragraphs, lists, quotations and
 * headings keep their shape; links and pictures are followed by where they lead. `site` takes the
 * place of each LINK_MARK.
 */
void prose_add_html(struct strbuf *out, const char *html, const char *site);

#endif
