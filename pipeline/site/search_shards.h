#ifndef SITE_SEARCH_SHARDS_H
#define SITE_SEARCH_SHARDS_H

#include "base/strbuf.h"
#include "base/table.h"
#include "model/fields.h"

struct press;
struct search_index;
struct turn;

/*
 * The index as files that search.js loads, each when it is needed. They are scripts, which a page
 * may load from a disk too, where it may fetch nothing: each calls blether() with what it holds.
 * Their names are made of their bytes, so that no page mixes old ones and new ones,
 * and they can be kept for good; a page that is in a cache finds those that it names for a while (publish/publication.h).
 *
 * - Words: neighbouring terms with their postings.
 * - Documents: what is shown of a few of them.
 * - Passages: what is heard in some minutes of an episode.
 * - One list of all of these.
 */

/* What is shown of a document that was found. */
struct search_doc {
	const char *kind;      /* what search.js has its name under: "episode" */
	const char *kind_word; /* that name */
	const char *title, *path;
	const char *summary;  /* NULL: none */
	const char *part_of;  /* the show; NULL */
	const char *language; /* where it differs from the site's; else NULL */
	bool is_timed;
	struct list passages; /* of struct search_passages */
};

/* A file of passages. */
struct search_passages {
	uint32_t from; /* the first of its turns */
	const char *name;
};

/* Where files go, and what was put already. */
struct shards {
	struct press *press;
	struct table put;
	struct strbuf text;
};

void shards_init(struct shards *s, struct press *p);
void shards_release(struct shards *s);

/* Writes what is said, and returns the list of files; `turns` are numbered by turn_number(). */
struct list put_passages(struct shards *s, const struct turn *turns, size_t count, bool is_timed);

/* The number that leads to a turn: its second, or its place when nobody knows when it was said. */
uint32_t turn_number(const struct turn *turns, size_t i, bool is_timed);

/* Writes the finished index, and returns the name of the list of its files. */
const char *put_index(struct shards *s, const struct search_index *index,
		      const struct search_doc *docs);

#endif
