/*
 * Answers for lines of standard input as search indexes them, one line of JSON each:
 *
 *   words stem    the stem of the word
 *   words words   the folded words of the text (in which "\n" stands for a new line)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/site/fold.h"
#include "../../pipeline/site/search_words.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"

static void add_stem(struct lexicon *l, struct json *json, const char *line)
{
	struct word_scan scan = { .at = line };

	if (!word_next(&scan))
		return;
	const struct word_key key = lexicon_key(l, &scan, true);
	uint32_t lexeme = lexicon_lexeme(l, lexicon_look_up(l, &key, true));

	json_text(json, NULL, l->terms[l->lexemes[lexeme].term].text);
}

static void add_words(struct lexicon *l, struct json *json, const char *line)
{
	struct word_scan scan = { .at = line };

	json_open(json, NULL, '[');
	while (word_next(&scan)) {
		const struct word_key key = lexicon_key(l, &scan, false);
		uint32_t lexeme = lexicon_lexeme(l, lexicon_look_up(l, &key, false));

		if (l->lexemes[lexeme].term != TERM_NONE)
			json_text(json, NULL, l->lexemes[lexeme].text);
	}
	json_close(json, ']');
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct lexicon lexicon;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (argc != 2)
		return 2;
	lexicon_init(&lexicon, &arena);
	while ((len = getline(&line, &room, stdin)) > 0) {
		STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);
		struct json json = JSON_INIT(&text);

		line[len - 1] = '\0';
		if (strcmp(argv[1], "stem") == 0)
			add_stem(&lexicon, &json, line);
		else
			add_words(&lexicon, &json, line);
		puts(text.data);
	}
	free(line);
	lexicon_release(&lexicon);
	arena_free(&arena);
	return 0;
}
