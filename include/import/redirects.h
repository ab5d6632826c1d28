#ifndef IMPORT_REDIRECTS_H
#define IMPORT_REDIRECTS_H

#include <stddef.h>

#include "base/date.h"

struct arena;
struct import_show;
struct site;
struct strbuf;

/*
 * What an import leaves for people: what must be redirected at the old host, and the report that tells
 * what to do, with what became of everything. Pure: the caller writes the files.
 */

enum import_move_kind { MOVE_FEED, MOVE_SHOW, MOVE_PAGE, MOVE_AUDIO, MOVE_KINDS };

/* Where something was, and where it is now: addresses, both; `from` is without a fragment. */
struct import_move {
	enum import_move_kind kind;
	const char *from, *to, *title;
};

struct import_moves {
	struct import_move *all; /* the feed, the show's page, then of each episode its page and its audio; none twice */
	size_t              count;
	size_t              unsure; /* recordings whose new address only the first build knows: they are encoded */
};

/*
 * To be called when the assets have been fetched: addresses of audio have a piece of its hash. What
 * `site` (NULL: a new one) has published already is where its ledger says.
 */
struct import_moves import_moves(const struct import_show *show, const struct site *site, struct arena *a);

/* A file of the report; `path` is below the folder that has the report: "import-redirects/old.example.org/caddy.txt". */
struct import_file {
	const char *path, *text;
	size_t      len;
};

struct import_files {
	struct import_file *all;
	size_t              count, room;
};

#define IMPORT_REPORT    "import-report.md"
#define IMPORT_NOTES     "import-notes.tsv"
#define IMPORT_REDIRECTS "import-redirects"

/*
 * The redirects in the forms that hosts take: one table of all of them, and for each old host a folder
 * with a file a form. What a form cannot say its file tells in a comment; the table has it.
 */
struct import_files import_redirect_files(const struct import_moves *moves, struct arena *a);

struct import_outcome {
	const char *from;                 /* what was imported */
	struct moment day;                /* of the import; its zone counts */
	const struct site *site;          /* as for import_moves() */
	const char *const *conflicts;     /* what a person has changed and the feed too, a line each; ended by NULL; or NULL */
	const char *const *gone;          /* titles of episodes of the site that the feed has no more: they stay; ended by NULL; or NULL */
	size_t added, changed, unchanged; /* episodes */
	size_t missing;                   /* episodes whose recordings could not be fetched: they are not here yet */
};

/* import-report.md, whole. */
void import_report(const struct import_show *show, const struct import_outcome *outcome, struct strbuf *out);

/*
 * All that an import leaves: the report, import-notes.tsv with every note, the redirects. `a` holds
 * them.
 */
struct import_files import_report_files(const struct import_show *show, const struct import_outcome *outcome,
					struct arena *a);

#endif
