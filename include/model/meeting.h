#ifndef MODEL_MEETING_H
#define MODEL_MEETING_H

#include "model/network.h"

struct arena;
struct diag;
struct zone;

/*
 * Meetings, events and the series that they belong to, as they stand at the
 * site's present: what is to come, and what is over. Times of series go by the
 * clock of the site's zone; where it has none, by UTC.
 */

/* Days after a meeting in which somebody writes down what was said. */
#define MINUTES_DAYS 14

/* Fewer people than this are not counted in public: somebody could be found out. */
#define ATTENDED_LEAST 5

/* Of a series, named beside the meetings that have a page of their own. */
#define OCCURRENCES_SHOWN 3

bool meeting_is_event(const struct meeting *m);
bool meeting_is_cancelled(const struct meeting *m);
bool meeting_is_postponed(const struct meeting *m);
bool meeting_is_online(const struct meeting *m);   /* only there, or there too */
bool meeting_is_in_room(const struct meeting *m);  /* the same */

/* Over; what is postponed is still to come. */
bool meeting_is_past(const struct meeting *m, struct moment now);

/* What is to come, soonest first, and what was, newest first. */
struct meetings {
	const struct meeting **all;
	size_t                 count;
};

struct meetings meetings_to_come(const struct site *site, struct arena *a);
struct meetings meetings_past(const struct site *site, struct arena *a);

/* Of a series: what is to come, then what was. */
struct meetings meetings_of_series(const struct site *site, const struct series *s, struct arena *a);

/* The clock that meetings go by. */
const struct zone *site_zone(const struct site *site, struct arena *a);

/* Midnight at the beginning of a day (a date of the front matter), on that clock. */
struct moment site_day_begins(const struct site *site, struct moment day, int64_t days_later, struct arena *a);

/* Moments in UTC, ascending. */
struct times {
	int64_t *at;
	size_t   count;
};

/*
 * The first times of a series after `after`, at most `most`, without those that fall out. Moved
 * ones are among them, at the time that the rule gives them.
 */
struct times series_next(const struct site *site, const struct series *s, int64_t after, size_t most,
			 struct arena *a);

/* Would the series have one at that moment? With `except`: days that fall out do not count. */
bool series_has(const struct site *site, const struct series *s, int64_t utc, bool except, struct arena *a);

/* When the one of that day would be, one of `except`; not set: there is none, or it is no day. */
struct moment series_exception(const struct site *site, const struct series *s, size_t i, struct arena *a);

/* The time at which the series would have this meeting; not set: it is none of its regular ones. */
struct moment meeting_regular_time(const struct site *site, const struct meeting *m, struct arena *a);

/* Times of a series that are to come and have no page of their own. */
struct occurrence {
	const struct series *series;
	struct moment        start, end;
};

/* The next ones of all series (`only` NULL) or of one, at most `each` of each: a list of struct occurrence, soonest first. */
struct list site_occurrences(const struct site *site, const struct series *only, size_t each, struct arena *a);

/* The episode that is meant by `show/episode`, if it is out; or NULL. */
const struct episode *episode_named(const struct site *site, const char *name);

/* Anything that was agreed to be done, with the meeting that agreed it. */
struct site_action {
	const struct action  *action;
	const struct meeting *meeting;
	bool                  is_overdue;
};

/* Open ones by the day until when, those without a day last; then what is done, newest meeting first. */
struct list site_actions(const struct site *site, struct arena *a);

/* Is its last day over? */
bool action_is_overdue(const struct site *site, const struct action *action, struct arena *a);

/* Pages in the output; NULL: the site has none of these. */
const char *meetings_list_path(const struct site *site);
const char *actions_list_path(const struct site *site);

/* Calendars in the output: of everything (NULL: there is none), of a meeting or a series, of what a group does (NULL). */
const char *meetings_calendar_path(const struct site *site);
char       *meeting_calendar_path(const struct item *item, struct arena *a);
char       *group_calendar_path(const struct group *g, struct arena *a);

/* Has it times that a calendar can show, and is it open? */
bool service_has_times(const struct service *s);

/* Whatever pages show of meetings and notices changes at these moments: calls `note` with each. */
void meetings_dues(const struct site *site, void (*note)(void *into, struct moment m), void *into);

/* How the fields of meetings, series and notices fit each other, as of site->now. */
void site_check_meetings(const struct site *site, struct diag *diag);

#endif
