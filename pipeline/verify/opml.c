#include <string.h>

#include "feed.h"
#include "records.h"

struct opml {
	struct doc *doc;
	struct table seen;
};

/* A feed of the list is there when it is one of ours, and stands in the list once. */
static void check_outline(void *arg, xmlNodePtr outline)
{
	static const char *const links[] = { "xmlUrl", "htmlUrl" };
	struct opml *o = arg;
	const char *feed = node_attribute(outline, "xmlUrl");

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		const char *url = node_attribute(outline, links[i]);

		if (url)
			check_reference(o->doc, USE_LINK, url, strlen(url), node_place(outline));
	}
	if (feed && ++*table_at(&o->seen, key_of(0, feed, strlen(feed))) == 2)
		doc_report(o->doc, DIAG_FEED_INVALID, node_place(outline), feed,
			   "the feed '%s' stands in the list twice", feed);
	for (xmlNodePtr n = outline->children; n; n = n->next) {
		if (node_is(n, NS_NONE, "outline")) /* of a group, which holds no other */
			check_outline(arg, n);
	}
}

static void check_head(void *arg, xmlNodePtr root)
{
	(void)arg;
	(void)root;
}

void opml_check(struct doc *doc, const struct grammar *grammar)
{
	struct opml o = { .doc = doc };
	const struct records r = { .grammar = grammar,
				   .name = "outline",
				   .depth = 2,
				   .record = check_outline,
				   .head = check_head,
				   .arg = &o };

	records_read(doc, &r);
	table_release(&o.seen);
}
