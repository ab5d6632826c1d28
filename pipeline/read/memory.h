#ifndef READ_MEMORY_H
#define READ_MEMORY_H

#include "base/mem.h"
#include "base/stamp.h"
#include "model/transcript.h"

struct read_memory;

/*
 * What was understood of one file. It is asked for again as long as the file keeps
 * its stamp, and only if there was nothing to say of it: so no message gets lost.
 * Nobody changes what is remembered.
 */
struct remembered {
	uint64_t key; /* of its path */
	struct stamp stamp;
	bool is_settled; /* the stamp would have changed with the file */
	bool is_used;    /* by the last reading */
	bool is_known;   /* all that follows can be taken as it is */
	struct transcript transcript;
	struct arena arena; /* of all that */
};

/*
 * The place for what becomes of `path`, with what is known of it or empty; NULL when
 * nothing is remembered, or the file cannot be reached. `m` may be NULL.
 */
struct remembered *memory_find(struct read_memory *m, const char *path);

/* To be called when a reading begins. */
void memory_begin(struct read_memory *m);

#endif
