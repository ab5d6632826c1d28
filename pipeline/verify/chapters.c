#include "feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A strict look through JSON (RFC 8259) by other code than writes it. */

#define MOST_NESTED 16

struct scan {
	const char *pos, *end;
	unsigned depth;
	const char *fault; /* what was wrong first; NULL: nothing */
	/* What chapters must have. */
	bool in_chapters, has_version, has_chapters, has_start, has_title;
	double last_start;
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
	while (s->pos < s->end && strchr(" \n\t\r", *s->pos) && *s->pos)
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

/* One chapter is an object in the list of chapters. */
static void scan_chapter(struct scan *s)
{
	s->has_start = s->has_title = false;
	scan_value(s, "", 0);
	if (!s->has_start || !s->has_title)
		fail(s, "a chapter has no start or no title");
}

static void scan_array(struct scan *s, bool of_chapters)
{
	if (take(s, ']'))
		return;
	s->in_chapters = of_chapters;
	do {
		if (of_chapters)
			scan_chapter(s);
		else
			scan_value(s, "", 0);
	} while (!s->fault && take(s, ','));
	s->in_chapters = false;
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

static void take_start(struct scan *s, double start)
{
	s->has_start = true;
	if (start < s->last_start)
		fail(s, "the chapters are not in order");
	s->last_start = start;
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
	s->has_version |= s->depth == 1 && is_key(key, key_len, "version") && len > 0;
	s->has_title |= s->in_chapters && s->depth == 3 && is_key(key, key_len, "title") && len > 0;
}

static void scan_nested(struct scan *s, const char *key, size_t key_len)
{
	bool chapters = s->depth == 1 && is_key(key, key_len, "chapters");

	if (++s->depth > MOST_NESTED) {
		fail(s, "it is nested too deeply");
		return;
	}
	s->has_chapters |= chapters && *s->pos == '[';
	if (*s->pos++ == '{')
		scan_object(s);
	else
		scan_array(s, chapters);
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
		if (!s->fault && s->in_chapters && s->depth == 3 &&
		    is_key(key, key_len, "startTime"))
			take_start(s, number);
	}
}

void chapters_check(struct doc *doc)
{
	struct scan s = { .pos = doc->text, .end = doc->text + doc->len };

	scan_value(&s, "", 0);
	skip_space(&s);
	if (!s.fault && s.pos != s.end)
		fail(&s, "something follows its end");
	if (!s.fault && (!s.has_version || !s.has_chapters))
		fail(&s, "it has no version or no list of chapters");
	if (s.fault)
		doc_report(doc, DIAG_BAD_CHAPTERS, (struct place){ (size_t)(s.pos - doc->text), 0 },
			   s.fault, "the chapters file cannot be used: %s", s.fault);
}
