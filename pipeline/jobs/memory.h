#ifndef JOBS_MEMORY_H
#define JOBS_MEMORY_H

#include "base/hash.h"
#include "base/stamp.h"
#include "jobs/jobs.h"

/*
 * What one process has learnt from the cache: hashes of files that keep their
 * stamp, and answers. Each function may get NULL, which knows nothing.
 */
bool memory_find_file(const struct jobs_memory *m, const char *path, const struct stamp *s,
		      struct hash *into);
void memory_keep_file(struct jobs_memory *m, const char *path, const struct stamp *s,
		      const struct hash *h);

/* NULL: it is not known. */
const struct job_answer *memory_find_answer(const struct jobs_memory *m, const struct hash *key);

/* Where the texts of an answer are to be that will be kept; `other` if there is no memory. */
struct arena *memory_arena(struct jobs_memory *m, struct arena *other);
void memory_keep_answer(struct jobs_memory *m, const struct hash *key,
			const struct job_answer *answer);

#endif
