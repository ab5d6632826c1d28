#ifndef SITE_COURSE_H
#define SITE_COURSE_H

#include "model/programme.h"
#include "press.h"
#include "view.h"

/*
 * Pieces of the pages of programmes and sessions. A session or a programme as it
 * is handed around here is in the language that the press speaks, where there is
 * such a version: course_session(), course_programme().
 */

/* A line of what is to be known at a glance: "When", "10 September 2026 to 12 November 2026". */
struct course_fact {
	const char *term, *text;
	const char *href; /* of the text, inside the site; or NULL */
	const char *day;  /* for machines; or NULL */
};

/* Whether a session is for an outcome, in words. */
struct course_cell {
	const char *outcome, *words;
	bool serves;
};

/* A session in a list or table. */
struct course_session {
	const char *title, *path, *summary, *theme;
	const char *number_words; /* "Session 3" */
	const char *date_words, *date_machine, *time_words; /* NULL: no date */
	const char *minutes_words; /* that it takes alone; or NULL */
	const char *attended_words; /* "12", "fewer than 5"; NULL: nobody says */
	int64_t bar;               /* how long it is drawn, out of a hundred */
	bool is_few, is_cancelled;
	struct list cells; /* of struct course_cell */
};

extern const struct view view_course_fact, view_course_cell, view_course_session;

/* The version of it that a page in the language of the press shows; in `run`. */
const struct session *course_session(struct press *p, const struct session *s);
const struct programme *course_programme(struct press *p, const struct programme *programme);

/* `most`: the greatest number that came to one of the sessions, for the bars. */
struct course_session course_session_make(struct press *p, const struct session *s, int64_t most);

/* "10 September 2026 to 12 November 2026", or one of the two; NULL: neither is known. */
const char *course_days(struct press *p, struct moment from, struct moment to);

/* "14:00 to 15:30"; NULL: no date. */
const char *course_times(struct press *p, const struct session *s);

/* "1 hour 20 minutes" */
const char *course_length(struct press *p, int64_t minutes);

/* The list of programmes, where there are several: what stands above a page. Of struct nav_link. */
struct list course_above(struct press *p, const struct programme *programme);

/* JSON-LD of the two (https://schema.org/Course, LearningResource). */
const char *linked_programme(struct press *p, const struct programme *programme);
const char *linked_session(struct press *p, const struct session *s);

/* Everything of a programme's sessions; in page_session.c. */
struct session_templates {
	const struct template *page, *handout;
};
struct session_templates session_templates(struct press *p);
void render_sessions(struct press *p, const struct session_templates *t,
		     const struct programme *programme);

/* The page that a group prints; NULL: there is nothing to write below. */
const char *session_handout_path(const struct session *s, struct arena *a);

#endif
