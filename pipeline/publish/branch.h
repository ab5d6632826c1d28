#ifndef PUBLISH_BRANCH_H
#define PUBLISH_BRANCH_H

#include "host.h"

/* What GitHub says a tree of Git has, and what of ours can be told to it as text. */
struct entry {
	const char *path, *sha;
	double size; /* as GitHub says; -1: not known */
};

struct branch {
	struct entry *entries; /* sorted by path */
	size_t count;
};

/* NULL: there is none. */
const struct entry *branch_at(const struct branch *l, const char *path);

/* Reads the answer to a request for a tree, in the host's arena. JOB_DONE, or JOB_FAILED. */
enum outcome branch_read(struct job *j, struct branch *into);

/* The bytes of a file, in the job's arena; NULL where it is no text in UTF-8, or cannot be read. */
const char *branch_text(struct job *j, const struct output_file *file);

#endif
