#ifndef MODEL_PROGRAMME_H
#define MODEL_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/network.h"

struct arena;

/*
 * What follows from a programme and its sessions: what comes next, who has come,
 * which outcome is served where. All of it is about what is published; drafts
 * are in none of it.
 */

/*
 * Numbers of people below this are not told, nor anything they could be worked
 * out from: in a small group people know one another.
 */
#define PEOPLE_FEWEST 5

/* The session of that name: as its file has it (`01-beginning`), or its address (`beginning`); NULL: none. */
const struct session *programme_session(const struct programme *p, const char *name);

/* The outcome with that id; NULL: there is none. */
const struct outcome *programme_outcome(const struct programme *p, const char *id);

bool session_is_cancelled(const struct session *s);
bool session_serves(const struct session *s, const char *outcome);

/* The session that comes next: that goes on, or begins first after `now`; NULL: none is to come. */
const struct session *programme_next(const struct programme *p, struct moment now);

/* When a session is over: at its end, or on the day after where nobody says; not set: no date. */
struct moment session_end(const struct session *s);

/* Nothing is to come: its last day is over, or the last of its sessions where it says none. */
bool programme_is_over(const struct programme *p, struct moment now);

/*
 * Who came, over the sessions that took place and whose number is known. A number
 * below PEOPLE_FEWEST is ATTENDANCE_FEW; what would give one away is ATTENDANCE_WITHHELD.
 */
#define ATTENDANCE_FEW      (-1)
#define ATTENDANCE_WITHHELD (-2)

struct attendance {
	size_t  count;        /* sessions that it is about; 0: nothing is known */
	int64_t least, most;  /* people, or ATTENDANCE_FEW */
	int64_t median_twice; /* twice the median, as it may end in a half; or one of the above */
};

struct attendance programme_attendance(const struct programme *p);

/* What may be told of a number of people: itself, or ATTENDANCE_FEW; 0: it is not known. */
int64_t people_told(int64_t people);

/* Minutes that its sessions take alone; in the order of sessions_alone(). */
int64_t programme_minutes(const struct programme *p);

/*
 * The way to do it alone: the sessions that 'alone' names, in that order, or else all
 * that say how long they take. `into` has room for all sessions and all names of 'alone'.
 */
size_t sessions_alone(const struct programme *p, const struct session **into);

/*
 * What serves an outcome: resources that name it, then the tools of the sessions that do, each
 * once. `into` has room for all resources of the site.
 */
size_t outcome_resources(const struct site *site, const struct programme *p, const char *outcome,
			 const struct resource **into);

/* Programmes of the same title, itself included, the newest first: `into` has room for all. */
size_t programme_cohorts(const struct site *site, const struct programme *p,
			 const struct programme **into);

/* The page that leads to all programmes: their list, or the only one; NULL: there is none. */
const char *programme_list_path(const struct site *site);

/* The page of all communities; NULL: there are none. */
const char *community_list_path(const struct site *site);

/* The programme's calendar, beside its page; NULL: no session has a date. */
char *programme_calendar_path(const struct programme *p, struct arena *a);

#endif
