#ifndef READ_MEMORY_H
#define READ_MEMORY_H

#include "base/mem.h"
#include "base/stamp.h"
#include "model/transcript.h"

struct node;
struct read_memory;
struct reader;

/* A link that was followed: where it leads now, it must lead when the HTML is taken again. */
struct remembered_link {
	const char *rel;  /* of the document, in the content */
	const char *language; /* of the linking page, if that decides where it leads; or NULL */
	const char *path; /* of its page; NULL: it was held back */
};

/*
 * What was understood of one file. It is asked for again as long as the file keeps
 * its stamp, and only if there was nothing to say of it: so no message gets lost.
 * Nobody changes what is remembered.
 */
struct remembered {
	uint64_t key; /* of its path */
	struct stamp stamp;
	bool is_settled; /* the stamp would have changed with the file */
	bool is_used;    /* by the last reading */
	bool was_source; /* it was read as one; and nothing was said of it: */
	const struct source *source;
	bool was_yaml;     /* its front matter was parsed; and nothing was said of it: */
	struct node *yaml; /* NULL: something was */
	bool was_transcript, has_transcript; /* it was read as one; and nothing was said of it */
	struct transcript transcript;
	bool has_html; /* of its Markdown */
	const char *html;
	uint64_t html_checks; /* of what it was looked through for */
	struct remembered_link *links;
	size_t link_count;
	struct arena arena; /* of all that */
};

/*
 * The place for what becomes of `path`, with what is known of it or empty; NULL when
 * nothing is remembered, or the file cannot be reached. `m` may be NULL.
 */
struct remembered *memory_find(struct read_memory *m, const char *path);

/* The same for a file whose source was loaded by memory_source(); NULL when it was not kept. */
struct remembered *memory_of(const struct read_memory *m, const struct source *src);

/* source_load(), or what is remembered of it. */
const struct source *memory_source(struct read_memory *m, const char *path, struct arena *a,
				   struct diag *diag);

/* Copies what became of its Markdown. */
void memory_keep_html(struct remembered *file, const char *html,
		      const struct remembered_link *links, size_t count);

/* Is there HTML, does each link in it still lead where it did, and has it passed these checks? */
bool memory_html_holds(const struct reader *r, const struct remembered *file, uint64_t checks);

/* To be called when a reading begins. */
void memory_begin(struct read_memory *m);

#endif
