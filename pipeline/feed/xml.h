#ifndef FEED_XML_H
#define FEED_XML_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * XML into a string buffer: the one place that writes with libxml2's
 * xmlTextWriter, which forgets errors and lets ill-formed text through.
 *
 * - What goes wrong first is kept; everything after it is ignored, and
 *   xml_close() says so. Callers write on and ask once, at the end.
 * - Text is escaped here and must be valid UTF-8; a control character that
 *   XML 1.0 cannot carry is refused.
 * - In text, `<` is written as &#x3C;, which no reader mistakes for a tag (W3C
 *   feed validator, CharacterData); in attributes as &lt;, which all know.
 */
struct xml {
	struct _xmlTextWriter *writer;
	struct strbuf *out;
	const char *refused; /* what went wrong first, for a message; NULL: nothing */
};

/* Begins a document, declaration included. */
void xml_open(struct xml *x, struct strbuf *out);

/* Ends the document. True when all of it was written. */
bool xml_close(struct xml *x);

/* Puts all that was written so far into the buffer, whose length can be asked then. */
void xml_flush(struct xml *x);

void xml_start(struct xml *x, const char *name);
void xml_end(struct xml *x);

/* An attribute of the element just started, or its text; nothing for NULL. */
void xml_attr(struct xml *x, const char *name, const char *value);
void xml_text(struct xml *x, const char *text);

/* Ends the line of a start tag, where xml_element() follows. */
void xml_break(struct xml *x);

/*
 * A whole element as it stands, on a line of its own behind others; it must be well-formed there.
 * The writer does not indent what comes next: xml_indent() does.
 */
void xml_element(struct xml *x, unsigned depth, const char *element);
void xml_indent(struct xml *x, unsigned depth);

/* An element with nothing but text; no element for NULL. */
void xml_leaf(struct xml *x, const char *name, const char *text);

/* An element whose text is one CDATA section, or several where it has a `]]>`. */
void xml_leaf_cdata(struct xml *x, const char *name, const char *text, size_t len);

#endif
