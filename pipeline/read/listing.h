#ifndef READ_LISTING_H
#define READ_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "reader.h"

/* What lies in one folder, sorted by name; hidden and editors' temporary files are left out. */
struct entry {
	const char *name;
	bool        is_folder;
};

struct listing {
	struct entry *entries;
	size_t        count;
};

/*
 * Lists a folder of the content. A folder that does not exist is empty. Links
 * that lead out of the content folder are reported and left out.
 */
struct listing listing_read(const struct reader *r, const char *rel);

/* The names of the files (or folders) in it, ended by NULL. */
const char *const *listing_names(const struct listing *l, bool folders, struct arena *a);

/* False after reporting at `at` that `rel` is a link that leads out of the content folder. */
bool listing_inside(const struct reader *r, const char *rel, struct span at);

#endif
