#include "feed_xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

const char *element_name(const xmlNode *n)
{
	const char *colon = strchr((const char *)n->name, ':');

	return colon ? colon + 1 : (const char *)n->name;
}

bool element_is(const xmlNode *n, enum feed_ns ns, const char *name)
{
	return strcasecmp(element_name(n), name) == 0 && element_ns(n) == ns;
}

const xmlNode *next_element(const xmlNode *n)
{
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

/* The next node inside `top` in the order of the document, or NULL. */
static const xmlNode *following(const xmlNode *n, const xmlNode *top)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

/* A name that a document type would explain: what HTML knows is taken, the rest stays as it stands.
 */
static void add_reference(struct strbuf *out, const xmlNode *n)
{
	const htmlEntityDesc *html = htmlEntityLookup(n->name);

	if (html)
		utf8_encode(out, html->value);
	else
		strbuf_addf(out, "&%s;", (const char *)n->name);
}

void element_add_text(struct strbuf *out, const xmlNode *n)
{
	if (n->type == XML_ENTITY_REF_NODE)
		add_reference(out, n);
	else if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
		strbuf_adds(out, (const char *)n->content);
}

/* A copy of what was collected, without what pages and feeds cannot carry. */
static char *copy_clean(const struct strbuf *text, struct arena *a)
{
	char *copy = arena_strndup(a, text->data, text->len), *to = copy;

	for (const char *s = text->data, *end = s + text->len; s < end;) {
		uint32_t cp = 0;

		while (s < end && *s >= ' ' && *s < 0x7f)
			*to++ = *s++;
		if (s == end)
			break;
		size_t n = utf8_decode(s, (size_t)(end - s), &cp);

		if (n && utf8_is_xml(cp)) {
			memmove(to, s, n);
			to += n;
		}
		s += n ? n : 1;
	}
	*to = '\0';
	return copy;
}

static char *trimmed(char *s)
{
	s += strspn(s, " \t\r\n");
	size_t len = strlen(s);
	while (len && strchr(" \t\r\n", s[len - 1]))
		len--;
	s[len] = '\0';
	return len ? s : NULL;
}

char *element_collected(struct feed_doc *d)
{
	return trimmed(copy_clean(d->text, d->arena));
}

char *element_raw(struct feed_doc *d, const xmlNode *n)
{
	strbuf_clear(d->text);
	for (const xmlNode *in = n; in; in = following(in, n))
		element_add_text(d->text, in);
	return copy_clean(d->text, d->arena);
}

char *element_text(struct feed_doc *d, const xmlNode *n)
{
	return trimmed(element_raw(d, n));
}

static bool has_elements(const xmlNode *n)
{
	return next_element(n->children) != NULL;
}

char *element_markup(struct feed_doc *d, const xmlNode *n)
{
	if (!has_elements(n))
		return element_text(d, n);
	xmlBufferPtr buffer = xmlBufferCreate();

	strbuf_clear(d->text);
	for (xmlNodePtr in = n->children; in; in = in->next) {
		xmlBufferEmpty(buffer);
		xmlNodeDump(buffer, d->doc, in, 0, 0);
		strbuf_adds(d->text, (const char *)xmlBufferContent(buffer));
	}
	xmlBufferFree(buffer);
	return element_collected(d);
}

/* Without a namespace first; one that carries a prefix by mistake will do. */
static const xmlAttr *find_attr(const xmlNode *n, const char *name)
{
	const xmlAttr *found = NULL;

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		if (strcasecmp((const char *)a->name, name) != 0)
			continue;
		if (!a->ns)
			return a;
		found = found ? found : a;
	}
	return found;
}

char *element_attr(struct feed_doc *d, const xmlNode *n, const char *name)
{
	const xmlAttr *a = find_attr(n, name);

	return a ? element_value(d, a) : NULL;
}

char *element_value(struct feed_doc *d, const xmlAttr *a)
{
	strbuf_clear(d->text);
	for (const xmlNode *in = a->children; in; in = in->next)
		element_add_text(d->text, in);
	return element_collected(d);
}

/* `scheme:` (RFC 3986 section 3.1) */
static bool is_absolute(const char *url)
{
	size_t len =
		strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return len > 0 && url[len] == ':';
}

static const char *escape_blanks(struct feed_doc *d, const char *url)
{
	if (!strpbrk(url, " \t\r\n"))
		return url;
	strbuf_clear(d->text);
	for (; *url; url++) {
		if (*url == ' ')
			strbuf_adds(d->text, "%20");
		else if (!strchr("\t\r\n", *url))
			strbuf_addc(d->text, *url);
	}
	return arena_strndup(d->arena, d->text->data, d->text->len);
}

/* xml:base (of the element, or what it stands in, each resolved against the next), else the feed's
 * address. libxml2 makes a copy of it all at each level, so that it is asked only where there is
 * one. */
const char *element_base(struct feed_doc *d, const xmlNode *n)
{
	if (!d->has_base)
		return d->base;
	xmlChar *own = xmlNodeGetBase(d->doc, n);
	xmlChar *whole = own && d->base ? xmlBuildURI(own, (const xmlChar *)d->base) : NULL;
	const char *base = d->base;

	if (whole)
		base = arena_strdup(d->arena, (const char *)whole);
	else if (own && is_absolute((const char *)own))
		base = arena_strdup(d->arena, (const char *)own);
	xmlFree(whole);
	xmlFree(own);
	return base;
}

const char *element_url(struct feed_doc *d, const xmlNode *n, const char *url)
{
	if (!url)
		return NULL;
	url = escape_blanks(d, url);
	if (is_absolute(url))
		return url;
	const char *base = element_base(d, n);
	xmlChar *whole = base ? xmlBuildURI((const xmlChar *)url, (const xmlChar *)base) : NULL;

	if (whole)
		url = arena_strdup(d->arena, (const char *)whole);
	xmlFree(whole);
	return url;
}

void *feed_add(struct feed_doc *d, struct remote_list *list, size_t size)
{
	if (!list->room) { /* of nearly all lists in an item there is one thing, or two */
		list->room = 2;
		list->items = arena_array(d->arena, list->room, size);
	}
	list->items = arena_grow(d->arena, list->items, list->count, &list->room, size);
	void *added = (char *)list->items + list->count++ * size;
	memset(added, 0, size);
	return added;
}

bool element_has_only(const xmlNode *n, const char *attributes)
{
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		if (a->ns &&
		    strcmp((const char *)a->ns->href, (const char *)XML_XML_NAMESPACE) == 0)
			continue;
		if (!text_has_word(attributes, (const char *)a->name) &&
		    !text_has_word("type mode", (const char *)a->name))
			return false;
	}
	return true;
}

bool feed_take_person(struct feed_doc *d, struct remote_list *people, const xmlNode *n)
{
	const char *name = element_text(d, n);

	if (!name)
		return false;
	struct remote_person *p = feed_add(d, people, sizeof(*p));
	*p = (struct remote_person){
		.name = name,
		.role = element_attr(d, n, "role"),
		.group = element_attr(d, n, "group"),
		.url = element_url(d, n, element_attr(d, n, "href")),
		.picture = element_url(d, n, element_attr(d, n, "img")),
	};
	return element_has_only(n, "role group href img");
}

bool feed_take_licence(struct feed_doc *d, const char **licence, const char **url, const xmlNode *n)
{
	if (*licence || *url)
		return false;
	*licence = element_text(d, n);
	*url = element_url(d, n, element_attr(d, n, "url"));
	return element_has_only(n, "url");
}
