#ifndef JOBS_CACHE_H
#define JOBS_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "base/stamp.h"

struct arena;
struct diag;

/*
 * What blether remembers of media from run to run: `dir`/facts.sqlite.
 *
 * Losing it costs time and nothing else, so no fault of it is fatal: a damaged
 * one is put aside and begun anew (`cache-reset`), and where none can be kept
 * the work goes on without (`cache-unusable`). Each is said once. Every write
 * is on its own in the write-ahead log when the call returns: a killed run
 * loses nothing, and several runs may share one cache.
 */
enum cache_query { FIND_FILE, KEEP_FILE, FIND_ANSWER, KEEP_ANSWER, CACHE_QUERIES };

struct cache {
	struct sqlite3 *db; /* NULL: nothing is found and nothing kept */
	struct sqlite3_stmt *queries[CACHE_QUERIES];
	const char *path;
	struct arena *arena;
	struct diag *diag;
	bool was_reset, told;
};

/* Opens the cache in the folder `dir`, which is made if missing. */
void cache_open(struct cache *c, const char *dir, struct arena *a, struct diag *diag);
void cache_close(struct cache *c);

/* To be called when nothing is looked up for a long while: lets other runs tidy the log. */
void cache_end_reading(struct cache *c);

/* The hash of a file that still has the stamp it had when it was hashed. */
bool cache_find_file(struct cache *c, const char *path, const struct stamp *s, struct hash *into);
void cache_keep_file(struct cache *c, const char *path, const struct stamp *s,
		     const struct hash *h);

/* The line kept under this key, in `a`; NULL when there is none. */
const char *cache_find_answer(struct cache *c, const struct hash *key, size_t *len,
			      struct arena *a);
void cache_keep_answer(struct cache *c, const struct hash *key, const char *line, size_t len);

#endif
