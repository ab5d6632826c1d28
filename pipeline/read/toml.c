#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "read/settings.h"

/* TOML that is being read. The first fault ends it. */
struct toml {
	const char *text, *at;
	const char *fault; /* where it is */
	struct arena *arena;
	struct tree *root, *table; /* where keys go that stand now */
	size_t values;
	unsigned depth;
	const char *why;
};

static bool read_value(struct toml *t, struct tree *into);

static bool fail(struct toml *t, const char *why)
{
	if (!t->why)
		t->fault = t->at;
	t->why = t->why ? t->why : why;
	return false;
}

static bool take(struct toml *t, const char *expected)
{
	size_t len = strlen(expected);

	if (strncmp(t->at, expected, len) != 0)
		return false;
	t->at += len;
	return true;
}

static void skip_blanks(struct toml *t)
{
	t->at += strspn(t->at, " \t");
}

static void skip_comment(struct toml *t)
{
	skip_blanks(t);
	if (*t->at == '#')
		t->at += strcspn(t->at, "\n");
}

/* Blanks, comments and line ends. */
static void skip_lines(struct toml *t)
{
	for (skip_comment(t); *t->at == '\n' || *t->at == '\r'; skip_comment(t))
		t->at++;
}

/* Nothing more may stand in the line. */
static bool end_line(struct toml *t)
{
	skip_comment(t);
	t->at += *t->at == '\r';
	if (*t->at && *t->at != '\n')
		return fail(t, "something stands behind a value");
	return true;
}

/* --- the tree -----------------------------------------------------------------------------------
 */

static struct tree *add(struct toml *t, struct tree *to, const char *key)
{
	struct tree **tail = &to->first;

	if (t->values++ == LIMIT_SETTINGS) {
		fail(t, "there are more values than are read");
		return NULL;
	}
	while (*tail)
		tail = &(*tail)->next;
	*tail = arena_new(t->arena, struct tree);
	(*tail)->key = key;
	to->count++;
	return *tail;
}

static struct tree *find(const struct tree *map, const char *key)
{
	struct tree *in = map->first;

	while (in && strcmp(in->key, key) != 0)
		in = in->next;
	return in;
}

/* The table that a part of a key names; of an array of tables the last one. */
static struct tree *enter(struct toml *t, struct tree *map, const char *key)
{
	struct tree *in = find(map, key);

	if (!in) {
		in = add(t, map, key);
		if (in)
			in->kind = TREE_MAP;
		return in;
	}
	if (in->kind == TREE_LIST) {
		for (in = in->first; in && in->next;)
			in = in->next;
	}
	if (!in || in->kind != TREE_MAP) {
		fail(t, "this key is a value and a table");
		return NULL;
	}
	return in;
}

/* --- strings ------------------------------------------------------------------------------------
 */

static bool take_code(struct toml *t, struct strbuf *out, size_t digits)
{
	uint32_t cp = 0;

	if (strspn(t->at, "0123456789abcdefABCDEF") < digits)
		return fail(t, "a character's number has too few digits");
	for (size_t i = 0; i < digits; i++) {
		char c = *t->at++;

		cp = cp << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	if (!cp || !utf8_is_xml(cp))
		return fail(t, "no page can show this character");
	utf8_encode(out, cp);
	return true;
}

static bool take_escape(struct toml *t, struct strbuf *out)
{
	static const char from[] = "btnfr\"\\e", to[] = "\b\t\n\f\r\"\\\033";
	const char *letter = *t->at ? strchr(from, *t->at) : NULL;

	if (take(t, "u"))
		return take_code(t, out, 4);
	if (take(t, "U"))
		return take_code(t, out, 8);
	if (!letter)
		return fail(t, "this is no escape; a backslash is written twice");
	t->at++;
	char c = to[letter - from];
	if (utf8_is_xml((uint32_t)c))
		strbuf_addc(out, c);
	return true;
}

/* `\` at the end of a line of a text in several: the line goes on. */
static bool take_line_end(struct toml *t)
{
	const char *behind = t->at + strspn(t->at, " \t\r");

	if (*behind != '\n')
		return false;
	t->at = behind + strspn(behind, " \t\r\n");
	return true;
}

/* Up to `end`, which is one or three quotation marks; two more may stand before three. */
static const char *take_string(struct toml *t, const char *end)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const bool is_long = end[1] != '\0', is_basic = *end == '"';

	if (is_long && !take(t, "\n"))
		take(t, "\r\n");
	while (*t->at && !t->why) {
		if (take(t, end)) {
			while (is_long && *t->at == *end)
				strbuf_addc(&out, *t->at++);
			return arena_strndup(t->arena, out.data, out.len);
		}
		if (*t->at == '\n' && !is_long)
			break;
		if (is_basic && take(t, "\\")) {
			if (!is_long || !take_line_end(t))
				take_escape(t, &out);
		} else {
			strbuf_addc(&out, *t->at++);
		}
	}
	fail(t, "a quotation mark is not closed");
	return NULL;
}

static const char *take_any_string(struct toml *t)
{
	static const char *const marks[] = { "\"\"\"", "'''", "\"", "'" };

	for (size_t i = 0; i < COUNT(marks); i++) {
		if (take(t, marks[i]))
			return take_string(t, marks[i]);
	}
	return NULL;
}

/* --- keys --- */

/* One part of a key, without the dot; NULL after a fault. */
static const char *take_key(struct toml *t)
{
	skip_blanks(t);
	size_t len =
		strspn(t->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	if (*t->at == '"' || *t->at == '\'')
		return take_any_string(t);
	if (!len) {
		fail(t, "a key is expected here");
		return NULL;
	}
	t->at += len;
	return arena_strndup(t->arena, t->at - len, len);
}

/* All parts but the last lead into `map`; the last is in *key. */
static struct tree *take_path(struct toml *t, struct tree *map, const char **key)
{
	*key = take_key(t);
	for (skip_blanks(t); *key && map && take(t, "."); skip_blanks(t)) {
		map = enter(t, map, *key);
		*key = take_key(t);
	}
	return *key ? map : NULL;
}

static bool take_pair(struct toml *t, struct tree *map)
{
	const char *key;

	map = take_path(t, map, &key);
	if (!map)
		return false;
	if (!take(t, "="))
		return fail(t, "'=' is expected behind a key");
	if (find(map, key))
		return fail(t, "this key stands twice");
	struct tree *value = add(t, map, key);
	return value && read_value(t, value);
}

/* --- values --- */

static bool take_array(struct toml *t, struct tree *into)
{
	into->kind = TREE_LIST;
	for (skip_lines(t); !take(t, "]"); skip_lines(t)) {
		struct tree *value = add(t, into, NULL);

		if (!value || !read_value(t, value))
			return false;
		skip_lines(t);
		if (!take(t, ",") && *t->at != ']')
			return fail(t, "a list '[…]' is not closed, or lacks a comma");
	}
	return true;
}

static bool take_inline_table(struct toml *t, struct tree *into)
{
	into->kind = TREE_MAP;
	skip_blanks(t);
	if (take(t, "}"))
		return true;
	do {
		if (!take_pair(t, into))
			return false;
		skip_blanks(t);
	} while (take(t, ","));
	return take(t, "}") || fail(t, "a table '{…}' is not closed, or lacks a comma");
}

static bool take_nested(struct toml *t, struct tree *into,
			bool (*inside)(struct toml *t, struct tree *into))
{
	if (t->depth == LIMIT_TOML_DEPTH)
		return fail(t, "lists and tables are too deep in one another");
	t->depth++;
	bool is_read = inside(t, into);
	t->depth--;
	return is_read;
}

/* Numbers, dates, true and false: as written, without the `_` that part digits. */
static bool take_word(struct toml *t, struct tree *into)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);
	size_t len = strcspn(t->at, ",]}#\r\n");

	while (len && strchr(" \t", t->at[len - 1]))
		len--;
	for (size_t i = 0; i < len; i++) {
		if (t->at[i] != '_')
			strbuf_addc(&out, t->at[i]);
	}
	t->at += len;
	if (!out.len || !strbuf_ok(&out))
		return fail(t, "a value is expected here");
	if (!strchr("0123456789+-", *out.data) && strcmp(out.data, "true") != 0 &&
	    strcmp(out.data, "false") != 0 && strcmp(out.data, "inf") != 0 &&
	    strcmp(out.data, "nan") != 0)
		return fail(t, "a text stands in quotation marks");
	/* A blank stands between the day and the time of a date, and nowhere else. */
	size_t blank = strcspn(out.data, " \t");
	if (out.data[strspn(out.data, "0123456789abcdefABCDEFinxortuslTZz+-.: ")] ||
	    (out.data[blank] && (blank != 10 || out.data[4] != '-')))
		return fail(t, "this is neither a number nor a date");
	into->kind = TREE_TEXT;
	into->text = arena_strdup(t->arena, out.data);
	return true;
}

static bool read_value(struct toml *t, struct tree *into)
{
	skip_blanks(t);
	if (take(t, "["))
		return take_nested(t, into, take_array);
	if (take(t, "{"))
		return take_nested(t, into, take_inline_table);
	if (*t->at != '"' && *t->at != '\'')
		return take_word(t, into);
	into->kind = TREE_TEXT;
	into->text = take_any_string(t);
	return into->text != NULL;
}

/* `[table]` and `[[one of several]]` */
static bool take_header(struct toml *t)
{
	const bool is_list = take(t, "[");
	const char *key;
	struct tree *map = take_path(t, t->root, &key);

	if (!map)
		return false;
	if (!take(t, is_list ? "]]" : "]"))
		return fail(t, "']' is expected behind the name of a table");
	if (!is_list) {
		t->table = enter(t, map, key);
		return t->table && end_line(t);
	}
	struct tree *list = find(map, key);
	if (!list)
		list = add(t, map, key);
	if (!list || (list->kind != TREE_LIST && list->kind != TREE_NULL))
		return fail(t, "this key is a value and a table");
	list->kind = TREE_LIST;
	t->table = add(t, list, NULL);
	if (t->table)
		t->table->kind = TREE_MAP;
	return t->table && end_line(t);
}

static unsigned line_of(const struct toml *t)
{
	unsigned line = 1;

	for (const char *s = t->text; s < t->fault; s++)
		line += *s == '\n';
	return line;
}

const struct tree *toml_read(const char *text, struct arena *a, unsigned *line, const char **why)
{
	struct toml t = { .text = text, .at = text, .arena = a, .root = arena_new(a, struct tree) };

	t.table = t.root;
	t.root->kind = TREE_MAP;
	for (skip_lines(&t); *t.at && !t.why; skip_lines(&t)) {
		if (take(&t, "["))
			take_header(&t);
		else if (take_pair(&t, t.table))
			end_line(&t);
	}
	*line = t.why ? line_of(&t) : 0;
	*why = t.why;
	return t.why ? NULL : t.root;
}
