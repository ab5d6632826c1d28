#ifndef FEED_NOTES_H
#define FEED_NOTES_H

#include <stddef.h>

struct strbuf;

/* What local links of an episode's notes become in a feed. */
struct links {
	const char *site; /* the site's address, `/` at its end; percent-encoded */
	const char *page; /* the episode's page: where `#places` are */
};

/* Appends plain text as a paragraph of HTML; nothing for NULL. */
void notes_paragraph(struct strbuf *out, const char *text);

/* Appends HTML made by cmark with every link absolute. */
void notes_absolute(struct strbuf *out, const char *html, const struct links *links);

/*
 * Appends what podcast apps show of `html` (reference: Apple, Spotify, PSP-1):
 * p, ul, ol, li, a, br, strong and em, at most `limit` bytes, cut after a
 * paragraph or list entry. Whatever comes in, what goes out is well nested:
 * headings become strong paragraphs, pictures their description linked to
 * them, quotes and code text; rules and comments disappear. Links must be
 * absolute; others lose their target.
 */
void notes_reduce(struct strbuf *out, const char *html, size_t len, size_t limit);

#endif
