#ifndef MODEL_RRULE_H
#define MODEL_RRULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct zone;

/* Recurrence rules: RFC 5545 section 3.3.10, `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`. */

enum rrule_frequency {
	RRULE_SECONDLY,
	RRULE_MINUTELY,
	RRULE_HOURLY,
	RRULE_DAILY,
	RRULE_WEEKLY,
	RRULE_MONTHLY,
	RRULE_YEARLY,
};

/* The greatest number that any list of a rule can name: a day of a leap year. */
#define RRULE_LAST 366

/* Numbers of a list: bit n of `plus` is n, bit n of `minus` is -n, counted from the end. */
struct rrule_set {
	bool     used;
	uint64_t plus[RRULE_LAST / 64 + 1], minus[RRULE_LAST / 64 + 1];
};

struct rrule {
	enum rrule_frequency frequency;
	int64_t              interval; /* 1 or more */
	int64_t              count;    /* 0: without end, or until `until` */
	enum { RRULE_FOREVER, RRULE_UNTIL_DAY, RRULE_UNTIL_SECOND } until_form;
	int64_t              until;      /* the last day (base/calendar.h), or second since 1970 UTC */
	int                  week_start; /* 0: Sunday */
	struct rrule_set     seconds, minutes, hours, month_days, year_days, weeks, months, positions;
	unsigned             weekdays;        /* bit 0: Sunday; every one in the period */
	struct rrule_set     nth_weekdays[7]; /* only the nth in the month or year */
};

/* What is wrong with a rule: where in its text, in bytes, and in words for people. */
struct rrule_fault {
	size_t      off, len;
	const char *words;
};

/*
 * Reads a rule. Nothing is let through that RFC 5545 forbids: FREQ stands first,
 * no part is unknown or there twice, COUNT and UNTIL exclude each other, and
 * every part goes with its frequency (the table of section 3.3.10). On false
 * *fault tells the first fault, and *into is undefined.
 */
bool rrule_parse(const char *text, struct rrule *into, struct rrule_fault *fault, struct arena *a);

bool rrule_has(const struct rrule_set *set, int number);

/* In plain English: `every second Monday`, `on the last Friday of every month, until 31 December 2026`. */
char *rrule_words(const struct rrule *rule, struct arena *a);

/* The first moment of a rule (DTSTART), and the zone whose wall clock it goes by. */
struct rrule_start {
	int64_t            utc;
	const struct zone *zone;
};

/*
 * The first moments after `after` (seconds since 1970 UTC), ascending, `most` at
 * most; returns how many there are. What the rule leaves open (time of day, day
 * of the month…) is taken from the start; the start itself counts only when it
 * fits the rule. Days that do not exist are passed over (30 February, 31 April).
 * A time of day that the clock jumps over moves by as much as the clock does;
 * of one that comes twice the first is taken (section 3.3.5). The work is
 * bounded: a rule that never comes true ends with fewer than `most`.
 */
size_t rrule_next(const struct rrule *rule, const struct rrule_start *start, int64_t after,
		  int64_t *into, size_t most);

#endif
