#ifndef CLI_PREVIEW_H
#define CLI_PREVIEW_H

#include <stdbool.h>

#include "serve/serve.h"

/*
 * The site as it would be built from the content as it is now, kept in memory. When
 * something is wrong with it, the last good one stays. Recordings that the cache does
 * not know are opened by a process of their own.
 */
struct preview_places {
	const char *content, *output, *cache;
	const char *now; /* as --now was given, or NULL: the clock */
};

struct preview *preview_open(const struct preview_places *places);
void preview_close(struct preview *p);

/* For the server. */
struct server_site preview_site(struct preview *p);

/* Reads the content again; true when another site is shown since. */
bool preview_update(struct preview *p);

/* What is to be told of it: one line of JSON, and whether it is any other than when last asked. */
bool preview_state(struct preview *p, const char **json);

/* Readable when work on recordings has news; -1: there is none. */
int preview_fd(const struct preview *p);

/* Takes the news; true when the work is done and preview_update() shall be called. */
bool preview_listen(struct preview *p);

/* Is there a site to be shown? How many errors and warnings were there the last time? */
bool preview_has_site(const struct preview *p);
unsigned preview_errors(const struct preview *p);
unsigned preview_warnings(const struct preview *p);

#endif
