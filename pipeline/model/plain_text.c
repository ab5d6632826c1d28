#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/feed_diff.h"
#include "model/site.h"

/* What people write in HTML by name; the rest of the names stay as they are. */
static const struct named {
	const char *name;
	const char *text;
} named[] = {
	{ "amp;", "&" },    { "lt;", "<" },    { "gt;", ">" },    { "quot;", "\"" },
	{ "apos;", "'" },   { "nbsp;", " " },  { "ndash;", "–" }, { "mdash;", "—" },
	{ "lsquo;", "‘" },  { "rsquo;", "’" }, { "ldquo;", "“" }, { "rdquo;", "”" },
	{ "hellip;", "…" },
};

/* The character reference behind an ampersand; the ampersand itself when there is none. */
static const char *add_reference(struct strbuf *out, const char *s)
{
	if (s[0] == '#') {
		bool hex = (s[1] | 0x20) == 'x';
		char *end;
		unsigned long cp = strtoul(s + (hex ? 2 : 1), &end, hex ? 16 : 10);

		if (*end == ';' && cp > 0 && cp < 0x110000 && utf8_is_xml((uint32_t)cp) &&
		    !(cp >= 0xd800 && cp < 0xe000)) {
			utf8_encode(out, (uint32_t)cp);
			return end + 1;
		}
	}
	for (size_t i = 0; i < COUNT(named); i++) {
		if (text_starts(s, named[i].name)) {
			strbuf_adds(out, named[i].text);
			return s + strlen(named[i].name);
		}
	}
	strbuf_addc(out, '&');
	return s;
}

/* Tags that do not end a word. */
static bool is_inline(const char *tag)
{
	static const char *const names[] = { "a",      "b",    "i",     "u",    "em",
					     "strong", "span", "s",     "code", "abbr",
					     "cite",   "q",    "small", "sub",  "sup" };
	size_t len = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strlen(names[i]) == len && strncasecmp(tag, names[i], len) == 0)
			return true;
	}
	return false;
}

/*
 * Behind a tag or comment; `<` that begins none is text. `last` is where the
 * last '>' of all is: behind it nothing is looked for, however often a tag begins.
 */
static const char *skip_tag(struct strbuf *out, const char *s, const char *last)
{
	const char *name = s + 1 + (s[1] == '/');
	bool begins = (*name | 0x20) >= 'a' && (*name | 0x20) <= 'z';
	const char *close = (begins || *name == '!') && s < last ? strchr(s, '>') : NULL;

	if (!close) {
		strbuf_addc(out, '<');
		return s + 1;
	}
	if (!is_inline(name))
		strbuf_addc(out, ' ');
	return close + 1;
}

static char *squeezed(struct strbuf *text, struct arena *a)
{
	char *copy = arena_strndup(a, text->data, text->len), *to = copy;
	bool gap = false;

	for (const char *s = copy; *s; s++) {
		if (strchr(" \t\r\n", *s)) {
			gap = to > copy;
			continue;
		}
		if (gap)
			*to++ = ' ';
		gap = false;
		*to++ = *s;
	}
	*to = '\0';
	return copy;
}

char *plain_text(const char *html, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);
	const char *close = strrchr(html, '>'), *last = close ? close : html;

	while (*html) {
		size_t plain = strcspn(html, "<&");

		strbuf_add(&text, html, plain);
		html += plain;
		if (*html == '<')
			html = skip_tag(&text, html, last);
		else if (*html == '&')
			html = add_reference(&text, html + 1);
	}
	return squeezed(&text, a);
}

static size_t count_words(const char *s)
{
	size_t words = 0;

	for (s += strspn(s, " "); *s; s += strspn(s, " ")) {
		words++;
		s += strcspn(s, " ");
	}
	return words;
}

/* The bytes of the first sentence of a text whose words are parted by single spaces. */
static size_t sentence_length(const char *text)
{
	size_t len = 0;

	while (text[len] && !(text[len] == ' ' && len > 0 && strchr(".!?", text[len - 1])))
		len++;
	return len;
}

struct text_change text_compare(const char *before, const char *after, struct arena *a)
{
	struct text_change change = { .words_before = count_words(before),
				      .words_after = count_words(after) };
	size_t from = sentence_length(before), to = sentence_length(after);

	while (from && from == to && memcmp(before, after, from) == 0) {
		before += from + (before[from] == ' ');
		after += to + (after[to] == ' ');
		from = sentence_length(before);
		to = sentence_length(after);
	}
	change.before = arena_strndup(a, before, from);
	change.after = arena_strndup(a, after, to);
	return change;
}

/* A summary that was cut ends with this. */
#define ELLIPSIS "…"

/* Bytes of the summary that the notes must have; those of an ellipsis are nobody's words. */
static size_t summary_length(const char *summary)
{
	size_t len = strlen(summary), cut = strlen(ELLIPSIS);

	if (len > cut && strcmp(summary + len - cut, ELLIPSIS) == 0)
		len -= cut;
	while (len && summary[len - 1] == ' ')
		len--;
	return len;
}

static bool ends_word(char c)
{
	const unsigned char u = (unsigned char)c;

	return u < 0x80 && !(u >= '0' && u <= '9') && !((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
}

bool episode_notes_begin_with_summary(const struct episode *e, struct arena *a)
{
	if (!e->summary || !e->notes_html)
		return false;
	STRBUF_SCOPED struct strbuf told = STRBUF_INIT(SIZE_MAX / 2);
	strbuf_adds(&told, e->summary);
	const char *notes = plain_text(e->notes_html, a), *summary = squeezed(&told, a);
	const size_t len = summary_length(summary);

	return len && strncmp(notes, summary, len) == 0 && ends_word(notes[len]);
}
