#ifndef CLI_IDENTITY_H
#define CLI_IDENTITY_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/ledger.h"

/*
 * What the commands that change an identity on purpose have in common: they
 * read the content and the ledger, find the item that is meant, change a copy
 * of the ledger, perhaps rename or edit one file of the content, and write the
 * ledger. A file is changed first: a run that is killed in between leaves what
 * the next build asks about, and the same command then ends it.
 */
struct identity_opts {
	const char *content, *now;
	bool dry_run, yes;
};

struct identity {
	const char *content;
	bool dry_run, is_published;
	struct site *site;
	struct ledger *ledger; /* to be changed */
	struct ledger_items items;
	struct arena arena;
	struct diag diag;    /* of the ledger and of what is written */
	struct diag of_site; /* faults of pages are not this command's: the next check tells them */
};

/* What an operand means: in the content, in the ledger, or both. */
struct target {
	const struct ledger_item *item; /* NULL: not in the content */
	struct ledger_row *row;         /* NULL: never published */
};

/* Reads everything; an exit status, after printing when it is not STATUS_GOOD. */
int identity_open(struct identity *id, const struct identity_opts *o);

/* Refuses to go on when there is no ledger: then nothing has an identity to be changed. */
int identity_published(const struct identity *id);
void identity_close(struct identity *id);

/*
 * ITEM is a path in the content or of the site, a slug, or a guid. False after
 * printing that there is none, or that several are meant.
 */
bool identity_find(struct identity *id, const char *name, struct target *into);

/* Writes the ledger, unless it is a dry run; an exit status. */
int identity_save(struct identity *id);

/* The same for a line of a file of the content: puts `key: value` there (base: whole or not at
 * all). */
bool identity_set_line(struct identity *id, const char *file, const char *key, const char *value);

/*
 * Takes an item back: an episode of the content by its status, and what the
 * ledger has of it. False after printing.
 */
bool identity_take_back(struct identity *id, const struct target *t);

/* Behind that: the feeds of areas and topics that have no episode left. */
void identity_take_back_feeds(struct identity *id);

/* Renames a file or folder; never over another. False after printing. */
bool identity_rename(struct identity *id, const char *from, const char *to);

/* Prints "error: …" and returns STATUS_USAGE. */
int identity_refuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* What to print for "is done" and "would be done". */
void identity_say(const struct identity *id, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
