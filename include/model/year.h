#ifndef MODEL_YEAR_H
#define MODEL_YEAR_H

#include "model/activity.h"

struct arena;

/* A year of the network in numbers, for whoever pays for it. */

/* How many came is told from so many people on: of fewer, one could guess who. */
#define YEAR_LEAST_PEOPLE 5

/* One number, and how it came about. */
struct year_figure {
	const char *key;   /* for programs: "episodes" */
	const char *label; /* for people */
	int64_t     value;
	const char *how;   /* a sentence: what was counted */
	const char *path;  /* of the list on the site; NULL: there is none */
};

/* Downloads of an episode in a month, as `blether stats --format=csv` counts them. */
struct year_download {
	const char *show, *episode; /* slugs */
	int         month;          /* from 1 */
	int64_t     downloads;
};

enum year_kind { YEAR_EPISODES, YEAR_MEETINGS, YEAR_SESSIONS, YEAR_RESOURCES, YEAR_STORIES, YEAR_DOWNLOADS, YEAR_KINDS };

struct year {
	int64_t             number; /* 2026 */
	struct moment       until;  /* the day after the last that is counted */
	bool                is_whole; /* it is over */
	struct activity     activity;
	struct year_figure *figures;
	size_t              figure_count;
	int64_t             months[YEAR_KINDS][12];
	const struct year_download *downloads; /* or NULL: not given */
	size_t              download_count;
};

/* `downloads` are those of the year, or NULL. All lives in `a`. */
struct year year_make(const struct site *site, int64_t number, const struct year_download *downloads,
		      size_t count, struct arena *a);

/* How many came to one; 0: not said, or too few to be told. */
int64_t year_attendance(int64_t attended);

/* Downloads of an episode in the whole year. */
int64_t year_downloads_of(const struct year *y, const struct episode *e);

#endif
