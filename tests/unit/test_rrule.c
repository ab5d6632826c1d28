#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/zone.h"
#include "model/rrule.h"

static int set_up(void **state)
{
	*state = xcalloc(1, sizeof(struct arena));
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	free(*state);
	return 0;
}

static int64_t utc_of(const char *s)
{
	struct moment m = { 0 };

	assert_int_equal(date_parse(s, &m), DATE_OK);
	return m.utc;
}

static struct rrule parsed(const char *text, struct arena *a)
{
	struct rrule rule;
	struct rrule_fault fault = { 0 };

	if (!rrule_parse(text, &rule, &fault, a))
		fail_msg("'%s': %s", text, fault.words);
	return rule;
}

static void reads_the_rules_that_shows_have(void **state)
{
	struct rrule r = parsed("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", *state);

	assert_int_equal(r.frequency, RRULE_WEEKLY);
	assert_int_equal(r.interval, 2);
	assert_int_equal(r.weekdays, 1 << 1);
	r = parsed("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231", *state);
	assert_true(rrule_has(&r.nth_weekdays[5], -1));
	assert_int_equal(r.until_form, RRULE_UNTIL_DAY);
	r = parsed("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20261231T000000Z", *state);
	assert_int_equal(r.until, utc_of("2026-12-31T00:00:00Z"));
	r = parsed("FREQ=YEARLY;COUNT=10;WKST=SU;BYWEEKNO=+20,-1", *state);
	assert_int_equal(r.count, 10);
	assert_true(rrule_has(&r.weeks, 20) && rrule_has(&r.weeks, -1) && !rrule_has(&r.weeks, 1));
	parsed("freq=monthly;byday=mo,tu,we,th,fr;bysetpos=-1", *state);
	parsed("FREQ=SECONDLY;BYSECOND=60;BYYEARDAY=366,-366", *state);
}

static void says_what_is_wrong_with_a_rule_and_where(void **state)
{
	static const struct {
		const char *rule, *at, *words;
	} bad[] = {
		{ "", "", "the rule is empty; begin with FREQ=WEEKLY, for example" },
		{ "every Monday", " ", "a rule has no blanks; take it out" },
		{ "RRULE:FREQ=WEEKLY", "RRULE:", "leave 'RRULE:' out; a rule begins with FREQ=" },
		{ "INTERVAL=2;FREQ=WEEKLY", "INTERVAL", "FREQ stands first, before INTERVAL; begin with FREQ=WEEKLY, for example" },
		{ "FREQ", "FREQ", "FREQ has no value" },
		{ "FREQ=", "FREQ=", "FREQ has no value" },
		{ "FREQ=WEEKLY;", "", "a part is empty; parts are separated by one ';'" },
		{ "FREQ=WEEKLLY", "WEEKLLY", "'WEEKLLY' is no frequency; expected DAILY, WEEKLY, MONTHLY or YEARLY; did you mean 'WEEKLY'?" },
		{ "FREQ=FORTNIGHTLY", "FORTNIGHTLY", "'FORTNIGHTLY' is no frequency; expected DAILY, WEEKLY, MONTHLY or YEARLY" },
		{ "FREQ=WEEKLY;BYDAYS=MO", "BYDAYS", "'BYDAYS' is no part of a rule; did you mean 'BYDAY'?" },
		{ "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY", "BYDAY stands here twice; keep one of the two" },
		{ "FREQ=WEEKLY;INTERVAL=0", "0", "INTERVAL is '0'; expected a whole number, 1 or more" },
		{ "FREQ=WEEKLY;COUNT=-1", "-1", "COUNT is '-1'; expected a whole number, 1 or more" },
		{ "FREQ=WEEKLY;INTERVAL=9999999999", "9999999999", "INTERVAL is '9999999999'; expected a whole number, 1 or more" },
		{ "FREQ=WEEKLY;COUNT=5;UNTIL=20261231", "UNTIL", "COUNT and UNTIL exclude each other; keep one of the two" },
		{ "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z", "2023-12-31T00:00:00.000Z",
		  "UNTIL is '2023-12-31T00:00:00.000Z'; expected a day such as 20261231, or a moment in UTC such as 20261231T000000Z" },
		{ "FREQ=WEEKLY;UNTIL=20231231T000000", "20231231T000000",
		  "UNTIL is '20231231T000000'; expected a day such as 20261231, or a moment in UTC such as 20261231T000000Z" },
		{ "FREQ=WEEKLY;UNTIL=20230229", "20230229", "UNTIL is '20230229', which does not exist" },
		{ "FREQ=WEEKLY;UNTIL=20231331", "20231331", "UNTIL is '20231331', which does not exist" },
		{ "FREQ=WEEKLY;UNTIL=20230101T240000Z", "20230101T240000Z", "UNTIL is '20230101T240000Z', which does not exist" },
		{ "FREQ=WEEKLY;BYDAY=FR;BYMONTHDAY=13", "BYMONTHDAY", "BYMONTHDAY does not go with FREQ=WEEKLY; a week has no day of the month; use FREQ=MONTHLY" },
		{ "FREQ=MONTHLY;BYYEARDAY=100", "BYYEARDAY", "BYYEARDAY does not go with FREQ=MONTHLY; use FREQ=YEARLY" },
		{ "FREQ=WEEKLY;BYYEARDAY=100", "BYYEARDAY", "BYYEARDAY does not go with FREQ=WEEKLY; use FREQ=YEARLY" },
		{ "FREQ=DAILY;BYYEARDAY=100", "BYYEARDAY", "BYYEARDAY does not go with FREQ=DAILY; use FREQ=YEARLY" },
		{ "FREQ=DAILY;BYWEEKNO=20", "BYWEEKNO", "BYWEEKNO does not go with FREQ=DAILY; weeks are counted in a year; use FREQ=YEARLY" },
		{ "FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "BYDAY with a number goes with FREQ=MONTHLY or FREQ=YEARLY only, not with FREQ=WEEKLY" },
		{ "FREQ=DAILY;BYDAY=-1MO", "BYDAY", "BYDAY with a number goes with FREQ=MONTHLY or FREQ=YEARLY only, not with FREQ=DAILY" },
		{ "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "BYDAY", "BYDAY with a number does not go with BYWEEKNO, as a week has each weekday once" },
		{ "FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", "BYSETPOS picks from what another part lists; add one such as BYDAY=MO,TU,WE,TH,FR" },
		{ "FREQ=WEEKLY;BYDAY=MON", "MON", "'MON' is no day of the week; expected MO, TU, WE, TH, FR, SA or SU, as in BYDAY=-1FR for the last Friday" },
		{ "FREQ=WEEKLY;BYDAY=M", "M", "'M' is no day of the week; expected MO, TU, WE, TH, FR, SA or SU, as in BYDAY=-1FR for the last Friday; did you mean 'MO'?" },
		{ "FREQ=MONTHLY;BYDAY=0MO", "0MO", "'0MO' is not the nth of a weekday; expected numbers from 1 to 53, or from -53 to -1 to count from the end" },
		{ "FREQ=MONTHLY;BYDAY=54MO", "54MO", "'54MO' is not the nth of a weekday; expected numbers from 1 to 53, or from -53 to -1 to count from the end" },
		{ "FREQ=MONTHLY;BYDAY=-MO", "-MO", "'-MO' is not the nth of a weekday; expected numbers from 1 to 53, or from -53 to -1 to count from the end" },
		{ "FREQ=MONTHLY;BYMONTHDAY=32", "32", "BYMONTHDAY is '32'; expected numbers from 1 to 31, or from -31 to -1 to count from the end" },
		{ "FREQ=MONTHLY;BYMONTHDAY=1,,2", "", "BYMONTHDAY has an empty entry in its list" },
		{ "FREQ=MONTHLY;BYMONTHDAY=1,", "", "BYMONTHDAY has an empty entry in its list" },
		{ "FREQ=YEARLY;BYMONTH=13", "13", "BYMONTH is '13'; expected numbers from 1 to 12" },
		{ "FREQ=YEARLY;BYMONTH=-1", "-1", "BYMONTH is '-1'; expected numbers from 1 to 12" },
		{ "FREQ=YEARLY;BYMONTH=+1", "+1", "BYMONTH is '+1'; expected numbers from 1 to 12" },
		{ "FREQ=DAILY;BYHOUR=24", "24", "BYHOUR is '24'; expected numbers from 0 to 23" },
		{ "FREQ=DAILY;BYSECOND=61", "61", "BYSECOND is '61'; expected numbers from 0 to 60" },
		{ "FREQ=YEARLY;BYYEARDAY=367", "367", "BYYEARDAY is '367'; expected numbers from 1 to 366, or from -366 to -1 to count from the end" },
		{ "FREQ=YEARLY;BYWEEKNO=54", "54", "BYWEEKNO is '54'; expected numbers from 1 to 53, or from -53 to -1 to count from the end" },
		{ "FREQ=DAILY;BYDAY=MO;BYSETPOS=0", "0", "BYSETPOS is '0'; expected numbers from 1 to 366, or from -366 to -1 to count from the end" },
		{ "FREQ=WEEKLY;WKST=M", "M", "'M' is no day of the week; expected MO, TU, WE, TH, FR, SA or SU; did you mean 'MO'?" },
	};

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct rrule rule;
		struct rrule_fault fault = { 0 };

		assert_false(rrule_parse(bad[i].rule, &rule, &fault, *state));
		assert_string_equal(fault.words, bad[i].words);
		assert_true(fault.off + fault.len <= strlen(bad[i].rule));
		assert_string_equal(arena_strndup(*state, bad[i].rule + fault.off, fault.len), bad[i].at);
	}
}

static const struct zone *zone_named(const char *name, struct arena *a)
{
	const struct zone *z = zone_open(name, a);

	if (!z)
		fail_msg("there is no zone '%s'", name);
	return z;
}

/* The moments of a rule, as RFC 3339 parted by blanks. */
static const char *moments(const char *text, const char *zone, const char *start, size_t most, struct arena *a)
{
	struct rrule rule = parsed(text, a);
	struct rrule_start from = { utc_of(start), zone_named(zone, a) };
	int64_t *found = arena_array(a, most, sizeof(*found));
	size_t count = rrule_next(&rule, &from, from.utc - 1, found, most);
	const char *all = "";

	for (size_t i = 0; i < count; i++)
		all = arena_printf(a, "%s%s%.16s", all, i ? " " : "",
				   date_rfc3339((struct moment){ .utc = found[i] }, a));
	return all;
}

static void a_weekly_show_keeps_its_hour_over_both_changes_of_the_clock(void **state)
{
	assert_string_equal(moments("FREQ=WEEKLY;BYDAY=MO", "Europe/London", "2026-03-23T09:00:00Z", 3, *state),
			    "2026-03-23T09:00 2026-03-30T08:00 2026-04-06T08:00");
	assert_string_equal(moments("FREQ=WEEKLY;BYDAY=MO", "Europe/London", "2026-10-19T08:00:00Z", 3, *state),
			    "2026-10-19T08:00 2026-10-26T09:00 2026-11-02T09:00");
	assert_string_equal(moments("FREQ=WEEKLY", "America/New_York", "2026-03-02T14:00:00Z", 2, *state),
			    "2026-03-02T14:00 2026-03-09T13:00");
	assert_string_equal(moments("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "Europe/London", "2026-09-07T08:00:00Z", 3, *state),
			    "2026-09-07T08:00 2026-09-21T08:00 2026-10-05T08:00");
}

static void a_time_that_the_clock_jumps_over_moves_with_it(void **state)
{
	/* 01:30 does not exist on 29 March 2026: it is 02:30 summer time. */
	assert_string_equal(moments("FREQ=DAILY", "Europe/London", "2026-03-28T01:30:00Z", 3, *state),
			    "2026-03-28T01:30 2026-03-29T01:30 2026-03-30T00:30");
	/* It comes twice on 25 October: the first counts. */
	assert_string_equal(moments("FREQ=DAILY", "Europe/London", "2026-10-24T00:30:00Z", 3, *state),
			    "2026-10-24T00:30 2026-10-25T00:30 2026-10-26T01:30");
	assert_string_equal(moments("FREQ=DAILY", "America/New_York", "2026-03-07T07:30:00Z", 3, *state),
			    "2026-03-07T07:30 2026-03-08T07:30 2026-03-09T06:30");
	assert_string_equal(moments("FREQ=DAILY", "America/New_York", "2026-10-31T05:30:00Z", 3, *state),
			    "2026-10-31T05:30 2026-11-01T05:30 2026-11-02T06:30");
}

static void days_that_a_month_or_year_lacks_are_passed_over(void **state)
{
	assert_string_equal(moments("FREQ=MONTHLY;BYMONTHDAY=31", "Etc/UTC", "2026-01-31T12:00:00Z", 4, *state),
			    "2026-01-31T12:00 2026-03-31T12:00 2026-05-31T12:00 2026-07-31T12:00");
	assert_string_equal(moments("FREQ=MONTHLY", "Etc/UTC", "2026-01-31T12:00:00Z", 2, *state),
			    "2026-01-31T12:00 2026-03-31T12:00");
	assert_string_equal(moments("FREQ=YEARLY", "Etc/UTC", "2024-02-29T12:00:00Z", 3, *state),
			    "2024-02-29T12:00 2028-02-29T12:00 2032-02-29T12:00");
	assert_string_equal(moments("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Etc/UTC", "2096-02-29T12:00:00Z", 2, *state),
			    "2096-02-29T12:00 2104-02-29T12:00");
	assert_string_equal(moments("FREQ=YEARLY;BYYEARDAY=366", "Etc/UTC", "2024-12-31T12:00:00Z", 2, *state),
			    "2024-12-31T12:00 2028-12-31T12:00");
}

static void the_examples_of_the_rfc_come_out(void **state)
{
	struct arena *a = *state;

	assert_string_equal(moments("FREQ=MONTHLY;BYDAY=-1FR", "Europe/London", "2026-11-27T09:00:00Z", 3, a),
			    "2026-11-27T09:00 2026-12-25T09:00 2027-01-29T09:00");
	assert_string_equal(moments("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "America/New_York", "1997-09-29T13:00:00Z", 4, a),
			    "1997-09-29T13:00 1997-10-30T14:00 1997-11-27T14:00 1997-12-30T14:00");
	assert_string_equal(moments("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "America/New_York",
				    "1996-11-05T14:00:00Z", 3, a),
			    "1996-11-05T14:00 2000-11-07T14:00 2004-11-02T14:00");
	assert_string_equal(moments("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "America/New_York", "1997-08-05T13:00:00Z", 9, a),
			    "1997-08-05T13:00 1997-08-10T13:00 1997-08-19T13:00 1997-08-24T13:00");
	assert_string_equal(moments("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "America/New_York", "1997-08-05T13:00:00Z", 9, a),
			    "1997-08-05T13:00 1997-08-17T13:00 1997-08-19T13:00 1997-08-31T13:00");
	assert_string_equal(moments("FREQ=YEARLY;BYDAY=20MO", "America/New_York", "1997-05-19T13:00:00Z", 3, a),
			    "1997-05-19T13:00 1998-05-18T13:00 1999-05-17T13:00");
	assert_string_equal(moments("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "America/New_York", "1997-05-12T13:00:00Z", 3, a),
			    "1997-05-12T13:00 1998-05-11T13:00 1999-05-17T13:00");
	assert_string_equal(moments("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "America/New_York", "1997-09-02T13:00:00Z", 9, a),
			    "1997-09-02T13:00 1997-09-02T16:00 1997-09-02T19:00");
	assert_string_equal(moments("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "America/New_York", "1998-02-13T14:00:00Z", 3, a),
			    "1998-02-13T14:00 1998-03-13T14:00 1998-11-13T14:00");
}

static void plain_and_counted_weekdays_of_one_rule_add_up(void **state)
{
	assert_string_equal(moments("FREQ=MONTHLY;BYDAY=SU,1MO", "Etc/UTC", "2026-11-01T12:00:00Z", 4, *state),
			    "2026-11-01T12:00 2026-11-02T12:00 2026-11-08T12:00 2026-11-15T12:00");
}

static void a_week_of_the_year_has_the_weekday_of_the_start(void **state)
{
	assert_string_equal(moments("FREQ=YEARLY;BYWEEKNO=1", "Etc/UTC", "2024-12-30T12:00:00Z", 2, *state),
			    "2024-12-30T12:00 2025-12-29T12:00");
}

static void the_last_day_of_a_rule_belongs_to_it_whole(void **state)
{
	assert_string_equal(moments("FREQ=DAILY;UNTIL=20260102", "America/New_York", "2026-01-01T23:00:00Z", 9, *state),
			    "2026-01-01T23:00 2026-01-02T23:00");
	assert_string_equal(moments("FREQ=DAILY;UNTIL=20260102T225959Z", "America/New_York", "2026-01-01T23:00:00Z", 9, *state),
			    "2026-01-01T23:00");
}

static void a_rule_that_never_comes_true_ends(void **state)
{
	static const char *const never[] = {
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=MINUTELY;BYMONTH=4;BYMONTHDAY=31",
		"FREQ=SECONDLY;BYMONTH=4;BYMONTHDAY=31",
		"FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
		"FREQ=HOURLY;INTERVAL=24;BYHOUR=1",
		"FREQ=MONTHLY;BYDAY=6MO",
		"FREQ=YEARLY;INTERVAL=999999999;BYDAY=MO;BYSETPOS=100",
		"FREQ=DAILY;BYHOUR=1;BYSETPOS=2",
		"FREQ=YEARLY;COUNT=999999999;BYMONTHDAY=30;BYMONTH=2",
	};

	for (size_t i = 0; i < COUNT(never); i++)
		assert_string_equal(moments(never[i], "Europe/London", "2026-01-01T12:00:00Z", 3, *state), "");
}

static void nothing_is_found_before_the_start_or_beyond_all_years(void **state)
{
	struct rrule rule = parsed("FREQ=DAILY", *state);
	struct rrule_start start = { utc_of("2026-01-01T12:00:00Z"), zone_fixed(0, *state) };
	int64_t found[2];

	assert_int_equal(rrule_next(&rule, &start, INT64_MIN, found, 2), 2);
	assert_int_equal(found[0], start.utc);
	assert_int_equal(rrule_next(&rule, &start, INT64_MAX, found, 2), 0);
	assert_int_equal(rrule_next(&rule, &start, utc_of("2999-12-31T00:00:00Z"), found, 2), 1);
	assert_int_equal(rrule_next(&rule, &start, start.utc, found, 0), 0);
}

/* Compares one line of tests/unit/rrule_oracle.py. */
static void compare_next(char *line, struct arena *a)
{
	char *field[7], *rest = line;

	for (size_t i = 0; i < COUNT(field); i++)
		field[i] = strsep(&rest, "\t");
	struct rrule rule = parsed(field[1], a);
	struct rrule_start start = { strtoll(field[3], NULL, 10), zone_named(field[2], a) };
	int64_t found[8], horizon = strtoll(field[5], NULL, 10);
	size_t count = rrule_next(&rule, &start, strtoll(field[4], NULL, 10), found, COUNT(found));
	const char *ours = "";

	for (size_t i = 0; i < count && found[i] < horizon; i++)
		ours = arena_printf(a, "%s%s%lld", ours, i ? "," : "", (long long)found[i]);
	if (strcmp(ours, field[6]) != 0)
		fail_msg("%s from %s after %s in %s:\nours   %s\nwanted %s", field[1], field[3], field[4], field[2], ours,
			 field[6]);
}

static void compare_bad(const char *text, struct arena *a)
{
	struct rrule rule;
	struct rrule_fault fault;

	if (rrule_parse(text, &rule, &fault, a))
		fail_msg("'%s' is let through, and dateutil refuses it", text);
}

static void hundreds_of_rules_come_out_as_in_dateutil(void **state)
{
	FILE *oracle = popen("/usr/bin/python3 tests/unit/rrule_oracle.py", "r");
	char line[1000];
	size_t next = 0, bad = 0;

	assert_non_null(oracle);
	while (fgets(line, sizeof(line), oracle)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "next\t", 5) == 0 && ++next)
			compare_next(line, *state);
		else if (strncmp(line, "bad\t", 4) == 0 && ++bad)
			compare_bad(line + 4, *state);
		arena_reset(*state);
	}
	assert_int_equal(pclose(oracle), 0);
	assert_true(next >= 700 && bad >= 100);
}

static void says_a_rule_in_plain_words(void **state)
{
	static const struct {
		const char *rule, *words;
	} rules[] = {
		{ "FREQ=DAILY", "every day" },
		{ "FREQ=WEEKLY", "every week" },
		{ "FREQ=WEEKLY;INTERVAL=2", "every second week" },
		{ "FREQ=WEEKLY;BYDAY=MO", "every Monday" },
		{ "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every second Monday" },
		{ "FREQ=WEEKLY;BYDAY=SU,TH,MO", "every Monday, Thursday and Sunday" },
		{ "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday" },
		{ "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH;COUNT=5", "on Monday and Thursday of every third week, 5 times" },
		{ "FREQ=WEEKLY;INTERVAL=10;COUNT=1", "every 10 weeks, once" },
		{ "FREQ=MONTHLY", "every month" },
		{ "FREQ=MONTHLY;BYMONTHDAY=1,15", "on the first and 15th day of every month" },
		{ "FREQ=MONTHLY;BYMONTHDAY=-2,31,22,23,11", "on the 11th, 22nd, 23rd, 31st and second last day of every month" },
		{ "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231", "on the last Friday of every month, until 31 December 2026" },
		{ "FREQ=MONTHLY;BYDAY=1MO,3MO;UNTIL=20261231T000000Z",
		  "on the first and third Monday of every month, until 31 December 2026" },
		{ "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "on the second Tuesday of every second month" },
		{ "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		  "on every Monday, Tuesday, Wednesday, Thursday and Friday of every month, of these only the last" },
		{ "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "on the 13th day of every month, if it is a Friday" },
		{ "FREQ=YEARLY", "every year" },
		{ "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "on the 29th day of February" },
		{ "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1SU", "on the last Sunday of March and September" },
		{ "FREQ=YEARLY;BYYEARDAY=100", "on the 100th day of every year" },
		{ "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "on every Monday of week 20 of every year" },
		{ "FREQ=DAILY;BYMONTH=12;BYDAY=SU;BYHOUR=9;BYMINUTE=5", "every day, on Sunday, in December, in hour 9, at minute 05" },
	};

	for (size_t i = 0; i < COUNT(rules); i++) {
		struct rrule rule = parsed(rules[i].rule, *state);

		assert_string_equal(rrule_words(&rule, *state), rules[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_rules_that_shows_have),
		cmocka_unit_test(says_what_is_wrong_with_a_rule_and_where),
		cmocka_unit_test(a_weekly_show_keeps_its_hour_over_both_changes_of_the_clock),
		cmocka_unit_test(a_time_that_the_clock_jumps_over_moves_with_it),
		cmocka_unit_test(days_that_a_month_or_year_lacks_are_passed_over),
		cmocka_unit_test(the_examples_of_the_rfc_come_out),
		cmocka_unit_test(plain_and_counted_weekdays_of_one_rule_add_up),
		cmocka_unit_test(a_week_of_the_year_has_the_weekday_of_the_start),
		cmocka_unit_test(the_last_day_of_a_rule_belongs_to_it_whole),
		cmocka_unit_test(a_rule_that_never_comes_true_ends),
		cmocka_unit_test(nothing_is_found_before_the_start_or_beyond_all_years),
		cmocka_unit_test(says_a_rule_in_plain_words),
		cmocka_unit_test(hundreds_of_rules_come_out_as_in_dateutil),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
