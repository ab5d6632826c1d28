#ifndef VERIFY_JUDGE_H
#define VERIFY_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct arena;

/*
 * Judges any podcast feed, whoever made it: what is wrong with it, where, and
 * what directories, validators and apps make of that.
 *
 * Each mistake is a message of the catalogue (base/diag_ids.h), which says how
 * to mend it. Who minds it stands in feeds/profiles.tsv.
 */

/* A feed as it was read or fetched; any bytes. */
struct feed_file {
	const char *name; /* as messages tell it */
	const char *bytes;
	size_t len;
	const char *url; /* where it was fetched; NULL: not known */
	int64_t now;     /* seconds since 1970 in UTC; a later date is in the future */
};

struct judgement {
	const char *title; /* of the show, or NULL */
	size_t items;
	unsigned *times; /* how often each mistake stands there, by enum diag_id */
	const char *
		next; /* the address of the page with older episodes, as it stands there, or NULL */
	struct span next_at; /* where it stands */
};

/*
 * Of a mistake that stands there often, the first three places are reported and
 * the others counted. The judgement lives in the arena.
 */
struct judgement judge_feed(const struct feed_file *file, struct arena *a, struct diag *diag);

/* What somebody does with a feed that has a certain mistake; from good to bad. */
enum stance { STANCE_TAKES, STANCE_LOSES, STANCE_WARNS, STANCE_REFUSES, STANCE_COUNT };

/* Somebody who takes feeds or not. */
struct authority {
	const char *name;       /* "Apple Podcasts" */
	const char *kind;       /* "directory", "standard" or "app" */
	const uint8_t *stances; /* by enum diag_id */
};

struct profiles {
	const struct authority *all;
	size_t count;
	const char *const *lost; /* by enum diag_id: what listeners miss, or NULL */
};

struct profiles profiles_load(struct arena *a);

/* Is the message one of those that profiles tell of? */
bool profiles_know(const struct profiles *p, enum diag_id id);

#endif
