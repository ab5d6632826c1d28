#ifndef CLI_MAP_H
#define CLI_MAP_H

#include <stdbool.h>

/* What `blether map …` may be told; each of its commands takes what it needs. */
struct map_opts {
	const char *content, *now;
	const char *as, *output; /* export */
	bool bom;
	const char *prefer; /* import */
	bool dry_run, yes;
};

/* Each gets the operands behind its own name and returns an exit status. */
int map_export(const struct map_opts *o, int argc, char **argv);
int map_import(const struct map_opts *o, int argc, char **argv);

#endif
