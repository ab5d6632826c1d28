#include "model/activity.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/map.h"

static int64_t civil_of(struct moment m)
{
	return m.utc + (int64_t)m.zone * 60;
}

bool period_has(const struct period *p, struct moment m)
{
	return m.set && civil_of(m) >= civil_of(p->from) && civil_of(m) < civil_of(p->to);
}

/* A thing while its place among its like is sought. */
struct dated {
	const void *thing;
	int64_t when;
	const char *path;
};

struct gathering {
	const struct period *period;
	struct arena *arena;
	struct dated *found;
	size_t count, room;
};

static void take(struct gathering *g, const struct item *item, struct moment when)
{
	if (!period_has(g->period, when))
		return;
	g->found = arena_grow(g->arena, g->found, g->count, &g->room, sizeof(*g->found));
	g->found[g->count++] = (struct dated){ item, civil_of(when), item->path };
}

static int by_date(const void *x, const void *y)
{
	const struct dated *a = x, *b = y;

	if (a->when != b->when)
		return a->when < b->when ? -1 : 1;
	return strcmp(a->path, b->path);
}

/* What was taken since the last call. */
static struct things sorted(struct gathering *g)
{
	struct things t = { .all = arena_array(g->arena, g->count, sizeof(void *)),
			    .count = g->count };

	if (g->count > 1)
		qsort(g->found, g->count, sizeof(*g->found), by_date);
	for (size_t i = 0; i < g->count; i++)
		t.all[i] = g->found[i].thing;
	g->count = 0;
	return t;
}

static struct things episodes(struct gathering *g, const struct site *site)
{
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++) {
			const struct episode *e = show_any(show, k);

			if (!episode_is_draft(e) && !episode_is_withdrawn(e))
				take(g, &e->item, e->date);
		}
	}
	return sorted(g);
}

static struct things meetings(struct gathering *g, const struct site *site)
{
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];

		if (!m->status || strcmp(m->status, "planned") == 0)
			take(g, &m->item, m->start);
	}
	return sorted(g);
}

static struct things sessions(struct gathering *g, const struct site *site)
{
	for (size_t i = 0; i < site->programme_count; i++) {
		const struct programme *p = site->programmes[i];

		for (size_t k = 0; k < p->session_count; k++) {
			const struct session *s = p->sessions[k];

			if (!s->status || strcmp(s->status, "cancelled") != 0)
				take(g, &s->item, s->date);
		}
	}
	return sorted(g);
}

static bool is_closed(const struct gap_note *gap)
{
	return gap->status && strcmp(gap->status, "closed") == 0;
}

static bool is_open(const struct gap_note *gap)
{
	return gap->status &&
	       (strcmp(gap->status, "open") == 0 || strcmp(gap->status, "talking") == 0);
}

static struct things gaps(struct gathering *g, const struct site *site,
			  bool (*is)(const struct gap_note *))
{
	for (size_t i = 0; i < site->gap_note_count; i++) {
		if (is(site->gap_notes[i]))
			take(g, &site->gap_notes[i]->item, site->gap_notes[i]->since);
	}
	return sorted(g);
}

struct activity activity_gather(const struct site *site, struct period period, struct arena *a)
{
	struct activity all = { .period = period };
	struct gathering g = { .period = &all.period, .arena = a };

	all.episodes = episodes(&g, site);
	for (size_t i = 0; i < site->resource_count; i++)
		take(&g, &site->resources[i]->item, site->resources[i]->added);
	all.resources = sorted(&g);
	all.meetings = meetings(&g, site);
	all.sessions = sessions(&g, site);
	for (size_t i = 0; i < site->story_count; i++)
		take(&g, &site->stories[i]->item, site->stories[i]->date);
	all.stories = sorted(&g);
	for (size_t i = 0; i < site->notice_count; i++)
		take(&g, &site->notices[i]->item, site->notices[i]->begins);
	all.notices = sorted(&g);
	for (size_t i = 0; i < site->group_count; i++)
		take(&g, &site->groups[i]->item, site->groups[i]->joined);
	all.joined = sorted(&g);
	all.opened = gaps(&g, site, is_open);
	all.closed = gaps(&g, site, is_closed);
	return all;
}

struct map_news map_news_of(const struct site *site, const struct period *p)
{
	struct map_news news = { 0 };

	for (size_t i = 0; i < site->edition_count; i++) {
		const struct edition *e = &site->editions[i];

		if (civil_of(e->date) < civil_of(p->from))
			news.before = e;
		if (civil_of(e->date) < civil_of(p->to))
			news.now = e;
	}
	return news;
}
