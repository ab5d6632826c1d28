#ifndef CLI_SHIPPING_H
#define CLI_SHIPPING_H

#include "base/diag.h"
#include "base/mem.h"
#include "brief.h"
#include "model/output.h"
#include "publish/publication.h"
#include "publish/releases.h"

struct json;
struct secret;
struct site;

/*
 * A publication as the command line makes it: `publish` and `rollback` differ in where the files come
 * from, and share everything after that.
 *
 *   open → (the files) → plan → ask → send
 */
struct shipping_opts {
	const char *format;
	bool dry_run, yes, quiet, verbose, all_files;
	bool again, take_over, break_lock, no_grace, allow_deletions;
	bool no_check, no_announce;
};

struct shipping {
	const struct shipping_opts *opts;
	const char *command;  /* "publish" */
	const char *question; /* "Publish?" */
	const char *content, *output, *cache;
	struct moment now;
	int64_t like; /* the release that is brought back; 0: none */
	struct arena *arena;
	struct diag *diag;
	const struct site *site;
	struct output_tree tree; /* what shall be online */

	struct publishing *settings;
	struct publication_target *targets;
	struct secret *secrets; /* of each */
	size_t count;
	struct releases *releases;
	const struct release *before; /* what was published last from here; NULL: nothing, or its files are gone */
	struct output_tree before_tree;
	struct publication *publication;
	struct brief brief;
	bool is_empty;  /* everything is online already */
	bool begun;     /* to send: something of it may be there */
	bool refused;   /* by whoever was asked */
	bool faulty;    /* it is published, and what is online is not as it should be, or somebody could not be told */
	struct release release; /* that was published; number 0: none */
	double seconds; /* that it took */
};

/* An exit status, after printing what is wrong with how it was called: with nobody to ask, it must be told. */
int shipping_may_ask(const struct shipping *s);

/*
 * Reads publish.yaml and finds the targets with these names (none: all) and their secrets. An exit
 * status: STATUS_USAGE after printing, STATUS_CONTENT after reporting.
 */
int shipping_open(struct shipping *s, int count, char **names);
void shipping_close(struct shipping *s);

/* Compares `tree` with the targets, and what subscribers see with what they will. False after reporting. */
bool shipping_plan(struct shipping *s);

/* True when it is to be done: with --yes, or when a person says so. */
bool shipping_ask(struct shipping *s);

/* Does it, and keeps the release. `ledger` is on the disk by then. False after reporting. */
bool shipping_send(struct shipping *s);

/* What was done before is not in the list of releases yet: a run that was killed just before its end. */
bool shipping_settle(struct shipping *s);

/* --- telling (shipping_print.c) --- */

void shipping_print_plan(struct shipping *s);
void shipping_print_sent(const struct shipping *s);
void shipping_print_end(struct shipping *s);
/* After faults: how far it came. */
void shipping_print_stop(const struct shipping *s);
void shipping_write_json(struct shipping *s, struct json *j);

#endif
