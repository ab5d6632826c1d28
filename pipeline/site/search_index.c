#include "search_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fold.h"

/* A word of the document at hand. */
struct sighting {
	uint32_t lexeme;
	uint32_t count, weight;
	uint32_t at, most;         /* where it is said most so far, and how often */
	uint32_t turn, turn_count; /* where it is being said now */
	bool in_title, is_none, is_stop;
};

/* Where a term stands among the sightings of the document of that number. */
struct term_note {
	uint32_t stamp, place;
};

/* What one occurrence means. A title is above all others, whatever they weigh. */
static const uint32_t weights[SEARCH_FIELDS] = {
	[SEARCH_TITLE] = 8, [SEARCH_NAME] = 5,   [SEARCH_SUMMARY] = 5,
	[SEARCH_TEXT] = 2,  [SEARCH_SPEECH] = 1,
};

#define AHEAD     16   /* words that are on their way from memory */
#define LONG_TEXT 1000 /* words of a text in which a word must stand twice to mean as much */

void search_init(struct search_index *s, struct arena *a)
{
	*s = (struct search_index){ .arena = a };
	lexicon_init(&s->lexicon, a);
}

void search_release(struct search_index *s)
{
	lexicon_release(&s->lexicon);
	free(s->postings);
	free(s->notes);
}

uint32_t search_begin(struct search_index *s, const char *language)
{
	s->english = language_is_english(language);
	s->has_plain |= !s->english;
	s->sighted_count = 0;
	s->words = 0;
	return s->doc_count++;
}

static struct sighting *sighting_of(struct search_index *s, struct word_slot *slot)
{
	if (slot->stamp != s->doc_count) {
		uint32_t lexeme = lexicon_lexeme(&s->lexicon, slot);
		const struct lexeme *x = &s->lexicon.lexemes[lexeme];

		s->sighted = arena_grow(s->arena, s->sighted, s->sighted_count, &s->sighted_room,
					sizeof(*s->sighted));
		slot->stamp = s->doc_count;
		slot->note = (uint32_t)s->sighted_count;
		s->sighted[s->sighted_count++] = (struct sighting){ .lexeme = lexeme,
								    .at = SEARCH_NOWHERE,
								    .turn = SEARCH_NOWHERE,
								    .is_none = x->term == TERM_NONE,
								    .is_stop = x->is_stop };
	}
	return &s->sighted[slot->note];
}

/* The first of the places where it is said most. */
static void note_place(struct sighting *x, uint32_t at)
{
	if (x->turn != at) {
		x->turn = at;
		x->turn_count = 0;
	}
	if (++x->turn_count > x->most) {
		x->most = x->turn_count;
		x->at = at;
	}
}

static void add_word(struct search_index *s, const struct word_key *word, enum search_field field,
		     uint32_t at)
{
	struct sighting *x = sighting_of(s, lexicon_look_up(&s->lexicon, word, s->english));

	s->words++;
	x->count++;
	if (x->is_stop && (field == SEARCH_TEXT || field == SEARCH_SPEECH))
		return;
	x->weight += weights[field];
	x->in_title |= field == SEARCH_TITLE;
	if (at != SEARCH_NOWHERE)
		note_place(x, at);
}

void search_add(struct search_index *s, enum search_field field, uint32_t at, const char *text)
{
	struct word_scan scan = { .at = text ? text : "" };
	struct word_key ahead[AHEAD];
	size_t count;

	do {
		for (count = 0; count < AHEAD && word_next(&scan); count++)
			ahead[count] = lexicon_key(&s->lexicon, &scan, s->english);
		for (size_t i = 0; i < count; i++)
			add_word(s, &ahead[i], field, at);
	} while (count == AHEAD);
}

/* The more often the higher, but ever less so; in long texts a word must come more often. */
static uint32_t level_of(const struct sighting *x, uint32_t words)
{
	uint64_t half = SEARCH_LEVELS / 2, ease = 2 + words / LONG_TEXT;
	uint64_t level = half * x->weight / (x->weight + ease);

	return (uint32_t)(level + (x->in_title ? half : 0));
}

/* Adds what is known of a word to that of another with the same stem. */
static void merge(struct sighting *into, const struct sighting *x)
{
	into->weight += x->weight;
	into->in_title |= x->in_title;
	if (x->most > into->most) {
		into->most = x->most;
		into->at = x->at;
	}
}

/* Leaves one sighting of each term. */
static void merge_sightings(struct search_index *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->sighted_count; i++) {
		struct sighting *x = &s->sighted[i];
		struct lexeme *lexeme = &s->lexicon.lexemes[x->lexeme];

		lexeme->count += x->count;
		if (!x->weight || x->is_none)
			continue;
		struct term_note *note = &s->notes[lexeme->term];

		if (note->stamp == s->doc_count) {
			merge(&s->sighted[note->place], x);
			continue;
		}
		*note = (struct term_note){ s->doc_count, (uint32_t)count };
		s->sighted[count++] = *x;
	}
	s->sighted_count = count;
}

static void grow_postings(struct search_index *s)
{
	s->posting_room = s->posting_room ? s->posting_room * 2 : 4096;
	s->postings = xreallocarray(s->postings, s->posting_room, sizeof(*s->postings));
}

static void grow_notes(struct search_index *s)
{
	size_t room = s->note_room ? s->note_room * 2 : 4096;

	s->notes = xreallocarray(s->notes, room, sizeof(*s->notes));
	memset(s->notes + s->note_room, 0, (room - s->note_room) * sizeof(*s->notes));
	s->note_room = room;
}

void search_end(struct search_index *s)
{
	while (s->note_room < s->lexicon.term_count)
		grow_notes(s);
	merge_sightings(s);
	while (s->posting_count + s->sighted_count > s->posting_room)
		grow_postings(s);
	for (size_t i = 0; i < s->sighted_count; i++) {
		const struct sighting *x = &s->sighted[i];

		s->postings[s->posting_count++] =
			(struct posting){ .term = s->lexicon.lexemes[x->lexeme].term,
					  .doc = s->doc_count - 1,
					  .at = x->at,
					  .level = level_of(x, s->words) };
	}
}

/* Where UTF-16 differs from UTF-8: characters past U+FFFF stand before U+E000 and up. */
static int rank(unsigned char c)
{
	return c == 0xee || c == 0xef ? c + 0x10 : c;
}

static int by_utf16(const void *x, const void *y, void *terms)
{
	const unsigned char *a =
		(const unsigned char *)((const struct index_term *)terms)[*(const uint32_t *)x].text;
	const unsigned char *b =
		(const unsigned char *)((const struct index_term *)terms)[*(const uint32_t *)y].text;

	for (; *a && *a == *b; a++, b++)
		;
	return rank(*a) - rank(*b);
}

/* Sorts by term and keeps the order of documents (a counting sort). */
static void sort_postings(struct search_index *s)
{
	size_t terms = s->lexicon.term_count;
	struct posting *sorted = xcalloc(s->posting_count + 1, sizeof(*sorted));
	size_t *next = arena_array(s->arena, terms + 1, sizeof(*next));

	s->first = arena_array(s->arena, terms + 1, sizeof(*s->first));
	for (size_t i = 0; i < s->posting_count; i++)
		s->first[s->postings[i].term + 1]++;
	for (size_t t = 0; t < terms; t++) {
		s->first[t + 1] += s->first[t];
		next[t] = s->first[t];
	}
	for (size_t i = 0; i < s->posting_count; i++)
		sorted[next[s->postings[i].term]++] = s->postings[i];
	free(s->postings);
	s->postings = sorted;
}

void search_finish(struct search_index *s)
{
	size_t terms = s->lexicon.term_count;

	sort_postings(s);
	lexicon_name_terms(&s->lexicon);
	s->order = arena_array(s->arena, terms, sizeof(*s->order));
	for (size_t i = 0; i < terms; i++)
		s->order[i] = (uint32_t)i;
	qsort_r(s->order, terms, sizeof(*s->order), by_utf16, s->lexicon.terms);
}
