#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include "base/mem.h"
#include "base/table.h"
#include "model/output.h"
#include "serve/serve.h"

struct diag;
struct site;

/*
 * The output of a build, in memory, each page made when somebody asks for it: by
 * the same writers, in the same way, so that it has the same bytes.
 */
struct shelf {
	struct output_sink sink; /* first: put() finds the rest by it */
	const struct site *site;
	const char *theme;
	const char *wanted;   /* the one file that is being made; NULL: none */
	struct table by_path; /* number among `files` from 1; or NOTHING */
	struct served *files;
	size_t count, room, bytes;
	struct arena arena;
};

/*
 * Makes what every page needs, and in the same round `first`, which is likely to be
 * asked for (or NULL); faults of the theme are reported. `theme` may be NULL.
 */
void shelf_open(struct shelf *s, const struct site *site, const char *theme, const char *first,
		struct diag *diag);
void shelf_close(struct shelf *s);

/* False when a build would write nothing there. What was found stays valid until the next call. */
bool shelf_find(struct shelf *s, const char *path, struct served *into);

#endif
