#ifndef PUBLISH_RECONCILE_H
#define PUBLISH_RECONCILE_H

#include "plan.h"
#include "record.h"

struct arena;
struct memo;

/*
 * What has to be done at a target, worked out of what its notes say. Pure.
 *
 * A file that an unfinished publication touches is in doubt, unless this computer remembers what it
 * did: then it is done again, whatever it is now. A file that is gone from the site, and
 * whose successor came with it (successor.h), is left until its grace period is over; all else that is
 * gone goes, and so does what is left once its successor is gone.
 */
struct reconcile {
	const struct record_note  *record;
	const struct touched_note *touched; /* of a publication that has not ended, or NULL */
	const struct memo         *memo;    /* of that publication, or NULL */
	const struct output_tree  *want;
	int64_t now, grace; /* seconds */
	bool    again;      /* everything is in doubt */
};

struct reconciled {
	struct output_tree have; /* without what stays for a while; a SHA-256 that is not known is "" */
	struct plan        plan;
	const bool        *unsure; /* a step of the plan each: may it be done already, or half done? */
	struct shipped    *kept;   /* leaving, and still there; sorted */
	size_t             kept_count;
	bool               retreats; /* something is taken away: who reads must stop naming it first */
};

struct reconciled reconcile(const struct reconcile *r, struct arena *a);

/* What the publication touches, together with what an unfinished one did. In `a`, sorted. */
struct touched_note reconcile_touches(const struct reconcile *r, const struct plan *plan, struct arena *a);

/* The record of a target on which the plan has been carried out, without its first line. */
struct record_note reconcile_record(const struct reconcile *r, const struct reconciled *done, struct arena *a);

#endif
