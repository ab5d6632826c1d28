#ifndef CLI_IMPORT_SOURCE_H
#define CLI_IMPORT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "import/sources.h"

struct arena;
struct diag;
struct media_run;

/*
 * Opens what `blether import` is given where it is no feed: an export, a folder, a list. The files are read
 * here, and become a feed in pipeline/import.
 */
struct source_open {
	const char *path;    /* a file or folder of this computer */
	const char *channel; /* which show of several; or NULL */
	const struct media_run *media; /* looks at recordings of a folder */
	struct moment now;
	struct arena *arena;
	struct diag *diag;
	/* --- filled in --- */
	enum import_form form;
	struct import_source *source; /* FORM_WORDPRESS, _EXPORTS, _HUGO, _JEKYLL, _TAGGED, _JSON_FEED; its feed may be NULL */
	struct subscriptions *list;   /* FORM_OPML */
	const char *bytes;            /* FORM_FEED, FORM_ALISS: of the file */
	size_t len;
};

/* False after reporting that it cannot be read, or what it is instead. FORM_BLETHER_EXPORT is said and not opened. */
bool source_open(struct source_open *o);

#endif
