#include "front_cut.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"

/* Where the line that begins at `at` ends, its line end included. */
static size_t line_end(const char *text, size_t len, size_t at)
{
	const char *end = memchr(text + at, '\n', len - at);

	return end ? (size_t)(end - text) + 1 : len;
}

static bool is_fence(const char *line, size_t len)
{
	while (len > 3 && strchr(" \t\r\n", line[len - 1]))
		len--;
	return len == 3 && memcmp(line, "---", 3) == 0;
}

/* `key:`, also in quotation marks. */
static bool has_key(const char *line, size_t len, const char *key)
{
	const size_t n = strlen(key);
	const char mark = len && (*line == '"' || *line == '\'') ? *line : '\0';
	size_t at = mark != '\0';

	if (len < at + n || memcmp(line + at, key, n) != 0)
		return false;
	at += n;
	if (mark && (at == len || line[at++] != mark))
		return false;
	while (at < len && (line[at] == ' ' || line[at] == '\t'))
		at++;
	return at < len && line[at] == ':';
}

static bool is_among(const char *line, size_t len, const char *const *keys)
{
	for (size_t i = 0; keys[i]; i++) {
		if (has_key(line, len, keys[i]))
			return true;
	}
	return false;
}

/* Blank lines and remarks belong to what follows them. */
static bool says_nothing(const char *line, size_t len)
{
	size_t blanks = 0;

	while (blanks < len && strchr(" \t\r\n", line[blanks]))
		blanks++;
	return blanks == len || *line == '#';
}

/* More of the value above: what is indented, entries of a list, and the end of one in brackets. */
static bool goes_on(const char *line, size_t len)
{
	return !is_fence(line, len) && *line && strchr(" \t-]}", *line);
}

/* Behind the value whose key stands in the line before `at`. */
static size_t value_end(const char *text, size_t len, size_t at)
{
	size_t end = at;

	for (size_t next; at < len; at = next) {
		next = line_end(text, len, at);
		if (says_nothing(text + at, next - at))
			continue;
		if (!goes_on(text + at, next - at))
			break;
		end = next;
	}
	return end;
}

void front_cut(const char *text, size_t len, const char *const *keys, struct strbuf *out)
{
	size_t at = line_end(text, len, 0);

	if (!is_fence(text, at)) {
		strbuf_add(out, text, len);
		return;
	}
	strbuf_add(out, text, at);
	for (size_t next; at < len; at = next) {
		next = line_end(text, len, at);
		if (is_fence(text + at, next - at))
			break;
		if (is_among(text + at, next - at, keys))
			next = value_end(text, len, next);
		else
			strbuf_add(out, text + at, next - at);
	}
	strbuf_add(out, text + at, len - at);
}
