#ifndef VERIFY_CHECK_H
#define VERIFY_CHECK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/table.h"
#include "model/output.h"
#include "url.h"

struct arena;

/* A reference to a place in a page. */
struct anchor {
	uint64_t id;   /* key in `ids` of a check */
	uint32_t from; /* index of the file that it stands in */
	uint32_t off, len;
	const char *ref; /* in a feed: what `off`, a line, does not tell; else NULL */
};

/* A page of a feed that has several. */
struct feed_page {
	const struct output_file *file, *first, *next, *last;
	bool is_reached;
};

/* One check of a whole output. */
struct check {
	const struct output_tree *tree;
	struct site_address site;
	struct site_address audio; /* where recordings are; len 0: with the pages */
	struct table paths;     /* of files → index + 1 */
	struct table ids;       /* of (file, id) → times */
	struct table reports;   /* of (message, subject) → times */
	struct anchor *anchors; /* judged when all pages are read */
	size_t anchor_count, anchor_room;
	size_t left_out;     /* messages that said what had been said often enough */
	const char **titles; /* of pages, by index of the file; NULL: none was found */
	uint64_t *entries;   /* of chapters files, by index of the file; 0: none */
	struct table sounds; /* (page, recording) that the page offers */
	struct table guids;  /* (first page, guid) → number of the page */
	struct feed_page *pages;
	size_t page_count, pages_room;
	char *page; /* the file that is being read */
	size_t page_room;
	struct arena *arena;
	struct diag *diag;
};

/* A file of the output while it is read. */
struct doc {
	struct check *check;
	const struct output_file *file;
	const char *text; /* NULL: not in memory */
	size_t len;
	bool by_line;             /* a place is the number of a line, not of a byte */
	const struct source *src; /* made when there is something to report */
};

void check_init(struct check *c, const struct output_tree *tree, const char *address,
		struct arena *a, struct diag *diag);
void check_release(struct check *c);

/* Reads a file into the page buffer, where it stays until the next one; false after reporting. */
bool check_read(struct check *c, const struct output_file *file, struct doc *into);

/* The file at `path` of the output, or NULL. */
const struct output_file *check_file(const struct check *c, const char *path, size_t len);

/* A piece of a document: `len` bytes at byte `off`, or what stands in line `off`. */
struct place {
	size_t off, len;
};

/*
 * Reports a fault in `doc`. The same fault with the same `subject` is told
 * three times, then only counted: a dead link of a template stands in every page.
 */
void doc_report(struct doc *doc, enum diag_id id, struct place at, const char *subject,
		const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* How a reference is used. */
enum use {
	USE_LINK,  /* to go there */
	USE_FETCH, /* loaded with the page */
};

/*
 * Checks a reference of `len` bytes, written at `at`: what is local must be
 * there, what is fetched must be local. A place in a page is remembered and
 * judged by check_anchors(). Returns the local file it leads to, or NULL.
 */
const struct output_file *check_reference(struct doc *doc, enum use use, const char *ref,
					  size_t len, struct place at);

/* To be called when all pages were read. */
void check_anchors(struct check *c);

/* The key of an id of a page in `ids`. */
uint64_t id_key(const struct check *c, const struct output_file *file, const char *id, size_t len);

#endif
