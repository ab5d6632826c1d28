#include "model/words.h"

#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"

/* What one or several words lead to, all that begin with them having the same beginning. */
struct step {
	bool ends;                       /* it is a phrase of the list */
	const struct hurtful_word *word; /* NULL: of an exception */
};

struct word_index {
	struct step *steps;
	size_t count;
	struct table
		by_path; /* by the key of the words up to there: the number of the step, from 1 */
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

/* The key of a path of words and one more. */
static uint64_t path_key(uint64_t path, uint64_t word)
{
	return path ? key_of(path, (const char *)&word, sizeof(word)) : word;
}

/* Of two that are the same the first counts. */
static void add_phrase(struct word_index *index, const char *text, size_t len,
		       const struct hurtful_word *word, struct arena *a)
{
	struct token *tokens;
	size_t count = token_list(text, len, a, &tokens);
	struct step *last = NULL;
	uint64_t path = 0;

	for (size_t i = 0; i < count && count <= PHRASE_WORDS; i++) {
		path = path_key(path, tokens[i].key);
		uint32_t *number = table_at(&index->by_path, path);

		if (!*number) {
			*number = (uint32_t)++index->count;
			index->steps[index->count - 1] = (struct step){ 0 };
		}
		last = &index->steps[*number - 1];
	}
	if (last && !last->ends)
		*last = (struct step){ .ends = true, .word = word };
}

/* No fewer than the steps of its phrases: a word has a byte, and something parts it from the next.
 */
static size_t count_steps(const struct hurtful_word *w)
{
	size_t n = w->words ? strlen(w->words) / 2 + 1 : 0;

	for (size_t i = 0; i < w->except.count; i++)
		n += strlen(w->except.items[i]) / 2 + 1;
	return n;
}

struct word_index *word_index_new(const struct hurtful_word *all, size_t count, struct arena *a)
{
	struct word_index *index = arena_new(a, struct word_index);
	size_t room = 0;

	*index = (struct word_index){ 0 };
	for (size_t i = 0; i < count; i++)
		room += count_steps(&all[i]);
	index->steps = arena_array(a, room + 1, sizeof(struct step));
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
		table_release(&index->by_path);
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

/* The longest phrase that begins at the first of these words; `*count`: of its words. */
static const struct step *phrase_at(const struct word_index *index, const char *text,
				    const struct token *t, size_t left, size_t *count)
{
	const struct step *longest = NULL;
	uint64_t path = 0;

	for (size_t i = 0; i < left && i < PHRASE_WORDS; i++) {
		if (i && !is_bridge(text, t[i - 1].end, t[i].off))
			break;
		path = path_key(path, t[i].key);
		const uint32_t *number = table_find(&index->by_path, path);

		if (!number)
			break;
		if (index->steps[*number - 1].ends) {
			longest = &index->steps[*number - 1];
			*count = i + 1;
		}
	}
	return longest;
}

size_t words_find(const struct word_index *index, const char *text, size_t len, struct arena *a,
		  struct word_hit **hits)
{
	struct token *tokens;
	size_t count = token_list(text, len, a, &tokens), found = 0, words = 0;

	*hits = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct step *p = phrase_at(index, text, &tokens[i], count - i, &words);

		if (!p)
			continue;
		if (p->word) {
			if (!found)
				*hits = arena_array(a, count - i, sizeof(**hits));
			(*hits)[found++] = (struct word_hit){
				.off = tokens[i].off,
				.len = tokens[i + words - 1].end - tokens[i].off,
				.first = tokens[i].end - tokens[i].off,
				.word = p->word,
			};
		}
		i += words - 1;
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
