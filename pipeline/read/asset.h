#ifndef READ_ASSET_H
#define READ_ASSET_H

#include "reader.h"

/*
 * Finds the file `name` that something lying in folder `from` (inside the
 * content) names. Returns its path inside the content folder, or NULL after
 * reporting at `at` why not: it does not exist (with the nearest name that
 * does), is a folder, or lies outside or in the private folder.
 */
char *asset_find(const struct reader *r, const char *from, const char *name, struct span at);

/*
 * The same, as a file to be handed on: hashed, and with a name for the output
 * folder below `out_dir` that is never reused. Each file is taken once; it is
 * published when something that is out shows it. NULL after reporting.
 */
const struct picture *asset_publish(struct reader *r, const char *rel, const char *out_dir,
				    struct span at);

/* The media type by a file's suffix, or NULL for a kind that sites do not carry. */
const char *asset_type(const char *name);

#endif
