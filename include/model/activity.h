#ifndef MODEL_ACTIVITY_H
#define MODEL_ACTIVITY_H

#include "model/network.h"

struct arena;

/* Days as people count them where the content was written: from `from` up to, but not with, `to`. */
struct period {
	struct moment from, to; /* midnights */
};

/* Things of one kind, in the order of their dates. */
struct things {
	const void **all;
	size_t       count;
};

/* What happened in the network in some time, as far as the content tells of it. */
struct activity {
	struct period period;
	struct things episodes;  /* of struct episode: published, or to be */
	struct things resources; /* of struct resource: added */
	struct things meetings;  /* of struct meeting: held, or to be; not those that were cancelled or postponed */
	struct things sessions;  /* of struct session */
	struct things stories;   /* of struct story: told */
	struct things notices;   /* of struct notice: begun */
	struct things joined;    /* of struct group */
	struct things opened, closed; /* of struct gap_note: by the day of their state */
};

struct activity activity_gather(const struct site *site, struct period period, struct arena *a);

/* Does the day, on the clock that it was written by, lie in it? */
bool period_has(const struct period *p, struct moment m);

/* The map at the end of a period, and what became of it since its beginning. */
struct map_news {
	const struct edition *before, *now; /* the last ones up to each of the two; NULL: there is none */
};
struct map_news map_news_of(const struct site *site, const struct period *p);

#endif
