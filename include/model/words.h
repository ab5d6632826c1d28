#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stddef.h>

#include "model/fields.h"

struct arena;

/*
 * Words that hurt, and what to write in their place: the site's own list, words.yaml.
 *
 * Words are compared whole, without capitals and accents. A phrase goes across the end of a line
 * and over hyphens, but not over a comma or a full stop. Of two that begin at one place the longer
 * one counts, so that an exception such as "Alcoholics Anonymous" keeps its words.
 */
#define PHRASE_WORDS 64 /* of the longest that is found */

struct hurtful_word {
	const char *words; /* parted by commas: "addict, addicts" */
	const char *suggestion, *why, *source;
	struct strings except; /* phrases in which they may stand */
};

struct word_index;

/* The index points into `all`; word_index_free() before `a` goes. */
struct word_index *word_index_new(const struct hurtful_word *all, size_t count, struct arena *a);
void word_index_free(struct word_index *index);

struct word_hit {
	size_t off, len; /* in the text that was looked at */
	size_t first;    /* the length of its first word */
	const struct hurtful_word *word;
};

/* Looks at each word of the text once. Returns how many were found; `*hits`, in order, lives in
 * `a`. */
size_t words_find(const struct word_index *index, const char *text, size_t len, struct arena *a,
		  struct word_hit **hits);

/*
 * Overwrites what stands in quotation marks ("…", “…”, „…“, «…», ‘…’) with WORDS_APART: people
 * choose how they speak of themselves. Marks without a partner hide nothing.
 */
#define WORDS_APART '\x01'
void words_hide_quotations(char *text, size_t len);

#endif
