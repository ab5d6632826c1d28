/*
 * The calendars of the site: one of everything that meets, one for each series and for each
 * meeting, and the regular times of what a group offers.
 */
#include <string.h>

#include "base/calendar.h"
#include "base/limits.h"
#include "base/zone.h"
#include "ical.h"
#include "model/meeting.h"
#include "model/rrule.h"
#include "render.h"

/* From when on a rule counts of which nobody says when it began: a Monday. */
#define LONG_AGO "2024-01-01 00:00 +00:00"

/* Texts */

static void add_line(struct strbuf *out, const char *line)
{
	if (!line || !*line)
		return;
	if (out->len)
		strbuf_addc(out, '\n');
	strbuf_adds(out, line);
}

static const char *kept(const struct strbuf *text, struct arena *a)
{
	return text->len ? arena_strndup(a, text->data, text->len) : NULL;
}

/* "Example Hall, 1 Example Street, Greenock" */
static const char *where_words(const struct render *r, const char *mode, const char *venue,
			       const char *place)
{
	const struct place_item *town = place ? site_item(r->site, &kind_place, place) : NULL;
	const char *name = town ? town->title : NULL;

	if (strcmp(mode, "online") == 0)
		return r->site->interface->meeting_online;
	if (!venue || !name || strstr(venue, name))
		return venue ? venue : name;
	return arena_printf(r->scratch, "%s, %s", venue, name);
}

static const char *geo_of(const struct render *r, const char *mode, const char *place)
{
	const struct place_item *town = place ? site_item(r->site, &kind_place, place) : NULL;

	return town && strcmp(mode, "online") != 0 ? town->geo : NULL;
}

static const char *meeting_text(const struct render *r, const struct meeting *m)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	add_line(&out, m->summary);
	if (meeting_is_online(m))
		add_line(&out, r->site->interface->meeting_link_by_mail);
	add_line(&out, m->access_note);
	add_line(&out, m->booking);
	add_line(&out, site_permalink(r->site, m->item.path, r->scratch));
	return kept(&out, r->scratch);
}

/* Events */

static struct strings areas_of(const struct render *r, const struct meeting *m)
{
	struct strings names = { .items = arena_array(r->scratch, m->areas.count, sizeof(char *)) };

	for (size_t i = 0; i < m->areas.count; i++) {
		const struct area *area = site_item(r->site, &kind_area, m->areas.items[i]);

		if (area)
			names.items[names.count++] = area->title;
	}
	return names;
}

/* By itself, whatever it belongs to. */
static struct ical_event event_of_meeting(const struct render *r, const struct meeting *m)
{
	return (struct ical_event){
		.uid = site_page_uuid(r->site, m->item.path, r->scratch),
		.sequence = m->sequence,
		.stamp = m->announced,
		.status = meeting_is_cancelled(m)   ? ICAL_CANCELLED
			  : meeting_is_postponed(m) ? ICAL_POSTPONED
						    : ICAL_PLANNED,
		.start = m->start,
		.end = m->end,
		.title = m->title,
		.text = meeting_text(r, m),
		.where = where_words(r, m->mode, m->venue, m->place),
		.geo = geo_of(r, m->mode, m->place),
		.page = m->item.path,
		.tags = areas_of(r, m),
	};
}

/* Beside its series: it takes the place of the one that the rule gives. */
static struct ical_event event_in_series(const struct render *r, const struct meeting *m)
{
	const struct series *s = m->series ? site_item(r->site, &kind_series, m->series) : NULL;
	struct ical_event e = event_of_meeting(r, m);

	e.replaces = meeting_regular_time(r->site, m, r->scratch);
	if (s && e.replaces.set)
		e.uid = site_page_uuid(r->site, s->item.path, r->scratch);
	return e;
}

static struct ical_event event_of_series(const struct render *r, const struct series *s)
{
	struct moment *except = arena_array(r->scratch, s->except.count, sizeof(*except));
	struct ical_event e = {
		.uid = site_page_uuid(r->site, s->item.path, r->scratch),
		.sequence = s->sequence,
		.start = s->start,
		.end = s->end,
		.rrule = s->rrule,
		.except = except,
		.title = s->title,
		.text = s->summary,
		.where = where_words(r, s->mode, s->venue, s->place),
		.geo = geo_of(r, s->mode, s->place),
		.page = s->item.path,
	};

	for (size_t i = 0; i < s->except.count; i++) {
		const struct moment m = series_exception(r->site, s, i, r->scratch);

		if (m.set)
			except[e.except_count++] = m;
	}
	return e;
}

/* Calendars */

static void render_meeting(struct render *r, const struct meeting *m)
{
	const struct ical_event e = event_of_meeting(r, m);
	const struct ical_calendar c = { .path = meeting_calendar_path(&m->item, r->scratch),
					 .page = m->item.path,
					 .name = m->title,
					 .summary = m->summary,
					 .events = &e,
					 .count = 1 };

	ical_put(r, &c);
}

/* Of one series, or (NULL) of all, with every meeting. */
static struct list events_of(const struct render *r, const struct series *only)
{
	const struct site *site = r->site;
	struct ical_event *all =
		arena_array(r->scratch, site->series_count + site->meeting_count, sizeof(*all));
	struct list events = { .items = all };

	for (size_t i = 0; i < site->series_count; i++) {
		if (!only || only == site->series[i])
			all[events.count++] = event_of_series(r, site->series[i]);
	}
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];

		if (!only || (m->series && strcmp(m->series, only->item.slug) == 0))
			all[events.count++] = event_in_series(r, m);
	}
	return events;
}

static void render_series(struct render *r, const struct series *s)
{
	const struct list events = events_of(r, s);
	const struct ical_calendar c = { .path = meeting_calendar_path(&s->item, r->scratch),
					 .page = s->item.path,
					 .name = s->title,
					 .summary = s->summary,
					 .events = events.items,
					 .count = events.count };

	ical_put(r, &c);
}

static void render_all(struct render *r)
{
	const struct site *site = r->site;
	const struct list events = events_of(r, NULL);
	const struct filling with[] = { { "site", site->title }, { 0 } };
	const struct ical_calendar c = {
		.path = meetings_calendar_path(site),
		.page = meetings_list_path(site),
		.name = interface_fill(site->interface->meetings_of, with, r->scratch),
		.summary = site->interface->meetings_lead,
		.events = events.items,
		.count = events.count,
	};

	if (c.path)
		ical_put(r, &c);
}

/* Services */

struct timetable {
	const struct render *render;
	const struct group *group;
	const struct zone *zone;
	struct ical_event *events;
	size_t count;
};

static const char *service_text(const struct render *r, const struct service *s)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	add_line(&out, s->alert);
	add_line(&out, s->what);
	add_line(&out, s->when);
	add_line(&out, s->how);
	return kept(&out, r->scratch);
}

/* Where it is of a refuge is told to nobody. */
static const char *group_where(const struct render *r, const struct group *g)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const char *const parts[] = { g->address, g->town, g->postcode };

	for (size_t i = 0; i < COUNT(parts) && !g->is_hidden; i++) {
		if (parts[i])
			strbuf_addf(&out, "%s%s", out.len ? ", " : "", parts[i]);
	}
	return kept(&out, r->scratch);
}

static struct moment first_day(const struct group *g, const struct service *s)
{
	struct moment day = s->first.set ? s->first : g->joined;

	if (!day.set)
		(void)date_parse(LONG_AGO, &day);
	return day;
}

static struct moment on_clock(const struct timetable *t, int64_t day, int64_t minutes)
{
	int64_t utc = zone_moments(t->zone, day * 86400 + minutes * 60).first;

	return (struct moment){ .utc = utc, .zone = zone_offset(t->zone, utc) / 60, .set = true };
}

/* `last` ends a rule that has no end of its own. */
static const char *rule_of(const struct service *s, struct arena *a)
{
	if (!s->last.set || strstr(s->rrule, "UNTIL=") || strstr(s->rrule, "COUNT="))
		return s->rrule;
	const struct civil c = day_to_civil(seconds_day(s->last.utc));

	return arena_printf(a, "%s;UNTIL=%04d%02d%02d", s->rrule, (int)c.year, c.month, c.day);
}

/* The first time by its rule; false: it never comes true. */
static bool find_first(const struct timetable *t, const struct service *s, struct ical_event *e)
{
	struct arena *a = t->render->scratch;
	const int64_t day = seconds_day(first_day(t->group, s).utc);
	const struct moment from = on_clock(t, day, e->is_day ? 0 : s->opens);
	const struct rrule_start start = { from.utc, t->zone };
	struct rrule_fault fault;
	struct rrule rule;
	int64_t first;

	e->rrule = rule_of(s, a);
	if (!rrule_parse(e->rrule, &rule, &fault, a) ||
	    !rrule_next(&rule, &start, from.utc - 1, &first, 1))
		return false;
	int64_t local = seconds_day(first + zone_offset(t->zone, first));
	int64_t closes = s->closes + (s->closes < s->opens ? 24 * 60 : 0);

	e->start = e->is_day ? (struct moment){ .utc = local * 86400, .set = true }
			     : on_clock(t, local, s->opens);
	e->end = e->is_day || s->closes < 0 ? e->start : on_clock(t, local, closes);
	return true;
}

/* Several services of a group may have one name: each has a number among those. */
static const char *service_uid(const struct timetable *t, const struct service *s)
{
	const struct service *all = t->group->services.items;
	struct arena *a = t->render->scratch;
	size_t number = 1;

	for (const struct service *other = all; other < s; other++)
		number += strcmp(other->name, s->name) == 0;
	return site_page_uuid(
		t->render->site,
		arena_printf(a, "%s#%s-%zu", t->group->item.path, slug_make(s->name, a), number),
		a);
}

static void add_service(struct timetable *t, const struct service *s)
{
	const struct render *r = t->render;
	struct ical_event e = {
		.uid = service_uid(t, s),
		.is_day = s->opens < 0,
		.title = arena_printf(r->scratch, "%s – %s", s->name, t->group->name),
		.text = service_text(r, s),
		.where = group_where(r, t->group),
		.page = t->group->item.path,
	};

	if (find_first(t, s, &e))
		t->events[t->count++] = e;
}

static void render_group(struct render *r, const struct group *g)
{
	const struct service *all = g->services.items;
	struct timetable t = { .render = r, .group = g, .zone = site_zone(r->site, r->scratch) };
	const char *path = group_calendar_path(g, r->scratch);

	t.events = arena_array(r->scratch, g->services.count, sizeof(*t.events));
	for (size_t i = 0; path && i < g->services.count; i++) {
		if (service_has_times(&all[i]))
			add_service(&t, &all[i]);
	}
	if (path)
		ical_put(r, &(struct ical_calendar){ .path = path,
						     .page = g->item.path,
						     .name = g->name,
						     .summary = g->summary,
						     .events = t.events,
						     .count = t.count });
}

void calendars_render(struct render *r)
{
	const struct site *site = r->site;

	for (size_t i = 0; i < site->meeting_count; i++)
		render_meeting(r, site->meetings[i]);
	for (size_t i = 0; i < site->series_count; i++)
		render_series(r, site->series[i]);
	for (size_t i = 0; i < site->group_count; i++)
		render_group(r, site->groups[i]);
	render_all(r);
}
