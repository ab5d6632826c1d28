#include "feed_xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

static const struct known_ns {
	enum feed_ns ns;
	const char *prefix;
	const char *address; /* a piece of it that no other has */
} known[] = {
	{ NS_ITUNES, "itunes", "itunes.com/dtds/podcast-1.0.dtd" },
	{ NS_PODCAST, "podcast", "podcastindex.org/namespace/1.0" },
	{ NS_PODCAST, "podcast", "podcast-namespace/blob/main/docs/1.0.md" },
	{ NS_ATOM, "atom", "www.w3.org/2005/atom" },
	{ NS_ATOM, "atom", "purl.org/atom/ns#" },
	{ NS_CONTENT, "content", "purl.org/rss/1.0/modules/content" },
	{ NS_PSC, "psc", "podlove.org/simple-chapters" },
	{ NS_MEDIA, "media", "search.yahoo.com/mrss" },
	{ NS_DC, "dc", "purl.org/dc/elements/1.1" },
};

static enum feed_ns ns_of_prefix(const char *prefix, size_t len)
{
	for (size_t i = 0; i < COUNT(known); i++) {
		if (strlen(known[i].prefix) == len &&
		    strncasecmp(known[i].prefix, prefix, len) == 0)
			return known[i].ns;
	}
	return NS_OTHER;
}

enum feed_ns element_ns(const xmlNode *n)
{
	const char *name = (const char *)n->name, *colon = strchr(name, ':');

	if (!n->ns)
		return colon ? ns_of_prefix(name, (size_t)(colon - name)) : NS_NONE;
	for (size_t i = 0; i < COUNT(known); i++) {
		if (strcasestr((const char *)n->ns->href, known[i].address))
			return known[i].ns;
	}
	const char *prefix = (const char *)n->ns->prefix;
	return prefix ? ns_of_prefix(prefix, strlen(prefix)) : NS_NONE;
}

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

static void add_text(struct strbuf *out, const xmlNode *n)
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

char *element_raw(struct feed_doc *d, const xmlNode *n)
{
	strbuf_clear(d->text);
	for (const xmlNode *in = n; in; in = following(in, n))
		add_text(d->text, in);
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
	return trimmed(copy_clean(d->text, d->arena));
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

	if (!a)
		return NULL;
	strbuf_clear(d->text);
	for (const xmlNode *in = a->children; in; in = in->next)
		add_text(d->text, in);
	return trimmed(copy_clean(d->text, d->arena));
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

const char *element_url(struct feed_doc *d, const xmlNode *n, const char *url)
{
	if (!url)
		return NULL;
	url = escape_blanks(d, url);
	if (is_absolute(url))
		return url;
	xmlChar *own = xmlNodeGetBase(d->doc, n);
	const char *base = own && is_absolute((const char *)own) ? (const char *)own : d->base;
	xmlChar *whole = base ? xmlBuildURI((const xmlChar *)url, (const xmlChar *)base) : NULL;

	if (whole)
		url = arena_strdup(d->arena, (const char *)whole);
	xmlFree(whole);
	xmlFree(own);
	return url;
}

static enum remote_flag flag_of(const char *word)
{
	static const char *const yes[] = { "yes", "true", "explicit", "1" };
	static const char *const no[] = { "no", "false", "clean", "0" };

	for (size_t i = 0; word && i < COUNT(yes); i++) {
		if (strcasecmp(word, yes[i]) == 0)
			return REMOTE_YES;
		if (strcasecmp(word, no[i]) == 0)
			return REMOTE_NO;
	}
	return REMOTE_UNSAID;
}

static const char *text_in_form(struct feed_doc *d, enum feed_form form, const xmlNode *n)
{
	const char *href = form == FORM_HREF ? element_attr(d, n, "href") : NULL;

	if (form == FORM_MARKUP)
		return element_markup(d, n);
	if (form == FORM_TEXT)
		return element_text(d, n);
	return element_url(d, n, href ? href : element_text(d, n));
}

static void fill(struct feed_doc *d, const struct feed_rule *rule, void *into, const xmlNode *n)
{
	void *member = (char *)into + rule->offset;

	if (rule->form == FORM_FLAG) {
		enum remote_flag *flag = member;
		*flag = *flag ? *flag : flag_of(element_text(d, n));
		return;
	}
	const char **text = member;
	if (!*text)
		*text = text_in_form(d, rule->form, n);
}

bool feed_apply(struct feed_doc *d, const struct feed_rule *rules, void *into, const xmlNode *n)
{
	const char *name = element_name(n);
	enum feed_ns ns = element_ns(n);

	if (d->feed->kind == REMOTE_ATOM && ns == NS_NONE)
		ns = NS_ATOM;
	for (const struct feed_rule *r = rules; r->name; r++) {
		if (r->ns != ns || strcasecmp(r->name, name) != 0)
			continue;
		if (r->form == FORM_TAKE)
			r->take(d, into, n);
		else
			fill(d, r, into, n);
		return true;
	}
	return false;
}

void feed_apply_inside(struct feed_doc *d, const struct feed_rule *rules, void *into,
		       const xmlNode *n)
{
	for (const xmlNode *c = next_element(n->children); c; c = next_element(c->next))
		feed_apply(d, rules, into, c);
}

void *feed_add(struct feed_doc *d, struct remote_list *list, size_t size)
{
	list->items = arena_grow(d->arena, list->items, list->count, &list->room, size);
	void *added = (char *)list->items + list->count++ * size;
	memset(added, 0, size);
	return added;
}

void feed_take_person(struct feed_doc *d, struct remote_list *people, const xmlNode *n)
{
	const char *name = element_text(d, n);

	if (!name)
		return;
	struct remote_person *p = feed_add(d, people, sizeof(*p));
	*p = (struct remote_person){
		.name = name,
		.role = element_attr(d, n, "role"),
		.group = element_attr(d, n, "group"),
		.url = element_url(d, n, element_attr(d, n, "href")),
		.picture = element_url(d, n, element_attr(d, n, "img")),
	};
}
