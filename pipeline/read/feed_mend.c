#include "feed_mend.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "feed_mender.h"

static bool at(const struct mender *m, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(m->end - m->pos) >= len && memcmp(m->pos, word, len) == 0;
}

/* The first of these places that is there, or NULL. */
static const char *first_of(const struct mender *m, const char *const *words)
{
	const char *first = m->end;

	for (; *words; words++) {
		const char *found =
			memmem(m->pos, (size_t)(first - m->pos), *words, strlen(*words));

		first = found ? found : first;
	}
	return first < m->end ? first : NULL;
}

/* Programs print their complaints before the feed; a page that has a feed in its text is none. */
static void skip_junk(struct mender *m)
{
	static const char *const starts[] = { "<?xml", "<rss", "<feed", "<rdf:RDF", NULL };
	static const char *const pages[] = { "<html", "<HTML", "<!doctype html", "<!DOCTYPE html",
					     NULL };
	const char *start = first_of(m, starts), *page = first_of(m, pages);

	if (at(m, "<?") || at(m, "<!") || !start || start == m->pos || (page && page < start))
		return;
	m->pos = start;
	m->done.has_junk = true;
}

static void skip_start(struct mender *m)
{
	if (at(m, "\xef\xbb\xbf"))
		m->pos += 3;
	const char *start = m->pos;
	while (m->pos < m->end && *m->pos && strchr(" \t\r\n", *m->pos))
		m->pos++;
	m->done.has_start = m->pos > start;
	skip_junk(m);
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
	       *s != ']' && *s != '-' && (*s != '"' || !m->in_value))
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

static void add_to(struct mender *m, const char *stop)
{
	const char *end = m->end;

	for (m->end = stop; m->pos < stop;)
		add_character(m);
	m->end = end;
}

static const char *find(const char *from, const char *stop, const char *word)
{
	return from < stop ? memmem(from, (size_t)(stop - from), word, strlen(word)) : NULL;
}

/* One that never ends would swallow all that follows. */
static void add_comment(struct mender *m)
{
	m->no_comment_ends =
		m->no_comment_ends || !memmem(m->pos, (size_t)(m->end - m->pos), "-->", 3);
	if (!m->no_comment_ends) {
		add_to(m, (const char *)memmem(m->pos, (size_t)(m->end - m->pos), "-->", 3) + 3);
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

/* The end tag of the element that is read, before `stop`; or NULL. */
static const char *find_end_tag(const struct mender *m, const char *stop)
{
	const struct open_tag *open = mender_open(m);
	const char *at = m->pos;

	while (open && (at = find(at, stop, "</")) != NULL) {
		size_t left = (size_t)(stop - at);

		if (left > open->len + 2 && memcmp(at + 2, open->name, open->len) == 0 &&
		    strchr(" \t\r\n>", at[open->len + 2]))
			return at;
		at += 2;
	}
	return NULL;
}

/*
 * Where the CDATA section ends that began at `start`: before its `]]>`. One that was cut takes with
 * it all up to the end of the next section: another section's start is inside, and before that the
 * end of the element. Then it ends where its element does.
 */
static const char *section_end(struct mender *m, const char *start, bool *is_cut)
{
	if (!m->section_close || m->section_close < start) {
		const char *found = find(start, m->end, "]]>");

		m->section_close = found ? found : m->end;
	}
	const char *stop = m->section_close, *close = stop < m->end ? stop : NULL;
	const char *again = find(start, stop, "<![CDATA[");
	const char *tag = !close || again ? find_end_tag(m, again ? again : stop) : NULL;

	*is_cut = !close || tag;
	return tag ? tag : stop;
}

static void add_section(struct mender *m)
{
	bool is_cut;
	const char *start = m->pos + 9, *stop = section_end(m, start, &is_cut);

	add_to(m, stop);
	strbuf_adds(m->out, "]]>");
	m->pos = is_cut ? stop : stop + 3;
	m->done.sections += is_cut;
}

static bool is_declaration(const struct mender *m)
{
	return at(m, "<?xml ") || at(m, "<?xml\t") || at(m, "<?xml\n") || at(m, "<?xml\r");
}

/* `<?` ... `?>`. A declaration that is not the first thing is no declaration any more. */
static void add_instruction(struct mender *m)
{
	const char *close = m->no_instruction_ends ? NULL : find(m->pos, m->end, "?>");

	if (!close) {
		m->no_instruction_ends = true;
		m->done.brackets++;
		strbuf_adds(m->out, "&lt;");
		m->pos++;
	} else if (m->out->len && is_declaration(m)) {
		m->done.has_junk = m->done.has_junk || !m->depth;
		m->pos = close + 2;
	} else {
		add_to(m, close + 2);
	}
}

/* A document type stands before the root, with its own declarations. */
static bool add_doctype(struct mender *m)
{
	if (m->depth || (size_t)(m->end - m->pos) < 9 || strncasecmp(m->pos, "<!doctype", 9) != 0)
		return false;
	const char *inner = find(m->pos, m->end, "["), *close = find(m->pos, m->end, ">");
	if (close && inner && inner < close)
		close = find(inner, m->end, "]>");
	if (!close)
		return false;
	m->has_doctype = true;
	add_to(m, close + (*close == ']' ? 2 : 1));
	return true;
}

static void add_bracket(struct mender *m)
{
	if (at(m, "<![CDATA[") && m->depth)
		add_section(m);
	else if (at(m, "<!--"))
		add_comment(m);
	else if (at(m, "<?"))
		add_instruction(m);
	else if (!add_doctype(m) && !mender_add_tag(m)) {
		strbuf_adds(m->out, "&lt;");
		m->done.brackets++;
		m->pos++;
	}
}

void mender_add_text(struct mender *m, const char *stop)
{
	const char *end = m->end;

	m->in_value = true;
	for (m->end = stop; m->pos < stop;) {
		if (*m->pos == '&')
			add_reference(m);
		else if (*m->pos == '<') {
			strbuf_adds(m->out, "&lt;");
			m->pos++;
		} else if (*m->pos == '"') {
			strbuf_adds(m->out, "&quot;");
			m->pos++;
		} else
			add_character(m);
	}
	m->end = end;
	m->in_value = false;
}

/* What is left of a section that ended too early. */
static bool skip_section_end(struct mender *m)
{
	if (!at(m, "]]>"))
		return false;
	m->pos += 3;
	if (m->pos == m->end || *m->pos != '<')
		strbuf_adds(m->out, "]]&gt;");
	m->done.sections++;
	return true;
}

static void mend_next(struct mender *m)
{
	if (*m->pos == '<')
		add_bracket(m);
	else if (*m->pos == '&')
		add_reference(m);
	else if (*m->pos != ']' || !m->depth || !skip_section_end(m))
		add_character(m);
}

struct mending feed_mend(struct strbuf *out, const char *bytes, size_t len)
{
	struct mender m = { .pos = bytes, .end = bytes + len, .out = out };

	skip_start(&m);
	while (m.pos < m.end)
		mend_next(&m);
	mender_end(&m);
	return m.done;
}
