#include "model/year.h"

#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "model/collect.h"
#include "model/flash_report.h"
#include "model/map.h"

#define FIGURES_MOST 24

int64_t year_attendance(int64_t attended)
{
	return attended >= YEAR_LEAST_PEOPLE ? attended : 0;
}

int64_t year_downloads_of(const struct year *y, const struct episode *e)
{
	int64_t sum = 0;

	for (size_t i = 0; i < y->download_count; i++) {
		if (strcmp(y->downloads[i].show, e->show->item.slug) == 0 &&
		    strcmp(y->downloads[i].episode, e->item.slug) == 0)
			sum += y->downloads[i].downloads;
	}
	return sum;
}

/* A report while it is made. */
struct making {
	const struct site *site;
	struct year *year;
	struct arena *arena;
};

static void add(struct making *m, struct year_figure figure)
{
	m->year->figures[m->year->figure_count++] = figure;
}

static void add_if_any(struct making *m, struct year_figure figure)
{
	if (figure.value)
		add(m, figure);
}

/* Attendance */

struct attendance {
	int64_t people, told, few;
};

static void note_attendance(struct attendance *all, int64_t attended)
{
	all->people += year_attendance(attended);
	all->told += year_attendance(attended) > 0;
	all->few += attended > 0 && !year_attendance(attended);
}

static const char *how_attended(const struct attendance *all, const char *what, struct arena *a)
{
	const char *few = all->few ? arena_printf(a,
						  " %lld with fewer than %d people are left "
						  "out, so that nobody can be guessed.",
						  (long long)all->few, YEAR_LEAST_PEOPLE)
				   : "";

	return arena_printf(a,
			    "The numbers of those who came, of the %lld %s that say it, added "
			    "up; somebody who came twice counts twice.%s",
			    (long long)all->told, what, few);
}

static void add_meetings(struct making *m)
{
	const struct things *meetings = &m->year->activity.meetings;
	struct attendance came = { 0 };

	for (size_t i = 0; i < meetings->count; i++)
		note_attendance(&came, ((const struct meeting *)meetings->all[i])->attended);
	add(m,
	    (struct year_figure){ "meetings", "Meetings and events held", (int64_t)meetings->count,
				  "Entries of meetings/ whose day lies in the year; what was "
				  "cancelled or postponed is left out.",
				  "meetings/index.html" });
	add_if_any(m, (struct year_figure){ "meeting_attendance", "People who came to them",
					    came.people, how_attended(&came, "meetings", m->arena),
					    NULL });
}

static void add_sessions(struct making *m)
{
	const struct things *sessions = &m->year->activity.sessions;
	struct attendance came = { 0 };

	for (size_t i = 0; i < sessions->count; i++)
		note_attendance(&came, ((const struct session *)sessions->all[i])->attended);
	add_if_any(m, (struct year_figure){ "sessions", "Sessions of programmes",
					    (int64_t)sessions->count,
					    "Sessions below programmes/ whose day lies in the "
					    "year, without those that were cancelled.",
					    "programmes/index.html" });
	add_if_any(m, (struct year_figure){ "session_attendance", "People who came to them",
					    came.people, how_attended(&came, "sessions", m->arena),
					    NULL });
}

/* Members */

static int64_t members_before(const struct site *site, struct moment day)
{
	int64_t count = 0;

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		count += !group_is_closed(g) && (!g->joined.set || g->joined.utc < day.utc);
	}
	return count;
}

static const char *how_edition(const struct edition *e, struct arena *a)
{
	return arena_printf(a, "Groups in edition %lld of the map, frozen on %s.",
			    (long long)e->number, date_words(e->date, a));
}

/* By the editions of the map, which know who has left; else by the days on which groups joined. */
static void add_members(struct making *m)
{
	static const char by_joined[] = "Groups of today that had joined by then; those that have "
					"left since are not known.";
	const struct period *p = &m->year->activity.period;
	const struct map_news news = map_news_of(m->site, p);

	if (!m->site->group_count)
		return;
	add(m, (struct year_figure){ "members_start", "Groups at the start of the year",
				     news.before ? (int64_t)news.before->map.groups.count
						 : members_before(m->site, p->from),
				     news.before ? how_edition(news.before, m->arena) : by_joined,
				     NULL });
	add(m, (struct year_figure){ "members_end", "Groups at the end",
				     news.now ? (int64_t)news.now->map.groups.count
					      : members_before(m->site, p->to),
				     news.now ? how_edition(news.now, m->arena) : by_joined,
				     "groups/index.html" });
	add(m, (struct year_figure){ "members_joined", "Groups that joined",
				     (int64_t)m->year->activity.joined.count,
				     "Groups whose 'joined' is a day of the year.",
				     "groups/index.html" });
}

static void add_gaps(struct making *m)
{
	const struct activity *a = &m->year->activity;

	if (!m->site->gap_note_count)
		return;
	add(m,
	    (struct year_figure){ "gaps_closed", "Gaps of the map closed", (int64_t)a->closed.count,
				  "Notes in gaps/ that are closed since a day of the year.",
				  "gaps/index.html" });
	add(m, (struct year_figure){ "gaps_opened", "Gaps found and still open",
				     (int64_t)a->opened.count,
				     "Notes in gaps/ that are open, or talked about, since a day "
				     "of the year.",
				     "gaps/index.html" });
}

/* The rest */

static int64_t sum_of_downloads(const struct year *y)
{
	int64_t sum = 0;

	for (size_t i = 0; i < y->download_count; i++)
		sum += y->downloads[i].downloads;
	return sum;
}

static void add_episodes(struct making *m)
{
	const struct site *site = m->site;
	const char *list = site->show_count == 1 ? site->shows[0]->item.path : "index.html";

	add(m, (struct year_figure){ "episodes", "Episodes published",
				     (int64_t)m->year->activity.episodes.count,
				     "Episodes whose date lies in the year, without drafts and "
				     "what was withdrawn.",
				     list });
	if (m->year->downloads)
		add(m, (struct year_figure){
			       "downloads", "Downloads of episodes", sum_of_downloads(m->year),
			       "From the logs of the web server, by the rules that services for "
			       "podcasts share: a listener and an episode count once in 24 hours, "
			       "from a minute of sound on; robots are left out.",
			       NULL });
}

static int64_t count_reports(const struct site *site, const struct period *p)
{
	int64_t count = 0;

	for (size_t i = 0; i < site->flash_report_count; i++)
		count += period_has(p, site->flash_reports[i]->date);
	return count;
}

static void add_library(struct making *m)
{
	const struct activity *a = &m->year->activity;

	add_if_any(m, (struct year_figure){ "resources", "Additions to the library",
					    (int64_t)a->resources.count,
					    "Entries of resources/ whose 'added' is a day of the "
					    "year.",
					    "resources/index.html" });
	add_if_any(m, (struct year_figure){ "stories", "Stories of change told",
					    (int64_t)a->stories.count,
					    "Entries of stories/ whose date lies in the year.",
					    "stories/index.html" });
	add_if_any(m,
		   (struct year_figure){ "notices", "Notices passed on", (int64_t)a->notices.count,
					 "Entries of notices/ that began in the year.",
					 "notices/index.html" });
	add_if_any(m, (struct year_figure){ "flash_reports", "Flash reports",
					    count_reports(m->site, &a->period),
					    "Reports in flash-reports/ that appeared in the year.",
					    flash_reports_path(m->site) });
}

/* Months */

static void note_month(struct year *y, enum year_kind kind, struct moment when)
{
	const struct civil c = civil_from_seconds(when.utc + (int64_t)when.zone * 60);

	y->months[kind][c.month - 1]++;
}

static void note_months(struct year *y)
{
	const struct activity *a = &y->activity;

	for (size_t i = 0; i < a->episodes.count; i++)
		note_month(y, YEAR_EPISODES, ((const struct episode *)a->episodes.all[i])->date);
	for (size_t i = 0; i < a->meetings.count; i++)
		note_month(y, YEAR_MEETINGS, ((const struct meeting *)a->meetings.all[i])->start);
	for (size_t i = 0; i < a->sessions.count; i++)
		note_month(y, YEAR_SESSIONS, ((const struct session *)a->sessions.all[i])->date);
	for (size_t i = 0; i < a->resources.count; i++)
		note_month(y, YEAR_RESOURCES,
			   ((const struct resource *)a->resources.all[i])->added);
	for (size_t i = 0; i < a->stories.count; i++)
		note_month(y, YEAR_STORIES, ((const struct story *)a->stories.all[i])->date);
	for (size_t i = 0; i < y->download_count; i++)
		y->months[YEAR_DOWNLOADS][y->downloads[i].month - 1] += y->downloads[i].downloads;
}

/* The year, as far as it is over: up to the end of the day before the present one. */
static struct period period_of(int64_t number, struct moment now)
{
	struct period p = {
		.from = { .utc = day_from_civil(number, 1, 1) * 86400, .set = true },
		.to = { .utc = day_from_civil(number + 1, 1, 1) * 86400, .set = true },
	};
	const int64_t today = seconds_day(now.utc) * 86400;

	if (today < p.to.utc)
		p.to.utc = today;
	return p;
}

struct year year_make(const struct site *site, int64_t number,
		      const struct year_download *downloads, size_t count, struct arena *a)
{
	const struct period period = period_of(number, site->now);
	struct year y = {
		.number = number,
		.until = period.to,
		.is_whole = period.to.utc == day_from_civil(number + 1, 1, 1) * 86400,
		.activity = activity_gather(site, period, a),
		.figures = arena_array(a, FIGURES_MOST, sizeof(*y.figures)),
		.downloads = downloads,
		.download_count = count,
	};
	struct making m = { site, &y, a };

	add_episodes(&m);
	add_meetings(&m);
	add_sessions(&m);
	add_members(&m);
	add_gaps(&m);
	add_library(&m);
	note_months(&y);
	return y;
}
