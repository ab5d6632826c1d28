/* Podlove Simple Chapters: https://podlove.org/simple-chapters/, versions 1.0 to 1.2. */
#include <libxml/parser.h>
#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "marks.h"

#define NS_PSC "http://podlove.org/simple-chapters"

/* The first byte of a line that is no blank; lines count from 1. */
static size_t line_offset(const struct source *src, int line)
{
	const char *s = src->text;

	for (; line > 1 && *s; line--) {
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	return (size_t)(s + strspn(s, " \t") - src->text);
}

static struct span line_span_of(const struct source *src, int line)
{
	size_t off = line_offset(src, line);

	return span_at(src, off, strcspn(src->text + off, "\n"));
}

static const char *attribute(const xmlNode *n, const char *name, struct arena *a)
{
	xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *kept = value ? arena_strdup(a, (const char *)value) : NULL;

	xmlFree(value);
	return kept;
}

static bool is_chapter(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, "chapter") == 0 &&
	       (!n->ns || strcmp((const char *)n->ns->href, NS_PSC) == 0);
}

static void read_node(struct marks *m, const xmlNode *n)
{
	struct arena *a = m->r->arena;
	const char *start = attribute(n, "start", a);
	const struct mark mark = { .start = start ? time_parse(start) : -1,
				   .title = attribute(n, "title", a),
				   .url = attribute(n, "href", a),
				   .picture = attribute(n, "image", a) };

	mark_add(m, &mark, line_span_of(m->src, n->line));
}

/* The node behind `n` in the order of the document. */
static const xmlNode *following(const xmlNode *n)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n && !n->next)
		n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
	return n ? n->next : NULL;
}

static void report_error(struct marks *m, const xmlError *error)
{
	const char *text = error && error->message ? error->message : "it cannot be read";

	diag_report(m->r->diag, DIAG_CHAPTERS_FILE, line_span_of(m->src, error ? error->line : 1),
		    "this is not XML: %.*s", (int)strcspn(text, "\n"), text);
}

static void read_document(struct marks *m, xmlDocPtr doc)
{
	if (doc->intSubset) {
		diag_report(m->r->diag, DIAG_CHAPTERS_FILE, span_at(m->src, 0, 0),
			    "a file of chapters needs no DOCTYPE; delete it");
		return;
	}
	for (const xmlNode *n = xmlDocGetRootElement(doc); n && !m->is_full; n = following(n)) {
		if (is_chapter(n))
			read_node(m, n);
	}
}

void marks_read_xml(struct marks *m)
{
	/* The text is UTF-8 by now, whatever its first line says. */
	const int options =
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr doc = parser ? xmlCtxtReadMemory(parser, m->src->text, (int)m->src->len, NULL,
						   "UTF-8", options)
			       : NULL;

	if (doc)
		read_document(m, doc);
	else
		report_error(m, parser ? xmlCtxtGetLastError(parser) : NULL);
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(parser);
}
