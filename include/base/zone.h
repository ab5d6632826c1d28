#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * Time zones of the IANA database, as the machine has them: TZif files (RFC
 * 8536, version 2 and later) below /usr/share/zoneinfo, with the rule for times
 * after the last one in the table. Offsets are seconds east of UTC; a local time
 * is seconds since 1970-01-01 00:00 on the wall clock (base/calendar.h).
 */
struct zone;

/* NULL when there is no such zone, or its file cannot be understood. In `a`. */
const struct zone *zone_open(const char *name, struct arena *a);

/* A zone that is always this far from UTC. */
const struct zone *zone_fixed(int offset, struct arena *a);

/* The same from the bytes of a TZif file; NULL when they are none. */
const struct zone *zone_parse(const void *bytes, size_t len, struct arena *a);

bool zone_known(const char *name);

/* The name that was probably meant, `Europe/London` for `London` or `europe/londn`; or NULL. */
const char *zone_nearest(const char *name, struct arena *a);

int zone_offset(const struct zone *z, int64_t utc);

/* The first moment after `utc` when the offset may become another; INT64_MAX: never. */
int64_t zone_next_change(const struct zone *z, int64_t utc);

enum zone_answer {
	ZONE_ONCE,
	ZONE_TWICE, /* the clock goes back over it */
	ZONE_NEVER, /* the clock goes forward over it */
};

/* The moments, in UTC, when the clock shows a local time. */
struct zone_moments {
	enum zone_answer answer;
	int64_t first;  /* once, or the first time; never: with the offset before the clock moves (RFC 5545 section 3.3.5) */
	int64_t second; /* twice: the second time; never: when the clock has moved */
};

struct zone_moments zone_moments(const struct zone *z, int64_t local);

#endif
