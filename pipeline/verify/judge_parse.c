#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/limits.h"
#include "base/markup.h"
#include "base/mem.h"
#include "base/text.h"
#include "judging.h"

/* The text that is parsed begins behind white space that XML does not allow. */
static size_t skipped(const struct source *src)
{
	size_t n = strspn(src->text, " \t\r\n");

	return text_starts(src->text + n, "<?xml") ? n : 0;
}

/* How far the parser is in j->src. */
static size_t position(const struct judge *j, xmlParserCtxtPtr p)
{
	size_t at = skipped(j->src);

	if (p->input)
		at += (size_t)p->input->consumed + (size_t)(p->input->cur - p->input->base);
	return at < j->src->len ? at : j->src->len;
}

/* The last `mark` before `at`, or `at`. */
static size_t back_to(const struct judge *j, size_t at, char mark)
{
	const char *found = memrchr(j->src->text, mark, at);

	return found ? (size_t)(found - j->src->text) : at;
}

static void note_doctype(void *parser, const xmlChar *name, const xmlChar *public,
			 const xmlChar *system)
{
	xmlParserCtxtPtr p = parser;
	struct judge *j = p->_private;

	(void)name;
	(void)public;
	(void)system;
	judge_say(j, DIAG_XML_DOCTYPE, span_at(j->src, back_to(j, position(j, p), '<'), 9),
		  "there is a DOCTYPE, which a feed does not need");
}

/* In plain words what libxml2 says of a file that is no XML. */
static const char *words_of(const struct judge *j, const xmlError *e)
{
	const char *one = e->str1 ? e->str1 : "", *two = e->str2 ? e->str2 : "";

	switch (e->code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return arena_printf(j->arena, "'%s' was opened in line %d, but here '%s' is closed",
				    one, e->int1, two);
	case XML_ERR_TAG_NOT_FINISHED:
		return arena_printf(j->arena, "the file ends before '%s' is closed", one);
	case XML_ERR_DOCUMENT_END:
		return "something stands behind the end of the feed";
	case XML_ERR_DOCUMENT_EMPTY:
	case XML_ERR_DOCUMENT_START:
		return "there is no XML in this file";
	case XML_ERR_LT_IN_ATTRIBUTE:
		return "a '<' stands in an attribute; write it as '&lt;'";
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return arena_printf(j->arena, "the attribute '%s' stands here twice", one);
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return arena_printf(j->arena, "the prefix '%s' is nowhere bound to a namespace",
				    one);
	default:
		return arena_printf(j->arena, "this is no XML: %.*s",
				    (int)strcspn(e->message, "\n"), e->message);
	}
}

/* The words may have a piece of the feed in them, cut anywhere. */
static const char *in_ascii(const struct judge *j, const char *words)
{
	char *copy = arena_strdup(j->arena, words);
	size_t len = strlen(copy);

	for (char *c = copy; *c; c++)
		*c = (signed char)*c < 0x20 ? '?' : *c;
	while (len && copy[len - 1] == '.')
		copy[--len] = '\0';
	return copy;
}

static void note_entity(struct judge *j, size_t at, const xmlError *e)
{
	size_t start = back_to(j, at, '&');
	const char *name = e->str1 ? e->str1 : "";

	judge_say(j, DIAG_XML_ENTITY, span_at(j->src, start, at - start),
		  "XML knows no '&%s;'; write the character itself", in_ascii(j, name));
}

static void note_broken(struct judge *j, size_t at, const xmlError *e)
{
	if (!j->times[DIAG_XML_BROKEN]) /* what follows is mostly its consequence */
		judge_say(j, DIAG_XML_BROKEN, span_at(j->src, at, 1), "%s",
			  in_ascii(j, words_of(j, e)));
}

/* Elsewhere as well names may be missing. */
static bool is_bare_ampersand(const struct judge *j, size_t at, const xmlError *e)
{
	return e->code != XML_ERR_NAME_REQUIRED || (at && j->src->text[at - 1] == '&');
}

static void note_error(void *parser, xmlErrorPtr e)
{
	xmlParserCtxtPtr p = parser;
	struct judge *j = p->_private;
	size_t at = position(j, p);

	if (e->level < XML_ERR_ERROR && e->code != XML_WAR_UNDECLARED_ENTITY)
		return;
	switch (e->code) {
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
		note_entity(j, at, e);
		return;
	case XML_ERR_NAME_REQUIRED:
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
		if (!is_bare_ampersand(j, at, e)) {
			note_broken(j, at, e);
			return;
		}
		judge_say(j, DIAG_XML_AMPERSAND, span_at(j->src, back_to(j, at, '&'), 1),
			  "a bare '&' stands here; write it as '&amp;'");
		return;
	case XML_ERR_MISPLACED_CDATA_END:
		judge_say(j, DIAG_XML_CDATA_END, span_at(j->src, back_to(j, at + 1, ']'), 1),
			  "']]>' stands in the text; it ends a CDATA section too early");
		return;
	default:
		note_broken(j, at, e);
	}
}

/* What would take a parser hours is not given to it. */
static bool is_too_wide(struct judge *j)
{
	const char *tag = markup_wide_tag(j->src->text, j->src->len);

	if (tag)
		judge_say(j, DIAG_XML_BROKEN, span_at(j->src, (size_t)(tag - j->src->text), 1),
			  "an element has more than %zu attributes; no feed needs so many",
			  LIMIT_XML_ATTRIBUTES);
	return tag != NULL;
}

xmlDocPtr judge_parse(struct judge *j)
{
	/* The text is UTF-8 by now, whatever its declaration says. */
	const int options =
		XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
	size_t from = skipped(j->src);
	xmlParserCtxtPtr p =
		j->src->len > from && !is_too_wide(j)
			? xmlCreateMemoryParserCtxt(j->src->text + from, (int)(j->src->len - from))
			: NULL;
	if (!p)
		return NULL;
	xmlCtxtUseOptions(p, options);
	p->_private = j;
	p->sax->serror = note_error;
	/* Nothing of a document type is taken: no entity is ever expanded. */
	p->sax->internalSubset = note_doctype;
	p->sax->externalSubset = NULL;
	p->sax->entityDecl = NULL;
	p->sax->attributeDecl = NULL;
	xmlParseDocument(p);
	xmlDocPtr doc = p->myDoc;
	p->myDoc = NULL;
	xmlFreeParserCtxt(p);
	if (doc)
		judge_places(j, doc);
	return doc;
}
