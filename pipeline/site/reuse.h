#ifndef SITE_REUSE_H
#define SITE_REUSE_H

#include "view.h"

struct arena;
struct episode;
struct page_meta;
struct press;
struct site;

/*
 * What a page offers to whoever wants to hand it on (theme/reuse.html): its address, also as a QR
 * code, a citation, the licence in words, a letter that is begun, and the page in other shapes.
 */
struct reuse {
	const char *url;      /* of the page */
	const char *qr_path;  /* of its QR code; NULL: the address is too long for one */
	const char *qr_alt;   /* what that is a picture of */
	const char *citation; /* one line */
	const char *mail;     /* a mailto: link without an address */
	const char *licence_name, *licence_url, *licence_says; /* NULL: not said */
	const char *embed_frame;  /* HTML for pages of others; NULL: there is nothing to hear */
	const char *text_path;    /* the page as plain text */
	const char *handout_path; /* NULL: there is none */
	const char *poster_path;  /* NULL: there is none */
	bool has_forms;           /* one of these three */
	const char *print_path;   /* the list of all posters and handouts; NULL: there is none */
};

extern const struct view view_reuse;

/* Also puts the QR code into the sink. It lives as long as the page. */
struct reuse *reuse_make(struct press *p, const struct page_meta *meta);

/*
 * Puts the QR code of `url` into the sink as the SVG file `path`, with `title` for who cannot see
 * it. False: the address is too long for one.
 */
bool reuse_put_qr(struct press *p, const char *path, const char *url, const char *title);

/* The same for the page as plain text; returns its path, NULL: this kind of page has none. */
const char *reuse_put_text(struct press *p, const struct page_meta *meta, const struct reuse *r);

/* Of the page that a group prints, for an episode with questions to talk about. */
char *handout_path(const struct episode *e, struct arena *a);

/* What stands beside a page under its name: `…/loss.txt` for `…/loss.html`. */
char *page_beside(const char *page, const char *suffix, struct arena *a);

/* Author, title, show, site, day and address, with commas; what says the same twice is said once.
 */
char *citation_make(const struct site *site, const struct page_meta *meta, const char *url,
		    struct arena *a);

#endif
