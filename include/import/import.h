#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <stddef.h>

#include "base/source.h"

struct arena;
struct diag;
struct site;

/*
 * What others have written, as drafts of content files. A draft is for people to finish: what only
 * they can decide is left empty, with a comment that says what the other side knew. Nothing is
 * written here, and nothing that is in the content folder becomes a draft again.
 */
struct draft {
	const char *path; /* in the content folder: "groups/example-listeners.md" */
	const char *text;
	size_t      len;
};

struct drafts {
	const struct site *site; /* what is there already, and what the words of others mean here */
	struct arena      *arena;
	struct diag       *diag;
	struct draft      *all; /* in the order of the file */
	size_t             count, room;
	size_t             known; /* items of the file that the site has already */
};

/*
 * A saved answer of ALISS, the directory of health and social care in Scotland: /api/v4/services/
 * or /api/v5/services/ (docs.aliss.org). Each organisation becomes a group with its services.
 */
void import_aliss(const struct source *src, struct drafts *into);

#endif
