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
 * What differs from what is there waits in `.blether-staging` inside the folder
 * until commit gives each file its own name by rename(2), in the order of the
 * groups: at every moment, all that a reader finds is complete and all that it
 * names exists. A folder that does not exist yet, or is empty, is made beside its
 * place as `.NAME.blether-new` and appears at once.
 *
 * A journal, in its place before the first rename, lets the next run finish what
 * a killed one began. A run that was killed before that left nothing but files
 * that wait; the next one removes them. Names that begin with `.blether-` are
 * our own. Only files that the manifest or the journal says blether wrote are
 * replaced or deleted, and nothing is written through a symbolic link inside the
 * folder; anything else in the way is an error that names it. A folder that
 * becomes empty because its last file is deleted goes with it.
 *
 * A lock keeps two builds of one folder apart, where the file system can.
 *
 * The manifest is `.blether-manifest` in the folder (pipeline/publish/manifest.h).
 */
struct folder;

/*
 * Opens (does not create) `dir`; NULL after reporting what stands in the way.
 * What the folder remembers lives in `a`.
 */
struct folder *folder_open(const char *dir, struct arena *a, struct diag *diag);

/* Where the stages that render put their files. */
struct output_sink *folder_sink(struct folder *f);

struct folder_plan {
	size_t  created, changed, unchanged, deleted;
	int64_t bytes; /* to be written */
	size_t  listed;           /* files there that blether wrote */
	const struct output_file **gone; /* the `deleted` ones */
};

/* To be called once after the last put: what is there, what will differ. */
struct folder_plan folder_stage(struct folder *f);

/* The output as it will be, readable now; valid from folder_stage() to folder_commit(). */
const struct output_tree *folder_tree(const struct folder *f);

/*
 * Puts everything in its place. False after reporting, here or before: it does
 * not begin when a file could not be put. The folder is then as whole as before;
 * folder_begun() says whether it is as it was.
 * Writes nothing when nothing differs.
 */
bool folder_commit(struct folder *f);

/* Was a step of the commit taken, so that what is visible is not what it was before? */
bool folder_begun(const struct folder *f);

/* Removes what waits and was not committed, and frees `f`. */
void folder_close(struct folder *f);

/*
 * Is everything in `dir` as the last commit left it: no journal, and every file
 * of the manifest with the size, time and inode it was written with? Reads no
 * file but the manifest and reports nothing; costs little more than one stat(2) a
 * file. `a` for its work.
 */
bool folder_intact(const char *dir, struct arena *a);

/*
 * What the manifest of `dir` says stands there; each file is read and one that is
 * missing or has other bytes is reported. False after reporting that `dir` is no
 * output of blether's. The tree lives in `a`, which is the arena of `diag`.
 */
bool folder_listing(const char *dir, struct output_tree *tree, struct arena *a, struct diag *diag);

/* The same without looking at the files, for whoever has just built there. False when there is no manifest. */
bool folder_files(const char *dir, struct output_tree *tree, struct arena *a);

#endif
