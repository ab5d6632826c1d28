#ifndef CLI_BUILD_H
#define CLI_BUILD_H

struct build_places {
	const char *content, *output, *cache;
	const char *now; /* as --now was given, or NULL */
};

/* `blether build` for a command that needs its output: prints messages only, returns the exit status. */
int build_quietly(const struct build_places *places);

#endif
