#ifndef PUBLISH_FOLDER_H
#define PUBLISH_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/output.h"

struct arena;
struct diag;

/*
 * The output folder as a target of publishing.
 *
 *   open → (sink: every file of the build) → stage → [check the tree] → commit
 *
 * What differs from what is there waits under temporary names until commit
 * gives each file its own by rename(2), in the order of the groups: at every
 * moment, all that a reader finds is complete and all that it names exists. A
 * folder that does not exist yet is made beside its place and appears at once.
 * A journal, written before the first rename, lets the next run finish what a
 * killed one began. Only files that the manifest says blether wrote are replaced
 * or deleted; any other file in the way is an error that names it.
 *
 * The manifest is `.blether-manifest` in the folder: path, SHA-256, size, type.
 */
struct folder;

/* Opens (does not create) `dir`; NULL after reporting what stands in the way. */
struct folder *folder_open(const char *dir, struct arena *a, struct diag *diag);

/* Where the stages that render put their files. */
struct output_sink *folder_sink(struct folder *f);

struct folder_plan {
	size_t  created, changed, unchanged, deleted;
	int64_t bytes; /* to be written */
};

/* To be called once after the last put: what is there, what will differ. */
struct folder_plan folder_stage(struct folder *f);

/* The output as it will be, readable now; valid after folder_stage(). */
const struct output_tree *folder_tree(const struct folder *f);

/* Puts everything in its place. False after reporting; the folder is then as whole as before. */
bool folder_commit(struct folder *f);

/* Removes what waits and was not committed, and frees `f`. */
void folder_close(struct folder *f);

struct arena;
/* Does every file that the manifest lists still have its recorded size, time and inode? Fast. */
bool folder_intact(const char *dir, struct arena *a);

#endif
