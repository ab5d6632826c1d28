#include "front_line.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

struct line {
	const char *text;
	size_t len;  /* without its end */
	size_t next; /* where the next begins, from the start of this one */
};

static struct line line_at(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len);
	size_t n = end ? (size_t)(end - text) : len;

	return (struct line){ text, n - (n && text[n - 1] == '\r'), end ? n + 1 : len };
}

static bool is_fence(const struct line *l)
{
	size_t len = l->len;

	while (len > 3 && (l->text[len - 1] == ' ' || l->text[len - 1] == '\t'))
		len--;
	return len == 3 && memcmp(l->text, "---", 3) == 0;
}

static bool has_key(const struct line *l, const char *key)
{
	size_t n = strlen(key);

	return l->len > n && memcmp(l->text, key, n) == 0 && l->text[n] == ':';
}

/* `key:` or `key: >` goes on below; so does what is followed by an indented line. */
static bool is_whole(const struct line *l, const char *key, const struct line *next)
{
	const char *value = l->text + strlen(key) + 1, *end = l->text + l->len;

	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	return value < end && !strchr("|>&*![{", *value) &&
	       !(next->len && (next->text[0] == ' ' || next->text[0] == '\t'));
}

static void put_line(struct strbuf *out, const char *key, const char *value, const char *end)
{
	strbuf_addf(out, "%s: %s%s", key, value, end);
}

bool front_line_set(const char *text, size_t len, const char *key, const char *value,
		    struct strbuf *out)
{
	size_t bom = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, at = bom;
	struct line first = line_at(text + bom, len - bom);
	bool fenced = is_fence(&first);
	const char *end = first.next > first.len + 1 ? "\r\n" : "\n";

	for (at += fenced ? first.next : 0; at < len;) {
		struct line l = line_at(text + at, len - at);
		struct line next = line_at(text + at + l.next, len - at - l.next);

		if (has_key(&l, key) && !is_whole(&l, key, &next))
			return false;
		if (has_key(&l, key) || (fenced && is_fence(&l))) {
			bool had = has_key(&l, key);
			size_t from = at + (had ? l.len : 0);

			strbuf_add(out, text, at);
			put_line(out, key, value, had ? "" : end);
			strbuf_add(out, text + from, len - from);
			return strbuf_ok(out);
		}
		at += l.next;
	}
	if (fenced)
		return false;
	strbuf_add(out, text, len);
	if (len > bom && text[len - 1] != '\n')
		strbuf_adds(out, end);
	put_line(out, key, value, end);
	return strbuf_ok(out);
}
