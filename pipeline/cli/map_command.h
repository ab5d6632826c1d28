#ifndef CLI_MAP_COMMAND_H
#define CLI_MAP_COMMAND_H

#include <stdbool.h>

#include "base/date.h"

struct arena;
struct diag;
struct site;

/*
 * `blether map WHAT`: one function for each WHAT. cmd_map.c reads the content, calls it if there was no
 * error, prints the messages and says how it ended.
 */
struct map_opts {
	const char *content, *now, *format;
	const char *as, *output; /* export */
	const char *prefer;      /* import */
	bool bom, dry_run, yes;
};

struct map_run {
	const struct map_opts *opts;
	const char *content; /* the folder */
	const struct site *site;
	struct moment now;
	struct arena *arena;
	struct diag *diag;
	int argc; /* what follows WHAT */
	char **argv;
};

/* What it prints goes to stdout; faults into run->diag. */
void map_print_gaps(struct map_run *run);
void map_print_chances(struct map_run *run);
void map_freeze(struct map_run *run);

/* These read the content themselves, and print what is wrong with it; an exit status. */
int map_export(struct map_run *run);
int map_import(struct map_run *run);

#endif
