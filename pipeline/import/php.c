#include "php.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

struct php {
	const char *at;
	struct arena *arena;
	unsigned depth;
	size_t values;
};

static struct tree *read_value(struct php *p);

static bool take(struct php *p, const char *expected)
{
	size_t len = strlen(expected);

	if (strncmp(p->at, expected, len) != 0)
		return false;
	p->at += len;
	return true;
}

/* A length or count: digits, then `end`; false when it is none, or larger than any file. */
static bool take_size(struct php *p, const char *end, size_t *into)
{
	char *behind;

	if (*p->at < '0' || *p->at > '9' || strspn(p->at, "0123456789") > 10)
		return false;
	*into = (size_t)strtoull(p->at, &behind, 10);
	p->at = behind;
	return take(p, end);
}

/* Can the value that a text stands in go on here? */
static bool can_go_on(const char *s)
{
	if (!*s || *s == '}' || strncmp(s, "N;", 2) == 0)
		return true;
	return strchr("sidbaOrRE", *s) && s[1] == ':';
}

/* The quotation mark that ends a text which should be `len` bytes long. */
static const char *find_end(const char *text, size_t len, const char *end)
{
	const char *mark = strnlen(text, len) == len ? text + len : NULL;

	if (mark && strncmp(mark, end, 2) == 0 && can_go_on(mark + 2))
		return mark;
	mark = strstr(text, end);
	while (mark && !can_go_on(mark + 2))
		mark = strstr(mark + 1, end);
	return mark;
}

static const char *read_text(struct php *p)
{
	size_t len;

	if (!take_size(p, ":\"", &len))
		return NULL;
	const char *start = p->at, *end = find_end(start, len, "\";");
	if (!end)
		return NULL;
	p->at = end + 2;
	return arena_strndup(p->arena, start, (size_t)(end - start));
}

/* What stands before the next semicolon. */
static const char *read_word(struct php *p)
{
	size_t len = strcspn(p->at, ";{}\"");
	const char *word = arena_strndup(p->arena, p->at, len);

	p->at += len;
	return take(p, ";") ? word : NULL;
}

/* Entries and the closing brace; each entry is a key, which is a number or a text, and a value. */
static bool read_entries(struct php *p, struct tree *map, size_t count)
{
	struct tree **tail = &map->first;

	while (map->count < count && *p->at != '}') {
		const char *key = take(p, "i:")   ? read_word(p)
				  : take(p, "s:") ? read_text(p)
						  : NULL;
		struct tree *value = key ? read_value(p) : NULL;

		if (!value)
			return false;
		value->key = key;
		*tail = value;
		tail = &value->next;
		map->count++;
	}
	return take(p, "}");
}

static bool read_map(struct php *p, struct tree *map)
{
	size_t count;

	map->kind = TREE_MAP;
	if (p->depth == LIMIT_PHP_DEPTH || !take_size(p, ":{", &count))
		return false;
	p->depth++;
	bool is_read = read_entries(p, map, count);
	p->depth--;
	return is_read;
}

/* `8:"stdClass":1:{…}`: what class it is of says nothing to us. */
static bool read_object(struct php *p, struct tree *map)
{
	size_t len;

	if (!take_size(p, ":\"", &len) || strnlen(p->at, len) < len)
		return false;
	p->at += len;
	return take(p, "\":") && read_map(p, map);
}

static bool set_text(struct tree *value, const char *text)
{
	value->kind = TREE_TEXT;
	value->text = text;
	return text != NULL;
}

static bool fill(struct php *p, struct tree *value)
{
	if (take(p, "N;"))
		return true;
	if (take(p, "a:"))
		return read_map(p, value);
	if (take(p, "O:"))
		return read_object(p, value);
	if (take(p, "s:") || take(p, "E:"))
		return set_text(value, read_text(p));
	if (take(p, "b:0;"))
		return set_text(value, "");
	if (take(p, "i:") || take(p, "d:") || take(p, "b:"))
		return set_text(value, read_word(p));
	return (take(p, "r:") || take(p, "R:")) && read_word(p);
}

static struct tree *read_value(struct php *p)
{
	struct tree *value = arena_new(p->arena, struct tree);

	return p->values++ < LIMIT_PHP_VALUES && fill(p, value) ? value : NULL;
}

const struct tree *php_read(const char *text, struct arena *a)
{
	struct php p = { .at = text + strspn(text, " \t\r\n"), .arena = a };
	const struct tree *value = read_value(&p);

	return value && p.at[strspn(p.at, " \t\r\n")] == '\0' ? value : NULL;
}
