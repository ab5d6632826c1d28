#ifndef SITE_SEARCH_INDEX_H
#define SITE_SEARCH_INDEX_H

#include "search_words.h"

/*
 * Which words stand in which documents, how much they mean there, and for words that are heard,
 * when. Documents are numbered as they come. Knows nothing of files and pages.
 */

/* Where a word stands. What it weighs there is a table in search_index.c. */
enum search_field {
	SEARCH_TITLE,
	SEARCH_NAME, /* people, chapters, topics */
	SEARCH_SUMMARY,
	SEARCH_TEXT,   /* notes, the text of a page */
	SEARCH_SPEECH, /* a transcript */
	SEARCH_FIELDS,
};

/* Of words that are not heard. */
#define SEARCH_NOWHERE UINT32_MAX

/* A word in a document; in the finished index sorted by word, then document. */
struct posting {
	uint32_t term, doc;
	uint32_t at; /* where it is said most: the number that its turn's id has; or SEARCH_NOWHERE
		      */
	uint32_t level; /* 0 to SEARCH_LEVELS - 1: what the document has to say about it */
};

#define SEARCH_LEVELS 45 /* from the middle on, the word stands in the title */

struct search_index {
	struct lexicon lexicon;
	struct posting *postings;
	size_t posting_count, posting_room;
	uint32_t doc_count;
	bool english;             /* the language of the document at hand */
	struct sighting *sighted; /* its words so far */
	size_t sighted_count, sighted_room;
	uint32_t words;          /* how many it has */
	bool has_plain;          /* some document is not English */
	struct term_note *notes; /* by term: its sighting in the document at hand */
	size_t note_room;
	uint32_t *order; /* of terms, when it is finished */
	size_t *first;   /* by term: of its postings; one more than there are terms */
	struct arena *arena;
};

/* What the index holds lives in `a`; search_release() frees the rest. */
void search_init(struct search_index *s, struct arena *a);
void search_release(struct search_index *s);

/* Begins the next document. `language` is BCP 47. Returns its number. */
uint32_t search_begin(struct search_index *s, const char *language);

/* Adds a text to it; `at` tells where it is heard. NULL is no text. */
void search_add(struct search_index *s, enum search_field field, uint32_t at, const char *text);

/* Ends it. */
void search_end(struct search_index *s);

/* Sorts everything: terms by their UTF-16, as JavaScript compares. Nothing can be added any more.
 */
void search_finish(struct search_index *s);

#endif
