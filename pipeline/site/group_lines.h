#ifndef SITE_GROUP_LINES_H
#define SITE_GROUP_LINES_H

#include "model/map.h"
#include "view.h"

struct press;

/*
 * Groups and what they do, as lists and pages show them. What a service says of itself goes before
 * what its group says.
 */

/* One line of what is known: "When", "in the evening"; or links. */
struct detail {
	const char *term, *text;
	struct list links; /* of struct map_link */
};

extern const struct view view_detail;

/* Lines while they are gathered; those that say nothing are left out. There is room for DETAILS_MOST. */
#define DETAILS_MOST 16
struct list details_begin(struct press *p);
void        detail_text(struct list *details, const char *term, const char *text);
void        detail_links(struct list *details, const char *term, struct list links);

/* A service as the page of its group shows it, and as lists of several groups do. */
struct service_line {
	const struct service *service;
	const char *id;   /* on the page of its group */
	const char *path; /* of that, with the id */
	const char *group;
	const char *when;  /* as it is written, or else in words from its rule */
	const char *facts; /* "Tuesdays from 10 · free · just come along" */
	const char *state; /* "paused"; NULL: it is there */
	struct list details;
	bool is_last;
};

extern const struct view view_service_line;

struct service_line service_line_make(struct press *p, const struct group *g, size_t number);

/* Is the service there at all, in that area, at that place, for those people? NULL: any. */
struct service_wanted {
	const char *area, *place, *audience; /* slugs */
};

/* As a place: only what has none. */
#define SERVICE_ANYWHERE ""

bool service_fits(const struct group *g, const struct service *s, const struct service_wanted *w);

/* The services of a group that fit, of struct service_line. */
struct list service_lines(struct press *p, const struct group *g, const struct service_wanted *w);

/* A group in a list. */
struct group_line {
	const struct group *group;
	const char *title, *path, *summary, *kind_words;
	const char *role;  /* "leads"; NULL: it is not about one area */
	const char *facts; /* "Greenock, Gourock · in the evening · free" */
	const char *state; /* "paused", "not checked for a year"; NULL: neither */
	const char *ring, *tel; /* NULL: it has no number */
	struct list services;   /* of struct service_line */
	const char *own_lang;   /* of the summary, where it is not that of the words around it */
	bool own_rtl;
};

extern const struct view view_group_line;

struct group_line group_line_make(struct press *p, const struct group *g, enum map_role role);

/* The group of a presence; NULL when the map is not that of the site. */
const struct group *presence_group(const struct site *site, const struct presence *presence);

#endif
