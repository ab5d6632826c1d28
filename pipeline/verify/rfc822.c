#include "rfc822.h"

#include <stdio.h>
#include <string.h>

static int index_of(const char *names, const char *name)
{
	const char *found = strlen(name) == 3 ? strstr(names, name) : NULL;

	return found && (found - names) % 3 == 0 ? (int)(found - names) / 3 : -1;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int month, int year)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month] + (month == 1 && is_leap(year));
}

/* Counted, not computed: other code than that which wrote the date. */
static int64_t days_since_1970(int year, int month, int day)
{
	int64_t days = day - 1;

	for (int y = 1970; y < year; y++)
		days += 365 + is_leap(y);
	for (int m = 0; m < month; m++)
		days += days_of(m, year);
	return days;
}

bool rfc822_parse(const char *s, int64_t *utc)
{
	char weekday[4], month_name[4], sign;
	int day, year, hour, minute, second, zone, end = 0;

	if (sscanf(s, "%3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d %c%4d%n", weekday, &day,
		   month_name, &year, &hour, &minute, &second, &sign, &zone, &end) != 9 ||
	    s[end])
		return false;
	int month = index_of("JanFebMarAprMayJunJulAugSepOctNovDec", month_name);
	if (month < 0 || year < 1970 || day < 1 || day > days_of(month, year) || hour > 23 ||
	    minute > 59 || second > 59)
		return false;
	int64_t days = days_since_1970(year, month, day);
	if (index_of("ThuFriSatSunMonTueWed", weekday) != days % 7)
		return false;
	int64_t offset = (zone / 100 * 60 + zone % 100) * 60;

	*utc = days * 86400 + hour * 3600 + minute * 60 + second - (sign == '-' ? -offset : offset);
	return true;
}
