/* Elements that no member has: kept as trees, so that they can be written again. */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "feed_xml.h"

/* A name in the form in which it is kept. */
struct kept_name {
	const char *ns, *prefix, *name;
};

/* A name that XML with namespaces can have: one that was never declared may have more colons. */
static const char *local_name(struct feed_doc *d, const char *name)
{
	char *copy = arena_strdup(d->arena, name);

	for (char *colon = copy; (colon = strchr(colon, ':')) != NULL;)
		*colon = '_';
	return *copy ? copy : "_";
}

static struct kept_name name_of(struct feed_doc *d, xmlNs *ns, const char *name)
{
	const char *colon = strchr(name, ':');
	size_t len = colon ? (size_t)(colon - name) : 0;
	const struct feed_name *usual = feed_name_of(ns, colon ? name : NULL, len);
	struct kept_name kept = { .name = local_name(d, colon ? colon + 1 : name) };

	if (usual) {
		kept.ns = usual->address;
		kept.prefix = usual->prefix;
	} else if (ns) {
		kept.ns = arena_strdup(d->arena, (const char *)ns->href);
		kept.prefix = ns->prefix ? arena_strdup(d->arena, (const char *)ns->prefix) : NULL;
	} else if (len) {
		kept.prefix = arena_strndup(d->arena, name, len);
	}
	return kept;
}

static void keep_attribute(struct feed_doc *d, struct remote_element *e, const xmlNode *n,
			   const xmlAttr *a)
{
	const struct kept_name name = name_of(d, a->ns, (const char *)a->name);
	struct remote_attribute *kept = feed_add(d, &e->attributes, sizeof(*kept));
	const char *value = element_value(d, a);

	if (value && text_has_word("url uri href src img image feedUrl", name.name))
		value = element_url(d, n, value);
	*kept = (struct remote_attribute){ name.ns, name.prefix, name.name, value ? value : "" };
}

/* The text of its own depth; NULL: none but white space. */
static char *own_text(struct feed_doc *d, const xmlNode *n)
{
	strbuf_clear(d->text);
	for (const xmlNode *c = n->children; c; c = c->next)
		element_add_text(d->text, c);
	return element_collected(d);
}

/* Counts an element; false: there are too many, and it is left out. */
static bool has_room(struct feed_doc *d)
{
	if (d->kept >= LIMIT_ELEMENTS) {
		d->left_out++;
		return false;
	}
	d->kept++;
	return true;
}

static void keep(struct feed_doc *d, struct remote_list *into, const xmlNode *n, int depth)
{
	if (!has_room(d))
		return;
	const struct kept_name name = name_of(d, n->ns, (const char *)n->name);
	struct remote_element e = { .ns = name.ns,
				    .prefix = name.prefix,
				    .name = name.name,
				    .line = (unsigned)xmlGetLineNo(n),
				    .text = own_text(d, n) };

	for (const xmlAttr *a = n->properties; a; a = a->next)
		keep_attribute(d, &e, n, a);
	if (next_element(n->children) && (e.text || depth == LIMIT_ELEMENT_DEPTH)) {
		e.text = element_markup(d, n);
	} else {
		for (const xmlNode *c = next_element(n->children); c; c = next_element(c->next))
			keep(d, &e.inside, c, depth + 1);
	}
	*(struct remote_element *)feed_add(d, into, sizeof(e)) = e;
}

void feed_keep(struct feed_doc *d, struct remote_list *into, const xmlNode *n)
{
	keep(d, into, n, 1);
}
