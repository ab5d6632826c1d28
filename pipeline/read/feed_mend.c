#include "feed_mend.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "base/text.h"

/* A document on its way through. */
struct mender {
	const char *pos, *end;
	struct strbuf *out;
	struct mending done;
	bool has_doctype;     /* which may have names of its own */
	bool no_comment_ends; /* from here on: it is not looked for again */
	const char *tag;      /* where the one that is being read began; NULL: none */
	char quote;           /* of the value that is being read in it; 0: none */
};

static bool at(const struct mender *m, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(m->end - m->pos) >= len && memcmp(m->pos, word, len) == 0;
}

/* Byte order mark of UTF-16, or a NUL in the first two bytes. */
static bool is_utf16(const char *bytes, size_t len)
{
	return len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
			    memcmp(bytes, "\xfe\xff", 2) == 0 || !bytes[0] || !bytes[1]);
}

static bool is_all_utf8(const char *bytes, size_t len)
{
	for (const char *end = bytes + len; bytes < end;) {
		uint32_t cp;
		size_t n = utf8_decode(bytes, (size_t)(end - bytes), &cp);

		if (!n)
			return false;
		bytes += n;
	}
	return true;
}

/* Does the XML declaration name an encoding that is not UTF-8? */
static bool declares_other(const char *bytes, size_t len)
{
	const char *close = memchr(bytes, '>', len < 256 ? len : 256);
	const char *name = close ? memmem(bytes, (size_t)(close - bytes), "encoding", 8) : NULL;

	if (!name || strncmp(bytes, "<?xml", 5) != 0)
		return false;
	name += 8;
	while (name < close && strchr(" \t\r\n=\"'", *name))
		name++;
	return strncasecmp(name, "utf-8", 5) != 0 && strncasecmp(name, "utf8", 4) != 0;
}

static void skip_start(struct mender *m)
{
	if (at(m, "\xef\xbb\xbf"))
		m->pos += 3;
	const char *start = m->pos;
	while (m->pos < m->end && strchr(" \t\r\n", *m->pos) && *m->pos)
		m->pos++;
	m->done.has_start = m->pos > start;
}

/* The bytes 0x80 to 0x9f as Windows has them: what is no UTF-8 is mostly that. */
static uint32_t windows_character(unsigned char byte)
{
	static const uint16_t upper[32] = {
		0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
		0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
	};

	return byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte;
}

/* Plain ASCII up to what may be markup, or end a comment or CDATA section: most of any feed. */
static size_t plain_length(const struct mender *m)
{
	const char *s = m->pos;

	while (s < m->end && ((*s >= ' ' && *s < 0x7f) || *s == '\n') && *s != '<' && *s != '&' &&
	       *s != ']' && *s != '-')
		s++;
	return (size_t)(s - m->pos);
}

static void add_character(struct mender *m)
{
	uint32_t cp;
	size_t plain = plain_length(m);

	if (plain) {
		strbuf_add(m->out, m->pos, plain);
		m->pos += plain;
		return;
	}
	size_t n = utf8_decode(m->pos, (size_t)(m->end - m->pos), &cp);

	if (!m->done.is_utf8 && (unsigned char)*m->pos >= 0x80) {
		strbuf_addc(m->out, *m->pos++);
		return;
	}
	if (!n) {
		utf8_encode(m->out, windows_character((unsigned char)*m->pos++));
		m->done.bytes++;
		return;
	}
	if (utf8_is_xml(cp))
		strbuf_add(m->out, m->pos, n);
	else
		m->done.controls++;
	m->pos += n;
}

static void add_until(struct mender *m, const char *close)
{
	size_t len = strlen(close);
	const char *found = memmem(m->pos, (size_t)(m->end - m->pos), close, len);
	const char *stop = found ? found + len : m->end;

	while (m->pos < stop)
		add_character(m);
}

/* One that never ends would swallow all that follows. */
static void add_comment(struct mender *m)
{
	m->no_comment_ends =
		m->no_comment_ends || !memmem(m->pos, (size_t)(m->end - m->pos), "-->", 3);
	if (!m->no_comment_ends) {
		add_until(m, "-->");
		return;
	}
	strbuf_adds(m->out, "&lt;");
	m->done.comments++;
	m->pos++;
}

/* The length of `#8220;` or `#x201C;` behind an ampersand, or 0. */
static size_t number_length(const char *s, size_t len)
{
	static const char digits[] = "0123456789", hex[] = "0123456789abcdefABCDEF";
	size_t start = len > 1 && s[1] == 'x' ? 2 : 1, i = start;
	const char *allowed = start == 2 ? hex : digits;

	while (i < len && i < 10 && s[i] && strchr(allowed, s[i]))
		i++;
	return i > start && i < len && s[i] == ';' ? i + 1 : 0;
}

static size_t name_length(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && i < 40 &&
	       ((s[i] | 0x20) >= 'a' ? (s[i] | 0x20) <= 'z' : i > 0 && s[i] >= '0' && s[i] <= '9'))
		i++;
	return i > 0 && i < len && s[i] == ';' ? i + 1 : 0;
}

static bool is_xml_name(const char *name)
{
	static const char *const names[] = { "amp", "lt", "gt", "quot", "apos" };

	for (size_t i = 0; i < 5; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* `name;` behind an ampersand: XML's own, HTML's, or a document type's. */
static bool add_name(struct mender *m, size_t len)
{
	char name[48];

	memcpy(name, m->pos + 1, len - 1);
	name[len - 1] = '\0';
	const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);

	if (is_xml_name(name)) {
		strbuf_addf(m->out, "&%s;", name);
	} else if (known) {
		strbuf_addf(m->out, "&#%u;", known->value);
		m->done.names++;
	} else {
		return false;
	}
	m->pos += len + 1;
	return true;
}

static void add_reference(struct mender *m)
{
	const char *s = m->pos + 1;
	size_t left = (size_t)(m->end - s), name = name_length(s, left);
	size_t number = left && *s == '#' ? number_length(s, left) : 0;

	if (number) {
		strbuf_add(m->out, m->pos, number + 1);
		m->pos += number + 1;
		return;
	}
	if (name && add_name(m, name))
		return;
	if (!name || !m->has_doctype) {
		strbuf_adds(m->out, "&amp;");
		m->done.ampersands++;
	} else {
		strbuf_addc(m->out, '&');
	}
	m->pos++;
}

/* libxml2 compares each attribute of a tag with all before it. */
#define LONGEST_TAG (16 << 10)

static void follow_tag(struct mender *m)
{
	const char c = *m->pos;

	if (c == '<') {
		bool begins = m->pos + 1 < m->end && strchr("!?/", m->pos[1]) == NULL;

		m->tag = begins ? m->pos : NULL;
		m->quote = 0;
	} else if (m->tag && m->pos - m->tag > LONGEST_TAG) {
		strbuf_addf(m->out, "%.1s>", m->quote ? &m->quote : "");
		m->tag = NULL;
		m->done.tags++;
	} else if (m->tag && (m->quote ? c == m->quote : c == '"' || c == '\'')) {
		m->quote = m->quote ? 0 : c;
	} else if (c == '>' && !m->quote) {
		m->tag = NULL;
	}
}

static void mend_next(struct mender *m)
{
	follow_tag(m);
	if (*m->pos == '&') {
		add_reference(m);
	} else if (*m->pos != '<') {
		add_character(m);
	} else if (at(m, "<![CDATA[")) {
		add_until(m, "]]>");
	} else if (at(m, "<!--")) {
		add_comment(m);
	} else {
		m->has_doctype = m->has_doctype || at(m, "<!DOCTYPE");
		add_character(m);
	}
}

struct mending feed_mend(struct strbuf *out, const char *bytes, size_t len)
{
	struct mender m = { .pos = bytes, .end = bytes + len, .out = out };

	if (is_utf16(bytes, len)) {
		strbuf_add(out, bytes, len);
		return m.done;
	}
	skip_start(&m);
	size_t rest = (size_t)(m.end - m.pos);
	m.done.is_utf8 = is_all_utf8(m.pos, rest) || !declares_other(m.pos, rest);
	while (m.pos < m.end)
		mend_next(&m);
	return m.done;
}
