/*
 * When services are, as the parts of RFC 5545 that HSDS-UK has: weekly or monthly, on which days,
 * from when till when. A rule that says more than these parts can is left to its words: half a rule
 * would send people there on the wrong day.
 */
#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "hsds_rows.h"
#include "model/rrule.h"

static const char *const days[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
#define EVERY_DAY 0x7f

static const char *append(const char *list, const char *more, struct arena *a)
{
	return list ? arena_printf(a, "%s,%s", list, more) : more;
}

/* `2MO,-1FR`, or `MO,FR`; the week begins on Monday. */
static const char *write_days(const struct rrule *r, unsigned weekdays, struct arena *a)
{
	const char *all = NULL;

	for (int i = 1; i <= 7; i++) {
		int day = i % 7;

		if (weekdays & 1u << day)
			all = append(all, days[day], a);
		for (int n = -5; n <= 5; n++) {
			if (n && rrule_has(&r->nth_weekdays[day], n))
				all = append(all, arena_printf(a, "%d%s", n, days[day]), a);
		}
	}
	return all;
}

static const char *write_month_days(const struct rrule *r, struct arena *a)
{
	const char *all = NULL;

	for (int n = 1; n <= 31; n++) {
		if (rrule_has(&r->month_days, n))
			all = append(all, arena_printf(a, "%d", n), a);
	}
	for (int n = 1; n <= 31; n++) {
		if (rrule_has(&r->month_days, -n))
			all = append(all, arena_printf(a, "%d", -n), a);
	}
	return all;
}

/* Is all that it says said by the parts that there are? */
static bool is_sayable(const struct rrule *r)
{
	bool has_nth = false;

	for (int i = 0; i < 7; i++)
		has_nth |= r->nth_weekdays[i].used;
	if (r->count || r->months.used || r->positions.used || r->weeks.used || r->year_days.used ||
	    r->hours.used || r->minutes.used || r->seconds.used)
		return false;
	if (r->frequency == RRULE_DAILY)
		return r->interval == 1 && !r->month_days.used && !has_nth;
	return r->frequency == RRULE_WEEKLY || r->frequency == RRULE_MONTHLY;
}

static const char *write_until(const struct rrule *r, struct arena *a)
{
	if (r->until_form == RRULE_FOREVER)
		return NULL;
	const struct moment m = { .utc = r->until_form == RRULE_UNTIL_DAY ? r->until * 86400
									  : r->until,
				  .set = true };

	return date_day(m, a);
}

static void add_rule(struct hsds_maker *m, struct hsds_schedule *row, const struct rrule *r)
{
	unsigned weekdays = r->weekdays;
	bool is_monthly = r->frequency == RRULE_MONTHLY;

	/* Every day is every week on all of its days. */
	if (r->frequency == RRULE_DAILY && !weekdays)
		weekdays = EVERY_DAY;
	row->freq = is_monthly ? "MONTHLY" : "WEEKLY";
	row->interval = arena_printf(m->a, "%lld", (long long)r->interval);
	row->byday = write_days(r, weekdays, m->a);
	row->bymonthday = is_monthly ? write_month_days(r, m->a) : NULL;
	if (!row->valid_to)
		row->valid_to = write_until(r, m->a);
}

static const char *write_clock(int64_t minutes, struct arena *a)
{
	return minutes < 0 ? NULL
			   : arena_printf(a, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

void hsds_add_schedule(struct hsds_maker *m, const struct service *s, const char *path,
		       const char *service_id)
{
	struct rrule rule;
	struct rrule_fault fault;
	bool has_rule = s->rrule && rrule_parse(s->rrule, &rule, &fault, m->a);

	if (!has_rule && !s->when)
		return;
	struct hsds_schedule *row = hsds_add(m, HSDS_SCHEDULE);

	*row = (struct hsds_schedule){
		.id = hsds_id(m, path, "schedule"),
		.service_id = service_id,
		.valid_from = s->first.set ? date_day(s->first, m->a) : NULL,
		.valid_to = s->last.set ? date_day(s->last, m->a) : NULL,
		.description = s->when ? s->when : rrule_words(&rule, m->a),
		.opens_at = write_clock(s->opens, m->a),
		.closes_at = write_clock(s->closes, m->a),
	};
	row->dtstart = row->valid_from;
	if (has_rule && is_sayable(&rule))
		add_rule(m, row, &rule);
}
