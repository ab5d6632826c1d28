/* A web page where a feed was asked for: what feeds it names. */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "feed_xml.h"

/* Of a page only the start is looked at, where its head is. */
#define PAGE_START ((size_t)1 << 20)

/* More would help nobody to choose. */
#define MOST_NAMED 5

static htmlDocPtr parse_page(const char *bytes, size_t len)
{
	const int options =
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;

	return htmlReadMemory(bytes, (int)(len < PAGE_START ? len : PAGE_START), NULL, "UTF-8",
			      options);
}

/* <link rel="alternate" type="application/rss+xml" href="…"> */
static const char *feed_of_link(struct feed_doc *d, const xmlNode *n)
{
	const char *type = element_attr(d, n, "type");

	if (strcasecmp(element_name(n), "link") != 0 ||
	    !text_has_word(element_attr(d, n, "rel"), "alternate") || !type ||
	    !text_has_word("application/rss+xml application/atom+xml application/rdf+xml", type))
		return NULL;
	return element_url(d, n, element_attr(d, n, "href"));
}

static const xmlNode *next_node(const xmlNode *n)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

const char *feed_page_links(struct feed_doc *d, const char *bytes, size_t len)
{
	STRBUF_SCOPED struct strbuf list = STRBUF_INIT(1 << 16);
	htmlDocPtr page = len ? parse_page(bytes, len) : NULL;
	size_t count = 0;

	for (const xmlNode *n = page ? xmlDocGetRootElement(page) : NULL; n && count < MOST_NAMED;
	     n = next_node(n)) {
		const char *url = n->type == XML_ELEMENT_NODE ? feed_of_link(d, n) : NULL;

		if (url)
			strbuf_addf(&list, "%s'%s'", count++ ? ", " : "", url);
	}
	xmlFreeDoc(page);
	return list.len ? arena_strndup(d->arena, list.data, list.len) : NULL;
}
