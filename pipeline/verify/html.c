#include "html.h"

#include <stdint.h>
#include <string.h>

/* What a byte can be inside a tag. */
enum {
	SPACE = 1,     /* white space */
	NAME_END = 2,  /* ends the name of an element or attribute */
	VALUE_END = 4, /* ends a value without quotes */
};

static const uint8_t classes[256] = {
	['\t'] = SPACE | NAME_END | VALUE_END, ['\n'] = SPACE | NAME_END | VALUE_END,
	['\f'] = SPACE | NAME_END | VALUE_END, ['\r'] = SPACE | NAME_END | VALUE_END,
	[' '] = SPACE | NAME_END | VALUE_END,  ['/'] = NAME_END,
	['>'] = NAME_END | VALUE_END,          ['='] = NAME_END,
};

static bool is(const char *s, int class)
{
	return classes[(unsigned char)*s] & class;
}

static bool is_letter(char c)
{
	unsigned char low = (unsigned char)(c | 0x20);

	return low >= 'a' && low <= 'z';
}

struct html html_open(const char *text, size_t len)
{
	return (struct html){ .pos = text, .end = text + len };
}

/* Past the first `mark` from here, or the end. */
static const char *past(const struct html *h, const char *from, const char *mark, size_t len)
{
	const char *found = memmem(from, (size_t)(h->end - from), mark, len);

	return found ? found + len : h->end;
}

/* `pos` is behind `<!` or `<?`: a comment, a doctype or a bogus comment. */
static void skip_declaration(struct html *h)
{
	size_t left = (size_t)(h->end - h->pos);

	if (left >= 2 && memcmp(h->pos, "--", 2) == 0) {
		const char *body = h->pos + 2;

		if (body < h->end && *body == '>') /* <!--> is a whole comment */
			h->pos = body + 1;
		else if (left >= 4 && memcmp(body, "->", 2) == 0)
			h->pos = body + 2;
		else
			h->pos = past(h, body, "-->", 3);
		return;
	}
	h->pos = past(h, h->pos, ">", 1);
}

/* Elements whose contents are text, whatever they look like. */
static bool is_raw(const struct html *h)
{
	if (h->is_end)
		return false;
	switch (h->name_len) {
	case 5:
		return html_is(h->name, 5, "style") || html_is(h->name, 5, "title");
	case 6:
		return html_is(h->name, 6, "script") || html_is(h->name, 6, "iframe");
	case 8:
		return html_is(h->name, 8, "textarea");
	default:
		return false;
	}
}

/* Goes to the end tag of the raw element that was just opened. */
static void skip_raw(struct html *h)
{
	const char *s = h->pos;

	while ((s = memmem(s, (size_t)(h->end - s), "</", 2))) {
		const char *after = s + 2 + h->name_len;

		if (after < h->end && is(after, NAME_END)) {
			size_t i = 0;

			while (i < h->name_len && (s[2 + i] | 0x20) == (h->name[i] | 0x20))
				i++;
			if (i == h->name_len) {
				h->pos = s;
				return;
			}
		}
		s += 2;
	}
	h->pos = h->end;
}

bool html_next_tag(struct html *h)
{
	struct html_attribute rest;

	while (h->in_tag && html_next_attribute(h, &rest))
		;
	while ((h->pos = memchr(h->pos, '<', (size_t)(h->end - h->pos)))) {
		const char *s = ++h->pos;

		if (s < h->end && (*s == '!' || *s == '?')) {
			h->pos++;
			skip_declaration(h);
			continue;
		}
		h->is_end = s < h->end && *s == '/';
		s += h->is_end;
		if (s == h->end || !is_letter(*s))
			continue;
		h->name = s;
		while (s < h->end && !is(s, NAME_END))
			s++;
		h->name_len = (size_t)(s - h->name);
		h->pos = s;
		h->in_tag = true;
		return true;
	}
	h->pos = h->end;
	return false;
}

/* The tag ends at `s`, which is its `>` or the end of the text. */
static bool end_tag(struct html *h, const char *s)
{
	h->in_tag = false;
	h->pos = s < h->end ? s + 1 : s;
	if (is_raw(h))
		skip_raw(h);
	return false;
}

/* Reads the value that begins at `s`; returns what follows it. */
static const char *take_value(const struct html *h, const char *s, struct html_attribute *a)
{
	if (s < h->end && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, (size_t)(h->end - s - 1));

		a->value = s + 1;
		a->value_len = (size_t)((close ? close : h->end) - a->value);
		return close ? close + 1 : h->end;
	}
	a->value = s;
	while (s < h->end && !is(s, VALUE_END))
		s++;
	a->value_len = (size_t)(s - a->value);
	return s;
}

static const char *skip_space(const struct html *h, const char *s)
{
	while (s < h->end && is(s, SPACE))
		s++;
	return s;
}

bool html_next_attribute(struct html *h, struct html_attribute *a)
{
	const char *s = h->pos;

	while (s < h->end && (is(s, SPACE) || *s == '/'))
		s++;
	if (s == h->end || *s == '>')
		return end_tag(h, s);
	a->name = s++; /* even a `=` begins a name (13.2.5.32) */
	while (s < h->end && !is(s, NAME_END))
		s++;
	a->name_len = (size_t)(s - a->name);
	a->value = s;
	a->value_len = 0;
	const char *equals = skip_space(h, s);
	if (equals < h->end && *equals == '=')
		s = take_value(h, skip_space(h, equals + 1), a);
	h->pos = s;
	return true;
}

static size_t put_utf8(char *to, uint32_t cp)
{
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		to[0] = (char)(0xc0 | cp >> 6);
		to[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		to[0] = (char)(0xe0 | cp >> 12);
		to[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		to[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	to[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

static unsigned digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return is_letter(c) ? (unsigned)(c | 0x20) - 'a' + 10 : 99;
}

/* The character that `&#…;` stands for; `len` is of what is between `&` and `;`. */
static uint32_t number_of(const char *s, size_t len)
{
	bool hex = len > 1 && (s[1] | 0x20) == 'x';
	unsigned base = hex ? 16 : 10;
	uint32_t cp = 0;

	for (size_t i = hex ? 2 : 1; i < len && cp <= 0x10ffff; i++) {
		unsigned digit = digit_of(s[i]);

		if (digit >= base)
			return 0;
		cp = cp * base + digit;
	}
	return cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000) ? 0 : cp;
}

/* The character of a reference's name; 0 for one that links have no need of. */
static uint32_t named(const char *s, size_t len)
{
	static const struct {
		const char *name;
		char c;
	} names[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i].name) == len && memcmp(names[i].name, s, len) == 0)
			return (unsigned char)names[i].c;
	}
	return 0;
}

size_t html_decode(const char *value, size_t len, char *to)
{
	size_t n = 0;

	for (const char *s = value, *end = value + len; s < end;) {
		/* No reference that counts is longer; and none is shorter than what it stands for.
		 */
		size_t left = (size_t)(end - s) < 12 ? (size_t)(end - s) : 12;
		const char *semicolon = *s == '&' ? memchr(s, ';', left) : NULL;
		uint32_t cp = 0;

		if (semicolon && semicolon > s + 1) {
			size_t inner = (size_t)(semicolon - s - 1);
			cp = s[1] == '#' ? number_of(s + 1, inner) : named(s + 1, inner);
		}
		if (cp) {
			n += put_utf8(to + n, cp);
			s = semicolon + 1;
		} else {
			to[n++] = *s++;
		}
	}
	return n;
}
