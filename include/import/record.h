#ifndef IMPORT_RECORD_H
#define IMPORT_RECORD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct source;
struct strbuf;

/*
 * What was imported, and as what: `imported.tsv` of the content. By it a later import knows what a person has changed
 * since, and which recordings it need not fetch again. UTF-8, a remark, a line that names the columns, then a line each
 * parted by tabs, `-` for what there is not; by show, guid, kind and address.
 */
#define IMPORT_RECORD "imported.tsv"

enum record_kind {
	RECORD_SHOW,    /* hash: the fingerprints of show.yaml (merge.h); from: what was imported */
	RECORD_EPISODE, /* of episode.md; name: the folder, NULL until it is there */
	RECORD_FILE,    /* a recording, picture, …; name: the file; hash: its SHA-256; from: its address */
	RECORD_KINDS,
};

struct record_row {
	enum record_kind kind;
	const char *show; /* slug */
	const char *guid; /* of the episode; NULL: it is the show's */
	const char *name, *hash, *from;
};

struct import_record {
	struct record_row *rows;
	size_t count, room;
};

/* Adds a row; what is found is old until import_record_sort(), which keeps one of those with one key. */
void import_record_add(struct import_record *r, const struct record_row *row, struct arena *a);
void import_record_sort(struct import_record *r);

/* The row of this kind; of a file, from this address. NULL: there is none. */
const struct record_row *import_record_find(const struct import_record *r, const struct record_row *key);

/* False after reporting every fault with its line: then nobody may write it. `src` NULL: there is none yet. */
bool import_record_read(const struct source *src, struct import_record *into, struct arena *a, struct diag *diag);

void import_record_write(const struct import_record *r, struct strbuf *out);

#endif
