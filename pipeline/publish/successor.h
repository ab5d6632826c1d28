#ifndef PUBLISH_SUCCESSOR_H
#define PUBLISH_SUCCESSOR_H

#include <stdbool.h>

#include "model/output.h"

/*
 * What becomes of a file that the site has no more? Where a new version took its place, its name
 * is the same but for the hash: `DIR/STEM-0123456789ab.EXT`, HASH_IN_NAME digits (the ending may be
 * another: a recording that was M4A and is MP3 now). Feeds and pages in caches name the old one for
 * a while, so it is kept for a while. Where nothing took its place it was taken away: a person
 * changed her mind, a recording was the wrong one. Then it goes at once.
 *
 * Pure; a question costs a binary search in the tree. Trees are sorted by path.
 */

/* Is there in `want` a file with the name of `path`, but another hash? False where `path` has no hash. */
bool successor_exists(const struct output_tree *want, const char *path);

/*
 * The stricter question, for a file that `had` has and `want` has no more: have as many files with its
 * name come as have gone? Two things may have had one name (`photo.jpg` of two episodes): what one of
 * them still has is no successor of what the other one lost. In doubt: false, and it goes at once.
 */
bool successor_came(const struct output_tree *had, const struct output_tree *want, const char *path);

#endif
