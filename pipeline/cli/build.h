#ifndef CLI_BUILD_H
#define CLI_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "publish/folder.h"
#include "state.h"

struct site;
struct ledger;

/* As the options were given, or NULL. */
struct build_places {
	const char *content, *output, *cache;
	const char *now; /* as --now was given, or NULL */
	bool plays_here; /* its pages are read here: recordings are those beside them */
};

/* What a build does with published.tsv. */
enum build_ledger {
	BUILD_COMPARES,      /* it is only for looking at */
	BUILD_RECORDS,       /* what it makes is published: written once everything is in its place */
	BUILD_RECORDS_LATER, /* the same, when build_record() is called */
};

/* One build: what it was told, and what became of it. It is empty but for the first part, with `diag` begun in `arena`. */
struct build {
	const char *content, *output, *cache;
	bool quiet, json, allow_deletions, transcribe, due;
	bool plays_here;   /* model/audio_place.h */
	bool unfinished;   /* the last publication has not ended: whatever the ledger says, something is due */
	bool has_releases; /* the site is published from here: the last run recorded its build unless it failed */
	enum build_ledger ledger;
	struct moment now;
	struct arena arena;
	struct diag diag;
	struct state state;
	struct site *site;
	const struct ledger *published; /* as it was before a release */
	struct folder_plan plan;
	size_t listened, tagged;  /* jobs that the cache could not answer */
	size_t recorded, updated; /* lines of the ledger */
	bool begun;               /* something of the output was changed */
	bool nothing_to_do;
	bool not_due;      /* it was asked for what became due, and nothing did */
	unsigned standing; /* warnings that stand since the last build */
};

/* Fills content, output, cache, plays_here and now. False after printing what is wrong with them. */
bool build_choose_places(struct build *b, const struct build_places *given);

/* From the content to the output, verified. How it went is in `diag` and the other members. */
void build_site(struct build *b);

/* Writes the ledger of a build that was told to do so later; it is on the disk then. False after reporting. */
bool build_record(struct build *b);

/* Is the address still the one that the example of a new site has? */
bool build_has_example_address(const struct site *site);

/* `blether build` for a command that needs its output: prints messages only, returns the exit status. */
int build_quietly(const struct build_places *places);

#endif
