#include "title_order.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "fold.h"

/* The bytes of the character at `s`, a mark between words when *is_word is false. */
static size_t character(const char *s, size_t left, bool *is_word)
{
	uint32_t cp;
	size_t len = utf8_decode(s, left, &cp);

	*is_word = len && is_in_word(cp);
	return len ? len : 1;
}

static bool is_apostrophe(const char *s)
{
	return *s == '\'' || text_starts(s, "’");
}

static void add_words(struct strbuf *key, const char *title)
{
	const char *end = title + strlen(title);

	for (const char *s = title; s < end;) {
		const char *from = s;
		bool is_word;
		size_t len;

		while (s < end && (len = character(s, (size_t)(end - s), &is_word), is_word))
			s += len;
		if (s > from) {
			fold_add(key, from, (size_t)(s - from));
			continue;
		}
		len = character(s, (size_t)(end - s), &is_word);
		if (!is_apostrophe(s) && key->len && key->data[key->len - 1] != ' ')
			strbuf_addc(key, ' ');
		s += len;
	}
}

static const char *behind_article(const char *key)
{
	static const char *const articles[] = { "the ", "a ", "an " };

	for (size_t i = 0; i < COUNT(articles); i++) {
		if (text_starts(key, articles[i]) && key[strlen(articles[i])])
			return key + strlen(articles[i]);
	}
	return key;
}

const char *title_key(const char *title, bool english, struct arena *a)
{
	STRBUF_SCOPED struct strbuf key = STRBUF_INIT(LIMIT_PAGE_BYTES);

	add_words(&key, title);
	return arena_strdup(a, english ? behind_article(key.data) : key.data);
}

static size_t number(const char **s)
{
	*s += strspn(*s, "0");
	return strspn(*s, "0123456789");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int title_compare(const char *key, const char *other)
{
	while (*key && *other) {
		if (is_digit(*key) && is_digit(*other)) {
			size_t len = number(&key), other_len = number(&other);
			int order = len != other_len ? (len < other_len ? -1 : 1)
						     : memcmp(key, other, len);

			if (order)
				return order;
			key += len;
			other += len;
			continue;
		}
		if (*key != *other)
			break;
		key++;
		other++;
	}
	return (unsigned char)*key - (unsigned char)*other;
}
