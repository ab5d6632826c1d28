#include "feed.h"

#include <string.h>

#include "records.h"

struct map {
	struct doc *doc;
	struct table seen;
};

static void check_url(void *arg, xmlNodePtr url)
{
	struct map *m = arg;
	const xmlNode *loc = node_child(url, url->ns ? (const char *)url->ns->href : NULL, "loc");
	const char *text = node_text(loc);

	if (!loc || !*text)
		return;
	uint32_t *times = table_at(&m->seen, key_of(0, text, strlen(text)));

	if (++*times == 2)
		doc_report(m->doc, DIAG_FEED_INVALID, node_place(loc), text,
			   "'%s' stands in the sitemap twice", text);
	if (!check_reference(m->doc, USE_LINK, text, strlen(text), node_place(loc)) &&
	    strncmp(text, m->doc->check->site.text, m->doc->check->site.len) != 0)
		doc_report(m->doc, DIAG_DEAD_LINK, node_place(loc), text,
			   "'%s' does not begin with the site's address", text);
}

static void check_head(void *arg, xmlNodePtr root)
{
	(void)arg;
	(void)root;
}

void sitemap_check(struct doc *doc, const struct grammar *grammar)
{
	struct map m = { .doc = doc };
	const struct records r = { .grammar = grammar,
				   .name = "url",
				   .depth = 1,
				   .record = check_url,
				   .head = check_head,
				   .arg = &m };

	records_read(doc, &r);
	table_release(&m.seen);
}
