/*
 * Calendars as two other programs read them: what they find in three years, change of the clock or not,
 * is what rrule_next() says. One reads zones by name, the other as they are written in the file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/calendar.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/zone.h"
#include "../../pipeline/feed/ical.h"
#include "model/rrule.h"
#include "model/site.h"

#define FROM     INT64_C(1754006400) /* 1 August 2025 */
#define TO       (FROM + 3 * INT64_C(366) * 86400)
#define MOST     2000
#define ANY_TIME INT64_MAX

static const char *const zones[] = { "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
				     "Africa/Casablanca", "Europe/Dublin", "America/Santiago", NULL };

/*
 * The rule, and its first time on the clock. None lasts over a change of the clock: ical.js keeps to the clock at its
 * end, where RFC 5545 section 3.8.5.3 keeps to how long it is.
 */
static const struct { const char *rule, *start; } rules[] = {
	{ "FREQ=MONTHLY;BYDAY=1TH", "2025-08-07 10:00" },
	{ "FREQ=WEEKLY;BYDAY=SU", "2025-08-03 09:15" },
	{ "FREQ=DAILY;INTERVAL=3;UNTIL=20260412", "2025-08-03 21:30" },
	{ "FREQ=MONTHLY;BYDAY=-1SA;COUNT=20", "2025-08-30 18:00" },
	{ "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;UNTIL=20270301T120000Z", "2025-08-05 14:00" },
	{ "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "2025-10-26 12:00" },
};

struct expected {
	FILE *file;
	const char *name;
	size_t count;
};

static void expect(struct expected *x, const struct ical_event *e, int64_t start, const char *status)
{
	if (start < FROM || start >= TO)
		return;
	fprintf(x->file, "%s\t%s\t%" PRId64 "\t%" PRId64 "\t%s\n", x->name, e->uid, start,
		start + e->end.utc - e->start.utc, status);
	x->count++;
}

/* Out of the series: the second falls out, the fourth is cancelled, the sixth is an hour later. */
static void add_series(struct expected *x, const struct site *site, size_t r, struct ical_event *into, size_t *count, struct arena *a)
{
	const struct zone *z = site->time_zone ? zone_open(site->time_zone, a) : NULL;
	struct zoned_date first;
	struct rrule rule;
	struct rrule_fault fault;
	int64_t all[MOST];

	assert_int_equal(date_parse_zoned(rules[r].start, site->time_zone ? site->time_zone : "UTC", &first, a), DATE_OK);
	assert_true(rrule_parse(rules[r].rule, &rule, &fault, a));
	const struct rrule_start start = { first.moment.utc, z ? z : zone_fixed(0, a) };
	size_t found = rrule_next(&rule, &start, first.moment.utc - 1, all, MOST);
	assert_in_range(found, 8, MOST);
	struct moment *except = arena_new(a, struct moment);
	*except = (struct moment){ .utc = all[1], .set = true };
	struct ical_event e = {
		.uid = site_page_uuid(site, arena_printf(a, "series/%zu.html", r), a), .start = first.moment, .title = "Circle, with “tea”; and more",
		.end = { first.moment.utc + 5400, first.moment.zone, true }, .rrule = rules[r].rule, .except = except, .except_count = 1,
		.text = "Ünïcode, and\nlines", .tags = { 0 }, .geo = "geo:55.95,-4.76", .page = "meetings/index.html",
	};
	into[(*count)++] = e;
	for (size_t i = 0; i < found && all[i] < TO; i++) {
		if (i != 1 && i != 3 && i != 5)
			expect(x, &e, all[i], "CONFIRMED");
	}
	e.rrule = NULL;
	e.except_count = 0;
	for (size_t i = 3; i <= 5; i += 2) {
		e.replaces = (struct moment){ .utc = all[i], .set = true };
		e.start.utc = all[i] + (i == 5 ? 3600 : 0);
		e.end.utc = e.start.utc + 5400;
		e.sequence = 1;
		e.status = i == 3 ? ICAL_CANCELLED : ICAL_PLANNED;
		into[(*count)++] = e;
		expect(x, &e, e.start.utc, i == 3 ? "CANCELLED" : "CONFIRMED");
	}
}

/* Single ones: around every change of the clock, half an hour apart, so that each hour that comes twice is there twice. */
static void add_singles(struct expected *x, const struct site *site, struct ical_event *into, size_t *count, struct arena *a)
{
	const struct zone *z = site->time_zone ? zone_open(site->time_zone, a) : zone_fixed(0, a);
	int64_t at = zone_next_change(z, FROM);

	for (; at < TO - 86400; at = zone_next_change(z, at)) {
		for (int i = -6; i < 6; i++) {
			struct ical_event e = { .start = { at + i * 1800, 0, true }, .end = { at + i * 1800 + 3600, 0, true }, .title = "Once" };

			e.uid = site_page_uuid(site, arena_printf(a, "meetings/%" PRId64 ".html", e.start.utc), a);
			into[(*count)++] = e;
			expect(x, &e, e.start.utc, "CONFIRMED");
		}
	}
}

/* Whole days: a DTEND of the day after. */
static void add_days(struct expected *x, const struct site *site, struct ical_event *into, size_t *count, struct arena *a)
{
	const struct moment day = { day_from_civil(2026, 3, 28) * 86400, 0, true };
	struct ical_event e = { .uid = site_page_uuid(site, "days", a), .start = day, .end = day, .is_day = true, .title = "All day",
				.rrule = "FREQ=WEEKLY;BYDAY=SA;UNTIL=20260418" };

	into[(*count)++] = e;
	e.end.utc += 86400;
	for (int i = 0; i < 4; i++)
		expect(x, &e, e.start.utc + i * 7 * 86400, "CONFIRMED");
}

static void write_calendar(struct expected *x, const char *dir, size_t number, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT((size_t)1 << 24);
	const struct site site = { .address = "https://example.org/network/", .title = "Network", .time_zone = zones[number],
				   .interface = &interface_english };
	struct ical_event *events = arena_array(a, MOST, sizeof(*events));
	struct ical_calendar c = { .path = "meetings/all.ics", .page = "meetings/index.html", .name = "All, of us",
				   .summary = "Everything", .events = events };

	x->name = arena_printf(a, "%02zu.ics", number);
	for (size_t r = 0; r < COUNT(rules); r++)
		add_series(x, &site, r, events, &c.count, a);
	add_singles(x, &site, events, &c.count, a);
	add_days(x, &site, events, &c.count, a);
	ical_write(&site, &c, &out, a);
	assert_true(file_write(arena_printf(a, "%s/%s", dir, x->name), out.data, out.len));
}

static void compare(const char *dir, const char *reader, struct arena *a)
{
	const char *command = arena_printf(a, "cd '%s' && %s %" PRId64 " %" PRId64 " *.ics >found && sort expected | diff - found | head -20 >&2 && "
					      "sort expected | cmp - found", dir, reader, FROM, TO);

	if (system(command) != 0)
		fail_msg("%s finds something else", reader);
}

static void two_programs_find_what_the_rules_say(void **state)
{
	struct arena a = { 0 };
	char dir[] = "/tmp/blether-test-XXXXXX", here[4096];
	struct expected x = { 0 };

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_non_null(getcwd(here, sizeof(here)));
	x.file = fopen(arena_printf(&a, "%s/expected", dir), "w");
	assert_non_null(x.file);
	for (size_t i = 0; i < COUNT(zones); i++)
		write_calendar(&x, dir, i, &a);
	assert_int_equal(fclose(x.file), 0);
	assert_in_range(x.count, 3500, 100000);
	printf("# %zu events\n", x.count);
	compare(dir, arena_printf(&a, "/usr/bin/python3 '%s/tests/feeds/calendars.py'", here), &a);
	assert_int_equal(system("sh tests/packages.sh tests/feeds"), 0);
	compare(dir, arena_printf(&a, "node '%s/tests/feeds/calendars.mjs'", here), &a);
	assert_int_equal(system(arena_printf(&a, "rm -r '%s'", dir)), 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_programs_find_what_the_rules_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
