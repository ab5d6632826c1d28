#ifndef PUBLISH_RELEASES_H
#define PUBLISH_RELEASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/output.h"

struct arena;
struct diag;

/*
 * What was published from this computer, so that it can be brought back: `.blether/releases/`.
 *
 *   list.json          the releases, the oldest first; replaced as a whole, so that it is always right
 *   N/files            what release N was made of: a manifest, as an output folder has
 *   N/published.tsv    the ledger as it was then
 *   objects/ab/…       files by their SHA-256: hard links to those of the output, which replaces files but
 *                      never writes into them; copies where the disk cannot link
 *
 * A release is begun before its first byte is sent, and ended when all is there; one that was only begun
 * is replaced by the next, under the same number. A kill at any moment leaves files that nobody names; they are
 * removed when the next release ends.
 */
struct releases;

struct release {
	int64_t number;
	bool    ended;   /* false: its publication was stopped */
	bool    purged;  /* its files are gone: something in it was withdrawn */
	struct moment when;
	int64_t like;    /* the release that it brought back; 0: it was made from the content */
	const char *const *targets; /* their names; ended by NULL */
	size_t  created, changed, deleted, files;
	int64_t bytes;   /* of all its files */
	const char *news; /* what subscribers saw, in a sentence */
};

/*
 * Opens what is in the cache folder; it may be nothing yet. To `write` there it is locked: NULL after
 * reporting that another blether publishes from here. All memory is in `a`.
 */
struct releases *releases_open(const char *cache, bool write, struct arena *a, struct diag *diag);
void             releases_close(struct releases *r);

size_t                releases_count(const struct releases *r);
const struct release *releases_at(const struct releases *r, size_t i); /* the oldest is 0 */
const struct release *releases_find(const struct releases *r, int64_t number);

/* The newest that ended, for the target or (NULL) any; NULL: there is none. */
const struct release *releases_last(const struct releases *r, const char *target);

/* The same of those older than `number`. */
const struct release *releases_before(const struct releases *r, int64_t number, const char *target);

/* The one that was begun and not ended; NULL: there is none. */
const struct release *releases_begun(const struct releases *r);

/* Its folder, in which its published.tsv is. */
const char *releases_folder(const struct releases *r, int64_t number);

/*
 * What it was made of; `disk` is where the store has each file, whose bytes are not looked at.
 * False without a report when that is not known (any more).
 */
bool releases_tree(const struct releases *r, int64_t number, struct output_tree *tree);

/* The same to bring it back: every file is read. False after reporting what is missing or damaged. */
bool releases_whole_tree(const struct releases *r, int64_t number, struct output_tree *tree);

/* The stored file with these bytes, or NULL. Fits publication_options.find_stored. */
const char *releases_object(void *releases, const char *sha256);

/*
 * Begins release `what`, whose number is that of the begun one, or new: keeps its files and `ledger`
 * (the text of published.tsv). False after reporting.
 */
bool releases_begin(struct releases *r, const struct release *what, const struct output_tree *tree,
		    const char *ledger, size_t len);

/* It is all there. The newest `keep` stay, and those that a target has; older ones go. False after reporting. */
bool releases_end(struct releases *r, int64_t keep);

/* Its files must not lie around any more; they go with the next releases_end(). */
void releases_purge(struct releases *r, int64_t number);

#endif
