#ifndef CLI_IMPORT_SHOW_H
#define CLI_IMPORT_SHOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "import/record.h"
#include "import/redirects.h"
#include "import/show.h"
#include "import/sources.h"

/* `blether import FEED`: what its parts share. In order: open, plan, fetch, write. */

struct import_opts {
	const char *into, *content, *show, *address, *email, *language, *now, *format;
	bool unwrap, owned, agreed, local, dry_run;
};

struct importing {
	const struct import_opts *opts;
	const char *from;    /* an address, or the path of a file or folder */
	const char *content; /* the folder that it comes to */
	struct moment now;
	struct arena *arena;
	struct diag diag;
	const struct site *site; /* NULL: it is to be made */
	const char *root;             /* the folder or file of this computer that is imported: files in it may be taken; NULL: none may */
	struct import_source *source; /* what was read, where it was no feed; or NULL */
	struct subscriptions *list;   /* feeds, each to be imported by itself; or NULL */
	struct remote_feed *feed;
	struct import_show *show;
	struct import_record old, record; /* as it was read, and as it will be */
	struct import_outcome outcome;
	const char **conflicts; /* of `outcome` */
	size_t conflict_count, conflict_room;
	size_t removed; /* episodes that somebody took out of the content: they do not come again */
};

/* Imports a show; gives the exit status. */
int import_show_run(const struct import_opts *o, const char *from);

/* Folders of what is on its way: in the content folder, hidden. */
const char *import_folder(const struct importing *im, const char *name);

/* The folder of the show, and of an episode in it. */
const char *import_place(const struct importing *im, const struct import_episode *e);

/* Reads what is at im->from, all its pages; NULL after reporting. */
struct remote_feed *import_read(struct importing *im);

/*
 * Brings every asset to its place among what is on its way, and says in each what became of it. What an earlier import
 * brought is not fetched again. False when the machine failed, which was reported.
 */
bool import_fetch(struct importing *im);

/* Where the file of an asset waits once it has been fetched. */
const char *import_waiting(const struct importing *im, const struct import_asset *asset);

/* How much there is to fetch: files, and bytes as the feed says. */
size_t import_size(struct importing *im, int64_t *bytes);

/* Writes everything: the site where there is none, the show, episodes, the record, the report. False after reporting. */
bool import_write(struct importing *im);

/*
 * What must be so of the content folder before anything is written: that it is a site or may become one, and that all in
 * it that the import concerns can be read. The site is im->site from then on. False after reporting.
 */
bool import_check_folder(struct importing *im);
bool import_read_content(struct importing *im);
bool import_check_places(struct importing *im);

/* Reads imported.tsv; false after reporting. */
bool import_read_record(struct importing *im);

/* The identity of an episode: its guid without white space around it. */
const char *import_identity(const struct import_episode *e, struct arena *a);

#endif
