#ifndef PUBLISH_RELEASES_LIST_H
#define PUBLISH_RELEASES_LIST_H

#include "publish/releases.h"

struct strbuf;

/* The list of releases as text, and what stands beside it. */
#define RELEASES_LIST       "list.json"
#define RELEASES_FILES      "files"
#define RELEASES_LEDGER     "published.tsv"
#define RELEASES_LIST_BYTES ((size_t)16 << 20)

void releases_list_write(const struct release *all, size_t count, struct strbuf *out,
			 struct arena *a);

/* What is wrong with the text is in *fault; NULL there: nothing. */
struct release *releases_list_read(const char *text, size_t len, size_t *count, const char **fault,
				   struct arena *a);

#endif
