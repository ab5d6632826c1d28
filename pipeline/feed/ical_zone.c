/*
 * VTIMEZONE, made of what the zone database says. Changes that come back every
 * year on the same day of a month become one rule; all others stand alone.
 */
#include <inttypes.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/zone.h"
#include "ical.h"

/* Years for which a rule must hold to be taken for one: weekdays and leap years have all come
 * round. */
#define RULE_YEARS 28

/* Years behind the last event in which a rule may begin that is found. */
#define FINDING_YEARS 12

#define CHANGES_MOST 400 /* looked at: some zones change four times a year */
#define YEAR         (366 * INT64_C(86400))

struct change {
	struct civil local; /* on the clock before it */
	int from, to;       /* offsets */
	int week;           /* of the month, from 1, of the weekday */
	bool is_last;       /* in the last week of the month */
	bool is_written;
};

struct changes {
	struct change all[CHANGES_MOST];
	size_t count;
};

static struct change change_at(const struct zone *z, int64_t utc)
{
	struct change c = { .from = zone_offset(z, utc - 1), .to = zone_offset(z, utc) };

	c.local = civil_from_seconds(utc + c.from);
	c.week = (c.local.day - 1) / 7 + 1;
	c.is_last = c.local.day > month_days(c.local.year, c.local.month) - 7;
	return c;
}

static void find_changes(const struct zone *z, int64_t from, int64_t to, struct changes *into)
{
	int64_t at = zone_next_change(z, from);

	for (; at < to && into->count < CHANGES_MOST; at = zone_next_change(z, at)) {
		const struct change c = change_at(z, at);

		if (c.from != c.to)
			into->all[into->count++] = c;
	}
}

static int weekday_of(const struct change *c)
{
	return day_weekday(day_from_civil(c->local.year, c->local.month, c->local.day));
}

static bool is_same_clock(const struct change *x, const struct change *y)
{
	return x->from == y->from && x->to == y->to && x->local.month == y->local.month &&
	       x->local.hour == y->local.hour && x->local.minute == y->local.minute &&
	       x->local.second == y->local.second && weekday_of(x) == weekday_of(y);
}

/* The week of the month in which this change comes every year from now on, -1: the last; 0: it does
 * not. */
static int week_of_rule(const struct changes *c, size_t first)
{
	const struct change *x = &c->all[first];
	bool is_last = x->is_last, is_nth = true;
	int64_t year = x->local.year;

	for (size_t i = first + 1; i < c->count; i++) {
		const struct change *y = &c->all[i];

		if (y->from != x->from || y->to != x->to)
			continue;
		if (y->local.year != ++year || !is_same_clock(x, y))
			return 0;
		is_last &= y->is_last;
		is_nth &= y->week == x->week;
	}
	if (c->all[c->count - 1].local.year - year > 1 || year - x->local.year < RULE_YEARS)
		return 0;
	return is_last ? -1 : is_nth ? x->week : 0;
}

static char *offset_words(int seconds, struct arena *a)
{
	int size = seconds < 0 ? -seconds : seconds;
	char sign = seconds < 0 ? '-' : '+';

	if (size % 60)
		return arena_printf(a, "%c%02d%02d%02d", sign, size / 3600, size / 60 % 60,
				    size % 60);
	return arena_printf(a, "%c%02d%02d", sign, size / 3600, size / 60 % 60);
}

static char *local_words(struct civil c, struct arena *a)
{
	return arena_printf(a, "%04" PRId64 "%02d%02dT%02d%02d%02d", c.year, c.month, c.day, c.hour,
			    c.minute, c.second);
}

static void write_change(struct strbuf *out, const struct change *c, int week, struct arena *a)
{
	static const char *const days[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
	const char *kind = c->to > c->from ? "DAYLIGHT" : "STANDARD";

	ical_line(out, "BEGIN", kind);
	ical_line(out, "DTSTART", local_words(c->local, a));
	ical_line(out, "TZOFFSETFROM", offset_words(c->from, a));
	ical_line(out, "TZOFFSETTO", offset_words(c->to, a));
	if (week)
		ical_line(out, "RRULE",
			  arena_printf(a, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", c->local.month, week,
				       days[weekday_of(c)]));
	ical_line(out, "END", kind);
}

static void take_rest_of_rule(struct changes *c, size_t first)
{
	const struct change *x = &c->all[first];

	for (size_t i = first; i < c->count; i++) {
		if (c->all[i].from == x->from && c->all[i].to == x->to)
			c->all[i].is_written = true;
	}
}

/* What holds before the first change, or always. */
static void write_beginning(struct strbuf *out, const struct zone *z, int64_t from, struct arena *a)
{
	int offset = zone_offset(z, from);
	const struct change c = { .local = civil_from_seconds(from + offset),
				  .from = offset,
				  .to = offset };

	write_change(out, &c, 0, a);
}

void ical_zone(struct strbuf *out, const char *name, const struct zone *z, struct ical_time time,
	       struct arena *a)
{
	struct changes *c = arena_new(a, struct changes);
	const struct civil first = civil_from_seconds(time.from);
	const int64_t begin = day_from_civil(first.year - 1, 1, 1) * INT64_C(86400);

	find_changes(z, begin, time.to + (RULE_YEARS + FINDING_YEARS) * YEAR, c);
	ical_line(out, "BEGIN", "VTIMEZONE");
	ical_line(out, "TZID", name);
	if (!c->count || civil_seconds(c->all[0].local) - c->all[0].from > time.from)
		write_beginning(out, z, begin, a);
	for (size_t i = 0; i < c->count; i++) {
		int week = c->all[i].is_written ? 0 : week_of_rule(c, i);

		if (!c->all[i].is_written)
			write_change(out, &c->all[i], week, a);
		if (week)
			take_rest_of_rule(c, i);
	}
	ical_line(out, "END", "VTIMEZONE");
}
