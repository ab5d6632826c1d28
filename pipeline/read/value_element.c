#include <libxml/parser.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/own_element.h"
#include "value_check.h"

/*
 * An element of a feed that no field has, kept as XML: it must be one by itself, as it is written
 * into the feed as it stands. The prefixes that every feed of blether declares need no declaration.
 */
static const char before[] = "<blether xmlns:itunes=\"" OWN_NS_ITUNES
			     "\" xmlns:podcast=\"" OWN_NS_PODCAST "\" xmlns:atom=\"" OWN_NS_ATOM
			     "\">";
static const char after[] = "</blether>";

static void refuse(const struct value *v, const char *why)
{
	diag_report(v->r->diag, DIAG_BAD_ELEMENT, v->at, "'%s' has an entry that %s",
		    v->field->key, why);
}

/* What libxml2 says without its line end, or our words for what people meet. */
static const char *plain_reason(const xmlError *e, struct arena *a)
{
	static const struct {
		int code;
		const char *words;
	} known[] = {
		{ XML_ERR_TAG_NAME_MISMATCH, "an end tag does not fit its start tag" },
		{ XML_ERR_TAG_NOT_FINISHED, "an element is not closed" },
		{ XML_ERR_GT_REQUIRED, "a '>' is missing" },
		{ XML_ERR_NAME_REQUIRED, "a '<' or '&' stands in text; write '&lt;' or '&amp;'" },
		{ XML_ERR_ENTITYREF_SEMICOL_MISSING, "an '&' stands in text; write '&amp;'" },
		{ XML_ERR_DOCUMENT_END, "it closes what it did not open" },
		{ XML_ERR_DOCUMENT_EMPTY, "it is empty" },
		{ XML_ERR_INVALID_CHAR, "it has a character that XML cannot carry" },
	};

	for (size_t i = 0; e && i < COUNT(known); i++) {
		if (known[i].code == e->code)
			return known[i].words;
	}
	size_t len = e && e->message ? strcspn(e->message, "\n") : 0;

	return len ? arena_strndup(a, e->message, len) : "it cannot be read";
}

static void refuse_broken(const struct value *v, const xmlError *e)
{
	struct arena *a = v->r->arena;

	if (strstr(v->text, "<!DOCTYPE"))
		refuse(v, "has a DOCTYPE; only the element itself can stand in a feed");
	else if (e && e->code == XML_ERR_UNDECLARED_ENTITY && e->str1)
		refuse(v, arena_printf(a, "names '&%s;'; XML by itself has only &amp; &lt; &gt; "
					  "&quot; and &apos;, so write the character",
				       e->str1));
	else if (e && e->code == XML_NS_ERR_UNDEFINED_NAMESPACE && e->str1)
		refuse(v, arena_printf(a, "has the prefix '%s' without its address; add "
					  "xmlns:%s=\"…\" to the element",
				       e->str1, e->str1));
	else
		refuse(v, arena_printf(a, "is no XML by itself: %s", plain_reason(e, a)));
}

/* The one element in the root, with nothing beside it; NULL: there are others, or none. */
static const xmlNode *only_element(const xmlNode *root)
{
	const xmlNode *only = root->children;

	return only && only->type == XML_ELEMENT_NODE && !only->next ? only : NULL;
}

static const struct own_element *own_element(const struct value *v, const xmlNode *n)
{
	const char *ns = n->ns ? (const char *)n->ns->href : NULL;
	const char *name = (const char *)n->name;

	return v->field->type == FIELD_SHOW_ELEMENT ? own_channel_element(ns, name)
						    : own_item_element(ns, name);
}

/* <atom:link> with such a rel tells where the feed is. */
static bool is_own_link(const struct value *v, const xmlNode *n)
{
	xmlChar *rel = xmlGetNoNsProp(n, (const xmlChar *)"rel");
	bool link = n->ns && strcmp((const char *)n->ns->href, OWN_NS_ATOM) == 0 &&
		    strcmp((const char *)n->name, "link") == 0;
	bool own = v->field->type == FIELD_SHOW_ELEMENT && link && rel &&
		   own_link_rel((const char *)rel);

	xmlFree(rel);
	return own;
}

static bool check_name(const struct value *v, const xmlNode *n)
{
	struct arena *a = v->r->arena;
	const struct own_element *own = own_element(v, n);
	const char *prefix = n->ns && n->ns->prefix ? (const char *)n->ns->prefix : "";
	const char *name = arena_printf(a, "%s%s%s", prefix, *prefix ? ":" : "", n->name);

	if (own && own->repeats)
		return true;
	if (own && own->field)
		refuse(v, arena_printf(a, "is <%s>, which blether writes from '%s'; write it there",
				       name, own->field));
	else if (own || is_own_link(v, n))
		refuse(v,
		       arena_printf(a, "is <%s>, which blether writes by itself; delete it", name));
	else
		return true;
	return false;
}

static bool check_tree(const struct value *v, xmlParserCtxtPtr ctxt, xmlDocPtr doc)
{
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;

	if (!root || !ctxt->nsWellFormed) {
		refuse_broken(v, xmlCtxtGetLastError(ctxt));
		return false;
	}
	const xmlNode *n = only_element(root);

	if (!n)
		refuse(v, "is not one element, from its '<' to its last '>'");
	return n && check_name(v, n);
}

bool value_check_element(const struct value *v)
{
	STRBUF_SCOPED struct strbuf whole =
		STRBUF_INIT(LIMIT_ELEMENT_BYTES + sizeof(before) + sizeof(after));
	size_t len = strlen(v->text);

	if (len > LIMIT_ELEMENT_BYTES) {
		diag_report(v->r->diag, DIAG_TOO_LONG, v->at,
			    "'%s' has an entry of %zu bytes; %zu are the most", v->field->key, len,
			    LIMIT_ELEMENT_BYTES);
		return false;
	}
	strbuf_adds(&whole, before);
	strbuf_adds(&whole, v->text);
	strbuf_adds(&whole, after);
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	if (!ctxt)
		return false;
	xmlDocPtr doc =
		xmlCtxtReadMemory(ctxt, whole.data, (int)whole.len, NULL, "UTF-8",
				  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	bool good = check_tree(v, ctxt, doc);

	xmlFreeDoc(doc);
	xmlFreeParserCtxt(ctxt);
	return good;
}
