#ifndef IMPORT_REDIRECTS_H
#define IMPORT_REDIRECTS_H

#include <stddef.h>

struct arena;
struct import_show;
struct strbuf;

/* Where something was, and where it is now: addresses, both. */
struct import_move {
	const char *from, *to, *title;
};

struct import_moves {
	struct import_move *all; /* the feed, the show's page, then of each episode its page and its audio; none twice */
	size_t              count;
};

/* To be called when the assets have been fetched: addresses of audio have a piece of its hash. */
struct import_moves import_moves(const struct import_show *show, struct arena *a);

/* import-report.md, whole. `conflicts`: what a person has changed and the feed too, a line each. */
struct import_outcome {
	const char *from;                 /* what was imported */
	const char *const *conflicts;     /* ended by NULL */
	size_t added, changed, unchanged; /* episodes */
	size_t gone;                      /* episodes of the site that the feed has no more: they stay */
	size_t missing;                   /* episodes whose recordings could not be fetched: they are not here yet */
};

void import_report(const struct import_show *show, const struct import_outcome *outcome, struct strbuf *out);

#endif
