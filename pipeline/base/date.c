#include "base/date.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/zone.h"

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

/* Day and time, up to the zone: *s is left there. */
static enum date_fault take_local(const char **s, int64_t *local)
{
	int year, month, day, hour, minute, second = 0;

	if (!take_number(s, 4, &year) || !take(s, '-') || !take_number(s, 2, &month) ||
	    !take(s, '-') || !take_number(s, 2, &day))
		return DATE_SHAPE;
	if (month < 1 || month > 12 || year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR)
		return DATE_RANGE;
	if (day < 1 || day > month_days(year, month))
		return DATE_DAY;
	if (!**s)
		return DATE_NO_TIME;
	if (!take(s, 'T') && !take(s, 't') && !take(s, ' '))
		return DATE_SHAPE;
	if (!take_number(s, 2, &hour) || !take(s, ':') || !take_number(s, 2, &minute))
		return DATE_SHAPE;
	if (take(s, ':') && !take_number(s, 2, &second))
		return DATE_SHAPE;
	if (hour > 23 || minute > 59 || second > 59)
		return DATE_RANGE;
	*local = civil_seconds((struct civil){ year, month, day, hour, minute, second });
	return DATE_OK;
}

/* A zone may push a date over the edge of what is read, and so of what can be written. */
static bool is_writable(int64_t utc)
{
	int64_t year = civil_from_seconds(utc).year;

	return year >= DATE_FIRST_YEAR && year <= DATE_LAST_YEAR;
}

enum date_fault date_parse(const char *s, struct moment *into)
{
	int64_t local;
	int zone;
	enum date_fault fault = take_local(&s, &local);

	if (!fault)
		fault = take_zone(&s, &zone);
	if (fault)
		return fault;
	if (*s)
		return DATE_SHAPE;
	int64_t utc = local - (int64_t)zone * 60;
	if (!is_writable(utc))
		return DATE_RANGE;
	*into = (struct moment){ .utc = utc, .zone = zone, .set = true };
	return DATE_OK;
}

enum date_fault date_parse_day(const char *s, struct moment *into)
{
	static const char midnight[] = " 00:00 +00:00";
	char whole[sizeof("2026-09-07") + sizeof(midnight)];
	const size_t len = strlen("2026-09-07");

	if (strlen(s) != len)
		return DATE_SHAPE;
	memcpy(whole, s, len);
	memcpy(whole + len, midnight, sizeof(midnight));
	return date_parse(whole, into);
}

static struct moment moment_at(const struct zone *z, int64_t utc)
{
	return (struct moment){ .utc = utc, .zone = zone_offset(z, utc) / 60, .set = true };
}

static enum date_fault place_in_zone(int64_t local, const struct zone *z, struct zoned_date *into)
{
	static const enum date_fault faults[] = {
		[ZONE_ONCE] = DATE_OK, [ZONE_TWICE] = DATE_TWICE, [ZONE_NEVER] = DATE_NEVER
	};
	struct zone_moments m = zone_moments(z, local);

	if (!is_writable(m.first))
		return DATE_RANGE;
	into->moment = moment_at(z, m.first);
	into->other = moment_at(z, m.second);
	return faults[m.answer];
}

/* Does the site's zone have another offset then? Z says that UTC is meant. */
static void compare_offset(const char *written, const char *zone, struct zoned_date *into)
{
	struct moment there = date_in_zone(into->moment, zone);

	into->zone = zone;
	into->other = there;
	into->differs = strpbrk(written, "+-") && there.zone != into->moment.zone;
}

/* What stands where a zone does: letters, with a name's other signs behind them. */
static bool is_zone_name(const char *s)
{
	bool letter = (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z');

	return letter && s[1] && !strpbrk(s, " \t");
}

enum date_fault date_parse_zoned(const char *s, const char *zone, struct zoned_date *into,
				 struct arena *a)
{
	int64_t local;
	const char *rest = s;
	enum date_fault fault = take_local(&rest, &local);

	*into = (struct zoned_date){ 0 };
	rest += fault ? 0 : strspn(rest, " ");
	if (fault || (*rest && !is_zone_name(rest)) || (!*rest && !zone)) {
		fault = date_parse(s, &into->moment);
		if (!fault && zone)
			compare_offset(rest, zone, into);
		return fault;
	}
	struct arena scratch = { 0 };
	into->zone = *rest ? arena_strdup(a, rest) : zone;
	const struct zone *z = zone_open(into->zone, &scratch);
	fault = z ? place_in_zone(local, z, into) : DATE_ZONE;
	arena_free(&scratch);
	return fault;
}

struct moment date_in_zone(struct moment m, const char *zone)
{
	struct arena scratch = { 0 };
	const struct zone *z = zone ? zone_open(zone, &scratch) : NULL;

	if (z)
		m.zone = zone_offset(z, m.utc) / 60;
	arena_free(&scratch);
	return m;
}

char *date_time(struct moment m, struct arena *a)
{
	struct civil c = civil_from_seconds(m.utc + (int64_t)m.zone * 60);

	return arena_printf(a, "%02d:%02d", c.hour, c.minute);
}

char *date_offset(struct moment m, struct arena *a)
{
	int zone = abs(m.zone);

	return arena_printf(a, "%c%02d:%02d", m.zone < 0 ? '-' : '+', zone / 60, zone % 60);
}

char *date_time_words(struct moment m, struct arena *a)
{
	return arena_printf(a, "%s at %s %s", date_words(m, a), date_time(m, a), date_offset(m, a));
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

char *date_rfc822_there(struct moment m, struct arena *a)
{
	int64_t there = m.utc + (int64_t)m.zone * 60;
	struct civil c = civil_from_seconds(there);
	int zone = abs(m.zone);

	return arena_printf(a, "%.3s, %02d %.3s %04" PRId64 " %02d:%02d:%02d %c%02d%02d",
			    weekday_name(day_weekday(seconds_day(there))), c.day,
			    month_name(c.month), c.year, c.hour, c.minute, c.second,
			    m.zone < 0 ? '-' : '+', zone / 60, zone % 60);
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

static char *put_digits(char *to, int64_t value, int digits)
{
	for (int i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

/* By hand, as each turn of a transcript has one: but for times that nothing has. */
char *time_clock(int64_t ms, struct arena *a)
{
	int64_t s = ms / 1000;

	if (s < 0 || s >= 360000)
		return arena_printf(a, "%" PRId64 ":%02" PRId64 ":%02" PRId64, s / 3600,
				    s / 60 % 60, s % 60);
	char *text = arena_alloc(a, sizeof("00:00:00")), *to = text;

	if (s >= 3600) {
		to = put_digits(to, s / 3600, s >= 36000 ? 2 : 1);
		*to++ = ':';
	}
	to = put_digits(to, s / 60 % 60, s >= 600 ? 2 : 1);
	*to++ = ':';
	put_digits(to, s % 60, 2);
	return text;
}

char *time_clock_end(int64_t ms, struct arena *a)
{
	return time_clock(ms + 100, a);
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
