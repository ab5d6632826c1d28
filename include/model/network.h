#ifndef MODEL_NETWORK_H
#define MODEL_NETWORK_H

#include "model/site.h"

struct arena;

/*
 * The network as plain data: who works on what and where, what they offer each
 * other, when they meet, what they learn and report. One Markdown file an item,
 * as everywhere (model/site.h); slugs that an item names are those of other
 * items, and `read` has checked that each of them exists: site_item() gives it.
 */

/* A town, or a part of it; places/<slug>.md. */
struct place_item {
	struct item    item;
	const char    *title, *summary;
	const char    *geo;  /* RFC 5870 */
	struct strings near; /* slugs of places next door */
	int64_t        order;
	const char    *body_html;
};

/* People whom services are for: young people, carers; audiences/<slug>.md. */
struct audience {
	struct item item;
	const char *title, *summary;
	int64_t     order;
	const char *body_html;
};

/* Something that a group does for people. What it leaves out is as the group has it. */
struct service {
	const char    *id;            /* what its address ends in; NULL: it is made of the name */
	const char    *name, *what;
	const char    *when;          /* in words: "Tuesdays from 10am, not in July" */
	const char    *rrule;         /* RFC 5545 section 3.3.10; NULL: not known to programs */
	struct moment  first, last;   /* days; between which the rule holds; `last` not set: without end */
	int64_t        opens, closes; /* minutes after midnight; -1: not said */
	struct strings areas, places, audiences; /* slugs; none: the group's */
	struct strings times, ways_in;           /* none: the group's */
	const char    *cost;       /* "free", "low" or "paid"; NULL: the group's */
	const char    *how;        /* to get in, in words */
	const char    *alert;      /* what is different just now */
	const char    *status;     /* "active", "paused" or "closed" */
};

/* What makes it easier to come, in the words of ALISS; ended by NULL. */
extern const char *const access_features[];

/* A member organisation; groups/<slug>.md. */
struct group {
	struct item    item;
	const char    *name, *summary;
	const char    *kind; /* "third", "public", "faith", "education" or "business" */
	struct strings leads, helps, refers; /* slugs of areas: what it does in each */
	struct strings places, audiences;    /* slugs */
	struct strings times;   /* "daytime", "evening", "weekend" */
	struct strings ways_in; /* "walk-in", "phone", "online", "home-visit", "referral" */
	const char    *cost;    /* "free", "low" or "paid"; NULL: not said */
	const char    *phone, *email, *web;
	const char    *ask_for; /* a role, never a person */
	bool           is_personal; /* number and address are somebody's own, who agreed */
	const char    *address, *town, *postcode;
	bool           is_hidden;   /* where it is must not be known: a refuge */
	const char    *charity;     /* OSCR: SC and six digits */
	const char    *company;     /* Companies House */
	const char    *aliss, *feed; /* URLs */
	const char    *attribution;  /* whom the words are taken from, under a licence that asks to say so */
	struct strings access;      /* ALISS's features */
	struct strings languages;   /* BCP 47 */
	struct list    services;    /* of struct service */
	struct strings works_with;  /* slugs of groups */
	struct strings offers, needs; /* things, in words that others share: "minibus" */
	bool           match;       /* chances to work with others may name it */
	const char    *status;      /* "active", "paused" or "closed" */
	struct moment  joined;      /* day */
	struct moment  checked;     /* the day on which somebody made sure that it is right */
	const char    *checked_by;  /* a role */
	bool           keep;        /* stays although nobody has checked it for long */
	const char    *body_html;
};

/* An editorial note on a gap of the map; gaps/<slug>.md. It names an area and one thing more. */
struct gap_note {
	struct item   item;
	const char   *area;                               /* slug */
	const char   *place, *audience, *time, *way_in, *cost; /* all but one NULL */
	const char   *with;                               /* another area: a pair that nobody spans */
	const char   *status;                             /* "open", "talking", "closed" or "no-gap" */
	const char   *who;                                /* looks after it: a role or organisation */
	struct moment since;                              /* day */
	const char   *body_html;
};

/* An editorial note on two groups who could work together; chances/<slug>.md. */
struct chance_note {
	struct item    item;
	struct strings groups; /* two slugs */
	const char    *status; /* "open", "talking", "working" or "no" */
	struct moment  since;
	const char    *body_html;
};

/* Something to read, use or pass on; resources/<slug>.md. */
struct resource {
	struct item    item;
	const char    *title, *summary;
	const char    *type;     /* "guide", "tool", "video", "form", "link" or "podcast" */
	const char    *file_name, *url;
	struct picture file;     /* no path: there is none */
	const char    *web_page; /* the same as a web page, where the file is a PDF */
	struct strings areas, audiences; /* slugs */
	struct strings outcomes; /* `programme/outcome` */
	const char    *licence, *source, *level;
	struct strings languages; /* that it is in */
	int64_t        minutes;  /* that it takes; 0: not said */
	bool           is_tool;
	struct strings steps;
	struct strings adapt_names; /* files that can be changed: docx, odt */
	struct list    adapt;       /* of struct picture, the same opened */
	struct moment  added, checked; /* days */
	const char    *body_html;
};

/* Something that people should know now; notices/<slug>.md. */
struct notice {
	struct item    item;
	const char    *title, *summary;
	const char    *from;     /* who says so */
	const char    *url;      /* where they say it */
	const char    *severity; /* "information", "warning" or "urgent" */
	struct moment  begins, ends; /* days; `ends` is the last */
	struct strings areas;
	const char    *body_html;
};

/* One thing of a meeting or an event, in its order. */
struct agenda_point {
	const char *time; /* "10:15", or NULL */
	const char *title;
	const char *who;  /* a role or organisation */
};

/* What was agreed to be done. */
struct action {
	const char   *what, *who; /* a role or organisation */
	struct moment due;        /* day */
	bool          is_done;
};

/* Meetings that come again and again; series/<slug>.md. */
struct series {
	struct item    item;
	const char    *title, *summary;
	const char    *rrule;
	struct moment  start, end;    /* of the first one */
	struct strings except;        /* days on which there is none, `2026-12-21` */
	const char    *mode, *venue, *place;
	int64_t        sequence;      /* how often it was changed (RFC 5545 section 3.8.7.4) */
	const char    *body_html;
};

/* A meeting or an event; meetings/<date>-<slug>.md. */
struct meeting {
	struct item    item;
	const char    *title, *summary, *theme;
	const char    *type;   /* "meeting" or "event" */
	const char    *status; /* "planned", "cancelled" or "postponed" */
	struct moment  start, end;
	struct moment  announced; /* day; not set: it is news when it is over */
	const char    *mode;   /* "in-person", "online" or "both" */
	const char    *venue;
	const char    *place;  /* slug */
	const char    *join;   /* the private link: never written anywhere */
	const char    *series; /* slug */
	struct moment  replaces; /* the time at which the series would have had it */
	struct strings areas, groups; /* slugs; who came */
	struct list    agenda;   /* of struct agenda_point */
	struct list    people;   /* of struct person: speakers */
	int64_t        attended; /* 0: not said */
	struct strings minutes;  /* what was said, a sentence each */
	struct list    actions;  /* of struct action */
	struct strings resources, episodes; /* slugs; recordings and what was shown */
	struct strings strands;  /* of an event */
	const char    *booking;  /* URL */
	const char    *cost;
	struct strings access;   /* ALISS's features */
	const char    *access_note;
	int64_t        sequence;
	struct picture poster; /* drawn of it while it is to come (site/sheets.h); no path: none */
	const char    *body_html;
};

/* What people can do after a programme; id is its address. */
struct outcome {
	const char *id, *text;
};

/* A course of sessions; programmes/<p>/programme.md. */
struct programme {
	struct item    item;
	const char    *title, *summary;
	const char    *cohort; /* "2020–21" */
	const char    *who;    /* it is for */
	struct moment  start, end; /* days */
	int64_t        expected;   /* sessions */
	struct list    outcomes;   /* of struct outcome */
	struct list    people;     /* of struct person: facilitators, coaches, experts */
	const char    *ask;        /* the e-mail address of the coaches: a shared one */
	struct strings alone;      /* slugs of sessions in the order in which one does them alone */
	int64_t        participants; /* 0: not said */
	int64_t        order;
	struct session **sessions, **held; /* by number; held: drafts, which nothing is published of */
	size_t         session_count, held_count;
	const char    *status; /* "draft" or "published" */
	const char    *body_html;
};

/* programmes/<p>/sessions/NN-slug.md */
struct session {
	struct item    item;
	struct programme *programme;
	const char    *title, *theme, *summary;
	int64_t        number;
	struct moment  date, end;
	int64_t        minutes; /* that it takes alone; 0: not said */
	struct list    people;  /* of struct person */
	struct strings outcomes; /* ids */
	struct strings before, during, after, reflection;
	struct strings tools;   /* slugs of resources */
	const char    *recording; /* URL */
	struct strings episodes; /* slugs */
	const char    *join;    /* the private link: never written anywhere */
	int64_t        attended; /* 0: not said */
	int64_t        sequence;
	const char    *status;  /* "draft", "planned" or "cancelled" */
	const char    *body_html;
};

struct quotation {
	const char *text, *who; /* a role: "a peer coach" */
};

/* The month in two minutes; flash-reports/<YYYY-MM>.md. */
struct flash_report {
	struct item    item;
	const char    *title, *headline, *by;
	struct moment  month;  /* its first day; from the name of the file */
	struct moment  date;   /* the day on which it appears */
	const char    *session; /* `programme/NN-slug` */
	struct strings learned, next; /* a sentence each */
	struct list    quotes;  /* of struct quotation */
	struct strings tools;   /* slugs of resources */
	struct strings stories, meetings; /* slugs */
	const char    *body_html;
};

/* A change that people saw; stories/<slug>.md. */
struct story {
	struct item    item;
	const char    *title, *summary;
	const char    *community; /* id in communities.csv */
	const char    *programme; /* slug */
	struct strings areas, groups; /* slugs */
	const char    *before, *what_changed, *after, *quote;
	struct list    people;  /* of struct person: whose story it is */
	struct moment  date;    /* day */
	const char    *body_html;
};

/* A community that takes part; a row of communities.csv. */
struct community {
	const char *id, *name;
	const char *kind; /* "rural", "urban" or "mixed" */
	const char *council, *cohort, *contact; /* a role's e-mail address */
	const char *story; /* slug of a story, or NULL */
	struct span at;
};

/* Closed for good: it has a page that says so, and copies of it end. */
bool group_is_closed(const struct group *g);
bool service_is_closed(const struct service *s);

/* The community of that id; NULL: there is none. */
const struct community *site_community(const struct site *site, const char *id);

struct journey_step {
	const char    *need;
	const char    *area;   /* slug */
	struct strings groups, help; /* slugs */
	const char    *tip;
};

/* One person's way through the help that there is; journeys/<slug>.md. */
struct journey {
	struct item    item;
	const char    *title, *summary;
	const char    *audience; /* slug */
	struct list    steps; /* of struct journey_step */
	int64_t        order;
	const char    *body_html;
};

/* A word of the trade in plain ones; glossary.yaml */
struct term {
	const char    *term, *plain, *more;
	struct strings also; /* other forms of it */
};

struct glossary {
	struct item item;
	struct list terms; /* of struct term */
};

/* Where a term stands on the page of the glossary: "term-lived-experience". */
char *term_anchor(const char *term, struct arena *a);

/* A number that the site states, with where it comes from; facts.yaml */
struct fact {
	const char   *id, *value, *unit, *source, *url;
	struct moment date; /* day */
};

struct facts {
	struct item item;
	struct list facts; /* of struct fact */
};

#endif
