#ifndef MODEL_CONSENT_H
#define MODEL_CONSENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/source.h"

struct arena;
struct diag;
struct site;

/*
 * Who agreed to be named, where, and for how long: private/consent.csv, which is
 * never published (UK GDPR: articles 6(1)(a) and 7, consent can be withdrawn at
 * any time).
 *
 * A person may have several rows. The newest one that is in force (given today or
 * earlier; of one day, the later line) counts alone: who gives consent anew, for
 * less or for longer, gets a row of its own, and what was agreed before ends. A
 * day of withdrawal counts from the moment it is written.
 */
#define CONSENT_FILE "private/consent.csv"

enum consent_scope {
	SCOPE_SITE,    /* pages, transcripts, pictures */
	SCOPE_FEED,    /* podcast apps and directories */
	SCOPE_SOCIAL,  /* posts and share pictures */
	SCOPE_ARCHIVE, /* archive.org and other places that keep for ever */
	CONSENT_SCOPES,
};

/* As they are written, and as people say where that is. */
extern const char *const consent_words[CONSENT_SCOPES + 1];
extern const char *const consent_places[CONSENT_SCOPES];

struct consent_row {
	const char *id;                        /* slug of the person */
	unsigned scopes;                       /* a bit each */
	struct moment given, until, withdrawn; /* days; `until` is the last one */
	struct span at;                        /* of the id */
	bool is_faulty;                        /* it could not be read whole, which was reported */
};

struct consents {
	const struct source *src; /* NULL: there is no such file */
	bool is_faulty;           /* it could not be read at all */
	struct consent_row *rows; /* in the order of consents_sort() */
	size_t count;
	const char **left_out; /* names in lists of people of those who took it back */
	size_t left_out_count, left_out_room;
	const char *header; /* as a row of the file begins: its columns in their order */
	const char *row;    /* a row to fill in: `{id}` and `{given}` in their columns */
};

enum consent_state {
	CONSENT_VALID,
	CONSENT_NONE, /* no row, or none for this scope */
	CONSENT_EXPIRED,
	CONSENT_WITHDRAWN,
	CONSENT_UNREADABLE,
};

struct consent {
	enum consent_state state;
	const struct consent_row *row; /* the one that counts; NULL: there is none */
};

/* By id, and the rows of one id from the oldest to the newest. */
void consents_sort(struct consents *c);

/* What somebody has agreed to for a scope at a moment. */
struct consent consent_of(const struct consents *c, const char *id, enum consent_scope scope,
			  struct moment now);

/* The id under which somebody of this name stands in the file. */
const char *consent_id(const char *name, struct arena *a);

/* A row to be added for somebody, as the file's columns are; `given` is a day. */
const char *consent_new_row(const struct consents *c, const char *id, struct moment given,
			    struct arena *a);

/* The moment at which it is over, behind its last day; not set when it lasts. */
struct moment consent_end(const struct consent_row *row);

/* How long before that somebody is reminded. */
#define CONSENT_SOON_DAYS 60

/* Somebody who is named in the content. */
struct consent_person {
	const char *id, *name;
	bool needs_none; /* an organisation, or no real person */
	bool is_in_feed; /* of a show or an episode; everybody else is named on the site alone */
};

/* Everybody, by profiles, then in the order of shows and episodes, then of the network. */
const struct consent_person *consent_people(const struct site *site, size_t *count,
					    struct arena *a);

/* Names that nothing may hold any more, and names of others that may hold them: 'Alex', 'Alex
 * Smith'. */
struct consent_names {
	const char **withdrawn, **allowed;
	size_t withdrawn_count, allowed_count;
};

struct consent_names consent_names(const struct site *site, struct arena *a);

/*
 * Reports whoever is named on a page or in a feed, or is heard by name in a
 * transcript, without having agreed to it; consent that ends soon; and rows
 * that nobody needs.
 */
void consents_check(const struct site *site, struct diag *diag);

#endif
