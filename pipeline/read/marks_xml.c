/* Podlove Simple Chapters: https://podlove.org/simple-chapters/, versions 1.0 to 1.2. */
#include <libxml/xmlreader.h>
#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "marks.h"

#define NS_PSC "http://podlove.org/simple-chapters"

struct chapters_xml {
	struct marks *m;
	xmlTextReaderPtr reader;
	bool failed; /* reported */
};

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

static struct span line_span_of(const struct chapters_xml *x, int line)
{
	size_t off = line_offset(x->m->src, line);

	return span_at(x->m->src, off, strcspn(x->m->src->text + off, "\n"));
}

static void report_first(void *arg, xmlErrorPtr error)
{
	struct chapters_xml *x = arg;
	const char *text = error->message ? error->message : "it ends too early";

	if (x->failed)
		return;
	x->failed = true;
	diag_report(x->m->r->diag, DIAG_CHAPTERS_FILE, line_span_of(x, error->line),
		    "this is not XML: %.*s", (int)strcspn(text, "\n"), text);
}

static const char *attribute(const struct chapters_xml *x, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(x->reader, (const xmlChar *)name);
	const char *kept = value ? arena_strdup(x->m->r->arena, (const char *)value) : NULL;

	xmlFree(value);
	return kept;
}

static bool is_chapter(xmlTextReaderPtr reader)
{
	const char *ns = (const char *)xmlTextReaderConstNamespaceUri(reader);

	return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
	       strcmp((const char *)xmlTextReaderConstLocalName(reader), "chapter") == 0 &&
	       (!ns || strcmp(ns, NS_PSC) == 0);
}

static void read_node(struct chapters_xml *x)
{
	struct span at = line_span_of(x, xmlTextReaderGetParserLineNumber(x->reader));

	if (xmlTextReaderNodeType(x->reader) == XML_READER_TYPE_DOCUMENT_TYPE) {
		diag_report(x->m->r->diag, DIAG_CHAPTERS_FILE, at,
			    "a file of chapters needs no DOCTYPE; delete it");
		x->failed = true;
	} else if (is_chapter(x->reader)) {
		const char *start = attribute(x, "start");
		const struct mark mark = { .start = start ? time_parse(start) : -1,
					   .title = attribute(x, "title"),
					   .url = attribute(x, "href"),
					   .picture = attribute(x, "image") };

		mark_add(x->m, &mark, at);
	}
}

void marks_read_xml(struct marks *m)
{
	struct chapters_xml x = { .m = m };

	x.reader =
		xmlReaderForMemory(m->src->text, (int)m->src->len, NULL, "UTF-8", XML_PARSE_NONET);
	if (!x.reader)
		return;
	xmlTextReaderSetStructuredErrorHandler(x.reader, report_first, &x);
	while (!x.failed && !m->is_full && xmlTextReaderRead(x.reader) == 1)
		read_node(&x);
	xmlFreeTextReader(x.reader);
}
