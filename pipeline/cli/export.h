#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "model/output.h"
#include "model/remote_feed.h"

struct arena;
struct diag;
struct site;

/*
 * The way out: what a show has published, as files that other tools read. Everything is taken from a built
 * output, so nothing leaves that is not out; the content gives names only.
 *
 * Paths: SHOW/feed.xml, SHOW/audio/NAME.mp3, …; a NAME is the day and the folder of an episode,
 * `2026-09-07-01-loss`, so that files are in their order in every program.
 */
struct export_file {
	const struct output_file *file; /* of the output; NULL: there is none */
	const char *path;               /* in the show's folder: "audio/2026-09-07-01-loss.mp3" */
};

struct export_episode {
	const struct remote_episode *from; /* as the feed has it */
	const struct episode *episode;     /* as the content has it; NULL: it has it no more */
	const char *name;
	const char *content;               /* HTML of its notes, as apps show it; "" where there is none */
	struct export_file audio, cover, chapters;
	struct export_file *transcripts;
	size_t transcript_count;
};

struct export_show {
	const struct site *site;
	const struct show *show;
	const struct remote_feed *feed; /* with all its pages */
	struct export_episode *episodes; /* newest first */
	size_t count;
	struct export_file cover;
};

/* One export on its way. */
struct export_run {
	const struct site *site;
	const struct output_tree *tree; /* the built output */
	struct output_sink *sink;       /* where it goes */
	struct arena *arena;
	struct strbuf out; /* the file that is being written */
	size_t files;
	int64_t bytes;
	void (*progress)(void *arg, double done, size_t total, const char *source); /* or NULL */
	void *progress_arg;
};

/* The file of the output that is published at this address; NULL: none is. */
const struct output_file *export_find(const struct export_run *x, const char *url);

/* Puts what `out` holds at a path of the export, and empties it. */
void export_put(struct export_run *x, const char *path, enum output_group group, const char *type);

/* The same for a file of the output. */
void export_copy(struct export_run *x, const struct output_file *file, const char *path);

/* What is known of a show; NULL when its feed is not in the output. */
struct export_show *export_plan(const struct export_run *x, const struct show *show,
				const struct remote_feed *feed);

/* All files of a show. */
void export_show(struct export_run *x, const struct export_show *s);

/* Parts of it. */
void export_feed(struct export_run *x, const struct export_show *s);
void export_notes(struct export_run *x, const struct export_show *s);
void export_tables(struct export_run *x, const struct export_show *s);

/* Episodes that are not out yet, as they lie in the content: drafts/SHOW/… */
bool export_drafts(struct export_run *x, const struct show *show, struct diag *diag);

/* What lies at the top: README.txt, and export.json, by which an export is known again. */
#define EXPORT_MARK "export.json"
void export_top(struct export_run *x, const struct export_show *const *shows, size_t count);

#endif
