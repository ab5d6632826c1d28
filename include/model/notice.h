#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include "model/network.h"

struct arena;

/* Notices: they appear by themselves on their first day, and leave every page after their last. */

/* Longer than this nobody reads them any more. */
#define NOTICE_MOST_DAYS 28

/* So long after their end nobody needs to find them. */
#define NOTICE_KEPT_DAYS 365

enum notice_time { NOTICE_TO_COME, NOTICE_CURRENT, NOTICE_OVER };

enum notice_time notice_time(const struct site *site, const struct notice *n, struct arena *a);

struct notices {
	const struct notice **all;
	size_t                count;
};

/* Those of that time: the more they matter the earlier, then the newest first. */
struct notices notices_at(const struct site *site, enum notice_time time, struct arena *a);

/* Pages and feed in the output; NULL: none has appeared yet. */
const char *notices_list_path(const struct site *site);
const char *notices_feed_path(const struct site *site);

void notices_dues(const struct site *site, void (*note)(void *into, struct moment m), void *into);

#endif
