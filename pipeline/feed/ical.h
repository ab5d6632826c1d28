#ifndef FEED_ICAL_H
#define FEED_ICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/fields.h"

struct arena;
struct render;
struct site;
struct strbuf;
struct zone;

/*
 * Calendars as programs subscribe to them: RFC 5545, with the properties of
 * whole calendars of RFC 7986. Whoever has something with a date fills a
 * struct ical_event for each and calls ical_put() once for each file; lines,
 * escapes, the time zone and the bytes at the ends of lines are seen to here.
 *
 * - Moments are written in the site's time zone (by name, with the VTIMEZONE
 *   that it needs), in UTC where the site has none.
 * - Nothing comes from the clock: the same events give the same bytes.
 */

/* What became of it. Calendars that know no status show what its title begins with. */
enum ical_status { ICAL_PLANNED, ICAL_POSTPONED, ICAL_CANCELLED };

struct ical_event {
	const char      *uid;        /* its identity for ever, also when its time changes: site_page_uuid() */
	int64_t          sequence;   /* how often its time or place changed: `sequence` of the front matter */
	struct moment    stamp;      /* when that was told; not set: its start */
	enum ical_status status;
	struct moment    start, end; /* `end` not after `start`: it has no length */
	bool             is_day;     /* it lasts whole days, and `end` is the last; no time of day is known */
	const char      *rrule;      /* it comes again, `start` being the first time; NULL: once */
	const struct moment *except; /* starts of those that fall out */
	size_t           except_count;
	struct moment    replaces;   /* it is one of the events of this UID: the one that would start then */
	const char      *title;
	const char      *text;       /* plain, may have several lines; or NULL */
	const char      *where;      /* or NULL */
	const char      *geo;        /* RFC 5870, `geo:55.95,-4.76`; or NULL */
	const char      *page;       /* path of its page in the output; or NULL */
	struct strings   tags;
};

struct ical_calendar {
	const char *path; /* of the file in the output, "meetings/all.ics" */
	const char *page; /* of the page about it in the output */
	const char *name, *summary;
	const struct ical_event *events; /* in the order in which they are written */
	size_t                   count;
};

/* The whole calendar; `a` holds what is needed meanwhile. */
void ical_write(const struct site *site, const struct ical_calendar *c, struct strbuf *out,
		struct arena *a);

/* Writes it and puts it among the feeds, as text/calendar. */
void ical_put(struct render *r, const struct ical_calendar *c);

/* A content line (section 3.1): folded at 75 octets, never inside of a character, CRLF at its end. */
void ical_line(struct strbuf *out, const char *name, const char *value);

/* A TEXT value (section 3.3.11). */
char *ical_text(const char *text, struct arena *a);

/* From the first event to the last, in seconds since 1970 UTC. */
struct ical_time {
	int64_t from, to;
};

/* The changes of a zone in that time, and the rules by which they go on (section 3.6.5). */
void ical_zone(struct strbuf *out, const char *name, const struct zone *z, struct ical_time time,
	       struct arena *a);

#endif
