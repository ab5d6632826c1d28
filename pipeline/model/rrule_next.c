#include "base/calendar.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/zone.h"
#include "model/rrule.h"

/*
 * The moments of a rule, period by period: a period is a year, month, week, day,
 * hour, minute or second, after its frequency. In each, the days that fit all
 * parts of the rule are found by looking at every day, and each of them has the
 * same times of day. All arithmetic is on the wall clock of the zone.
 */

#define DAY_SECONDS 86400

/* The end of DATE_LAST_YEAR, nearly: nothing that can be written comes later. */
#define LATEST INT64_C(32503680000)

/* A rule with what it leaves open taken from its start. */
struct pattern {
	struct rrule rule;
	struct civil start;
	int64_t local; /* the start on the wall clock, in seconds */
	const struct zone *zone;
};

/* The times of day of a period: each hour with each minute with each second. */
struct times {
	int hours[24], minutes[60], seconds[60];
	int64_t hour_count, minute_count, second_count;
};

struct period {
	int64_t first_day, day_count; /* to be looked at */
	int64_t days[RRULE_LAST];     /* that fit, ascending */
	int64_t found;
	struct times times;
};

static bool has_nth_weekdays(const struct rrule *r)
{
	for (int i = 0; i < 7; i++) {
		if (r->nth_weekdays[i].used)
			return true;
	}
	return false;
}

static void set_only(struct rrule_set *set, int number)
{
	set->used = true;
	set->plus[number / 64] |= UINT64_C(1) << number % 64;
}

/* RFC 5545 section 3.3.10: "Information not contained in the rule … is derived from DTSTART." */
static void fill_days(struct rrule *r, const struct civil *start, int weekday)
{
	bool has_weekday = r->weekdays || has_nth_weekdays(r);

	if (r->month_days.used || r->year_days.used || has_weekday)
		return;
	if (r->frequency == RRULE_WEEKLY || (r->frequency == RRULE_YEARLY && r->weeks.used)) {
		r->weekdays = 1u << weekday;
	} else if (r->frequency == RRULE_MONTHLY || r->frequency == RRULE_YEARLY) {
		set_only(&r->month_days, start->day);
		if (r->frequency == RRULE_YEARLY && !r->months.used)
			set_only(&r->months, start->month);
	}
}

static void fill_times(struct rrule *r, const struct civil *start)
{
	if (!r->hours.used && r->frequency > RRULE_HOURLY)
		set_only(&r->hours, start->hour);
	if (!r->minutes.used && r->frequency > RRULE_MINUTELY)
		set_only(&r->minutes, start->minute);
	if (!r->seconds.used && r->frequency > RRULE_SECONDLY)
		set_only(&r->seconds, start->second);
}

static struct pattern pattern_make(const struct rrule *rule, const struct rrule_start *start)
{
	struct pattern p = { .rule = *rule,
			     .local = start->utc + zone_offset(start->zone, start->utc),
			     .zone = start->zone };

	p.start = civil_from_seconds(p.local);
	fill_days(&p.rule, &p.start, day_weekday(seconds_day(p.local)));
	fill_times(&p.rule, &p.start);
	return p;
}

/* From either end: the nth of `count`, n from 1. */
static bool has_place(const struct rrule_set *set, int64_t n, int64_t count)
{
	return (n <= RRULE_LAST && rrule_has(set, (int)n)) ||
	       (count - n + 1 <= RRULE_LAST && rrule_has(set, -(int)(count - n + 1)));
}

/* The first day of week 1, the first that has four days in the year (RFC 5545, BYWEEKNO). */
static int64_t first_week(int64_t year, int week_start)
{
	int64_t fourth = day_from_civil(year, 1, 4);

	return fourth - (day_weekday(fourth) - week_start + 7) % 7;
}

static bool fits_weeks(const struct rrule *r, int64_t day, int64_t year)
{
	int64_t own = year;

	if (day < first_week(year, r->week_start))
		own--;
	else if (day >= first_week(year + 1, r->week_start))
		own++;
	int64_t first = first_week(own, r->week_start);
	return has_place(&r->weeks, (day - first) / 7 + 1,
			 (first_week(own + 1, r->week_start) - first) / 7);
}

/* A weekday with a number counts in its month if the rule has months, else in its period. */
static bool fits_weekday(const struct rrule *r, int64_t day, const struct civil *c)
{
	int weekday = day_weekday(day);
	bool in_month = r->frequency == RRULE_MONTHLY || r->months.used;
	int64_t first = day_from_civil(c->year, in_month ? c->month : 1, 1);
	int64_t length = in_month ? month_days(c->year, c->month) : 365 + year_is_leap(c->year);
	int64_t before = (day - first) / 7, after = (first + length - 1 - day) / 7;

	return r->weekdays >> weekday & 1 ||
	       has_place(&r->nth_weekdays[weekday], before + 1, before + 1 + after);
}

static bool fits_day(const struct rrule *r, int64_t day)
{
	const struct civil c = day_to_civil(day);
	bool has_weekday = r->weekdays || has_nth_weekdays(r);

	return (!r->months.used || rrule_has(&r->months, c.month)) &&
	       (!r->weeks.used || fits_weeks(r, day, c.year)) &&
	       (!r->year_days.used ||
		has_place(&r->year_days, day - day_from_civil(c.year, 1, 1) + 1,
			  365 + year_is_leap(c.year))) &&
	       (!r->month_days.used ||
		has_place(&r->month_days, c.day, month_days(c.year, c.month))) &&
	       (!has_weekday || fits_weekday(r, day, &c));
}

/* The length of a period below a day, in seconds; 0: it is a day or more. */
static int64_t unit_seconds(enum rrule_frequency f)
{
	static const int64_t units[] = {
		[RRULE_SECONDLY] = 1, [RRULE_MINUTELY] = 60, [RRULE_HOURLY] = 3600
	};

	return f < RRULE_DAILY ? units[f] : 0;
}

/* The number of the period that a day and second lie in, from an origin of its own. */
static int64_t period_of(const struct rrule *r, int64_t local)
{
	int64_t day = seconds_day(local);
	struct civil c = day_to_civil(day);

	switch (r->frequency) {
	case RRULE_YEARLY:
		return c.year;
	case RRULE_MONTHLY:
		return c.year * 12 + c.month - 1;
	case RRULE_WEEKLY:
		/* Day 3 was a Sunday; weeks before 1970 do not occur. */
		return (day - 3 - r->week_start + 70000 * 7) / 7;
	case RRULE_DAILY:
		return day;
	default:
		return (local - day * DAY_SECONDS) / unit_seconds(r->frequency) +
		       day * (DAY_SECONDS / unit_seconds(r->frequency));
	}
}

/* Its days, and the second of its first day when it begins. */
static int64_t period_place(const struct rrule *r, int64_t number, struct period *p)
{
	int64_t unit = unit_seconds(r->frequency);
	int64_t year = r->frequency == RRULE_MONTHLY ? number / 12 : number;
	int month = r->frequency == RRULE_MONTHLY ? (int)(number % 12) + 1 : 1;

	switch (r->frequency) {
	case RRULE_YEARLY:
	case RRULE_MONTHLY:
		p->first_day = day_from_civil(year, month, 1);
		p->day_count = r->frequency == RRULE_MONTHLY ? month_days(year, month)
							     : 365 + year_is_leap(year);
		return 0;
	case RRULE_WEEKLY:
		p->first_day = (number - 70000) * 7 + 3 + r->week_start;
		p->day_count = 7;
		return 0;
	case RRULE_DAILY:
		p->first_day = number;
		p->day_count = 1;
		return 0;
	default:
		p->first_day = seconds_day(number * unit);
		p->day_count = 1;
		return number * unit - p->first_day * DAY_SECONDS;
	}
}

/* The numbers of a set below `limit`; with `only` not negative, at most that one. */
static int64_t list_numbers(const struct rrule_set *set, int only, int limit, int *into)
{
	int64_t count = 0;

	for (int i = only < 0 ? 0 : only; i < (only < 0 ? limit : only + 1); i++) {
		bool in = !set->used || rrule_has(set, i);

		/* Clocks without leap seconds show the 59th in their place (section 3.3.12). */
		if (limit == 60 && i == 59 && set->used)
			in = in || rrule_has(set, 60);
		if (in)
			into[count++] = i;
	}
	return count;
}

static void list_times(const struct rrule *r, int second_of_day, struct times *t)
{
	enum rrule_frequency f = r->frequency;
	int hour = second_of_day / 3600, minute = second_of_day / 60 % 60,
	    second = second_of_day % 60;

	t->hour_count = list_numbers(&r->hours, f <= RRULE_HOURLY ? hour : -1, 24, t->hours);
	t->minute_count =
		list_numbers(&r->minutes, f <= RRULE_MINUTELY ? minute : -1, 60, t->minutes);
	t->second_count =
		list_numbers(&r->seconds, f <= RRULE_SECONDLY ? second : -1, 60, t->seconds);
}

static int64_t times_in_day(const struct times *t)
{
	return t->hour_count * t->minute_count * t->second_count;
}

static void period_fill(const struct pattern *p, int64_t number, struct period *period)
{
	int second_of_day = (int)period_place(&p->rule, number, period);

	period->found = 0;
	for (int64_t i = 0; i < period->day_count; i++) {
		if (fits_day(&p->rule, period->first_day + i))
			period->days[period->found++] = period->first_day + i;
	}
	list_times(&p->rule, second_of_day, &period->times);
}

/* The nth moment of a period on the wall clock, n from 0. */
static int64_t period_moment(const struct period *p, int64_t n)
{
	const struct times *t = &p->times;
	int64_t in_day = times_in_day(t), rest = n % in_day;

	return p->days[n / in_day] * DAY_SECONDS +
	       t->hours[rest / (t->minute_count * t->second_count)] * 3600 +
	       t->minutes[rest / t->second_count % t->minute_count] * 60 +
	       t->seconds[rest % t->second_count];
}

/* How far the search has come, and what it has found. */
struct search {
	const struct pattern *pattern;
	int64_t after, last; /* only what comes after both: UTC */
	int64_t counted;     /* moments since the start */
	int64_t work;        /* what may still be done */
	int64_t *into;
	size_t count, most;
};

static bool is_past_end(const struct pattern *p, int64_t utc, int64_t local)
{
	const struct rrule *r = &p->rule;

	return (r->until_form == RRULE_UNTIL_DAY && seconds_day(local) > r->until) ||
	       (r->until_form == RRULE_UNTIL_SECOND && utc > r->until) ||
	       civil_from_seconds(local).year > DATE_LAST_YEAR;
}

/* False when the rule has come to its end, or enough has been found. */
static bool search_take(struct search *s, int64_t local)
{
	const struct pattern *p = s->pattern;

	if (local < p->local)
		return true;
	int64_t utc = zone_moments(p->zone, local).first;
	if (is_past_end(p, utc, local))
		return false;
	s->counted++;
	if (utc > s->after && utc > s->last) {
		s->into[s->count++] = utc;
		s->last = utc;
	}
	return s->count < s->most && (!p->rule.count || s->counted < p->rule.count);
}

/* With BYSETPOS the places that it names, else all, in order. */
static bool search_period(struct search *s, const struct period *period)
{
	const struct rrule_set *places = &s->pattern->rule.positions;
	int64_t total = period->found * times_in_day(&period->times);

	for (int64_t n = 0; n < total; n++) {
		/* What lies between the places from the two ends is passed over in one step. */
		if (places->used && n == RRULE_LAST && total > 2 * RRULE_LAST)
			n = total - RRULE_LAST;
		if (s->work-- <= 0)
			return false;
		if (places->used && !has_place(places, n + 1, total))
			continue;
		if (!search_take(s, period_moment(period, n)))
			return false;
	}
	return true;
}

/*
 * The next period to look at. Below a day, the rest of a day that does not fit,
 * and of an hour that does not, is passed over in one step.
 */
static int64_t period_after(const struct pattern *p, int64_t number, const struct period *period)
{
	const struct rrule *r = &p->rule;
	int64_t unit = unit_seconds(r->frequency), target = number + 1;

	if (unit && !period->found)
		target = (period->first_day + 1) * (DAY_SECONDS / unit);
	else if (unit && !period->times.hour_count)
		target = (number * unit / 3600 + 1) * (3600 / unit);
	else if (unit && !period->times.minute_count)
		target = (number * unit / 60 + 1) * (60 / unit);
	int64_t steps = (target - number + r->interval - 1) / r->interval;
	return number + steps * r->interval;
}

/* With COUNT everything counts from the start; else the search begins where it matters. */
static int64_t first_period(const struct pattern *p, int64_t after)
{
	const struct rrule *r = &p->rule;
	int64_t first = period_of(r, p->local);

	if (r->count || after <= p->local)
		return first;
	int64_t wanted = after + zone_offset(p->zone, after) - 2 * DAY_SECONDS;
	if (wanted <= p->local)
		return first;
	return first + (period_of(r, wanted) - first) / r->interval * r->interval;
}

size_t rrule_next(const struct rrule *rule, const struct rrule_start *start, int64_t after,
		  int64_t *into, size_t most)
{
	const struct pattern p = pattern_make(rule, start);
	struct search s = { .pattern = &p,
			    .after = after,
			    .last = INT64_MIN,
			    .work = LIMIT_RRULE_STEPS,
			    .into = into,
			    .most = most };
	struct period period;

	if (!most || after > LATEST)
		return 0;
	for (int64_t number = first_period(&p, after); s.work > 0;
	     number = period_after(&p, number, &period)) {
		period_fill(&p, number, &period);
		if (day_to_civil(period.first_day).year > DATE_LAST_YEAR)
			break;
		s.work -= period.day_count;
		if (!search_period(&s, &period))
			break;
	}
	return s.count;
}
