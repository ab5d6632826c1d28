#ifndef PUBLISH_PACK_H
#define PUBLISH_PACK_H

#include <stddef.h>

#include "base/date.h"
#include "model/output.h"

struct arena;
struct diag;

/* A whole site in one ZIP file (PKWARE APPNOTE 6.3), ZIP64 where it is larger than 4 GB. */
struct pack {
	const char *file;   /* where it goes; what is there is replaced when the new one is whole */
	const char *folder; /* everything in it lies in this one folder */
	const char *start;  /* HTML of the page at its top that leads into the site */
	size_t start_len;
	struct moment time; /* of every file in it: the same site gives the same bytes */
	/* Called as work proceeds, or NULL. */
	void (*progress)(void *arg, double done, size_t total, const char *name);
	void *progress_arg;
};

/* The name of that page, and the folder beside it that has the site. */
#define PACK_START "START-HERE.html"
#define PACK_SITE  "site"

/*
 * Writes it: texts are compressed, what is compressed already is stored. False
 * after reporting; then no part of it is left, and what was there before is.
 */
bool pack_write(const struct pack *pack, const struct output_tree *tree, struct arena *a,
		struct diag *diag);

#endif
