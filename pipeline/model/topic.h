#ifndef MODEL_TOPIC_H
#define MODEL_TOPIC_H

#include "model/site.h"

struct arena;
struct diag;

/* An episode's word for what it is about. */
struct mention {
	const char *slug;
	const char *key; /* the word without what may differ from one spelling to another */
	const char *text;
	struct span at;
	struct episode *episode;
};

/* The mentions of one topic: neighbours in the list of all. */
struct topic {
	const struct mention *mentions;
	size_t count;
	const char *slug, *title;
};

/* A topic without what may differ from one spelling to another: capitals, blanks, hyphens,
 * apostrophes. */
const char *topic_key(const char *text, struct arena *a);

/*
 * The topics of all published episodes, by slug. What is wrong with those of any
 * episode is reported: a word that is too long, or has the address of another.
 */
struct topic *topics_find(const struct site *site, size_t *count, struct arena *a,
			  struct diag *diag);

#endif
