#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/strbuf.h"
#include "model/rows.h"

/* 24 bits: that a changed cell passes for an unchanged one happens once in 17 million. */
#define DIGITS 4

static void digest(const char *key, const char *column, const char *cell, char out[HASH_BASE64])
{
	STRBUF_SCOPED struct strbuf all = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_add(&all, key, strlen(key) + 1);
	strbuf_add(&all, column, strlen(column) + 1);
	strbuf_adds(&all, cell);
	struct hash h = hash_bytes(all.data, all.len);

	hash_base64(&h, out);
	out[DIGITS] = '\0';
	for (char *c = out; *c; c++)
		*c = (char)(*c == '+' ? '-' : *c == '/' ? '_' : *c);
}

void stamp_begin(struct strbuf *out, const char *key)
{
	strbuf_adds(out, key);
}

void stamp_add(struct strbuf *out, const char *key, const char *column, const char *cell)
{
	char hash[HASH_BASE64];

	if (!*cell)
		return;
	digest(key, column, cell, hash);
	strbuf_addf(out, " %s=%s", column, hash);
}

bool stamp_is_of(const char *stamp, const char *key)
{
	size_t len = strlen(key);

	return strncmp(stamp, key, len) == 0 && (!stamp[len] || stamp[len] == ' ');
}

/* What follows `column=` in it, or NULL. */
static const char *find(const char *stamp, const char *column)
{
	const size_t len = strlen(column);

	for (const char *word = strchr(stamp, ' '); word; word = strchr(word + 1, ' ')) {
		if (strncmp(word + 1, column, len) == 0 && word[1 + len] == '=')
			return word + 1 + len + 1;
	}
	return NULL;
}

bool stamp_has(const char *stamp, const char *key, const char *column, const char *cell)
{
	const char *hash = find(stamp, column);
	char digits[HASH_BASE64];

	if (!hash || !*cell)
		return !hash && !*cell;
	digest(key, column, cell, digits);
	return strncmp(hash, digits, DIGITS) == 0;
}
