#ifndef CLI_ENVIRONMENT_H
#define CLI_ENVIRONMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/date.h"

struct arena;

/* What comes from outside: the clock, the environment, the terminal. */

/*
 * The present: `given` (the --now option) if not NULL, else SOURCE_DATE_EPOCH,
 * else the clock. False after printing what is wrong with it.
 */
bool environment_now(const char *given, struct moment *now);

/* The media worker: $BLETHER_MEDIA, or blether-media beside this program. */
char *environment_worker(struct arena *a);

/* This program's own file. */
char *environment_program(struct arena *a);

/* The working folder, absolute. */
const char *environment_here(struct arena *a);

/* The home folder, or NULL. */
const char *environment_home(void);

/* May this stream be coloured? A terminal, and no NO_COLOR (https://no-color.org). */
bool environment_colour(FILE *stream);

/* The proxy servers that are to be asked in place of the web, as curl reads them; ended by NULL. */
const char *const *environment_proxies(struct arena *a);

/* Does the locale name UTF-8 (POSIX.1-2008, XBD 8.2), so that text may have more than ASCII? */
bool environment_utf8(void);

/* The theme folder of the content, or NULL when it has none. */
const char *environment_theme(const char *content, struct arena *a);

/*
 * The content folder: `given`, else the working folder if it has a site.yaml, else
 * "content", else the nearest folder above that has one. NULL after printing that
 * there is none.
 */
const char *environment_content(const char *given, struct arena *a);

/* The same where none is given and none is needed: NULL when there is none. */
const char *environment_content_here(struct arena *a);

/* Where `name` is by default: in the content folder if that was found above, else here. */
const char *environment_beside(const char *content, const char *name, struct arena *a);

#endif
