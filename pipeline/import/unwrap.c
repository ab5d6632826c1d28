#include <string.h>
#include <strings.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/text.h"
#include "plan.h"

/* Prefixes in one another; nobody has more. */
#define NESTED_MOST 8

/*
 * Does `url` (without its scheme) begin with the pattern? `*` is one part of a path, up to the next
 * slash. The bytes that it takes; 0: it does not.
 */
static size_t match(const char *url, const char *pattern, size_t len)
{
	size_t at = 0;

	for (size_t i = 0; i < len; i++) {
		if (pattern[i] == '*') {
			size_t part = strcspn(url + at, "/?#");

			if (!part)
				return 0;
			at += part;
		} else if (strncasecmp(url + at, pattern + i, 1) != 0) {
			return 0;
		} else {
			at++;
		}
	}
	return at;
}

/* Behind the scheme; NULL: it is no address of the web. */
static const char *behind_scheme(const char *url)
{
	if (strncasecmp(url, "https://", 8) == 0)
		return url + 8;
	return strncasecmp(url, "http://", 7) == 0 ? url + 7 : NULL;
}

/* Bytes of the prefix that stands there; 0: none. */
static size_t prefix_length(const char *rest, const char *rows)
{
	while (*rows) {
		size_t line = strcspn(rows, "\n"), pattern = strcspn(rows, "\t\n");
		size_t len = *rows == '#' || !pattern ? 0 : match(rest, rows, pattern);

		if (len)
			return len;
		rows += line + (rows[line] == '\n');
	}
	return 0;
}

/* What follows a prefix is a host with its scheme or without. */
static const char *behind_prefix(const char *rest, struct arena *a)
{
	char *whole = NULL;

	if (strncasecmp(rest, "http%3a%2f%2f", 13) == 0)
		return arena_printf(a, "http://%s", rest + 13);
	if (strncasecmp(rest, "https%3a%2f%2f", 14) == 0)
		return arena_printf(a, "https://%s", rest + 14);
	if (behind_scheme(rest))
		return rest;
	size_t host = strcspn(rest, "/?#");
	bool is_host = memchr(rest, '.', host) && rest[host] == '/' && rest[host + 1];

	if (is_host)
		whole = arena_printf(a, "https://%s", rest);
	return whole;
}

const char *unwrap_url(const char *url, struct arena *a)
{
	const struct embedded *table = embedded_find(grammar_files, "prefixes.tsv");

	for (int i = 0; i < NESTED_MOST; i++) {
		const char *rest = behind_scheme(url);
		size_t len = rest ? prefix_length(rest, (const char *)table->bytes) : 0;
		const char *inner = len ? behind_prefix(rest + len, a) : NULL;

		if (!inner)
			break;
		url = inner;
	}
	return url;
}
