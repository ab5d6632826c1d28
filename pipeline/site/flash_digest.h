#ifndef SITE_FLASH_DIGEST_H
#define SITE_FLASH_DIGEST_H

#include "model/flash_report.h"
#include "view.h"

struct arena;
struct strbuf;

/* A flash report as it is shown: on its page, in its plain text and in its letter. */
struct flash_digest {
	const struct flash_report *report;
	const char *title, *headline, *month, *body_html;
	const char *kicker; /* "Flash report, March 2021" */
	const char *date_machine, *date_words;
	const char *written_by;                         /* "Written by …."; NULL: not said */
	const char *url;                                /* of its page */
	struct strings learned, quotes, next;           /* quotes: with who said them */
	struct list tools, stories, meetings, sessions; /* of struct item_line; one session at most */
	const char *own_lang; /* of the report, where it is not that of the words around it */
	bool own_rtl;
};

extern const struct view view_flash_digest;

/* In the language that `site` speaks; `a` holds it. */
struct flash_digest flash_digest_make(const struct site *site, const struct flash_report *r,
				      struct arena *a);

/* Appends it as plain text. */
void flash_digest_text(const struct flash_digest *d, const struct site *site, struct strbuf *out,
		       struct arena *a);

#endif
