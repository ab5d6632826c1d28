#include "model/words.h"

#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"

/* A word or several; `word` is NULL for an exception. */
struct phrase {
	const uint64_t *keys; /* of its words, folded */
	size_t count;
	const struct hurtful_word *word;
	uint32_t next; /* with the same first word and not longer, from 1; 0: none */
};

struct word_index {
	struct phrase *phrases;
	size_t count;
	struct table first; /* by key: the longest phrase that begins with the word, from 1 */
};

struct token {
	uint64_t key;
	size_t off, end;
};

/* Letters of scripts that text_fold() does not know; their capitals where that is one step. */
static uint32_t wide_letter(uint32_t cp)
{
	bool is_sign = cp < 0xaa || (cp > 0xaa && cp < 0xb5) || (cp > 0xb5 && cp < 0xc0) ||
		       cp == 0xd7 || cp == 0xf7 || (cp >= 0x2000 && cp <= 0x2bff) ||
		       (cp >= 0x3000 && cp <= 0x303f) || cp == 0xfeff;

	return is_sign ? 0 : text_small(cp);
}

/* Mixes a character into the key of a word; false when it ends the word. */
static bool add_to_key(uint64_t *key, uint32_t cp)
{
	struct folded f = text_fold(cp);
	uint32_t wide = *f.text || (cp >= 0x300 && cp <= 0x36f) ? 0 : wide_letter(cp);

	if (wide)
		*key = key_of(*key, (const char *)&wide, sizeof(wide));
	for (const char *c = f.text; *c; c++)
		*key = key_of(*key, c, 1);
	return wide || *f.text || (cp >= 0x300 && cp <= 0x36f);
}

/* The next word from `at` on; false at the end. */
static bool next_token(const char *text, size_t len, size_t at, struct token *t)
{
	bool inside = false;

	t->key = 0;
	for (size_t step; at < len; at += step) {
		uint32_t cp = 0;

		step = utf8_decode(text + at, len - at, &cp);
		bool is_letter = step && add_to_key(&t->key, cp);
		step += !step;
		if (is_letter && !inside)
			t->off = at;
		if (!is_letter && inside)
			break;
		inside |= is_letter;
	}
	t->end = at;
	return inside;
}

static size_t token_list(const char *text, size_t len, struct arena *a, struct token **tokens)
{
	struct token t = { 0 };
	size_t count = 0, room = 0;

	*tokens = NULL;
	while (next_token(text, len, t.end, &t)) {
		*tokens = arena_grow(a, *tokens, count, &room, sizeof(**tokens));
		(*tokens)[count++] = t;
	}
	return count;
}

/* Puts a phrase into the chain of its first word, behind those that are longer. */
static void chain_phrase(struct word_index *index, struct phrase p)
{
	uint32_t *at = table_at(&index->first, p.keys[0]);

	while (*at && index->phrases[*at - 1].count >= p.count)
		at = &index->phrases[*at - 1].next;
	p.next = *at;
	index->phrases[index->count] = p;
	*at = (uint32_t)++index->count;
}

static void add_phrase(struct word_index *index, const char *text, size_t len,
		       const struct hurtful_word *word, struct arena *a)
{
	struct token *tokens;
	struct phrase p = { .count = token_list(text, len, a, &tokens), .word = word };
	uint64_t *keys = arena_array(a, p.count + 1, sizeof(*keys));

	for (size_t i = 0; i < p.count; i++)
		keys[i] = tokens[i].key;
	p.keys = keys;
	if (p.count)
		chain_phrase(index, p);
}

static size_t count_phrases(const struct hurtful_word *w)
{
	size_t n = 1 + w->except.count;

	for (const char *c = w->words; c && *c; c++)
		n += *c == ',';
	return n;
}

struct word_index *word_index_new(const struct hurtful_word *all, size_t count, struct arena *a)
{
	struct word_index *index = arena_new(a, struct word_index);
	size_t room = 0;

	*index = (struct word_index){ 0 };
	for (size_t i = 0; i < count; i++)
		room += count_phrases(&all[i]);
	index->phrases = arena_array(a, room + 1, sizeof(struct phrase));
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < all[i].except.count; k++)
			add_phrase(index, all[i].except.items[k], strlen(all[i].except.items[k]),
				   NULL, a);
	}
	for (size_t i = 0; i < count; i++) {
		const char *w = all[i].words ? all[i].words : "";

		for (size_t len; *w; w += len + (w[len] == ',')) {
			len = strcspn(w, ",");
			add_phrase(index, w, len, &all[i], a);
		}
	}
	return index;
}

void word_index_free(struct word_index *index)
{
	if (index)
		table_release(&index->first);
}

/* May a phrase go on over these bytes? */
static bool is_bridge(const char *text, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (!strchr(" \t\n-'", text[from]) && strncmp(text + from, "’", 3) != 0)
			return false;
		from += (text[from] & 0x80) ? 2 : 0;
	}
	return true;
}

static bool phrase_fits(const struct phrase *p, const char *text, const struct token *t,
			size_t left)
{
	if (p->count > left)
		return false;
	for (size_t i = 0; i < p->count; i++) {
		if (t[i].key != p->keys[i] || (i && !is_bridge(text, t[i - 1].end, t[i].off)))
			return false;
	}
	return true;
}

static const struct phrase *phrase_at(const struct word_index *index, const char *text,
				      const struct token *t, size_t left)
{
	const uint32_t *first = table_find(&index->first, t->key);

	for (uint32_t i = first ? *first : 0; i; i = index->phrases[i - 1].next) {
		if (phrase_fits(&index->phrases[i - 1], text, t, left))
			return &index->phrases[i - 1];
	}
	return NULL;
}

size_t words_find(const struct word_index *index, const char *text, size_t len, struct arena *a,
		  struct word_hit **hits)
{
	struct token *tokens;
	size_t count = token_list(text, len, a, &tokens), found = 0;

	*hits = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct phrase *p = phrase_at(index, text, &tokens[i], count - i);

		if (!p)
			continue;
		if (p->word) {
			if (!found)
				*hits = arena_array(a, count - i, sizeof(**hits));
			(*hits)[found++] = (struct word_hit){
				.off = tokens[i].off,
				.len = tokens[i + p->count - 1].end - tokens[i].off,
				.first = tokens[i].end - tokens[i].off,
				.word = p->word,
			};
		}
		i += p->count - 1;
	}
	return found;
}

/* A quotation mark with those that may end what it begins. */
static const struct quotes {
	const char *open, *close, *other;
} quotes[] = {
	{ "“", "”", "”" },    { "„", "“", "”" }, { "«", "»", "»" },
	{ "\"", "\"", "\"" }, { "‘", "’", "’" },
};

static bool is_plain_letter(char c)
{
	return (c & 0x80) || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool opens(const struct quotes *q, const char *text, size_t at)
{
	if (!text_starts(text + at, q->open))
		return false;
	return *q->open != '"' ||
	       (text[at + 1] && text[at + 1] != ' ' && (!at || !is_plain_letter(text[at - 1])));
}

/* Behind the mark that ends what begins at `at`; 0 when there is none. ’ is an apostrophe, too. */
static size_t closing(const struct quotes *q, const char *text, size_t at, size_t len)
{
	for (at += strlen(q->open); at < len; at++) {
		const char *mark = text_starts(text + at, q->close)   ? q->close
				   : text_starts(text + at, q->other) ? q->other
								      : NULL;

		if (mark && (strcmp(mark, "’") != 0 || !is_plain_letter(text[at + strlen(mark)])))
			return at + strlen(mark);
	}
	return 0;
}

void words_hide_quotations(char *text, size_t len)
{
	bool none[COUNT(quotes)] = { false }; /* no mark of this kind ends anything from here on */

	for (size_t at = 0; at < len; at++) {
		for (size_t i = 0; i < COUNT(quotes); i++) {
			size_t end = !none[i] && opens(&quotes[i], text, at)
					     ? closing(&quotes[i], text, at, len)
					     : 0;

			none[i] |= !end && opens(&quotes[i], text, at);
			if (end) {
				memset(text + at, WORDS_APART, end - at);
				at = end - 1;
				break;
			}
		}
	}
}
