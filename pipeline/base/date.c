#include "base/date.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"

/* Reads exactly `digits` digits; false if they are not there. */
static bool take_number(const char **s, int digits, int *into)
{
	*into = 0;
	for (int i = 0; i < digits; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*into = *into * 10 + (**s - '0');
	}
	return true;
}

static bool take(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static enum date_fault take_zone(const char **s, int *zone)
{
	while (**s == ' ')
		(*s)++;
	*zone = 0;
	if (take(s, 'Z') || take(s, 'z'))
		return DATE_OK;
	int sign = **s == '-' ? -1 : 1, hours, minutes;

	if (!**s)
		return DATE_NO_ZONE;
	if (**s != '+' && **s != '-')
		return DATE_SHAPE;
	(*s)++;
	if (!take_number(s, 2, &hours))
		return DATE_SHAPE;
	take(s, ':');
	if (!take_number(s, 2, &minutes))
		return DATE_SHAPE;
	*zone = sign * (hours * 60 + minutes);
	return hours > 14 || minutes > 59 ? DATE_RANGE : DATE_OK;
}

enum date_fault date_parse(const char *s, struct moment *into)
{
	int year, month, day, hour, minute, second = 0, zone;

	if (!take_number(&s, 4, &year) || !take(&s, '-') || !take_number(&s, 2, &month) ||
	    !take(&s, '-') || !take_number(&s, 2, &day))
		return DATE_SHAPE;
	if (month < 1 || month > 12 || year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR)
		return DATE_RANGE;
	if (day < 1 || day > month_days(year, month))
		return DATE_DAY;
	if (!*s)
		return DATE_NO_TIME;
	if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' '))
		return DATE_SHAPE;
	if (!take_number(&s, 2, &hour) || !take(&s, ':') || !take_number(&s, 2, &minute))
		return DATE_SHAPE;
	if (take(&s, ':') && !take_number(&s, 2, &second))
		return DATE_SHAPE;
	if (hour > 23 || minute > 59 || second > 59)
		return DATE_RANGE;
	enum date_fault fault = take_zone(&s, &zone);
	if (fault)
		return fault;
	if (*s)
		return DATE_SHAPE;
	const struct civil local = { year, month, day, hour, minute, second };
	int64_t utc = civil_seconds(local) - (int64_t)zone * 60;
	/* The zone may push it over the edge of what is read, and so of what can be written. */
	int64_t utc_year = civil_from_seconds(utc).year;
	if (utc_year < DATE_FIRST_YEAR || utc_year > DATE_LAST_YEAR)
		return DATE_RANGE;
	into->utc = utc;
	into->zone = zone;
	into->set = true;
	return DATE_OK;
}

char *date_rfc3339(struct moment m, struct arena *a)
{
	struct civil c = civil_from_seconds(m.utc);

	return arena_printf(a, "%04" PRId64 "-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
			    c.hour, c.minute, c.second);
}

char *date_rfc822(struct moment m, struct arena *a)
{
	struct civil c = civil_from_seconds(m.utc);

	return arena_printf(a, "%.3s, %02d %.3s %04" PRId64 " %02d:%02d:%02d +0000",
			    weekday_name(day_weekday(seconds_day(m.utc))), c.day,
			    month_name(c.month), c.year, c.hour, c.minute, c.second);
}

char *date_words(struct moment m, struct arena *a)
{
	struct civil c = civil_from_seconds(m.utc + (int64_t)m.zone * 60);

	return arena_printf(a, "%d %s %" PRId64, c.day, month_name(c.month), c.year);
}

char *date_day(struct moment m, struct arena *a)
{
	struct civil c = civil_from_seconds(m.utc + (int64_t)m.zone * 60);

	return arena_printf(a, "%04" PRId64 "-%02d-%02d", c.year, c.month, c.day);
}

/* Thousandths from the digits after a point; reads at most three that count. */
static int64_t take_fraction(const char **s)
{
	int64_t ms = 0, unit = 100;

	for (; **s >= '0' && **s <= '9'; (*s)++, unit /= 10)
		ms += unit * (**s - '0');
	return ms;
}

int64_t time_parse(const char *s)
{
	int64_t total = 0;

	for (int part = 0; part < 3; part++) {
		char *end;

		if (*s < '0' || *s > '9')
			return -1;
		long value = strtol(s, &end, 10);
		bool later = part > 0;

		if (end - s > (later ? 2 : 5) || (later && (value > 59 || end - s != 2)))
			return -1;
		total = total * 60 + value;
		s = end;
		if (*s != ':')
			break;
		s++;
	}
	int64_t ms = 0;
	if (*s == '.' || *s == ',') {
		s++;
		if (*s < '0' || *s > '9')
			return -1;
		ms = take_fraction(&s);
	}
	return *s ? -1 : total * 1000 + ms;
}

char *time_clock(int64_t ms, struct arena *a)
{
	int64_t s = ms / 1000;

	if (s >= 3600)
		return arena_printf(a, "%" PRId64 ":%02" PRId64 ":%02" PRId64, s / 3600,
				    s / 60 % 60, s % 60);
	return arena_printf(a, "%" PRId64 ":%02" PRId64, s / 60, s % 60);
}

char *time_clock_end(int64_t ms, struct arena *a)
{
	return time_clock(ms + 100, a);
}

static char *put_digits(char *to, int64_t value, int digits)
{
	for (int i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

/* By hand: a site has ten thousands of cues. */
char *time_vtt(int64_t ms, struct arena *a)
{
	int64_t hours = ms / 3600000;
	char *text = arena_alloc(a, sizeof("0000:00:00.000")), *to = text;

	to = put_digits(to, hours, hours > 99 ? 4 : 2);
	*to++ = ':';
	to = put_digits(to, ms / 60000 % 60, 2);
	*to++ = ':';
	to = put_digits(to, ms / 1000 % 60, 2);
	*to++ = '.';
	put_digits(to, ms % 1000, 3);
	return text;
}
