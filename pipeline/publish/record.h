#ifndef PUBLISH_RECORD_H
#define PUBLISH_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "model/output.h"

struct arena;
struct strbuf;

/*
 * The two notes that blether keeps at a target, as text. Nothing here touches the network. Lines of
 * fields between tabs (notes.h), sorted by path:
 *
 *   blether-manifest 2: path, SHA-256, size, media type, group, since when it is leaving (s since 1970; 0: it stays)
 *     The first line has also: release, time (s since 1970), id of the publication that wrote it.
 *     Version 1 is what a build writes into the output folder; it is read, too, so that a site that was
 *     copied to the host with all that is in the folder is known as blether's.
 *   blether-publishing 1: path, SHA-256 before (or -), SHA-256 after (or -), group
 *     The first line has also: id, time of the last sign of life (s since 1970).
 *
 * Everybody may read them: they say nothing of who published, and where from.
 */
#define RECORD_NAME  ".blether-manifest"
#define TOUCHED_NAME ".blether-publishing"

/* A UUID; "" : none. */
struct publication_id {
	char text[UUID_LEN + 1];
};

struct shipped {
	struct output_file file; /* without `disk` and the flags */
	int64_t            leaving;
};

struct record_note {
	struct shipped *files;
	size_t          count;
	int64_t         release, time;
	struct publication_id id;
};

/* A file that a publication puts, replaces or deletes. Either hash is "" where there is none. */
struct touch {
	const char       *path;
	char              before[HASH_HEX], after[HASH_HEX];
	enum output_group group;
};

struct touched_note {
	struct touch *touches;
	size_t        count;
	struct publication_id id;
	int64_t       time;
};

/*
 * `text` is NUL-terminated, is written to, and must live as long as the result, which is in `a`.
 * What is wrong with the text, or NULL.
 */
const char *record_parse(struct record_note *n, char *text, size_t len, struct arena *a);
const char *touched_parse(struct touched_note *n, char *text, size_t len, struct arena *a);

void record_format(const struct record_note *n, struct strbuf *out);
void touched_format(const struct touched_note *n, struct strbuf *out);

#endif
