#ifndef PUBLISH_FOLDER_STATE_H
#define PUBLISH_FOLDER_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "dirs.h"
#include "plan.h"
#include "publish/folder.h"
#include "paths.h"

/* What the files of the output folder (folder*.c) share. */

#define STAGING_NAME ".blether-staging"

/*
 * A folder is built in one of two ways. In place: `root` is the folder, and what
 * differs waits in STAGING_NAME. Fresh: `root` is the sibling that will take the
 * folder's place, and every file stands there under its own name at once.
 */
struct folder {
	struct output_sink sink; /* first: the sink is the folder */
	struct arena *arena;
	struct diag *diag;
	const char *name;    /* as the user typed it, for messages */
	const char *place;   /* where it is, absolute, links resolved */
	const char *sibling; /* where a fresh one is made */
	bool fresh;
	int root;
	bool locked;      /* only then is anything in it ours to remove */
	int staging;      /* -1 until something waits */
	size_t waiting;   /* number of the last file that waits */
	struct dirs dirs; /* in `root` */
	struct paths paths;
	struct output_tree tree;
	struct plan plan;
	unsigned refused; /* files that cannot be put: foreign, double, badly named */
	bool broken;      /* the machine failed and that was reported: write no more */
	bool stale;       /* the manifest does not say what is there, or a journal is left */
	bool staged, begun, committed;
};

/* What there is on disk where blether wrote a file. */
enum look {
	LOOK_NOTHING,
	LOOK_OURS,
	LOOK_BY_HAND, /* a file, but with other bytes than we wrote */
	LOOK_STRANGE, /* a folder, a link, a file that we never wrote */
	LOOK_FAILED,  /* the machine failed; errno */
};

/*
 * Looks at the place of an entry that has a `was`, and makes `was` the truth.
 * The file is only read when its stamp is not the one that was recorded.
 */
enum look folder_look(struct folder *f, struct entry *e);

struct stamp stamp_of(const struct stat *st);
bool stamp_equal(const struct stamp *a, const struct stamp *b);

/* The folder for what waits, made if need be; -1 with errno set. */
int folder_staging(struct folder *f);

/* Removes what waits and its folder; false with errno set. */
bool folder_clear_staging(struct folder *f);

/* The name of a file that waits. */
struct waiting_name {
	char text[24];
};
struct waiting_name waiting_name(size_t number);

/* A path in the output folder as the user would type it. */
const char *folder_typed(const struct folder *f, const char *path);

/* Reports that the machine failed (errno) to do `what` with `path`; nothing is written any more. */
void folder_fail(struct folder *f, const char *what, const char *path);

/* Reports that two wanted files cannot both be at `path`. */
void folder_refuse_double(struct folder *f, const char *path);

/* Reports how many refused files were not named one by one. */
void folder_count_refused(struct folder *f);

/* Takes up the work of the sink. */
void folder_sink_init(struct output_sink *sink);

#endif
