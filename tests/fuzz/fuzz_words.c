#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* The part of the input up to a line end; `*at` goes behind it. */
static char *take_line(const char *text, size_t len, size_t *at, struct arena *a)
{
	const char *from = text + *at, *end = memchr(from, '\n', len - *at);
	size_t n = end ? (size_t)(end - from) : len - *at;

	*at += n + (end != NULL);
	return arena_strndup(a, from, n);
}

/* Hits lie in the text, in order and apart, and none lies in a quotation. */
static void look(const struct word_index *index, char *text, size_t len, struct arena *a)
{
	struct word_hit *hits;
	size_t count, before = 0;

	words_hide_quotations(text, len);
	must(!text[len]);
	count = words_find(index, text, len, a, &hits);
	for (size_t i = 0; i < count; i++) {
		must(hits[i].off >= before && hits[i].len && hits[i].off + hits[i].len <= len);
		must(hits[i].first && hits[i].first <= hits[i].len && hits[i].word);
		must(!memchr(text + hits[i].off, WORDS_APART, hits[i].len));
		before = hits[i].off + hits[i].len;
	}
}

/* The first line has words, the second an exception, the rest is a text in which they are sought.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	size_t at = 0;
	const char *all = arena_strndup(&a, (const char *)data, size);
	size_t len = strlen(all);
	const char *words = take_line(all, len, &at, &a),
		   *except[] = { take_line(all, len, &at, &a) };
	const struct hurtful_word word = { .words = words,
					   .suggestion = "other words",
					   .except = { .items = except, .count = 1 } };
	struct word_index *index = word_index_new(&word, 1, &a);

	look(index, arena_strndup(&a, all + at, len - at), len - at, &a);
	word_index_free(index);
	arena_free(&a);
	return 0;
}
