/*
 * Namespaces, by whatever address and prefix a feed has them. Feeds write addresses with the wrong
 * scheme, in the wrong case, from an older version of their text; and prefixes that they never
 * declare.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "feed_xml.h"

#define ITUNES   "http://www.itunes.com/dtds/podcast-1.0.dtd"
#define PODCAST  "https://podcastindex.org/namespace/1.0"
#define ATOM     "http://www.w3.org/2005/Atom"
#define RAWVOICE "https://blubrry.com/developer/rawvoice-rss/"

/* Known by a piece of the address that no other has; the first line of a prefix has its usual one.
 */
static const struct known_ns {
	struct feed_name name;
	const char *piece;
	bool is_end; /* nothing follows it */
} known[] = {
	{ { NS_ITUNES, "itunes", ITUNES }, "itunes.com/dtds/podcast-1.0.dtd", false },
	{ { NS_PODCAST, "podcast", PODCAST }, "podcastindex.org/namespace/1.0", false },
	{ { NS_PODCAST, "podcast", PODCAST }, "podcast-namespace/blob/main/docs/1.0.md", false },
	{ { NS_ATOM, "atom", ATOM }, "www.w3.org/2005/atom", false },
	{ { NS_ATOM, "atom", ATOM }, "purl.org/atom/ns#", false },
	{ { NS_CONTENT, "content", "http://purl.org/rss/1.0/modules/content/" },
	  "purl.org/rss/1.0/modules/content",
	  false },
	{ { NS_PSC, "psc", "http://podlove.org/simple-chapters" },
	  "podlove.org/simple-chapters",
	  false },
	{ { NS_MEDIA, "media", "http://search.yahoo.com/mrss/" }, "search.yahoo.com/mrss", false },
	{ { NS_DC, "dc", "http://purl.org/dc/elements/1.1/" }, "purl.org/dc/elements/1.", false },
	{ { NS_ENC, "enc", "http://purl.oclc.org/net/rss_2.0/enc#" }, "/rss_2.0/enc#", false },
	{ { NS_XHTML, "xhtml", "http://www.w3.org/1999/xhtml" }, "www.w3.org/1999/xhtml", false },
	{ { NS_NONE, NULL, NULL }, "my.netscape.com/rdf/simple/0.9", false },
	{ { NS_NONE, NULL, NULL }, "backend.userland.com/rss", false },
	{ { NS_NONE, NULL, NULL }, "blogs.law.harvard.edu/tech/rss", false },
	{ { NS_OTHER, "dcterms", "http://purl.org/dc/terms/" }, "purl.org/dc/terms/", false },
	{ { NS_OTHER, "googleplay", "http://www.google.com/schemas/play-podcasts/1.0" },
	  "google.com/schemas/play-podcasts",
	  false },
	{ { NS_OTHER, "spotify", "http://www.spotify.com/ns/rss" }, "spotify.com/ns/rss", false },
	{ { NS_OTHER, "rawvoice", RAWVOICE }, "blubrry.com/developer/rawvoice-rss", false },
	{ { NS_OTHER, "rawvoice", RAWVOICE }, "rawvoice.com/rawvoicerssmodule", false },
	{ { NS_OTHER, "fh", "http://purl.org/syndication/history/1.0" },
	  "syndication/history/1.0",
	  false },
	{ { NS_OTHER, "thr", "http://purl.org/syndication/thread/1.0" },
	  "syndication/thread/1.0",
	  false },
	{ { NS_OTHER, "sy", "http://purl.org/rss/1.0/modules/syndication/" },
	  "rss/1.0/modules/syndication",
	  false },
	{ { NS_OTHER, "slash", "http://purl.org/rss/1.0/modules/slash/" },
	  "rss/1.0/modules/slash",
	  false },
	{ { NS_OTHER, "wfw", "http://wellformedweb.org/CommentAPI/" },
	  "wellformedweb.org/commentapi",
	  false },
	{ { NS_OTHER, "georss", "http://www.georss.org/georss" }, "www.georss.org/georss", false },
	{ { NS_OTHER, "geo", "http://www.w3.org/2003/01/geo/wgs84_pos#" },
	  "2003/01/geo/wgs84_pos#",
	  false },
	{ { NS_OTHER, "feedburner", "http://rssnamespace.org/feedburner/ext/1.0" },
	  "rssnamespace.org/feedburner",
	  false },
	{ { NS_OTHER, "creativeCommons", "http://backend.userland.com/creativeCommonsRssModule" },
	  "userland.com/creativecommonsrssmodule",
	  false },
	{ { NS_OTHER, "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#" },
	  "22-rdf-syntax-ns#",
	  false },
	{ { NS_NONE, NULL, NULL },
	  "purl.org/rss/1.0/",
	  true }, /* its modules have addresses that begin so */
};

static const struct feed_name *name_of_address(const char *address)
{
	for (size_t i = 0; i < COUNT(known); i++) {
		const char *found = strcasestr(address, known[i].piece);

		if (found && (!known[i].is_end || !found[strlen(known[i].piece)]))
			return &known[i].name;
	}
	return NULL;
}

static const struct feed_name *name_of_prefix(const char *prefix, size_t len)
{
	for (size_t i = 0; prefix && i < COUNT(known); i++) {
		const char *usual = known[i].name.prefix;

		if (usual && strlen(usual) == len && strncasecmp(usual, prefix, len) == 0)
			return &known[i].name;
	}
	return NULL;
}

/* An address that says nothing ("itunes") leaves the prefix to say it; what it is stands in the
 * declaration, so that it is asked once. */
const struct feed_name *feed_name_of(xmlNs *ns, const char *prefix, size_t len)
{
	static const struct feed_name unknown = { NS_OTHER, NULL, NULL };

	if (!ns)
		return name_of_prefix(prefix, len);
	if (!ns->_private) {
		const char *own = (const char *)ns->prefix;
		const struct feed_name *name =
			ns->href ? name_of_address((const char *)ns->href) : NULL;

		if (!name && own)
			name = name_of_prefix(own, strlen(own));
		ns->_private = (void *)(name ? name : &unknown);
	}
	return ns->_private == &unknown ? NULL : ns->_private;
}

/* A default namespace that nobody knows is taken for the feed's own, unless it begins right here.
 */
static enum feed_ns unknown_ns(const xmlNode *n)
{
	bool is_root = !n->parent || n->parent->type != XML_ELEMENT_NODE;

	if (n->ns->prefix)
		return NS_OTHER;
	for (const xmlNs *own = is_root ? NULL : n->nsDef; own; own = own->next) {
		if (own == n->ns)
			return NS_OTHER;
	}
	return NS_NONE;
}

enum feed_ns element_ns(const xmlNode *n)
{
	const char *name = (const char *)n->name, *colon = strchr(name, ':');
	const struct feed_name *known_as =
		feed_name_of(n->ns, colon ? name : NULL, colon ? (size_t)(colon - name) : 0);

	if (known_as)
		return known_as->ns;
	if (n->ns)
		return unknown_ns(n);
	return colon ? NS_OTHER : NS_NONE;
}
