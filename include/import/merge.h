#ifndef IMPORT_MERGE_H
#define IMPORT_MERGE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

/*
 * A file of the content of which three states are known: as an import wrote it, as it is now, and as an import would
 * write it today. A part is a field of the front matter, or the body; each is taken from where it has changed, and from
 * what a person wrote where both have. Pure.
 *
 * Of what was written only fingerprints are kept, in one line: "guid=0a1b2c3d title=…", by name.
 */

/* A part of a file: a field with its lines; the body has the name MERGE_BODY. */
#define MERGE_BODY "(text)"

struct merge_conflict {
	const char *part; /* MERGE_BODY: the body */
	const char *ours; /* as it is now; NULL: not there */
	const char *theirs;
};

struct merge {
	const char *was; /* the fingerprints kept; NULL: nobody knows what was written */
	const char *now; /* the file as it is */
	const char *new; /* as the import would write it */
	/* --- merge_text() --- */
	size_t      taken; /* parts that are other than they were now */
	struct merge_conflict *conflicts;
	size_t      conflict_count, conflict_room;
};

/* Writes the file as it is to be; what no part of it changes stays byte for byte. */
void merge_text(struct merge *m, struct strbuf *out, struct arena *a);

/* The fingerprints of a file, to be kept. */
const char *merge_fingerprints(const char *text, struct arena *a);

#endif
