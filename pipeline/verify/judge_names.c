#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "judging.h"

/* Namespaces of podcast feeds: the address to write, and the prefix that apps look for. */
static const struct {
	const char *uri, *prefix;
} known[] = {
	{ NS_ITUNES, "itunes" },   { NS_PODCAST, "podcast" }, { NS_ATOM, "atom" },
	{ NS_CONTENT, "content" }, { NS_PSC, "psc" },
};

/* Namespaces that the W3C's validator knows besides, of those that feeds have. */
static const char *const quiet[] = {
	"http://purl.org/dc/elements/1.1/",
	"http://purl.org/dc/terms/",
	"http://purl.org/rss/1.0/modules/syndication/",
	"http://purl.org/rss/1.0/modules/slash/",
	"http://purl.org/syndication/history/1.0",
	"http://purl.org/syndication/thread/1.0",
	"http://search.yahoo.com/mrss/",
	"http://wellformedweb.org/CommentAPI/",
	"http://www.georss.org/georss",
	"http://www.w3.org/2003/01/geo/wgs84_pos#",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"http://www.w3.org/1999/xhtml",
	"http://www.w3.org/XML/1998/namespace",
	"http://backend.userland.com/creativeCommonsRssModule",
	"http://www.google.com/schemas/play-podcasts/1.0",
	"http://rssnamespace.org/feedburner/ext/1.0",
	NULL,
};

/* Early addresses of the podcast namespace that readers take as well. */
static const char *const legacy[] = {
	"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
	"https://github.com/Podcastindex-org/podcast-namespace/blob/master/docs/1.0.md",
	NULL,
};

/* The address without http:// or https://, its www. and a slash at its end. */
static void core_of(const char *uri, const char **start, size_t *len)
{
	const char *colon = strstr(uri, "://");

	*start = colon ? colon + 3 : uri;
	*start += strncasecmp(*start, "www.", 4) == 0 ? 4 : 0;
	*len = strlen(*start);
	while (*len && (*start)[*len - 1] == '/')
		(*len)--;
}

static bool nearly_same(const char *a, const char *b)
{
	const char *x, *y;
	size_t m, n;

	core_of(a, &x, &m);
	core_of(b, &y, &n);
	return m == n && strncasecmp(x, y, m) == 0;
}

/* The index of the namespace that `uri` stands for or is meant to. */
static size_t meant_by(const char *uri)
{
	size_t i = 0;

	while (i < COUNT(known) && !nearly_same(uri, known[i].uri))
		i++;
	return i;
}

static void put_right(xmlNs *ns, const char *uri)
{
	xmlFree((xmlChar *)(uintptr_t)ns->href);
	ns->href = xmlStrdup((const xmlChar *)uri);
}

static struct span at_declaration(const struct judge *j, const xmlNode *n, const xmlNs *ns)
{
	const char *name =
		ns->prefix ? arena_printf(j->arena, "xmlns:%s", (const char *)ns->prefix) : "xmlns";

	return judge_at_attribute(j, n, name);
}

static void judge_unknown(struct judge *j, const xmlNode *n, xmlNs *ns)
{
	const char *uri = (const char *)ns->href;

	if (is_one_of(uri, legacy)) {
		judge_say(j, DIAG_NAMESPACE_LEGACY, at_declaration(j, n, ns),
			  "this is an early address of the podcast namespace; write '%s'",
			  NS_PODCAST);
		put_right(ns, NS_PODCAST);
	} else if (!is_one_of(uri, quiet)) {
		judge_say(j, DIAG_NAMESPACE_UNKNOWN, at_declaration(j, n, ns),
			  "validators do not know the namespace '%s'", uri);
	}
}

static void judge_declaration(struct judge *j, const xmlNode *n, xmlNs *ns)
{
	const char *uri = (const char *)ns->href;
	const char *prefix = ns->prefix ? (const char *)ns->prefix : "";
	size_t i = uri ? meant_by(uri) : COUNT(known);

	if (!uri || i == COUNT(known)) {
		if (uri && *uri)
			judge_unknown(j, n, ns);
		return;
	}
	if (strcmp(known[i].prefix, "psc") == 0)
		judge_say(j, DIAG_NAMESPACE_CHAPTERS, at_declaration(j, n, ns),
			  "the W3C's validator warns of the namespace of Podlove's chapters");
	if (strcmp(uri, known[i].uri) != 0) {
		judge_say(j, DIAG_NAMESPACE_SPELLING, at_declaration(j, n, ns),
			  "the namespace is '%s', not '%s'", known[i].uri, uri);
		put_right(ns, known[i].uri);
	}
	if (strcmp(prefix, known[i].prefix) != 0)
		judge_say(j, DIAG_NAMESPACE_PREFIX, at_declaration(j, n, ns),
			  "the prefix of '%s' should be '%s', not '%s'", known[i].uri,
			  known[i].prefix, prefix);
}

/* No deeper than feeds go: what declares a namespace for itself is the root, or an element near it.
 */
static void judge_below(struct judge *j, xmlNodePtr parent, unsigned depth)
{
	for (xmlNodePtr n = parent; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		for (xmlNs *ns = n->nsDef; ns; ns = ns->next)
			judge_declaration(j, n, ns);
		if (depth)
			judge_below(j, n->children, depth - 1);
	}
}

void judge_namespaces(struct judge *j, xmlNodePtr root)
{
	judge_below(j, root, 6);
}
