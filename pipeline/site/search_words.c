#include "search_words.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fold.h"

#define WORD_BYTES 256 /* of a word as written; longer ones are no words */

#define LEXEME_NONE UINT32_MAX

/* Of English only: other languages have no list, and rarity tells enough. */
const char search_stop_words[] =
	"a about after all also am an and any are as at be because been before being but by can "
	"cant could couldn did didn didnt do doesn doing don dont down for from get go going "
	"got had has have having he her here hers him his how i if in into is isn isnt it its just "
	"like me more my no not now of off on only or our out over own really s said say she so "
	"some such t than that the their them then there these they thing think this those through "
	"to too up us very was wasn we well were what when where which while who why will with won "
	"would yeah yes you your";

/* What stands behind the apostrophe of "mother's", "don't", "we'll". */
static const char *const joined[] = { "s", "t", "m", "d", "re", "ve", "ll" };

enum { OTHER, ASCII_LETTER, FOREIGN };

static int class_of(unsigned char c)
{
	if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
		return ASCII_LETTER;
	return c >= 0x80 ? FOREIGN : OTHER;
}

/* The character at `s`, whose length it returns; valid UTF-8, and 0 at the end. */
static size_t decode(const char *s, uint32_t *cp)
{
	size_t room = 0;

	while (room < 4 && s[room])
		room++;
	*cp = 0;
	return room ? utf8_decode(s, room, cp) : 0;
}

/* The bytes of the character at `s` if it goes on with a word that is not wide, else 0. */
static size_t word_char(const char *s)
{
	uint32_t cp;
	int class = class_of((unsigned char)*s);

	if (class != FOREIGN)
		return class == ASCII_LETTER;
	size_t len = decode(s, &cp);

	return len && is_in_word(cp) && !is_unparted(cp) ? len : 0;
}

/* The bytes of a wide letter with its marks, or 0. */
static size_t wide_letter(const char *s)
{
	uint32_t cp;
	size_t len = class_of((unsigned char)*s) == FOREIGN ? decode(s, &cp) : 0, n;

	if (!len || !is_unparted(cp))
		return 0;
	while ((n = decode(s + len, &cp)) && is_mark(cp))
		len += n;
	return len;
}

static size_t apostrophe(const char *s)
{
	if (*s == '\'')
		return 1;
	return text_starts(s, "’") ? strlen("’") : 0;
}

static bool ends_word(const char *s)
{
	return !word_char(s) && !wide_letter(s);
}

/* Behind an apostrophe and what it joins to an English word. */
static const char *skip_joined(const char *s)
{
	size_t mark = apostrophe(s);

	for (size_t i = 0; mark && i < COUNT(joined); i++) {
		size_t len = strlen(joined[i]), same = 0;

		while (same < len && (s[mark + same] | 0x20) == joined[i][same])
			same++;
		if (same == len && ends_word(s + mark + len))
			return s + mark + len;
	}
	return s;
}

/* Two neighbouring letters, the second of which begins the next word; one that stands alone. */
static bool next_wide(struct word_scan *scan, size_t first)
{
	size_t second = wide_letter(scan->at + first);
	bool was_in_run = scan->in_run;

	scan->word = scan->at;
	scan->len = first + second;
	scan->is_ascii = false;
	scan->at += first;
	scan->in_run = second > 0;
	return second || !was_in_run;
}

static void next_narrow(struct word_scan *scan)
{
	const char *s = scan->at;

	scan->word = s;
	while (class_of((unsigned char)*s) == ASCII_LETTER)
		s++;
	scan->is_ascii = true;
	for (size_t n; (n = word_char(s)); s += n)
		scan->is_ascii &= n == 1;
	scan->len = (size_t)(s - scan->word);
	scan->at = skip_joined(s);
	scan->in_run = false;
}

bool word_next(struct word_scan *scan)
{
	for (uint32_t cp; *scan->at;) {
		if (class_of((unsigned char)*scan->at) == OTHER) {
			scan->at++;
			scan->in_run = false;
			continue;
		}
		if (word_char(scan->at)) {
			next_narrow(scan);
			return true;
		}
		size_t wide = wide_letter(scan->at);

		if (wide && next_wide(scan, wide))
			return true;
		if (!wide) {
			size_t len = decode(scan->at, &cp);

			scan->at += len ? len : 1;
			scan->in_run = false;
		}
	}
	return false;
}

/* Keys of the two sorts of words in one table. */
enum { KEY_PLAIN = 1, KEY_ENGLISH = 2 };

void lexicon_init(struct lexicon *l, struct arena *a)
{
	*l = (struct lexicon){ .stemmer = sb_stemmer_new("english", NULL),
			       .folded = STRBUF_INIT(WORD_BYTES * 4),
			       .arena = a };
	assert(l->stemmer); /* memory apart, it is always there */
	for (const char *s = search_stop_words; *s; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		const sb_symbol *stem = sb_stemmer_stem(l->stemmer, (const sb_symbol *)s, (int)len);

		*table_at(&l->stops,
			  key_of(0, (const char *)stem, (size_t)sb_stemmer_length(l->stemmer))) = 1;
		s += len;
	}
}

void lexicon_release(struct lexicon *l)
{
	sb_stemmer_delete(l->stemmer);
	free(l->slots);
	free(l->lexeme_of);
	table_release(&l->by_text);
	table_release(&l->stops);
	strbuf_release(&l->folded);
}

static bool is_english_word(const struct strbuf *s)
{
	for (size_t i = 0; i < s->len; i++) {
		if (s->data[i] < 'a' || s->data[i] > 'z')
			return false;
	}
	return true;
}

/* "thinks" is one because "think" is; and so is a letter that stands alone. */
static bool is_stop_word(const struct lexicon *l, const struct lexeme *x)
{
	const char *stem = l->terms[x->term].text;

	return table_find(&l->stops, key_of(0, stem, strlen(stem))) ||
	       (x->text[0] >= 'a' && x->text[0] <= 'z' && !x->text[1]);
}

static uint32_t term_of(struct lexicon *l, const char *text, size_t len)
{
	uint32_t *at = table_at(&l->by_text, key_of(0, text, len));

	if (!*at) {
		l->terms = arena_grow(l->arena, l->terms, l->term_count, &l->term_room,
				      sizeof(*l->terms));
		l->terms[l->term_count] = (struct index_term){ .text = arena_strndup(l->arena, text, len),
							 .lexeme = LEXEME_NONE };
		*at = (uint32_t)++l->term_count;
	}
	return *at - 1;
}

/* The term of the word in `folded`. */
static uint32_t stemmed(struct lexicon *l, bool english)
{
	const struct strbuf *word = &l->folded;

	if (!english || !is_english_word(word))
		return term_of(l, word->data, word->len);
	const sb_symbol *stem =
		sb_stemmer_stem(l->stemmer, (const sb_symbol *)word->data, (int)word->len);

	return term_of(l, (const char *)stem, (size_t)sb_stemmer_length(l->stemmer));
}

static uint32_t add_lexeme(struct lexicon *l, const struct word_key *word, bool english)
{
	struct strbuf *folded = &l->folded;
	struct lexeme x = { .term = TERM_NONE };

	strbuf_clear(folded);
	if (word->len <= WORD_BYTES)
		fold_add(folded, word->word, word->len);
	if (folded->len && strbuf_ok(folded) && utf8_length(folded->data) <= WORD_MOST) {
		x.term = stemmed(l, english);
		x.text = arena_strndup(l->arena, folded->data, folded->len);
		x.is_stop = english && is_stop_word(l, &x);
	}
	l->lexemes = arena_grow(l->arena, l->lexemes, l->lexeme_count, &l->lexeme_room,
				sizeof(*l->lexemes));
	l->lexemes[l->lexeme_count] = x;
	return (uint32_t)l->lexeme_count++;
}

static size_t first_place(const struct lexicon *l, uint64_t key)
{
	return (size_t)(key >> 20) & (l->size - 1);
}

static size_t place_of(const struct lexicon *l, uint64_t key)
{
	size_t i = first_place(l, key);

	while (l->slots[i].key && l->slots[i].key != key)
		i = (i + 1) & (l->size - 1);
	return i;
}

static void grow(struct lexicon *l)
{
	const struct lexicon old = *l;

	l->size = old.size ? old.size * 2 : 4096;
	l->slots = xcalloc(l->size, sizeof(*l->slots));
	l->lexeme_of = xcalloc(l->size, sizeof(*l->lexeme_of));
	for (size_t i = 0; i < old.size; i++) {
		if (old.slots[i].key) {
			size_t to = place_of(l, old.slots[i].key);

			l->slots[to] = old.slots[i];
			l->lexeme_of[to] = old.lexeme_of[i];
		}
	}
	free(old.slots);
	free(old.lexeme_of);
}

/* Of plain letters and digits, capitals count as small letters. */
struct word_key lexicon_key(const struct lexicon *l, const struct word_scan *scan, bool english)
{
	char small[WORD_BYTES];
	const char *word = scan->word;

	if (scan->is_ascii && scan->len <= sizeof(small)) {
		for (size_t i = 0; i < scan->len; i++)
			small[i] = (char)(word[i] | 0x20); /* digits have that bit already */
		word = small;
	}
	uint64_t key = key_of(english ? KEY_ENGLISH : KEY_PLAIN, word, scan->len);

	if (l->size)
		__builtin_prefetch(&l->slots[first_place(l, key)]);
	return (struct word_key){ scan->word, scan->len, key + !key };
}

struct word_slot *lexicon_look_up(struct lexicon *l, const struct word_key *word, bool english)
{
	if (l->used * 2 >= l->size)
		grow(l);
	size_t place = place_of(l, word->key);

	if (!l->slots[place].key) {
		l->slots[place].key = word->key;
		l->lexeme_of[place] = add_lexeme(l, word, english);
		l->used++;
	}
	return &l->slots[place];
}

uint32_t lexicon_lexeme(const struct lexicon *l, const struct word_slot *slot)
{
	return l->lexeme_of[slot - l->slots];
}

void lexicon_name_terms(struct lexicon *l)
{
	for (size_t i = 0; i < l->lexeme_count; i++) {
		const struct lexeme *x = &l->lexemes[i];

		if (x->term == TERM_NONE)
			continue;
		struct index_term *t = &l->terms[x->term];
		const struct lexeme *best =
			t->lexeme == LEXEME_NONE ? NULL : &l->lexemes[t->lexeme];

		if (!best || x->count > best->count ||
		    (x->count == best->count && strcmp(x->text, best->text) < 0))
			t->lexeme = (uint32_t)i;
	}
}
