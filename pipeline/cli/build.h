#ifndef CLI_BUILD_H
#define CLI_BUILD_H

#include <stdbool.h>

struct build_places {
	const char *content, *output, *cache;
	const char *now; /* as --now was given, or NULL */
	bool plays_here; /* its pages are read here: recordings are those beside them */
};

/* `blether build` for a command that needs its output: prints messages only, returns the exit status. */
int build_quietly(const struct build_places *places);

#endif
