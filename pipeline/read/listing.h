#ifndef READ_LISTING_H
#define READ_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "reader.h"

/* The folder at the top of the content of which nothing is ever published. */
#define PRIVATE_FOLDER "private"

/* What lies in one folder, sorted by name; hidden and editors' temporary files are left out. */
struct entry {
	const char *name;
	bool is_folder;
};

struct listing {
	struct entry *entries;
	size_t count;
};

/*
 * Lists a folder of the content. A folder that does not exist is empty. Links
 * that lead out of the content folder or into its private folder are reported
 * and left out, and so are devices, pipes and sockets.
 */
struct listing listing_read(const struct reader *r, const char *rel);

/* Where the first entry is whose name is not before `name`; `count` when there is none. */
size_t listing_from(const struct listing *l, const char *name);

/* The names of the files (or folders) in it, ended by NULL. */
const char *const *listing_names(const struct listing *l, bool folders, struct arena *a);

/*
 * False after reporting at `at` that `rel` lies, where links lead, outside the content folder or in
 * the private one.
 */
bool listing_inside(const struct reader *r, const char *rel, struct span at);

/* Reports that what is named at `at` lies in the private folder. */
void listing_report_private(const struct reader *r, struct span at);

#endif
