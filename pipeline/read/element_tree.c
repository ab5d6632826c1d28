#include "read/element_tree.h"

#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/markup.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "feed_decode.h"
#include "feed_mend.h"
#include "feed_xml.h"

/* An XML document on its way to a tree. */
struct reading {
	struct feed_doc doc;
	size_t elements; /* so far */
	bool too_much;
};

static xmlDocPtr parse(const struct strbuf *text)
{
	const int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
			    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT |
			    XML_PARSE_IGNORE_ENC;

	if (!strbuf_ok(text) || text->len > INT_MAX || markup_wide_tag(text->data, text->len))
		return NULL;
	return xmlReadMemory(text->data, (int)text->len, NULL, "UTF-8", options);
}

static const char *copy(struct reading *r, const xmlChar *s)
{
	return s ? arena_strdup(r->doc.arena, (const char *)s) : NULL;
}

static void take_attributes(struct reading *r, struct remote_element *e, const xmlNode *n)
{
	for (const xmlAttr *at = n->properties; at; at = at->next) {
		struct remote_attribute *into =
			feed_add(&r->doc, &e->attributes, sizeof(struct remote_attribute));

		into->ns = at->ns ? copy(r, at->ns->href) : NULL;
		into->prefix = at->ns ? copy(r, at->ns->prefix) : NULL;
		into->name = copy(r, at->name);
		into->value = element_attr(&r->doc, n, (const char *)at->name);
		if (!into->value)
			into->value = "";
	}
}

/* The prefix, of an element whose namespace was never declared too. */
static const char *prefix_of(struct reading *r, const xmlNode *n)
{
	const char *name = (const char *)n->name, *colon = strchr(name, ':');

	if (n->ns)
		return copy(r, n->ns->prefix);
	return colon ? arena_strndup(r->doc.arena, name, (size_t)(colon - name)) : NULL;
}

/* Its own text, without that of the elements inside it. */
static const char *own_text(struct reading *r, const xmlNode *n)
{
	return next_element(n->children) ? NULL : element_text(&r->doc, n);
}

static void take_element(struct reading *r, struct remote_element *e, const xmlNode *n,
			 unsigned depth)
{
	*e = (struct remote_element){ .ns = n->ns ? copy(r, n->ns->href) : NULL,
				      .prefix = prefix_of(r, n),
				      .name = arena_strdup(r->doc.arena, element_name(n)),
				      .line = (unsigned)xmlGetLineNo(n),
				      .text = own_text(r, n) };
	take_attributes(r, e, n);
	for (n = next_element(n->children); n && !r->too_much; n = next_element(n->next)) {
		r->too_much = depth == LIMIT_TREE_DEPTH || r->elements++ == LIMIT_TREE_ELEMENTS;
		if (!r->too_much)
			take_element(r, feed_add(&r->doc, &e->inside, sizeof(*e)), n, depth + 1);
	}
}

static struct remote_element *take_root(struct reading *r, struct arena *a)
{
	const xmlNode *root = r->doc.doc ? xmlDocGetRootElement(r->doc.doc) : NULL;
	struct remote_element *e = root ? arena_new(a, struct remote_element) : NULL;

	if (e)
		take_element(r, e, root, 1);
	return e;
}

struct remote_element *element_tree_read(const char *bytes, size_t len, const char *from,
					 struct arena *a, struct diag *diag)
{
	STRBUF_SCOPED struct strbuf mended = STRBUF_INIT(2 * LIMIT_FEED_BYTES);
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_FEED_BYTES);
	STRBUF_SCOPED struct strbuf room = STRBUF_INIT(2 * LIMIT_FEED_BYTES);
	const struct decoded decoded = feed_decode(&room, bytes, len);
	struct reading r = { .doc = { .arena = a, .text = &text } };

	feed_mend(&mended, decoded.bytes, decoded.len);
	r.doc.doc = parse(&mended);
	struct remote_element *root = take_root(&r, a);

	xmlFreeDoc(r.doc.doc);
	if (!root)
		diag_report(diag, DIAG_SOURCE_XML, span_path(from, a),
			    "this is no XML that can be read; export it again, and do not open the "
			    "file in a word processor in between");
	else if (r.too_much)
		diag_report(diag, DIAG_SOURCE_XML, span_path(from, a),
			    "this has more than %d elements, or more than %d inside one another; "
			    "export it in parts",
			    LIMIT_TREE_ELEMENTS, LIMIT_TREE_DEPTH);
	return r.too_much ? NULL : root;
}
