#ifndef MODEL_SCHEDULE_H
#define MODEL_SCHEDULE_H

#include "model/site.h"

/* What a listener does not see yet, or no more, and what is expected of a show. */
enum schedule_kind {
	SCHEDULE_EPISODE,   /* appears by itself */
	SCHEDULE_LIVE,      /* can be heard live then */
	SCHEDULE_EXPECTED,  /* by the show's rule an episode is due, and none is scheduled */
	SCHEDULE_DRAFT,
	SCHEDULE_WITHDRAWN,
};

struct schedule_entry {
	enum schedule_kind    kind;
	struct moment         at; /* in the site's zone, if it has one; not set: a draft without date */
	const struct show    *show;
	const struct episode *episode; /* or NULL */
	const struct live    *live;    /* SCHEDULE_LIVE */
};

/* What has a moment to come first, by moment; then drafts; then what was withdrawn. */
struct schedule {
	struct schedule_entry *entries;
	size_t                 count;
};

struct schedule schedule_make(const struct site *site, struct arena *a);

/*
 * Did something become due that was not published yet? Compared with the ledger,
 * so that it can be told without knowing the last build: an episode that is out
 * and not in it, or withdrawn and still in it. Without a ledger everything is due.
 */
bool schedule_is_due(const struct site *site);

#endif
