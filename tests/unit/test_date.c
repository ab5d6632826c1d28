#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"

static struct moment parsed(const char *s)
{
	struct moment m = { 0 };

	assert_int_equal(date_parse(s, &m), DATE_OK);
	return m;
}

static void reads_the_forms_people_write(void **state)
{
	(void)state;
	assert_int_equal(parsed("2026-09-07 09:00 +01:00").utc, 1788768000);
	assert_int_equal(parsed("2026-09-07T08:00:00Z").utc, 1788768000);
	assert_int_equal(parsed("2026-09-07t10:00:00+0200").utc, 1788768000);
	assert_int_equal(parsed("2024-02-29 00:00 -05:30").utc, 1709184600);
	assert_int_equal(parsed("1970-01-01T00:00:00Z").utc, 0);
}

static void says_what_is_wrong_with_a_date(void **state)
{
	static const struct {
		const char *text;
		enum date_fault fault;
	} bad[] = {
		{ "next Monday", DATE_SHAPE }, { "2026-9-7 09:00 Z", DATE_SHAPE },  { "2026-09-07", DATE_NO_TIME },
		{ "2026-09-07 09:00", DATE_NO_ZONE }, { "2026-04-31 09:00 Z", DATE_DAY }, { "2026-02-29 09:00 Z", DATE_DAY },
		{ "2026-13-01 09:00 Z", DATE_RANGE }, { "2026-09-07 24:00 Z", DATE_RANGE },
		{ "2026-09-07 09:00 +15:00", DATE_RANGE }, { "2026-09-07 09:00 BST", DATE_SHAPE },
		{ "2026-09-07 09:00 Z tomorrow", DATE_SHAPE },
	};
	struct moment m = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(date_parse(bad[i].text, &m), bad[i].fault);
		assert_false(m.set);
	}
}

static void writes_what_feeds_and_people_read(void **state)
{
	struct arena a = { 0 };
	struct moment m = parsed("2026-09-07 00:30 +01:00");

	(void)state;
	assert_string_equal(date_rfc822(m, &a), "Sun, 06 Sep 2026 23:30:00 +0000");
	assert_string_equal(date_rfc822_there(m, &a), "Mon, 07 Sep 2026 00:30:00 +0100");
	assert_string_equal(date_rfc822_there(parsed("1971-12-31 20:15:07 -03:30"), &a),
			    "Fri, 31 Dec 1971 20:15:07 -0330");
	assert_string_equal(date_rfc3339(m, &a), "2026-09-06T23:30:00Z");
	assert_string_equal(date_words(m, &a), "7 September 2026");
	assert_string_equal(date_day(m, &a), "2026-09-07");
	assert_string_equal(date_rfc822(parsed("2024-02-29 12:00 Z"), &a), "Thu, 29 Feb 2024 12:00:00 +0000");
	arena_free(&a);
}

static enum date_fault zoned(const char *s, const char *zone, struct zoned_date *d)
{
	struct arena a = { 0 };
	enum date_fault fault = date_parse_zoned(s, zone, d, &a);

	d->zone = NULL; /* it is gone with the arena */
	arena_free(&a);
	return fault;
}

static void a_date_may_name_its_zone_or_leave_it_to_the_site(void **state)
{
	static const struct {
		const char *text, *zone, *utc;
	} dates[] = {
		{ "2026-09-07 09:00 Europe/London", NULL, "2026-09-07T08:00:00Z" },
		{ "2026-12-07 09:00 Europe/London", NULL, "2026-12-07T09:00:00Z" },
		{ "2026-09-07 09:00", "Europe/London", "2026-09-07T08:00:00Z" },
		{ "2026-09-07 09:00 +00:00", "Europe/London", "2026-09-07T09:00:00Z" },
		{ "2026-09-07 09:00 Z", "America/New_York", "2026-09-07T09:00:00Z" },
		{ "2026-09-07 09:00 America/New_York", "Europe/London", "2026-09-07T13:00:00Z" },
		{ "2024-02-29 09:00", "Europe/London", "2024-02-29T09:00:00Z" },
		{ "2025-12-31 23:59:59", "Pacific/Kiritimati", "2025-12-31T09:59:59Z" },
		{ "2026-01-01 00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00Z" },
		{ "2026-12-31 23:00", "America/New_York", "2027-01-01T04:00:00Z" },
		{ "2026-03-29 00:59", "Europe/London", "2026-03-29T00:59:00Z" },
		{ "2026-03-29 02:00", "Europe/London", "2026-03-29T01:00:00Z" },
		{ "2026-10-25 00:59", "Europe/London", "2026-10-24T23:59:00Z" },
		{ "2026-10-25 02:00", "Europe/London", "2026-10-25T02:00:00Z" },
		{ "2700-07-01 12:00", "Europe/London", "2700-07-01T11:00:00Z" },
	};
	struct zoned_date d;

	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		assert_int_equal(zoned(dates[i].text, dates[i].zone, &d), DATE_OK);
		assert_int_equal(d.moment.utc, parsed(dates[i].utc).utc);
	}
}

static void hours_that_come_twice_or_never_are_told(void **state)
{
	struct zoned_date d;

	(void)state;
	assert_int_equal(zoned("2026-10-25 01:30", "Europe/London", &d), DATE_TWICE);
	assert_int_equal(d.moment.zone, 60);
	assert_int_equal(d.other.zone, 0);
	assert_int_equal(d.other.utc - d.moment.utc, 3600);
	assert_int_equal(zoned("2026-03-29 01:30", "Europe/London", &d), DATE_NEVER);
	assert_int_equal(d.other.utc, parsed("2026-03-29T01:00:00Z").utc);
	assert_int_equal(d.other.zone, 60);
	assert_int_equal(zoned("2026-09-07 09:00 Europe/Londn", NULL, &d), DATE_ZONE);
	assert_int_equal(zoned("2026-09-07 09:00", NULL, &d), DATE_NO_ZONE);
	assert_int_equal(zoned("2026-09-07 09:00 ../../etc", NULL, &d), DATE_SHAPE);
	assert_int_equal(zoned("2026-02-29 09:00 Europe/London", NULL, &d), DATE_DAY);
	assert_int_equal(zoned("1970-01-01 00:30", "Asia/Tokyo", &d), DATE_RANGE);
	assert_int_equal(zoned("2026-01-07 09:00 +01:00", "Europe/London", &d), DATE_OK);
	assert_true(d.differs);
	assert_int_equal(zoned("2026-09-07 09:00 +01:00", "Europe/London", &d), DATE_OK);
	assert_false(d.differs);
}

static void reads_places_in_a_recording(void **state)
{
	(void)state;
	assert_int_equal(time_parse("90"), 90000);
	assert_int_equal(time_parse("01:30"), 90000);
	assert_int_equal(time_parse("1:02:03.25"), 3723250);
	assert_int_equal(time_parse("00:00:01,500"), 1500);
	assert_int_equal(time_parse("1:60"), -1);
	assert_int_equal(time_parse("1m30"), -1);
	assert_int_equal(time_parse(""), -1);
	assert_int_equal(time_parse("1:2:3:4"), -1);
	assert_int_equal(time_parse("00:01."), -1);
}

static void writes_places_in_a_recording(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(time_clock(90999, &a), "1:30");
	assert_string_equal(time_clock_end(44950, &a), "0:45");
	assert_string_equal(time_clock_end(44800, &a), "0:44");
	assert_string_equal(time_clock(3723250, &a), "1:02:03");
	assert_string_equal(time_vtt(3723250, &a), "01:02:03.250");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_forms_people_write),
		cmocka_unit_test(says_what_is_wrong_with_a_date),
		cmocka_unit_test(writes_what_feeds_and_people_read),
		cmocka_unit_test(a_date_may_name_its_zone_or_leave_it_to_the_site),
		cmocka_unit_test(hours_that_come_twice_or_never_are_told),
		cmocka_unit_test(reads_places_in_a_recording),
		cmocka_unit_test(writes_places_in_a_recording),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
