#ifndef SITE_OCCASION_H
#define SITE_OCCASION_H

#include "model/meeting.h"
#include "view.h"

struct arena;

/* A meeting, or a time of a series without a page of its own, as lists and pages show it. */
struct occasion {
	const char *title, *summary, *path;
	const char *day, *machine; /* "Thursday 3 September 2026"; for programs */
	const char *clock;         /* "10:00 until 12:00 (London time)" */
	const char *how, *where;   /* "In person"; the house and the town, or NULL */
	const char *state;         /* "Cancelled", "Postponed"; NULL: it is on */
	const char *own_lang;      /* where it is not that of the page */
	bool own_rtl;
};

extern const struct view view_occasion;

struct occasion occasion_of_meeting(const struct site *site, const struct meeting *m,
				    struct arena *a);
struct occasion occasion_of_series(const struct site *site, const struct occurrence *o,
				   struct arena *a);

/* Those of a list: of struct occasion. */
struct list occasions_of(const struct site *site, const struct meetings *m, struct arena *a);

/* Meetings and times of series that are to come, soonest first; `only` NULL: of all series. */
struct list occasions_to_come(const struct site *site, const struct meetings *m,
			      const struct series *only, size_t each, struct arena *a);

/* "Thursday 3 September 2026" on the site's clock. */
const char *day_words(const struct site *site, struct moment m, struct arena *a);

/* An address by which calendars follow a file of the site. */
const char *calendar_address(const struct site *site, const char *path, struct arena *a);

#endif
