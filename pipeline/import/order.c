#include <stdlib.h>

#include "base/mem.h"
#include "plan.h"

#define DAY     86400
#define YEAR_00 946684800 /* 2000-01-01, seconds since 1970 */

/* Hours that a clock can be away from UTC (ISO 8601 knows no limit, the map of zones does). */
#define ZONE_MOST (14 * 60)

static bool is_usable(struct moment m)
{
	/* A day is left at both ends for what is moved. */
	return m.set && m.utc >= DAY && m.utc < INT64_C(32472144000);
}

/* Most feeds begin with the newest; some do not. */
static bool begins_with_oldest(const struct import_show *show)
{
	size_t rising = 0, falling = 0;

	for (size_t i = 1; i < show->count; i++) {
		struct moment a = show->episodes[i - 1].date, b = show->episodes[i].date;

		rising += a.set && b.set && a.utc < b.utc;
		falling += a.set && b.set && a.utc > b.utc;
	}
	return rising > falling;
}

static void turn_round(struct import_show *show)
{
	for (size_t i = 0, k = show->count; i + 1 < k; i++) {
		struct import_episode swap = show->episodes[--k];

		show->episodes[k] = show->episodes[i];
		show->episodes[i] = swap;
	}
}

/* Dates for those from `from` up to `to` that have none: between their neighbours. */
static void fill_gap(struct import_show *show, size_t from, size_t to)
{
	struct import_episode *all = show->episodes;
	const struct moment *before = from ? &all[from - 1].date : NULL;
	const struct moment *after = to < show->count ? &all[to].date : NULL;
	const int64_t n = (int64_t)(to - from) + 1;

	for (size_t i = from; i < to; i++) {
		int64_t k = (int64_t)(i - from) + 1;
		struct moment m = { .set = true };

		if (before && after)
			m.utc = before->utc + (after->utc - before->utc) / n * k;
		else if (before)
			m.utc = before->utc + k;
		else if (after)
			m.utc = after->utc - (n - k);
		else
			m.utc = YEAR_00 + k;
		m.zone = before ? before->zone : after ? after->zone : 0;
		all[i].date = m;
	}
}

static void fill_gaps(struct import_show *show)
{
	for (size_t i = 0; i < show->count; i++) {
		size_t from = i;

		while (i < show->count && !show->episodes[i].date.set)
			i++;
		if (i > from)
			fill_gap(show, from, i);
	}
}

/* Episodes of one time stay in the order of the feed. */
struct dated {
	struct import_episode e;
	size_t place;
};

static int by_date(const void *x, const void *y)
{
	const struct dated *a = x, *b = y;

	if (a->e.date.utc != b->e.date.utc)
		return a->e.date.utc < b->e.date.utc ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

static void sort(struct import_show *show)
{
	struct dated *all = xcalloc(show->count + 1, sizeof(*all));

	for (size_t i = 0; i < show->count; i++)
		all[i] = (struct dated){ show->episodes[i], i };
	qsort(all, show->count, sizeof(*all), by_date);
	for (size_t i = 0; i < show->count; i++)
		show->episodes[i] = all[i].e;
	free(all);
}

static void note_date(struct import_plan *plan, const struct import_episode *e)
{
	const struct remote_episode *from = e->from;
	struct import_show *show = &plan->show;

	if (!is_usable(from->date))
		import_note(show, e, IMPORT_GUESSED, "date",
			    from->date_text ? "'%s' cannot be read as a date; it was guessed from "
					      "the episodes beside it"
					    : "the feed gives no date%s; it was guessed from the "
					      "episodes beside it",
			    from->date_text ? from->date_text : "");
	else if (e->date.utc != from->date.utc)
		import_note(show, e, IMPORT_CHANGED, "date",
			    "another episode has the same date and time; this one is %lld second%s "
			    "later, so that apps keep their order",
			    (long long)(e->date.utc - from->date.utc),
			    e->date.utc - from->date.utc == 1 ? "" : "s");
	if (plan->settings->now.set && e->date.utc > plan->settings->now.utc)
		import_note(show, e, IMPORT_CHANGED, "date",
			    "its date is still to come; blether holds it back until then");
}

void plan_order(struct import_plan *plan)
{
	struct import_show *show = &plan->show;

	for (size_t i = 0; i < show->count; i++) {
		struct moment *m = &show->episodes[i].date;

		if (!is_usable(*m))
			*m = (struct moment){ 0 };
		if (abs(m->zone) > ZONE_MOST)
			m->zone = 0;
	}
	if (!begins_with_oldest(show))
		turn_round(show);
	fill_gaps(show);
	sort(show);
	for (size_t i = 1; i < show->count; i++) {
		struct moment *m = &show->episodes[i].date;
		const struct moment *before = &show->episodes[i - 1].date;

		if (m->utc <= before->utc)
			m->utc = before->utc + 1;
	}
	for (size_t i = 0; i < show->count; i++) {
		plan_note_guid(show, &show->episodes[i]);
		note_date(plan, &show->episodes[i]);
	}
}
