#include "patterns.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* The walk through a grammar from its start. */
struct walk {
	struct patterns *patterns;
	xmlNodePtr root;
	uint64_t name;    /* of the element that we are in, without its place */
	uint64_t element; /* the same with the element around it */
	uint64_t owner;   /* the element or attribute whose text is described */
	unsigned depth;
};

/* What a grammar calls content that is none of its business; it refers to itself. */
#define ANYTHING "anything"

/* Grammars refer to themselves no deeper than this. */
#define MOST_DEPTH 32

static uint64_t name_key(const char *ns, const char *name)
{
	return key_of(key_of(1, ns, strlen(ns)), name, strlen(name));
}

/* An element inside another; both by their names. */
static uint64_t inner_key(uint64_t parent, uint64_t name)
{
	return key_of(parent, (const char *)&name, sizeof(name));
}

/* That an element may hold others of any name; that nothing in it is looked at. */
static uint64_t open_key(uint64_t name)
{
	return key_of(name, "open", 4);
}

static uint64_t free_key(uint64_t element)
{
	return key_of(element, "free", 4);
}

/* That an element may stand in any form before the title of what holds it. */
static uint64_t odd_key(uint64_t element)
{
	return key_of(element, "odd", 3);
}

static uint64_t attribute_key(uint64_t element, const char *attribute)
{
	return key_of(element, attribute, strlen(attribute));
}

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* An attribute of the grammar, which has no others than plain text; "" when there is none. */
static const char *value_of(const xmlNode *n, const char *name)
{
	const xmlAttr *a = xmlHasProp(n, (const xmlChar *)name);

	return a && a->children && a->children->content ? (const char *)a->children->content : "";
}

/* `itunes:image` in a grammar: the namespace by its prefix, or the grammar's own. */
static uint64_t name_written(const struct walk *w, const char *name)
{
	const char *colon = strchr(name, ':'), *ns = value_of(w->root, "ns");

	if (colon) {
		xmlChar *prefix = xmlStrndup((const xmlChar *)name, (int)(colon - name));
		xmlNsPtr found = xmlSearchNs(w->root->doc, w->root, prefix);

		assert(found);
		ns = (const char *)found->href;
		xmlFree(prefix);
	}
	return name_key(ns, colon ? colon + 1 : name);
}

static uint64_t element_name(const struct walk *w, const xmlNode *element)
{
	return name_written(w, value_of(element, "name"));
}

/* What a backslash and the letter after it mean (XML Schema part 2, appendix F) to POSIX. */
static void add_escape(struct strbuf *out, char c, bool in_class)
{
	if (c == 's')
		strbuf_adds(out, in_class ? "[:space:]" : "[[:space:]]");
	else if (c == 'S')
		strbuf_adds(out, "[^[:space:]]");
	else
		strbuf_addf(out, in_class ? "[.%c.]" : "\\%c", c);
}

/* Of the signs of a pattern, only the escapes and the dot differ from POSIX. */
static regex_t compile(const char *pattern)
{
	STRBUF_SCOPED struct strbuf posix = STRBUF_INIT(LIMIT_MESSAGE);
	bool in_class = false;
	regex_t regexp;

	strbuf_adds(&posix, "^(");
	for (const char *c = pattern; *c; c++) {
		if (*c == '[' || *c == ']')
			in_class = *c == '[';
		assert(in_class || (*c != '^' && *c != '$')); /* letters there, but not to POSIX */
		if (*c == '\\')
			add_escape(&posix, *++c, in_class);
		else if (*c == '.' && !in_class)
			strbuf_adds(&posix, "[^\n\r]");
		else
			strbuf_addc(&posix, *c);
	}
	strbuf_addc(&posix, ')');
	int fault = regcomp(&regexp, posix.data, REG_EXTENDED);
	assert(!fault); /* the grammar is ours */
	(void)fault;
	return regexp;
}

static void add_pattern(struct walk *w, const xmlNode *param)
{
	struct patterns *p = w->patterns;

	if (p->count == p->room) {
		p->room = p->room ? p->room * 2 : 32;
		p->all = xreallocarray(p->all, p->room, sizeof(*p->all));
	}
	uint32_t *first = table_at(&p->by_name, w->owner);

	p->all[p->count++] =
		(struct pattern){ compile((const char *)param->children->content), *first };
	*first = (uint32_t)p->count;
}

static void walk_children(struct walk *w, xmlNodePtr parent);

static xmlNodePtr definition_of(const struct walk *w, const char *name)
{
	xmlNodePtr n = w->root->children;

	while (n && !(is(n, "define") && strcmp(value_of(n, "name"), name) == 0))
		n = n->next;
	assert(n); /* the grammar is ours */
	return n;
}

/* An element of any name but some, or of any form that has one of some names. */
static void walk_nameless(struct walk *w, xmlNodePtr element)
{
	xmlNodePtr names = element->children;

	while (names && !is(names, "choice"))
		names = names->next;
	if (!names)
		*table_at(&w->patterns->by_name, open_key(w->name)) = 1;
	for (xmlNodePtr n = names ? names->children : NULL; n; n = n->next) {
		if (is(n, "name"))
			*table_at(&w->patterns->by_name,
				  odd_key(inner_key(
					  w->name,
					  name_written(w, (const char *)n->children->content)))) =
				1;
	}
}

static void walk_node(struct walk *w, xmlNodePtr n)
{
	struct walk inner = *w;

	if (is(n, "element") && !*value_of(n, "name")) {
		walk_nameless(w, n);
		return;
	}
	if (is(n, "ref") && strcmp(value_of(n, "name"), ANYTHING) == 0) {
		*table_at(&w->patterns->by_name, free_key(w->element)) = 1;
		return;
	}
	if (is(n, "element")) {
		inner.name = element_name(w, n);
		inner.element = inner.owner = inner_key(w->name, inner.name);
		table_at(&w->patterns->by_name, inner.owner); /* known, with a pattern or not */
	} else if (is(n, "attribute")) {
		inner.owner = attribute_key(w->element, value_of(n, "name"));
	} else if (is(n, "ref")) {
		n = definition_of(w, value_of(n, "name"));
	} else if (is(n, "param") && strcmp(value_of(n, "name"), "pattern") == 0) {
		add_pattern(w, n);
		return;
	}
	inner.depth++;
	assert(inner.depth < MOST_DEPTH);
	walk_children(&inner, n);
}

static void walk_children(struct walk *w, xmlNodePtr parent)
{
	for (xmlNodePtr n = parent->children; n; n = n->next) {
		if (n->type == XML_ELEMENT_NODE)
			walk_node(w, n);
	}
}

static void remove_patterns(xmlNodePtr parent)
{
	for (xmlNodePtr n = parent->children, next; n; n = next) {
		next = n->next;
		if (is(n, "param") && strcmp(value_of(n, "name"), "pattern") == 0) {
			xmlUnlinkNode(n);
			xmlFreeNode(n);
		} else if (n->type == XML_ELEMENT_NODE) {
			remove_patterns(n);
		}
	}
}

struct patterns patterns_take(xmlDocPtr grammar)
{
	struct patterns p = { 0 };
	struct walk w = { .patterns = &p, .root = xmlDocGetRootElement(grammar) };

	for (xmlNodePtr n = w.root->children; n; n = n->next) {
		if (is(n, "start"))
			walk_children(&w, n);
	}
	remove_patterns(w.root);
	return p;
}

void patterns_release(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++)
		regfree(&p->all[i].regexp);
	free(p->all);
	table_release(&p->by_name);
}

/* POSIX finds the longest; to end a pattern with a `$` instead is slower. */
static bool fits_whole(const regex_t *regexp, const char *text)
{
	regmatch_t found;

	return regexec(regexp, text, 1, &found, 0) == 0 && !text[found.rm_eo];
}

static bool fits(const struct patterns *p, const uint32_t *first, const xmlNode *text)
{
	const char *content = text && text->content ? (const char *)text->content : "";

	if (!first || !*first)
		return true;
	for (uint32_t i = *first; i; i = p->all[i - 1].next) {
		if (fits_whole(&p->all[i - 1].regexp, content))
			return true;
	}
	return false;
}

static bool has(const struct patterns *p, uint64_t key)
{
	const uint32_t *flag = table_find(&p->by_name, key);

	return flag && *flag;
}

static uint64_t node_name(const xmlNode *n)
{
	if (n->type != XML_ELEMENT_NODE)
		return 0; /* what is around the outermost element */
	return name_key(n->ns ? (const char *)n->ns->href : "", (const char *)n->name);
}

static bool is_before_title(const xmlNode *element)
{
	const xmlNode *n = element->prev;

	while (n && !(n->type == XML_ELEMENT_NODE && !n->ns &&
		      strcmp((const char *)n->name, "title") == 0))
		n = n->prev;
	return !n;
}

static struct misfit try_element(const struct patterns *p, const xmlNode *element, uint64_t parent)
{
	uint64_t name = node_name(element), key = inner_key(parent, name);
	const uint32_t *first = table_find(&p->by_name, key);
	struct misfit m = { 0 };

	if (!first && has(p, open_key(parent)))
		return m;
	if (!first)
		return (struct misfit){ .element = element, .is_unknown = true };
	if (has(p, free_key(key)) || (has(p, odd_key(key)) && is_before_title(element)))
		return m;
	if (!fits(p, first, element->children))
		return (struct misfit){ .element = element };
	for (const xmlAttr *a = element->properties; a; a = a->next) {
		/* Of those with a namespace, xml:lang is the only one in use. */
		uint64_t of = attribute_key(key, a->ns ? "xml:lang" : (const char *)a->name);

		if (!fits(p, table_find(&p->by_name, of), a->children))
			return (struct misfit){ .element = element, .attribute = a };
	}
	for (const xmlNode *n = element->children; n && !m.element; n = n->next) {
		if (n->type == XML_ELEMENT_NODE)
			m = try_element(p, n, name);
	}
	return m;
}

struct misfit patterns_try(const struct patterns *p, const xmlNode *element)
{
	return try_element(p, element, element->parent ? node_name(element->parent) : 0);
}
