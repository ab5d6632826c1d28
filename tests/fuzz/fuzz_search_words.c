#include <stdint.h>
#include <string.h>

#include "../../pipeline/site/search_words.h"
#include "base/mem.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* Only valid UTF-8 reaches the search (base/source.h): what is not becomes a question mark. */
static char *make_valid(const uint8_t *data, size_t size, struct arena *a)
{
	char *text = arena_strndup(a, (const char *)data, size);
	size_t len = strlen(text);

	for (size_t i = 0; i < len;) {
		uint32_t cp;
		size_t n = utf8_decode(text + i, len - i, &cp);

		if (!n)
			text[i] = '?';
		i += n ? n : 1;
	}
	return text;
}

/* A word that is looked up again is the same lexeme. */
static void look_up(struct lexicon *l, const struct word_scan *scan, bool english)
{
	const struct word_key key = lexicon_key(l, scan, english);
	uint32_t first = lexicon_lexeme(l, lexicon_look_up(l, &key, english));

	must(first < l->lexeme_count);
	must(lexicon_lexeme(l, lexicon_look_up(l, &key, english)) == first);
	must(l->lexemes[first].term == TERM_NONE || l->lexemes[first].term < l->term_count);
	must(l->lexemes[first].term == TERM_NONE || *l->lexemes[first].text);
	l->lexemes[first].count++;
}

/* Any text has words that lie in it, one behind another's beginning. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct lexicon l;
	const char *text = make_valid(data, size, &a), *before = NULL;
	const char *end = text + strlen(text);
	struct word_scan scan = { .at = text };

	lexicon_init(&l, &a);
	while (word_next(&scan)) {
		must(scan.word > before || !before);
		must(scan.len && scan.word >= text && scan.word + scan.len <= end);
		must(scan.at > scan.word && scan.at <= end);
		before = scan.word;
		look_up(&l, &scan, true);
		look_up(&l, &scan, false);
	}
	lexicon_name_terms(&l);
	lexicon_release(&l);
	arena_free(&a);
	return 0;
}
