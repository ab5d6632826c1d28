#ifndef PUBLISH_ANNOUNCE_H
#define PUBLISH_ANNOUNCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/output.h"

struct arena;
struct diag;

/*
 * Tells others that something was published: a WebSub hub (W3C Recommendation, 2018) and a podping
 * endpoint, which tell apps and directories that a feed has changed, and a webhook, an address that
 * gets what was published as JSON.
 *
 *   note → [the live check] → send
 *
 * What is to be told is written down before, and struck out when it has been told, so that neither a
 * killed run nor a hub that is down loses it: the next send tries again, for 14 days. Who is told
 * twice learns nothing new. Nothing of this undoes a publication.
 */
#define ANNOUNCE_NAME "announce.tsv"

struct announce_patience {
	int    tries;
	double first_wait, longest_wait, whole; /* seconds: between tries, and after which nothing is tried again */
	long   stall; /* seconds for an answer */
};

extern const struct announce_patience announce_usual_patience;

struct announce_options {
	const char *path; /* ANNOUNCE_NAME in the cache folder */
	/* Where; NULL: nobody is told so. Only https, or a server on this computer. */
	const char *hub;     /* as the feeds name it */
	const char *podping, *podping_token;
	const char *webhook, *webhook_key; /* of its signature; NULL: none */
	const char *ca;      /* certificates to believe; NULL: the system's */
	struct moment now;
	const struct announce_patience *patience;
};

/* What was published. Feeds and pages are those whose bytes are new, have changed, or are gone. */
struct announcement {
	int64_t     release;
	const char *address; /* of the site; ends in '/' */
	const struct output_tree *tree;
	const struct output_file *const *gone;
	size_t      gone_count;
};

/* Writes down what is to be told, and to whom. False after reporting. */
bool announce_note(const struct announce_options *o, const struct announcement *what, struct arena *a,
		   struct diag *diag);

/* How many are yet to be told. */
size_t announce_waiting(const struct announce_options *o, struct arena *a);

/* Tells them; what failed is reported and kept. True when nobody is left to be told. */
bool announce_send(const struct announce_options *o, struct arena *a, struct diag *diag);

#endif
