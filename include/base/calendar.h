#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The proleptic Gregorian calendar as arithmetic. A day is a number: days since
 * 1 January 1970. Weekdays count from Sunday, 0; months and days of a month from 1.
 */

/* A day and time as people write it; no zone. */
struct civil {
	int64_t year;
	int     month, day, hour, minute, second;
};

bool year_is_leap(int64_t year);
int  month_days(int64_t year, int month);

int64_t      day_from_civil(int64_t year, int month, int day);
struct civil day_to_civil(int64_t day); /* at midnight */
int          day_weekday(int64_t day);

/* Seconds since 1970-01-01 00:00, as if the day and time were UTC; and back. */
int64_t      civil_seconds(struct civil c);
struct civil civil_from_seconds(int64_t seconds);

/* The day that a second lies in: rounded down, before 1970 too. */
int64_t seconds_day(int64_t seconds);

const char *month_name(int month);     /* "January" */
const char *weekday_name(int weekday); /* "Sunday" */

#endif
