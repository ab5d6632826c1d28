#ifndef SITE_NOTICES_H
#define SITE_NOTICES_H

#include "model/notice.h"
#include "view.h"

struct page_meta;
struct press;

/* A notice as a list, or the top of every page, shows it. */
struct notice_line {
	const char *title, *summary, *path;
	const char *severity, *label; /* "urgent"; "Urgent" */
	const char *source, *until;   /* "From Example Health Board"; "Until 1 October 2026" */
	const char *begins, *begins_machine;
	const char *own_lang; /* where it is not that of the page */
	bool own_rtl;
};

extern const struct view view_notice_line;

struct notice_line notice_line_of(const struct site *site, const struct notice *n, struct arena *a);

/* How much it matters, in a word. */
const char *notice_label(const struct interface *t, const struct notice *n);

/* What stands at the top of a page: of struct notice_line. */
struct list notice_banners(struct press *p, const struct page_meta *meta);

#endif
