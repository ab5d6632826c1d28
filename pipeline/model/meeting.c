#include "model/meeting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/private.h"
#include "model/translation.h"
#include "series.h"

static bool is_status(const struct meeting *m, const char *status)
{
	return m->status && strcmp(m->status, status) == 0;
}

bool meeting_is_event(const struct meeting *m)
{
	return strcmp(m->type, "event") == 0;
}

bool meeting_is_cancelled(const struct meeting *m)
{
	return is_status(m, "cancelled");
}

bool meeting_is_postponed(const struct meeting *m)
{
	return is_status(m, "postponed");
}

bool meeting_is_online(const struct meeting *m)
{
	return strcmp(m->mode, "in-person") != 0;
}

bool meeting_is_in_room(const struct meeting *m)
{
	return strcmp(m->mode, "online") != 0;
}

bool meeting_is_past(const struct meeting *m, struct moment now)
{
	return m->end.set && m->end.utc <= now.utc && !meeting_is_postponed(m);
}

/* Lists */

static int soonest_first(const void *x, const void *y)
{
	const struct meeting *a = *(const struct meeting *const *)x;
	const struct meeting *b = *(const struct meeting *const *)y;

	if (a->start.utc != b->start.utc)
		return a->start.utc < b->start.utc ? -1 : 1;
	return strcmp(a->item.slug, b->item.slug);
}

static int newest_first(const void *x, const void *y)
{
	return -soonest_first(x, y);
}

static void sort(struct meetings *m, size_t from, int (*order)(const void *, const void *))
{
	if (m->count - from > 1)
		qsort(m->all + from, m->count - from, sizeof(*m->all), order);
}

/* What a list of meetings takes. */
struct wanted {
	const struct series *series; /* NULL: of all */
	bool is_past;
};

static bool is_wanted(const struct site *site, const struct meeting *m, const struct wanted *w)
{
	if (w->series && (!m->series || strcmp(m->series, w->series->item.slug) != 0))
		return false;
	return meeting_is_past(m, site->now) == w->is_past;
}

static void add(const struct site *site, const struct wanted *w, struct meetings *into)
{
	size_t from = into->count;

	for (size_t i = 0; i < site->meeting_count; i++) {
		if (is_wanted(site, site->meetings[i], w))
			into->all[into->count++] = site->meetings[i];
	}
	sort(into, from, w->is_past ? newest_first : soonest_first);
}

static struct meetings with_room(const struct site *site, struct arena *a)
{
	return (struct meetings){ .all = arena_array(a, site->meeting_count,
						     sizeof(struct meeting *)) };
}

struct meetings meetings_to_come(const struct site *site, struct arena *a)
{
	struct meetings found = with_room(site, a);

	add(site, &(struct wanted){ .is_past = false }, &found);
	return found;
}

struct meetings meetings_past(const struct site *site, struct arena *a)
{
	struct meetings found = with_room(site, a);

	add(site, &(struct wanted){ .is_past = true }, &found);
	return found;
}

struct meetings meetings_of_series(const struct site *site, const struct series *s, struct arena *a)
{
	struct meetings found = with_room(site, a);

	add(site, &(struct wanted){ .series = s }, &found);
	add(site, &(struct wanted){ .series = s, .is_past = true }, &found);
	return found;
}

const char *meetings_list_path(const struct site *site)
{
	return site->meeting_count || site->series_count ? "meetings/index.html" : NULL;
}

const char *meetings_calendar_path(const struct site *site)
{
	return meetings_list_path(site) ? "meetings/all.ics" : NULL;
}

char *meeting_calendar_path(const struct item *item, struct arena *a)
{
	const char *end = strrchr(item_original(item)->path, '.');

	return arena_printf(a, "%.*s.ics", (int)(end - item_original(item)->path),
			    item_original(item)->path);
}

bool service_has_times(const struct service *s)
{
	return s->rrule && (!s->status || strcmp(s->status, "active") == 0);
}

char *group_calendar_path(const struct group *g, struct arena *a)
{
	const struct service *all = g->services.items;
	bool has = false;

	for (size_t i = 0; i < g->services.count; i++)
		has |= service_has_times(&all[i]);
	has &= !g->status || strcmp(g->status, "active") == 0;
	return has ? arena_printf(a, "groups/%s.ics", g->item.slug) : NULL;
}

const struct episode *episode_named(const struct site *site, const char *name)
{
	const char *slash = strchr(name, '/');

	for (size_t i = 0; slash && i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		if (strlen(show->item.slug) != (size_t)(slash - name) ||
		    strncmp(show->item.slug, name, (size_t)(slash - name)) != 0)
			continue;
		for (size_t k = 0; k < show->episode_count; k++) {
			if (strcmp(show->episodes[k]->item.slug, slash + 1) == 0)
				return show->episodes[k];
		}
	}
	return NULL;
}

/* Actions */

bool action_is_overdue(const struct site *site, const struct action *action, struct arena *a)
{
	return !action->is_done && action->due.set &&
	       site->now.utc >= site_day_begins(site, action->due, 1, a).utc;
}

static int open_first(const void *x, const void *y)
{
	const struct site_action *a = x, *b = y;
	const struct moment due_a = a->action->due, due_b = b->action->due;

	if (a->action->is_done != b->action->is_done)
		return a->action->is_done ? 1 : -1;
	if (!a->action->is_done && due_a.set != due_b.set)
		return due_a.set ? -1 : 1;
	if (!a->action->is_done && due_a.utc != due_b.utc)
		return due_a.utc < due_b.utc ? -1 : 1;
	if (a->meeting != b->meeting)
		return newest_first(&a->meeting, &b->meeting);
	return a->action < b->action ? -1 : 1;
}

static size_t count_actions(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->meeting_count; i++)
		count += site->meetings[i]->actions.count;
	return count;
}

struct list site_actions(const struct site *site, struct arena *a)
{
	struct site_action *all = arena_array(a, count_actions(site), sizeof(*all));
	struct list found = { .items = all };

	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];
		const struct action *actions = m->actions.items;

		for (size_t k = 0; k < m->actions.count; k++)
			all[found.count++] = (struct site_action){
				.action = &actions[k],
				.meeting = m,
				.is_overdue = action_is_overdue(site, &actions[k], a),
			};
	}
	if (found.count > 1)
		qsort(all, found.count, sizeof(*all), open_first);
	return found;
}

const char *actions_list_path(const struct site *site)
{
	return count_actions(site) ? "meetings/actions.html" : NULL;
}

/* Moments */

static void note_meeting(const struct site *site, const struct meeting *m,
			 void (*note)(void *into, struct moment at), void *into)
{
	const struct action *actions = m->actions.items;
	struct moment minutes = m->end;
	struct arena a = { 0 };

	minutes.utc += (int64_t)MINUTES_DAYS * 86400;
	note(into, m->start);
	note(into, m->end);
	note(into, minutes);
	for (size_t i = 0; i < m->actions.count; i++) {
		if (!actions[i].is_done && actions[i].due.set)
			note(into, site_day_begins(site, actions[i].due, 1, &a));
	}
	arena_free(&a);
}

void meetings_dues(const struct site *site, void (*note)(void *into, struct moment m), void *into)
{
	for (size_t i = 0; i < site->meeting_count; i++)
		note_meeting(site, site->meetings[i], note, into);
	for (size_t i = 0; i < site->series_count; i++)
		series_dues(site, site->series[i], note, into);
}

struct strings site_join_links(const struct site *site, struct arena *a)
{
	size_t room = site->meeting_count;

	for (size_t i = 0; i < site->programme_count; i++)
		room += site->programmes[i]->session_count;
	struct strings links = { .items = arena_array(a, room, sizeof(char *)) };
	for (size_t i = 0; i < site->meeting_count; i++) {
		if (site->meetings[i]->join)
			links.items[links.count++] = site->meetings[i]->join;
	}
	for (size_t i = 0; i < site->programme_count; i++) {
		const struct programme *p = site->programmes[i];

		for (size_t k = 0; k < p->session_count; k++) {
			if (p->sessions[k]->join)
				links.items[links.count++] = p->sessions[k]->join;
		}
	}
	return links;
}
