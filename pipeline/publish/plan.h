#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "model/output.h"

struct arena;

/*
 * What must be done to turn the files that a target has into those that are
 * wanted, in the one order in which a reader never meets a name without its
 * file. Pure: it touches no target, so every target shares it.
 *
 *   1. create  MEDIA, PAGE, LIST, FEED   nothing that a reader can see names them yet
 *   2. replace MEDIA, PAGE, LIST, FEED   what they name, old or new, is all there
 *   3. delete  FEED, LIST, PAGE, MEDIA   nothing that a reader can see names them any more
 *
 * Within one group the order is that of the paths, so two plans of the same
 * files are the same. A step may begin when all before it are done; a failure
 * must stop all after it. Stopped anywhere, what is visible is whole.
 */
enum plan_act { PLAN_CREATE, PLAN_REPLACE, PLAN_DELETE, PLAN_ACTS };

struct plan_step {
	enum plan_act act;
	const struct output_file *file; /* as wanted; of a deletion: as it was */
};

struct plan {
	struct plan_step *steps;
	size_t count;
	size_t unchanged, of[PLAN_ACTS];
	int64_t bytes; /* to be written */
};

/*
 * Both trees are sorted by path, without doubles. A file is unchanged when size
 * and SHA-256 are the same. The steps live in `a` and point into the trees.
 */
struct plan plan_make(const struct output_tree *have, const struct output_tree *want,
		      struct arena *a);

#endif
