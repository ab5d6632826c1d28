/* When the meetings of a series are. */
#include "series.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/zone.h"
#include "model/meeting.h"
#include "model/rrule.h"

/* Looked at for one that does not fall out or have a page of its own. */
#define LOOK_AHEAD 64

/* In which the last one of a series is looked for, and how many it may have had in them. */
#define LOOK_BACK_DAYS 400
#define LOOK_BACK_MOST 800

const struct zone *site_zone(const struct site *site, struct arena *a)
{
	const struct zone *z = site->time_zone ? zone_open(site->time_zone, a) : NULL;

	return z ? z : zone_fixed(0, a);
}

static struct moment moment_at(const struct zone *z, int64_t utc)
{
	return (struct moment){ .utc = utc, .zone = zone_offset(z, utc) / 60, .set = true };
}

struct moment site_day_begins(const struct site *site, struct moment day, int64_t days_later,
			      struct arena *a)
{
	const struct zone *z = site_zone(site, a);
	int64_t local = (seconds_day(day.utc) + days_later) * 86400;

	return moment_at(z, zone_moments(z, local).first);
}

static bool read_rule(const struct site *site, const struct series *s, struct rrule *rule,
		      struct rrule_start *start, struct arena *a)
{
	struct rrule_fault fault;

	*start = (struct rrule_start){ s->start.utc, site_zone(site, a) };
	return s->start.set && s->rrule && rrule_parse(s->rrule, rule, &fault, a);
}

/* A day as `except` has it; false: it is none. */
static bool read_day(const char *text, int64_t *day)
{
	struct moment m;

	if (date_parse_day(text, &m) != DATE_OK)
		return false;
	*day = seconds_day(m.utc);
	return true;
}

static bool falls_out(const struct series *s, const struct zone *z, int64_t utc)
{
	int64_t day, local = seconds_day(utc + zone_offset(z, utc));

	for (size_t i = 0; i < s->except.count; i++) {
		if (read_day(s->except.items[i], &day) && day == local)
			return true;
	}
	return false;
}

struct times series_next(const struct site *site, const struct series *s, int64_t after,
			 size_t most, struct arena *a)
{
	struct rrule_start start;
	struct rrule rule;
	struct times next = { .at = arena_array(a, most + s->except.count, sizeof(int64_t)) };

	if (!read_rule(site, s, &rule, &start, a))
		return next;
	size_t found = rrule_next(&rule, &start, after, next.at, most + s->except.count);
	for (size_t i = 0; i < found && next.count < most; i++) {
		if (!falls_out(s, start.zone, next.at[i]))
			next.at[next.count++] = next.at[i];
	}
	return next;
}

bool series_has(const struct site *site, const struct series *s, int64_t utc, bool except,
		struct arena *a)
{
	struct rrule_start start;
	struct rrule rule;
	int64_t next;

	if (!read_rule(site, s, &rule, &start, a) ||
	    !rrule_next(&rule, &start, utc - 1, &next, 1) || next != utc)
		return false;
	return !except || !falls_out(s, start.zone, utc);
}

struct moment series_exception(const struct site *site, const struct series *s, size_t i,
			       struct arena *a)
{
	struct rrule_start start;
	struct rrule rule;
	int64_t day, next;

	if (!read_day(s->except.items[i], &day) || !read_rule(site, s, &rule, &start, a))
		return (struct moment){ 0 };
	int64_t midnight = zone_moments(start.zone, day * 86400).first;
	if (!rrule_next(&rule, &start, midnight - 1, &next, 1) ||
	    seconds_day(next + zone_offset(start.zone, next)) != day)
		return (struct moment){ 0 };
	return moment_at(start.zone, next);
}

struct moment meeting_regular_time(const struct site *site, const struct meeting *m,
				   struct arena *a)
{
	const struct series *s = m->series ? site_item(site, &kind_series, m->series) : NULL;
	struct moment at = m->replaces.set ? m->replaces : m->start;

	return s && at.set && series_has(site, s, at.utc, true, a) ? at : (struct moment){ 0 };
}

/* Has it a page of its own? */
static bool is_met(const struct site *site, const struct series *s, int64_t utc, struct arena *a)
{
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];

		if (!m->series || strcmp(m->series, s->item.slug) != 0)
			continue;
		if ((m->replaces.set ? m->replaces.utc : m->start.utc) == utc)
			return meeting_regular_time(site, m, a).set;
	}
	return false;
}

static int64_t duration(const struct series *s)
{
	return s->end.set && s->end.utc > s->start.utc ? s->end.utc - s->start.utc : 0;
}

static void add_occurrences(const struct site *site, const struct series *s, size_t each,
			    struct list *into, struct arena *a)
{
	const struct zone *z = site_zone(site, a);
	struct occurrence *all = into->items;
	const struct times times = series_next(site, s, site->now.utc - duration(s), LOOK_AHEAD, a);

	for (size_t i = 0, kept = 0; i < times.count && kept < each; i++) {
		if (is_met(site, s, times.at[i], a))
			continue;
		kept++;
		all[into->count++] = (struct occurrence){
			.series = s,
			.start = moment_at(z, times.at[i]),
			.end = moment_at(z, times.at[i] + duration(s)),
		};
	}
}

static int soonest_first(const void *x, const void *y)
{
	const struct occurrence *a = x, *b = y;

	if (a->start.utc != b->start.utc)
		return a->start.utc < b->start.utc ? -1 : 1;
	return strcmp(a->series->item.slug, b->series->item.slug);
}

struct list site_occurrences(const struct site *site, const struct series *only, size_t each,
			     struct arena *a)
{
	struct list found = { .items = arena_array(a, site->series_count * each,
						   sizeof(struct occurrence)) };

	for (size_t i = 0; i < site->series_count; i++) {
		if (!only || strcmp(only->item.slug, site->series[i]->item.slug) == 0)
			add_occurrences(site, site->series[i], each, &found, a);
	}
	if (found.count > 1)
		qsort(found.items, found.count, sizeof(struct occurrence), soonest_first);
	return found;
}

void series_dues(const struct site *site, const struct series *s,
		 void (*note)(void *into, struct moment at), void *into)
{
	struct arena a = { 0 };
	const struct times times = series_next(
		site, s, site->now.utc - LOOK_BACK_DAYS * INT64_C(86400), LOOK_BACK_MOST, &a);

	for (size_t i = 0; i < times.count; i++) {
		note(into, (struct moment){ .utc = times.at[i] + duration(s), .set = true });
		if (times.at[i] > site->now.utc)
			break;
	}
	arena_free(&a);
}
