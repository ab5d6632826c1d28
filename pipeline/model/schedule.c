#include "model/schedule.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/zone.h"
#include "model/ledger.h"
#include "model/rrule.h"

/* How many moments of a rule are looked at for one that nothing is scheduled for. */
#define LOOK_AHEAD 32

struct maker {
	const struct site *site;
	struct arena *arena;
	struct schedule made;
	size_t room;
};

static void add(struct maker *m, struct schedule_entry e)
{
	if (e.at.set)
		e.at = date_in_zone(e.at, m->site->time_zone);
	m->made.entries = arena_grow(m->arena, m->made.entries, m->made.count, &m->room, sizeof(e));
	m->made.entries[m->made.count++] = e;
}

static void add_episodes(struct maker *m, const struct show *show)
{
	for (size_t i = 0; i < show->held_count; i++) {
		const struct episode *e = show->held[i];

		add(m, (struct schedule_entry){ .kind = episode_is_draft(e) ? SCHEDULE_DRAFT
									    : SCHEDULE_EPISODE,
						.at = e->date,
						.show = show,
						.episode = e });
	}
	for (size_t i = 0; i < show->withdrawn_count; i++)
		add(m, (struct schedule_entry){ .kind = SCHEDULE_WITHDRAWN,
						.at = show->withdrawn[i]->date,
						.show = show,
						.episode = show->withdrawn[i] });
}

static void add_live(struct maker *m, const struct show *show)
{
	const struct live *live = show->live.items;

	for (size_t i = 0; i < show->live.count; i++) {
		if (live[i].start.set && live[i].end.set && live[i].end.utc > m->site->now.utc)
			add(m, (struct schedule_entry){ .kind = SCHEDULE_LIVE,
							.at = live[i].start,
							.show = show,
							.live = &live[i] });
	}
}

static int64_t local_day(int64_t utc, const struct zone *z)
{
	return seconds_day(utc + zone_offset(z, utc));
}

/* Does an episode appear on the day of `due`? */
static bool is_met(const struct show *show, int64_t due, const struct zone *z)
{
	for (size_t i = 0; i < show->held_count; i++) {
		const struct episode *e = show->held[i];

		if (!episode_is_draft(e) && e->date.set &&
		    local_day(e->date.utc, z) == local_day(due, z))
			return true;
	}
	return false;
}

/* From when on the rule counts: as it is written, else from the newest episode. */
static struct moment rule_start(const struct show *show)
{
	return show->frequency.start.set ? show->frequency.start : show_updated(show);
}

static void add_expected(struct maker *m, const struct show *show)
{
	struct moment from = rule_start(show);
	struct rrule rule;
	struct rrule_fault fault;
	int64_t due[LOOK_AHEAD];

	if (show->complete || !show->frequency.rrule || !from.set ||
	    !rrule_parse(show->frequency.rrule, &rule, &fault, m->arena))
		return;
	const char *name = m->site->time_zone;
	const struct zone *z = name ? zone_open(name, m->arena) : NULL;
	if (!z)
		z = zone_fixed(from.zone * 60, m->arena);
	const struct rrule_start start = { from.utc, z };
	size_t count = rrule_next(&rule, &start, m->site->now.utc, due, COUNT(due)), i = 0;

	while (i < count && is_met(show, due[i], z))
		i++;
	if (i < count)
		add(m, (struct schedule_entry){ .kind = SCHEDULE_EXPECTED,
						.at = { .utc = due[i],
							.zone = zone_offset(z, due[i]) / 60,
							.set = true },
						.show = show });
}

static const char *place_of(const struct schedule_entry *e)
{
	return e->episode ? e->episode->item.src->path : e->show->item.src->path;
}

static int by_moment(const void *x, const void *y)
{
	const struct schedule_entry *a = x, *b = y;
	int group_a = a->kind < SCHEDULE_DRAFT ? 0 : (int)a->kind;
	int group_b = b->kind < SCHEDULE_DRAFT ? 0 : (int)b->kind;

	if (group_a != group_b)
		return group_a - group_b;
	if (a->at.utc != b->at.utc)
		return a->at.utc < b->at.utc ? -1 : 1;
	int order = strcmp(place_of(a), place_of(b));
	return order ? order : (int)a->kind - (int)b->kind;
}

struct schedule schedule_make(const struct site *site, struct arena *a)
{
	struct maker m = { .site = site, .arena = a };

	for (size_t i = 0; i < site->show_count; i++) {
		add_episodes(&m, site->shows[i]);
		add_live(&m, site->shows[i]);
		add_expected(&m, site->shows[i]);
	}
	if (m.made.count)
		qsort(m.made.entries, m.made.count, sizeof(*m.made.entries), by_moment);
	return m.made;
}

static bool is_listed(const struct site *site, const struct episode *e)
{
	const struct ledger_row *row = e->guid ? ledger_by_guid(site->ledger, e->guid) : NULL;

	return row && row->kind == LEDGER_EPISODE;
}

static bool show_is_due(const struct site *site, const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++) {
		if (!is_listed(site, show->episodes[i]))
			return true;
	}
	for (size_t i = 0; i < show->withdrawn_count; i++) {
		if (is_listed(site, show->withdrawn[i]))
			return true;
	}
	return false;
}

bool schedule_is_due(const struct site *site)
{
	if (!site->ledger || !site->ledger->src)
		return true;
	for (size_t i = 0; i < site->show_count; i++) {
		if (show_is_due(site, site->shows[i]))
			return true;
	}
	return false;
}
