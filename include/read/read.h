#ifndef READ_READ_H
#define READ_READ_H

#include "base/date.h"
#include "model/site.h"

struct arena;
struct diag;

/*
 * Reads a content folder into the model. Everything that is wrong in any file
 * is reported in one run; the site is returned all the same, as far as it could
 * be read, and must not be published when there were errors. NULL only when
 * there is no site.yaml to begin with. Nothing in the folder is ever changed.
 *
 * `now` decides which episodes are published and which are held back.
 */
struct site *read_site(const char *dir, struct moment now, struct arena *a, struct diag *diag);

/*
 * The same for who reads one folder again and again: files that have not changed
 * are not understood anew. What the site points to lives in `memory` too, and stays
 * there until read_memory_sweep() is called after a later reading: then only what
 * that one has used is kept.
 */
struct read_memory *read_memory_new(void);
void                read_memory_free(struct read_memory *m);
void                read_memory_sweep(struct read_memory *m);

struct site *read_site_again(const char *dir, struct moment now, struct read_memory *memory,
			     struct arena *a, struct diag *diag);

/* A file of the content as it might be: written anew, or new. */
struct read_change {
	const char *rel; /* inside the content folder, which has its folder: `groups/x.md` */
	const char *text;
	size_t len;
};

/* read_site() as it would be with these in place of what is there; ended by one without `rel`. */
struct site *read_site_changed(const char *dir, struct moment now, const struct read_change *changes,
			       struct arena *a, struct diag *diag);

/*
 * Checks one value as if it stood in the front matter of a file of the site, and reports
 * what is wrong with it at `at`. Of a list, one entry.
 */
bool read_value(const struct site *site, const struct field *f, const char *text, struct span at,
		struct diag *diag);

/*
 * Reads published.tsv of the content folder; where there is none the ledger is
 * empty. NULL after every fault was reported with its line: then nobody may
 * write it. read_site() does this too.
 */
struct ledger *read_ledger(const char *dir, struct arena *a, struct diag *diag);

/* The same for a file that is in memory. */
struct ledger *read_ledger_text(const struct source *src, struct arena *a, struct diag *diag);

/* Reads a file of chapters that is none of the content, as read_transcript() does, into a list of struct chapter. */
void read_chapters(const struct source *src, struct list *into, struct arena *a, struct diag *diag);

/* Reads a transcript that is no file of the content, in any of the forms that one may have there. */
void read_transcript(const struct source *src, struct transcript *into, struct arena *a,
		     struct diag *diag);

#endif
