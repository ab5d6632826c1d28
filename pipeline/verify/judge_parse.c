#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "judge.h"

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

static void start_element(void *parser, const xmlChar *name, const xmlChar *prefix,
			  const xmlChar *uri, int ns_count, const xmlChar **ns, int count,
			  int defaulted, const xmlChar **attributes)
{
	xmlParserCtxtPtr p = parser;
	const struct judge *j = p->_private;

	xmlSAX2StartElementNs(p, name, prefix, uri, ns_count, ns, count, defaulted, attributes);
	if (p->node)
		p->node->_private = (void *)(uintptr_t)back_to(j, position(j, p), '<');
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

xmlDocPtr judge_parse(struct judge *j)
{
	/* The text is UTF-8 by now, whatever its declaration says. */
	const int options =
		XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
	size_t from = skipped(j->src);
	xmlParserCtxtPtr p =
		j->src->len > from
			? xmlCreateMemoryParserCtxt(j->src->text + from, (int)(j->src->len - from))
			: NULL;
	if (!p)
		return NULL;
	xmlCtxtUseOptions(p, options);
	p->_private = j;
	p->sax->startElementNs = start_element;
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
	return doc;
}

/* ---- places ---- */

static size_t offset_of(const struct judge *j, const xmlNode *n)
{
	size_t at = (size_t)(uintptr_t)n->_private;

	return at < j->src->len ? at : j->src->len;
}

/* Behind the `>` of the start tag, which may stand in a quoted value as well. */
static size_t end_of_tag(const struct judge *j, size_t at)
{
	const char *s = j->src->text;
	char quote = 0;

	for (; at < j->src->len; at++) {
		if (quote)
			quote = s[at] == quote ? 0 : quote;
		else if (s[at] == '"' || s[at] == '\'')
			quote = s[at];
		else if (s[at] == '>')
			return at + 1;
	}
	return at;
}

struct span judge_at(const struct judge *j, const xmlNode *n)
{
	size_t at = offset_of(j, n);

	return span_at(j->src, at,
		       1 + strcspn(j->src->text + at + (at < j->src->len), " \t\r\n/>"));
}

struct span judge_at_attribute(const struct judge *j, const xmlNode *n, const char *name)
{
	size_t at = offset_of(j, n), end = end_of_tag(j, at), len = strlen(name);

	for (size_t i = at + 1; i + len + 2 < end; i++) {
		const char *s = j->src->text + i;

		if (strchr(" \t\r\n", s[-1]) && memcmp(s, name, len) == 0 && s[len] == '=' &&
		    (s[len + 1] == '"' || s[len + 1] == '\'')) {
			const char *value = s + len + 2;
			size_t from = (size_t)(value - j->src->text);
			const char *close = memchr(value, value[-1], j->src->len - from);

			return span_at(j->src, from,
				       close && close > value ? (size_t)(close - value) : 1);
		}
	}
	return judge_at(j, n);
}

/* From the first sign of the text, behind `<![CDATA[`, to the end of the line or the next tag. */
struct span judge_at_text(const struct judge *j, const xmlNode *n)
{
	size_t at = end_of_tag(j, offset_of(j, n));
	const char *s = j->src->text + at;

	if (text_starts(s, "<![CDATA[")) {
		s += 9;
		at += 9;
		const char *end = strstr(s, "]]>");
		size_t line = strcspn(s, "\n");

		return span_at(j->src, at,
			       end && (size_t)(end - s) < line ? (size_t)(end - s) : line);
	}
	size_t len = strcspn(s, "<\n");
	return len ? span_at(j->src, at, len) : judge_at(j, n);
}

const char *judge_text(const struct judge *j, const xmlNode *n)
{
	const xmlNode *first = n ? n->children : NULL;

	if (!first)
		return "";
	if (!first->next && first->type == XML_TEXT_NODE)
		return node_text(n);
	xmlChar *all = xmlNodeGetContent(n);
	const char *kept = all ? arena_strdup(j->arena, (const char *)all) : "";
	xmlFree(all);
	return kept;
}

const char *judge_line(struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);
	size_t lead = strspn(text, " \t\r\n"), len = strlen(text);

	while (len > lead && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (lead == 0 && !text[len])
		return text;
	if (len > lead)
		judge_say(j, DIAG_SPACES_AROUND, judge_at_text(j, n),
			  "the text of '%s' begins or ends with white space", judge_name(j, n));
	return arena_strndup(j->arena, text + lead, len - lead);
}

const char *judge_name(const struct judge *j, const xmlNode *n)
{
	const char *prefix = n->ns ? (const char *)n->ns->prefix : NULL;

	return arena_printf(j->arena, "%s%s%s", prefix ? prefix : "", prefix ? ":" : "",
			    (const char *)n->name);
}
