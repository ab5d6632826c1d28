#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* What can be published: feeds write four digits, and podcasts are younger than 1970. */
#define DATE_FIRST_YEAR 1970
#define DATE_LAST_YEAR  2999

/* A moment: seconds since 1970-01-01T00:00:00Z, and the zone it was written in. */
struct moment {
	int64_t utc;  /* seconds */
	int     zone; /* minutes east of UTC */
	bool    set;
};

enum date_fault {
	DATE_OK,
	DATE_SHAPE,   /* not YYYY-MM-DD HH:MM[:SS] ZONE */
	DATE_NO_TIME, /* a date without a time of day */
	DATE_NO_ZONE, /* a date and a time without a zone */
	DATE_DAY,     /* 31 April */
	DATE_RANGE,   /* 25:00, month 13, zone +99:00 */
	DATE_ZONE,    /* a word where the zone stands that names none */
	DATE_TWICE,   /* the clock goes back over it */
	DATE_NEVER,   /* the clock goes forward over it */
};

/*
 * Reads `2026-09-07 09:00 +01:00`, `2026-09-07T09:00:00Z` and what lies between
 * (RFC 3339 section 5.6, with seconds optional and a space allowed for the T).
 */
enum date_fault date_parse(const char *s, struct moment *into);

/* Reads `2026-09-07`: where the day begins in UTC. */
enum date_fault date_parse_day(const char *s, struct moment *into);

/* A date that may name a zone, and what is to be said about it. */
struct zoned_date {
	struct moment moment;
	struct moment other;  /* DATE_TWICE: the second time (moment: the first); DATE_NEVER: the next that exists */
	const char   *zone;   /* the name that counts: as written, or else the site's; NULL: none */
	bool          differs; /* an offset is written that the site's zone does not have then: that is in other.zone */
};

/*
 * The same, and `2026-09-07 09:00 Europe/London`, and `2026-09-07 09:00` where
 * `zone` names the zone of dates that name none (or is NULL). Names are in `a`.
 */
enum date_fault date_parse_zoned(const char *s, const char *zone, struct zoned_date *into,
				 struct arena *a);

/* The moment as the clock of a zone shows it; unchanged when there is no such zone. */
struct moment date_in_zone(struct moment m, const char *zone);

/* `22 November 2026 at 03:00 +00:00`, in the zone it was written in. */
char *date_time_words(struct moment m, struct arena *a);

/* `03:00`, and `+00:00`, in the zone it was written in. */
char *date_time(struct moment m, struct arena *a);
char *date_offset(struct moment m, struct arena *a);

/* `2026-09-07T08:00:00Z` */
char *date_rfc3339(struct moment m, struct arena *a);

/* `Mon, 07 Sep 2026 08:00:00 +0000`: RFC 5322 section 3.3 as feeds want it, always in UTC. */
char *date_rfc822(struct moment m, struct arena *a);

/* The same in the zone it was written in: `Mon, 07 Sep 2026 09:00:00 +0100`. */
char *date_rfc822_there(struct moment m, struct arena *a);

/* `7 September 2026`, in the zone it was written in. */
char *date_words(struct moment m, struct arena *a);

/* `2026-09-07`, in the zone it was written in. */
char *date_day(struct moment m, struct arena *a);

/* Milliseconds of `SS`, `MM:SS`, `H:MM:SS`, each with an optional fraction; -1 if it is none of them. */
int64_t time_parse(const char *s);

/* `1:02:03` or `2:03`: as people read it, rounded down to seconds. */
char *time_clock(int64_t ms, struct arena *a);

/* The same for the end of a place, which is known to a tenth of a second: 44.95 s is `0:45`. */
char *time_clock_end(int64_t ms, struct arena *a);

/* `01:02:03.250`: WebVTT section 3.3. */
char *time_vtt(int64_t ms, struct arena *a);

#endif
