#include "json_scan.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"

#define MOST_NESTED 16

struct scan {
	const char *pos, *end;
	unsigned depth;
	const char *fault; /* what was wrong first; NULL: nothing */
	const struct json_shape *shape;
	bool in_list, has_version, has_list;
	/* Of the entry of the list that is read; NAN: not there. */
	bool has_text;
	double begins, ends;
	double last_start;
	struct strbuf words; /* the text of the entry, decoded */
	struct table seen;   /* texts of entries → times */
	uint64_t entries;
};

static void scan_value(struct scan *s, const char *key, size_t key_len);

static bool fail(struct scan *s, const char *fault)
{
	if (!s->fault)
		s->fault = fault;
	return false;
}

static void skip_space(struct scan *s)
{
	while (s->pos < s->end &&
	       (*s->pos == ' ' || *s->pos == '\n' || *s->pos == '\t' || *s->pos == '\r'))
		s->pos++;
}

static bool take(struct scan *s, char c)
{
	skip_space(s);
	if (s->pos == s->end || *s->pos != c)
		return false;
	s->pos++;
	return true;
}

static bool scan_escape(struct scan *s)
{
	if (s->pos == s->end || !*s->pos || !strchr("\"\\/bfnrtu", *s->pos))
		return fail(s, "a text has an escape that JSON does not know");
	if (*s->pos++ != 'u')
		return true;
	for (int i = 0; i < 4; i++, s->pos++) {
		if (s->pos == s->end || !*s->pos || !strchr("0123456789abcdefABCDEF", *s->pos))
			return fail(s, "a text has a broken \\u escape");
	}
	return true;
}

static bool scan_string(struct scan *s, const char **text, size_t *len)
{
	if (!take(s, '"'))
		return fail(s, "a text is missing");
	*text = s->pos;
	while (s->pos < s->end && *s->pos != '"') {
		unsigned char c = (unsigned char)*s->pos++;

		if (c < 0x20)
			return fail(s, "a text has a control character");
		if (c == '\\' && !scan_escape(s))
			return false;
	}
	*len = (size_t)(s->pos - *text);
	return take(s, '"') || fail(s, "a text has no end");
}

static bool is_key(const char *key, size_t len, const char *name)
{
	return strlen(name) == len && memcmp(key, name, len) == 0;
}

static void scan_object(struct scan *s)
{
	const char *key;
	size_t len;

	if (take(s, '}'))
		return;
	do {
		if (!scan_string(s, &key, &len))
			return;
		if (!take(s, ':')) {
			fail(s, "a colon is missing");
			return;
		}
		scan_value(s, key, len);
	} while (!s->fault && take(s, ','));
	if (!take(s, '}'))
		fail(s, "a closing brace is missing");
}

/* What stands behind `\u`; a pair of surrogates is one character. Returns how many digits it took.
 */
static size_t take_hex(const char *s, size_t len, uint32_t *cp)
{
	char digits[5] = "";
	size_t n = len < 4 ? len : 4;

	memcpy(digits, s, n);
	*cp = (uint32_t)strtoul(digits, NULL, 16);
	if (*cp >= 0xd800 && *cp < 0xdc00 && len >= 10 && s[4] == '\\' && s[5] == 'u') {
		memcpy(digits, s + 6, 4);
		*cp = 0x10000 + ((*cp - 0xd800) << 10) +
		      ((uint32_t)strtoul(digits, NULL, 16) & 0x3ff);
		return 10;
	}
	return n;
}

/* The text was scanned: its escapes are whole. */
static void decode(struct strbuf *out, const char *s, size_t len)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	uint32_t cp;

	strbuf_clear(out);
	for (size_t i = 0; i < len; i++) {
		const char *letter = NULL;

		if (s[i] != '\\' || i + 1 == len) {
			strbuf_addc(out, s[i]);
		} else if (s[++i] == 'u') {
			i += take_hex(s + i + 1, len - i - 1, &cp);
			utf8_encode(out, cp);
		} else {
			letter = strchr(letters, s[i]);
			strbuf_addc(out, letter ? meant[letter - letters] : s[i]);
		}
	}
}

uint64_t scan_entry_key(uint64_t before, int64_t start_ms, const char *text)
{
	return key_of(key_of(before, (const char *)&start_ms, sizeof(start_ms)), text,
		      strlen(text));
}

static bool is_in_order(struct scan *s)
{
	const struct json_shape *shape = s->shape;

	if (shape->is_unique && ++*table_at(&s->seen, key_of(0, s->words.data, s->words.len)) > 1)
		return false;
	if (!shape->start)
		return true;
	return s->begins >= s->last_start && (!shape->end || s->ends > s->begins);
}

static void scan_entry(struct scan *s)
{
	s->has_text = false;
	s->begins = s->ends = NAN;
	scan_value(s, "", 0);
	if (!s->has_text || (s->shape->start && isnan(s->begins)) ||
	    (s->shape->end && isnan(s->ends)))
		fail(s, s->shape->lacking);
	else if (!is_in_order(s))
		fail(s, s->shape->disorder);
	else if (s->shape->start && !s->shape->end)
		s->entries = scan_entry_key(s->entries, llround(s->begins * 1000), s->words.data);
	s->last_start = s->begins;
}

/* A list in an entry of the list leaves it as it is. */
static void scan_array(struct scan *s, bool is_list)
{
	if (take(s, ']'))
		return;
	s->in_list |= is_list;
	do {
		if (is_list)
			scan_entry(s);
		else
			scan_value(s, "", 0);
	} while (!s->fault && take(s, ','));
	s->in_list &= !is_list;
	if (!take(s, ']'))
		fail(s, "a closing bracket is missing");
}

static size_t digits(struct scan *s)
{
	const char *from = s->pos;

	while (s->pos < s->end && *s->pos >= '0' && *s->pos <= '9')
		s->pos++;
	return (size_t)(s->pos - from);
}

static void scan_number(struct scan *s, double *value)
{
	const char *from = s->pos;

	s->pos += *s->pos == '-';
	bool zero = s->pos < s->end && *s->pos == '0';
	size_t whole = digits(s);

	if (!whole || (zero && whole > 1)) {
		fail(s, "a value is none");
		return;
	}
	if (s->pos < s->end && *s->pos == '.') {
		s->pos++;
		if (!digits(s))
			fail(s, "a number ends with a point");
	}
	*value = strtod(from, NULL);
}

static void take_number(struct scan *s, const char *key, size_t len, double number)
{
	if (!s->in_list || s->depth != 3)
		return;
	if (s->shape->start && is_key(key, len, s->shape->start))
		s->begins = number;
	else if (s->shape->end && is_key(key, len, s->shape->end))
		s->ends = number;
}

static bool scan_word(struct scan *s, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(s->end - s->pos) < len || memcmp(s->pos, word, len) != 0)
		return false;
	s->pos += len;
	return true;
}

static void scan_text_value(struct scan *s, const char *key, size_t key_len)
{
	const char *text;
	size_t len;

	if (!scan_string(s, &text, &len))
		return;
	const char *version = s->shape->version;
	bool is_place = s->shape->list ? s->in_list && s->depth == 3 : s->depth == 1;

	if (s->depth == 1 && is_key(key, key_len, "version"))
		s->has_version |= version ? is_key(text, len, version) : len > 0;
	if (!is_place || !len || !is_key(key, key_len, s->shape->text))
		return;
	s->has_text = true;
	if (!s->shape->end) /* else nobody asks for it */
		decode(&s->words, text, len);
}

static void scan_nested(struct scan *s, const char *key, size_t key_len)
{
	bool is_list = s->depth == 1 && s->shape->list && is_key(key, key_len, s->shape->list);

	if (++s->depth > MOST_NESTED) {
		fail(s, "it is nested too deeply");
		return;
	}
	s->has_list |= is_list && *s->pos == '[';
	if (*s->pos++ == '{')
		scan_object(s);
	else
		scan_array(s, is_list);
	s->depth--;
}

static void scan_value(struct scan *s, const char *key, size_t key_len)
{
	double number;

	skip_space(s);
	if (s->fault)
		return;
	if (s->pos == s->end) {
		fail(s, "a value is missing");
	} else if (*s->pos == '"') {
		scan_text_value(s, key, key_len);
	} else if (*s->pos == '{' || *s->pos == '[') {
		scan_nested(s, key, key_len);
	} else if (!scan_word(s, "true") && !scan_word(s, "false") && !scan_word(s, "null")) {
		scan_number(s, &number);
		if (!s->fault)
			take_number(s, key, key_len, number);
	}
}

const char *json_scan(const char *text, size_t len, const struct json_shape *shape,
		      struct json_found *found)
{
	struct scan s = { .pos = text,
			  .end = text + len,
			  .shape = shape,
			  .words = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	scan_value(&s, "", 0);
	skip_space(&s);
	if (!s.fault && s.pos != s.end)
		fail(&s, "something follows its end");
	if (!s.fault && (!s.has_version || !(shape->list ? s.has_list : s.has_text)))
		fail(&s, shape->no_list);
	*found = (struct json_found){ (size_t)(s.pos - text), s.entries };
	strbuf_release(&s.words);
	table_release(&s.seen);
	return s.fault;
}
