#ifndef CLI_STATE_H
#define CLI_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

struct arena;
struct site;

/*
 * Remembers, for each output folder, what the last good build was made from, so
 * that a build with nothing to do ends after the stats. A fingerprint covers
 * names, sizes, times and inodes of everything in the content folder, the two
 * programs, the place of the output, and whether its pages play what lies beside them. The record also says in which span of
 * time it holds: from the newest published episode to the first one held back.
 */
struct state {
	const char *path; /* of the record, below the cache folder */
	struct hash walked;      /* of all but the ledger */
	struct hash fingerprint; /* of everything */
	bool settled; /* no file's time lies in the future, where a second change could hide */
};

/* Takes the fingerprint now, before anything is read. */
struct state state_take(const char *content, const char *output, const char *cache_dir,
			bool plays_here, struct arena *a);

/*
 * Was the last good build made from just this, and does it still hold at `now`?
 * Then *warnings is how many it gave.
 */
bool state_is_current(const struct state *s, int64_t now, unsigned *warnings, struct arena *a);

/* Has the time come for which the last good build was recorded, whatever it was made from? */
bool state_has_run_out(const struct state *s, int64_t now, struct arena *a);

/* Has a good build been recorded for this output, whatever it was made from? */
bool state_is_known(const struct state *s);

/* To be called after a build without errors. */
void state_save(const struct state *s, const struct site *site, unsigned warnings, struct arena *a);

/* To be called when this build has written the ledger: the next one finds these bytes. */
void state_note_ledger(struct state *s, const char *text, size_t len);

/* To be called before the output is touched. */
void state_forget(const struct state *s);

#endif
