#ifndef PUBLISH_MEMO_H
#define PUBLISH_MEMO_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

/*
 * What this computer remembers of a publication that is under way to one target: which steps are
 * done, and what the host gave it to go on with. A file that only grows; a line that a crash cut
 * short is passed over, so that the worst that is forgotten is a step that is done again.
 *
 *   blether-memo <tab> 1 <tab> ID
 *   done <tab> PATH <tab> SHA-256 or -
 *   note <tab> KEY <tab> VALUE or nothing
 */
struct memo;

/* Reads what `path` has, or begins anew. NULL after reporting; it can be used with NULL then: nothing is remembered. */
struct memo *memo_open(const char *path, struct diag *diag);

/* Of which publication it is (its journal's id); "" : of none. */
const char *memo_id(const struct memo *m);

/* Forgets everything, and is of this publication from now on. False with errno set. */
bool memo_begin(struct memo *m, const char *id);

/* A step is done: this is what stands at `path` now ("" : nothing). */
void memo_done(struct memo *m, const char *path, const char *sha256);

/* What is known to stand at `path`: a hash, "" for nothing, NULL: not known. */
const char *memo_at(const struct memo *m, const char *path);

/* `value` NULL: no longer. Lines without a tab or an end of line in them. */
void memo_note(struct memo *m, const char *key, const char *value);
const char *memo_recall(const struct memo *m, const char *key, struct arena *a);

/* What was noted is on the disk. False with errno set, also of a line that could not be written before. */
bool memo_sync(struct memo *m);

/* The publication has ended: there is nothing to remember. */
void memo_end(struct memo *m);
void memo_close(struct memo *m);

#endif
