/* The lines of calendars: where they end, where they are folded, what is escaped, and the zones that they bring. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/zone.h"
#include "../../pipeline/feed/ical.h"
#include "model/site.h"

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

static const struct site london = { .address = "https://example.org/", .title = "Network", .time_zone = "Europe/London",
				    .interface = &interface_english };

/* Every line has 75 octets at most, ends in CRLF, and is valid UTF-8 by itself. */
static void check_lines(const char *text)
{
	for (const char *end; *text; text = end + 2) {
		end = strstr(text, "\r\n");
		assert_non_null(end);
		assert_in_range(end - text, 1, 75);
		assert_null(memchr(text, '\n', (size_t)(end - text)));
		assert_null(memchr(text, '\r', (size_t)(end - text)));
		for (const char *c = text; c < end;) {
			uint32_t cp;
			size_t step = utf8_decode(c, (size_t)(end - c), &cp);

			assert_true(step);
			c += step;
		}
	}
}

/* What a reader makes of it: line ends with a blank behind them are taken out. */
static char *unfolded(const char *text, struct arena *a)
{
	char *made = arena_strdup(a, text), *to = made;

	for (const char *c = text; *c; c++) {
		if (strncmp(c, "\r\n ", 3) == 0)
			c += 2;
		else
			*to++ = *c;
	}
	*to = '\0';
	return made;
}

static void lines_are_folded_between_characters(void **state)
{
	static const char *const letters[] = { "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\xb1", "a\xcc\x81", "\xe2\x82\xac\142" };

	for (size_t l = 0; l < COUNT(letters); l++) {
		for (size_t n = 0; n < 400; n += 1 + n / 90) {
			STRBUF_SCOPED struct strbuf value = STRBUF_INIT(10000), out = STRBUF_INIT(10000);

			for (size_t i = 0; i < n; i++)
				strbuf_adds(&value, letters[l]);
			ical_line(&out, "SUMMARY;LANGUAGE=en", value.data);
			check_lines(out.data);
			assert_string_equal(unfolded(out.data, *state),
					    arena_printf(*state, "SUMMARY;LANGUAGE=en:%s\r\n", value.data));
			arena_reset(*state);
		}
	}
}

static void exactly_75_octets_stay_one_line(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1000);

	(void)state;
	ical_line(&out, "X", "2345678901234567890123456789012345678901234567890123456789012345678901234");
	assert_string_equal(out.data, "X:2345678901234567890123456789012345678901234567890123456789012345678901234\r\n");
	strbuf_clear(&out);
	ical_line(&out, "X", "23456789012345678901234567890123456789012345678901234567890123456789012345");
	assert_string_equal(out.data, "X:2345678901234567890123456789012345678901234567890123456789012345678901234\r\n 5\r\n");
}

static void text_is_escaped(void **state)
{
	assert_string_equal(ical_text("a,b;c\\d\ne\r\nf:\"g\"", *state), "a\\,b\\;c\\\\d\\ne\\nf:\"g\"");
	assert_string_equal(ical_text("", *state), "");
}

static const char *zone_written(const char *name, int64_t year, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(100000);
	int64_t at = day_from_civil(year, 7, 1) * 86400;

	ical_zone(&out, name, zone_open(name, a), (struct ical_time){ at, at }, a);
	check_lines(out.data);
	return arena_strdup(a, out.data);
}

static void london_is_two_rules(void **state)
{
	assert_string_equal(zone_written("Europe/London", 2026, *state),
			    "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"
			    "BEGIN:DAYLIGHT\r\nDTSTART:20250330T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"
			    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
			    "BEGIN:STANDARD\r\nDTSTART:20251026T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n"
			    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
}

static void a_zone_without_changes_is_one_offset(void **state)
{
	assert_string_equal(zone_written("Asia/Kolkata", 2026, *state),
			    "BEGIN:VTIMEZONE\r\nTZID:Asia/Kolkata\r\n"
			    "BEGIN:STANDARD\r\nDTSTART:20250101T053000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\n"
			    "END:VTIMEZONE\r\n");
}

/* Before 1996 summer ended on another Sunday: those changes stand alone until the rule holds. */
static void changes_that_follow_no_rule_stand_alone(void **state)
{
	const char *text = zone_written("Europe/London", 1994, *state);

	assert_non_null(strstr(text, "DTSTART:19941023T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD"));
	assert_non_null(strstr(text, "DTSTART:19961027T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nRRULE:"));
}

static char *calendar_of(const struct site *site, const struct ical_event *e, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(100000);
	const struct ical_calendar c = { .path = "meetings/x.ics", .page = "meetings/x.html", .name = "X", .events = e, .count = 1 };

	ical_write(site, &c, &out, a);
	check_lines(out.data);
	return unfolded(out.data, a);
}

static void identity_does_not_depend_on_the_time(void **state)
{
	struct ical_event e = { .uid = site_page_uuid(&london, "meetings/x.html", *state), .title = "X",
				.start = { 1788426000, 60, true }, .end = { 1788433200, 60, true } };
	const char *before = calendar_of(&london, &e, *state);

	e.start.utc += 86400;
	e.end.utc += 86400;
	e.sequence = 1;
	const char *after = calendar_of(&london, &e, *state);

	assert_non_null(strstr(before, arena_printf(*state, "UID:%s\r\n", e.uid)));
	assert_non_null(strstr(after, arena_printf(*state, "UID:%s\r\n", e.uid)));
	assert_non_null(strstr(before, "DTSTART;TZID=Europe/London:20260903T100000\r\nDTEND;TZID=Europe/London:20260903T120000\r\n"));
	assert_non_null(strstr(before, "SEQUENCE:0\r\n"));
	assert_non_null(strstr(after, "SEQUENCE:1\r\n"));
}

static void a_time_that_comes_twice_is_in_utc(void **state)
{
	/* 25 October 2026: 01:30 comes at 00:30 UTC and again at 01:30 UTC */
	struct ical_event e = { .uid = "u", .title = "X", .start = { 1792888200, 60, true }, .end = { 1792891800, 0, true } };
	const char *text = calendar_of(&london, &e, *state);

	assert_non_null(strstr(text, "DTSTART:20261025T003000Z\r\n"));
	assert_non_null(strstr(text, "DTEND:20261025T013000Z\r\n"));
}

static void until_is_a_moment_in_utc(void **state)
{
	struct ical_event e = { .uid = "u", .title = "X", .start = { 1788426000, 60, true }, .end = { 1788433200, 60, true },
				.rrule = "FREQ=WEEKLY;UNTIL=20260930;BYDAY=TH" };

	assert_non_null(strstr(calendar_of(&london, &e, *state), "RRULE:FREQ=WEEKLY;UNTIL=20260930T225959Z;BYDAY=TH\r\n"));
	e.is_day = true;
	e.rrule = "FREQ=WEEKLY;UNTIL=20260930T120000Z";
	assert_non_null(strstr(calendar_of(&london, &e, *state), "RRULE:FREQ=WEEKLY;UNTIL=20260930\r\n"));
}

static void what_is_off_says_so_twice(void **state)
{
	struct ical_event e = { .uid = "u", .title = "X", .start = { 1788426000, 60, true }, .status = ICAL_CANCELLED, .sequence = 1 };

	const char *text = calendar_of(&london, &e, *state);
	assert_non_null(strstr(text, "STATUS:CANCELLED\r\nSUMMARY:Cancelled: X\r\n"));
	assert_null(strstr(text, "DTEND"));
	e.status = ICAL_POSTPONED;
	assert_non_null(strstr(calendar_of(&london, &e, *state), "STATUS:CANCELLED\r\nSUMMARY:Postponed: X\r\n"));
}

static void a_place_has_no_height(void **state)
{
	struct ical_event e = { .uid = "u", .title = "X", .start = { 1788426000, 60, true }, .geo = "geo:55.95,-4.76,10;u=5" };

	assert_non_null(strstr(calendar_of(&london, &e, *state), "GEO:55.95;-4.76\r\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_are_folded_between_characters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(exactly_75_octets_stay_one_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_is_escaped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(london_is_two_rules, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_zone_without_changes_is_one_offset, set_up, tear_down),
		cmocka_unit_test_setup_teardown(changes_that_follow_no_rule_stand_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(identity_does_not_depend_on_the_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_time_that_comes_twice_is_in_utc, set_up, tear_down),
		cmocka_unit_test_setup_teardown(until_is_a_moment_in_utc, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_off_says_so_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_place_has_no_height, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
