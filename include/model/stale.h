#ifndef MODEL_STALE_H
#define MODEL_STALE_H

#include "model/site.h"

/*
 * What somebody has to look at again: groups, and resources, that nobody has checked for
 * MAP_STALE_DAYS, and entries of help after HELP_AGING_DAYS. What was never checked counts
 * from the day on which it was added, where that is known. Closed groups are left out.
 */
struct stale {
	const struct item *item;
	const char        *title;
	struct moment      checked; /* not set: never */
	const char        *by;      /* a role; or NULL */
};

struct stales {
	struct stale *all; /* what was never checked, then the oldest; the same by file */
	size_t        count;
};

/* Was it checked so many days ago, or never? What was made up as an example ages here, too. */
bool checked_is_older(const struct site *site, struct moment day, int64_t days);

struct stales site_stale(const struct site *site, struct arena *a);

#endif
