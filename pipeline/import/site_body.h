#ifndef IMPORT_SITE_BODY_H
#define IMPORT_SITE_BODY_H

#include "import/sources.h"

struct arena;
struct strbuf;

/* What a body needs to know of the site that it stands in. */
struct site_body {
	enum import_form form; /* FORM_HUGO: short codes; FORM_JEKYLL: Liquid */
	const char *base;      /* the site's address without a slash at its end; "" where it is not known */
	const char *(*page)(void *arg, const char *path); /* the address of a page of the content; NULL: there is none */
	void (*lost)(void *arg, const char *what);
	void *arg;
};

/*
 * A body as Markdown: short codes (gohugo.io/content-management/shortcodes) and Liquid (jekyllrb.com/docs/liquid)
 * become what they mean or go; so do marks for programs (`{: .class}`, `{#id}`, `<!--more-->`). What is code stays.
 */
void foreign_body(const char *text, const struct site_body *site, struct strbuf *out, struct arena *a);

#endif
