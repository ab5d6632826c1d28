#ifndef PUBLISH_GIT_H
#define PUBLISH_GIT_H

#include "host.h"

/*
 * Runs the git of this computer, which PATH has, in a bare repository of blether's own. It never asks
 * at the terminal: who needs the secret asks blether (host->self). None of it stands in arguments,
 * addresses or settings.
 */
struct git {
	const struct host *host;
	const char *dir;   /* the bare repository */
	const char *index; /* the file in which a tree is put together */
	const char *url;
	const char *const *argv; /* what every command begins with; */
	size_t argc;             /* so many words */
};

#define GIT_WORDS_MOST 16 /* of a command */

void git_init(struct git *g, const struct host *h);

/*
 * Runs one command, `words` ended by NULL, with the file `input` to read (or NULL). What it prints
 * is put into `out` (or NULL). DONE, or what to make of it, with j->why in words for people.
 */
enum outcome git_run(const struct git *g, struct job *j, const char *const *words, const char *input,
		     struct strbuf *out);

#endif
