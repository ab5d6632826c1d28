#ifndef PUBLISH_HERALD_H
#define PUBLISH_HERALD_H

#include "base/mem.h"
#include "probe.h"
#include "publish/announce.h"

/* What the parts of announcing share: announce.c keeps the list, herald.c goes and tells. */

enum channel { CHANNEL_HUB, CHANNEL_PODPING, CHANNEL_WEBHOOK, CHANNELS };

/* A line of the list. */
struct word {
	enum channel channel;
	const char *text;  /* the address of a feed; to a webhook the JSON */
	int64_t     noted; /* seconds since 1970 */
	int64_t     tries; /* runs that could not tell it */
	bool        told;
	const char *why;   /* it was not */
};

/* Where words of this channel go; NULL: nowhere. */
const char *channel_address(const struct announce_options *o, enum channel c);

/* Tells all of them; sets `told` or `why` of each. */
void herald_run(const struct announce_options *o, struct word *words, size_t count, struct arena *a);

#endif
