#ifndef READ_READER_H
#define READ_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/table.h"
#include "model/site.h"

struct arena;
struct diag;

/* A Markdown file of the content, for links from other files to it. */
struct document {
	const char *rel; /* path inside the content folder */
	struct item *item;
	size_t body;       /* where the Markdown begins in its source */
	const char **html; /* where its HTML goes; NULL goes there when nothing is written. NULL: it
			      has no file */
	bool held;         /* not published yet: links to it become plain words */
};

/* One reading of one content folder. */
struct reader {
	const char *dir;  /* as the user named it */
	const char *real; /* resolved, without links */
	struct moment now;
	struct arena *arena;
	struct arena *scratch; /* for one file: emptied when it has been read */
	struct diag *diag;
	struct read_memory *memory; /* of earlier readings; or NULL */
	const struct read_change *changes; /* ended by one without `rel`; or NULL */
	struct site *site;
	struct document *documents; /* sorted by `rel` once everything has been found */
	size_t document_count, document_room;
	struct item **network; /* what network_read() has read */
	size_t network_count, network_room;
	const struct span *story_at; /* where each row of communities.csv names its story */
	struct read_folder *folders; /* of items: see unread.h */
	size_t folder_count, folder_room;
	size_t picture_room;
	struct word_index *words; /* that hurt; NULL: the site has no list */
	uint64_t words_key;       /* of that list */
	struct word_index *terms; /* of the glossary (terms.h); NULL: there is none */
	struct hurtful_word *term_words; /* what the index was made of, in the glossary's order */
	bool *term_seen;                 /* which of them the text that is rendered has had */
	struct word_index *sensory; /* see access.h */
	struct table pictures; /* by file: where it is among those of the site, from 1 */
	struct table people;   /* by id: where they are among the profiles of the site, from 1 */
	bool hides;            /* what is being read is not out: its pictures stay where they are */
};

/* The path to open for something inside the content folder. */
char *reader_path(const struct reader *r, const char *rel);

/* The path inside the content folder of an item's own file, and of the folder it lies in. */
const char *reader_rel(const struct reader *r, const struct item *item);
char *reader_folder(const struct reader *r, const struct item *item);

void reader_add_document(struct reader *r, struct document d);

/* The document at that place, once all have been found and sorted; or NULL. */
const struct document *reader_find_document(const struct reader *r, const char *rel);

/*
 * What a link to a document leads to from a page in `language` (NULL: an original): the version in
 * that language, where there is one and no other was asked for.
 */
const struct item *document_item(const struct document *target, const char *language);

#endif
