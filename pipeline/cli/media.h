#ifndef CLI_MEDIA_H
#define CLI_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

#include "model/site.h"

struct arena;
struct diag;

/* Brings the answers of the media workers into the model. */
struct media_run {
	const char *cache_dir;
	const char *here;           /* the working folder, absolute */
	bool quiet;                 /* no progress */
	struct jobs_memory *memory; /* or NULL (jobs.h) */
	bool known_only; /* nothing is opened: what the cache does not know stays unknown */
	/* Instead of a bar on the terminal, or NULL: a line such as "tagging recordings: 40 % of
	 * 3". */
	void (*tell)(void *arg, const char *line);
	void *tell_arg;
	struct arena *arena;
	struct diag *diag;
};

/* The same path for a program that stands in another folder. */
const char *media_absolute(const struct media_run *run, const char *path, struct arena *a);

/*
 * Opens every recording and picture: facts, and what is wrong with them. Returns how many were not
 * known.
 */
size_t media_probe(const struct media_run *run, struct site *site);

/* Makes what listeners download, for every published episode that has no file by then. */
size_t media_publish(const struct media_run *run, struct site *site);

/* Draws share cards and posters, as far as they are not there. Returns how many were drawn. */
size_t media_draw(const struct media_run *run, struct site *site);

/* One file: a recording, or a picture. For `blether inspect`. */
struct media_file {
	const char *path;
	const char *plot; /* absolute, must not exist: a PNG to be made of a recording; or NULL */
	bool ok, is_picture;
	struct media_facts facts;
	struct picture_facts picture;
	struct media_problem problem; /* why it is not ok; its id is NULL when that was reported */
	int64_t bytes;
	const char *sha256; /* NULL: it could not be read */
};

/* Is it one by its name? */
bool media_names_picture(const char *path);

/*
 * Fills in what is known of each file. What is wrong with its content is in
 * there; only what kept it from being looked at is reported.
 */
void media_inspect(const struct media_run *run, struct media_file *files, size_t count);

/*
 * Of any picture a cover that directories take: square, 1400 to 3000 pixels, JPEG, the picture whole
 * in the middle of its own colour. `output` must not exist. False after reporting why there is none.
 */
bool media_fit_cover(const struct media_run *run, const char *source, const char *output);

#endif
