#ifndef SITE_HELP_H
#define SITE_HELP_H

#include "model/site.h"
#include "view.h"

/* A language by its own name: who looks for it knows that. */
struct spoken {
	const char *code, *name;
	bool is_last;
};

/* How an entry of help stands on a page. */
struct help_line {
	const struct help_entry *entry;
	const char *ring, *tel;    /* "Ring 01632 960000" and "01632960000"; NULL: it has no phone */
	const char *write, *sms;   /* the same for text messages; sms: an address */
	const char *site;          /* "Website of …" */
	const char *checked, *day; /* "Last checked on …" and its day for machines */
	struct list languages;     /* of struct spoken */
	const char *own_lang; /* of the entry, where it is not that of the words around it */
	bool own_rtl;
	const char *more;          /* "More about …": where the whole entry stands further up; or NULL */
};

extern const struct view view_help_line;

struct help_line help_line_make(const struct site *site, const struct help_entry *h,
				struct arena *a);

/* What a page about topics that need care says of where help is; a page includes it. */
struct help_inset {
	struct list help_lines; /* of struct help_line; few, the most fitting first */
	const char *help_path;  /* the page with all; NULL: there is none */
};

extern const struct view view_help_inset;

struct help_inset help_inset_make(const struct site *site, const struct episode *e,
				  struct arena *a);

#endif
