#ifndef SITE_SEARCH_WORDS_H
#define SITE_SEARCH_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/table.h"

struct arena;
struct sb_stemmer;

/* Characters of the longest word that can be found. */
#define WORD_MOST 40

/*
 * Goes through a text (UTF-8, ended by NUL) word by word. A word is a run of letters, numbers and
 * marks; what English joins to it by an apostrophe ('s, 't, 'll …) is passed over. Scripts that do
 * not part words (Chinese, Japanese, Thai …) give each two neighbouring letters. theme/search.js
 * does the same.
 */
struct word_scan {
	const char *at;
	bool in_run;      /* of a script that does not part words */
	const char *word; /* as it stands in the text */
	size_t len;
	bool is_ascii;
};

bool word_next(struct word_scan *scan);

/* What a word is found by: its stem in an English text, else the folded word itself. */
struct index_term {
	const char *text;
	uint32_t lexeme; /* of its words, the one that occurs most */
};

/* A word, however it is capitalised. */
struct lexeme {
	uint32_t term;    /* or TERM_NONE: it cannot be found */
	uint32_t count;   /* how often it occurs; whoever looks words up counts */
	const char *text; /* folded */
	bool is_stop;     /* says nothing in a long text: "the", "and" */
};

/*
 * Where a word stands in the table of all words, with room for whoever looks words up: in hours of
 * speech nearly all the time goes into fetching this from memory, so it is small.
 */
struct word_slot {
	uint64_t key; /* 0: free */
	uint32_t stamp, note;
};

/*
 * All words that occur, each folded and stemmed once. Words are known by 64-bit hashes, as in
 * base/table.h.
 */
struct lexicon {
	struct word_slot *slots;
	uint32_t *lexeme_of; /* slot → lexeme */
	size_t size, used;   /* of slots; size: a power of two */
	struct table by_text, stops;
	struct lexeme *lexemes;
	size_t lexeme_count, lexeme_room;
	struct index_term *terms;
	size_t term_count, term_room;
	struct sb_stemmer *stemmer;
	struct strbuf folded;
	struct arena *arena;
};

#define TERM_NONE UINT32_MAX

void lexicon_init(struct lexicon *l, struct arena *a);
void lexicon_release(struct lexicon *l);

/* A word of a text, and by what it is known. */
struct word_key {
	const char *word;
	size_t len;
	uint64_t key;
};

/*
 * The key of the word that the scan stands on; in English, the word is stemmed. What look-up will
 * need is on its way from memory by then: to ask for some keys before the first look-up is faster.
 */
struct word_key lexicon_key(const struct lexicon *l, const struct word_scan *scan, bool english);

/* The slot of the word, until the next look-up. `english` as for its key. */
struct word_slot *lexicon_look_up(struct lexicon *l, const struct word_key *word, bool english);

/* The number of its lexeme. */
uint32_t lexicon_lexeme(const struct lexicon *l, const struct word_slot *slot);

/* Names the most frequent lexeme of each term. */
void lexicon_name_terms(struct lexicon *l);

/* Words that a query drops while it has others, and all that share a stem with them; folded, parted
 * by blanks. */
extern const char search_stop_words[];

#endif
