#ifndef JOBS_DRAW_H
#define JOBS_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/source.h"
#include "model/sheet.h"

struct arena;
struct diag;
struct jobs;

/*
 * Raise it whenever a worker would now draw the same sheet otherwise: part of every key of what is
 * kept.
 */
#define DRAWING_VERSION 1

/* A share card or poster to be had. */
struct drawing {
	struct sheet sheet;
	const char  *cover;        /* absolute; NULL: none */
	const char  *cover_sha256; /* with `cover` */
	const char  *shown;        /* what it is drawn of, for messages */
	struct span  at;
	const char  *file;         /* where it is on this machine; NULL: it could not be drawn */
	char         sha256[65];
	int64_t      bytes;
};

/*
 * Sees to it that every drawing has a file. What was drawn before lies in `cache_dir`/drawn/ and is
 * found by the hash of all that a drawing shows; the rest is handed to workers in batches that
 * share a cover. What cannot be drawn is a warning, one for all of them. Returns how many were
 * drawn now; of jobs that are `known_only`, how many would have to be. What is returned lives in `a`.
 */
size_t jobs_draw(const struct jobs *jobs, struct drawing *list, size_t count, struct arena *a,
		 struct diag *diag);

#endif
