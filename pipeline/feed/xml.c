#include "xml.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "base/strbuf.h"

static const char too_long[] = "it is longer than any feed may be";

/* Keeps the first failure; false from then on. */
static bool holds(struct xml *x, int result, const char *what)
{
	if (result < 0 && !x->refused)
		x->refused = what;
	return !x->refused;
}

/* Never says that it failed, which libxml2 would print; the buffer remembers. */
static int take_bytes(void *out, const char *bytes, int len)
{
	strbuf_add(out, bytes, (size_t)len);
	return len;
}

static bool write_raw(struct xml *x, const char *bytes, size_t len)
{
	if (x->refused || !len || !holds(x, strbuf_ok(x->out) ? 0 : -1, too_long))
		return !x->refused;
	return holds(x, xmlTextWriterWriteRawLen(x->writer, (const xmlChar *)bytes, (int)len),
		     "text that could not be written");
}

void xml_open(struct xml *x, struct strbuf *out)
{
	/*
	 * No encoder: the text is UTF-8 already, and recoding it to itself costs more than writing
	 * it.
	 */
	static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

	*x = (struct xml){ .out = out };
	xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(take_bytes, NULL, out, NULL);
	x->writer = buffer ? xmlNewTextWriter(buffer) : NULL;
	if (!holds(x, x->writer ? 0 : -1, "the start of the document"))
		return;
	xmlTextWriterSetIndent(x->writer, 1);
	write_raw(x, declaration, sizeof(declaration) - 1);
}

bool xml_close(struct xml *x)
{
	if (!x->writer)
		return false;
	if (!x->refused)
		holds(x, xmlTextWriterEndDocument(x->writer), "the end of the document");
	xmlFreeTextWriter(x->writer);
	x->writer = NULL;
	holds(x, strbuf_ok(x->out) ? 0 : -1, too_long);
	return !x->refused;
}

void xml_flush(struct xml *x)
{
	if (!x->refused)
		holds(x, xmlTextWriterFlush(x->writer), "text that could not be written");
}

void xml_start(struct xml *x, const char *name)
{
	if (!x->refused)
		holds(x, xmlTextWriterStartElement(x->writer, (const xmlChar *)name), name);
}

void xml_end(struct xml *x)
{
	if (!x->refused)
		holds(x, xmlTextWriterEndElement(x->writer), "the end of an element");
}

/*
 * What stands for a character that may not stand there itself; NULL when nothing can.
 * In attributes `<` has its name: the parsers of many apps know no numbers there.
 */
static const char *reference(char c, bool in_attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return in_attribute ? "&lt;" : "&#x3C;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\n':
		return "&#10;";
	case '\t':
		return "&#9;";
	case '\r':
		return "&#13;";
	default:
		return NULL;
	}
}

/* Readers make a line feed of a carriage return that stands there itself (XML 1.0 section 2.11). */
static bool is_plain(unsigned char c, bool in_attribute)
{
	if (c < ' ')
		return !in_attribute && (c == '\n' || c == '\t');
	return c != '&' && c != '<' && c != '>' && !(in_attribute && c == '"');
}

static void write_escaped(struct xml *x, const char *text, bool in_attribute)
{
	for (;;) {
		size_t plain = 0;

		while (is_plain((unsigned char)text[plain], in_attribute))
			plain++;
		if (!write_raw(x, text, plain) || !text[plain])
			return;
		const char *ref = reference(text[plain], in_attribute);
		if (!holds(x, ref ? 0 : -1, "a control character"))
			return;
		write_raw(x, ref, strlen(ref));
		text += plain + 1;
	}
}

void xml_attr(struct xml *x, const char *name, const char *value)
{
	if (!value || x->refused)
		return;
	if (!holds(x, xmlTextWriterStartAttribute(x->writer, (const xmlChar *)name), name))
		return;
	write_escaped(x, value, true);
	if (!x->refused)
		holds(x, xmlTextWriterEndAttribute(x->writer), name);
}

void xml_text(struct xml *x, const char *text)
{
	if (text)
		write_escaped(x, text, false);
}

void xml_indent(struct xml *x, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		write_raw(x, " ", 1);
}

void xml_break(struct xml *x)
{
	write_raw(x, "\n", 1);
}

void xml_element(struct xml *x, unsigned depth, const char *element)
{
	xml_indent(x, depth);
	write_raw(x, element, strlen(element));
	write_raw(x, "\n", 1);
}

void xml_leaf(struct xml *x, const char *name, const char *text)
{
	if (!text)
		return;
	xml_start(x, name);
	xml_text(x, text);
	xml_end(x);
}

static void write_section(struct xml *x, const char *text, size_t len)
{
	if (x->refused || !holds(x, xmlTextWriterStartCDATA(x->writer), "a CDATA section"))
		return;
	write_raw(x, text, len);
	if (!x->refused)
		holds(x, xmlTextWriterEndCDATA(x->writer), "a CDATA section");
}

/* The first `]]>`, or NULL: by its first letter, which texts hardly ever have. */
static const char *find_section_end(const char *s, const char *end)
{
	while ((s = memchr(s, ']', (size_t)(end - s)))) {
		if (end - s >= 3 && memcmp(s, "]]>", 3) == 0)
			return s;
		s++;
	}
	return NULL;
}

void xml_leaf_cdata(struct xml *x, const char *name, const char *text, size_t len)
{
	const char *end = text + len, *stop;

	xml_start(x, name);
	while ((stop = find_section_end(text, end))) {
		write_section(x, text, (size_t)(stop - text) + 2);
		text = stop + 2;
	}
	write_section(x, text, (size_t)(end - text));
	xml_end(x);
}
