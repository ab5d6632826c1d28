#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "feed.h"
#include "page.h"
#include "records.h"

/* What one entry has to be compared with. */
struct atom {
	struct doc *doc;
	struct table ids;    /* seen so far → line of the first */
	const char *date;    /* of the entry before, in the arena; NULL at first */
	bool all_have_author;
};

static const xmlNode *find_link(const xmlNode *parent, const char *rel)
{
	for (const xmlNode *n = parent->children; n; n = n->next) {
		const char *found = node_is(n, NS_ATOM, "link") ? node_attribute(n, "rel") : NULL;

		if (found && strcmp(found, rel) == 0)
			return n;
	}
	return NULL;
}

static void check_links(struct doc *doc, const xmlNode *parent)
{
	for (const xmlNode *n = parent->children; n; n = n->next) {
		const char *href = node_is(n, NS_ATOM, "link") ? node_attribute(n, "href") : NULL;

		if (href)
			check_reference(doc, USE_LINK, href, strlen(href), node_place(n));
	}
}

static void check_id(struct atom *f, const xmlNode *entry)
{
	const xmlNode *id = node_child(entry, NS_ATOM, "id");
	const char *text = node_text(id);

	if (!*text)
		return;
	uint32_t *line = table_at(&f->ids, key_of(0, text, strlen(text)));
	if (*line)
		doc_report(f->doc, DIAG_DUPLICATE_GUID, node_place(id), text,
			   "the id '%s' is also that of the entry in line %" PRIu32, text, *line);
	else
		*line = (uint32_t)node_place(id).off;
}

/*
 * By when it was published: a change does not make it news. All dates of a feed
 * of ours have one form and end in Z, so that they sort as text.
 */
static void check_order(struct atom *f, const xmlNode *entry)
{
	const xmlNode *published = node_child(entry, NS_ATOM, "published");
	const xmlNode *date = published ? published : node_child(entry, NS_ATOM, "updated");
	const char *text = node_text(date);

	if (f->date && strcmp(text, f->date) > 0)
		doc_report(
			f->doc, DIAG_FEED_ORDER, node_place(date), "",
			"this entry is newer than the one before it; the newest must stand first");
	f->date = arena_strdup(f->doc->check->arena, text);
}

/* RFC 4287 section 4.1.2: an entry without content has a link to it. */
static void check_entry(void *arg, xmlNodePtr entry)
{
	struct atom *f = arg;

	check_id(f, entry);
	check_order(f, entry);
	check_links(f->doc, entry);
	f->all_have_author &= node_child(entry, NS_ATOM, "author") != NULL;
	if (!find_link(entry, "alternate"))
		doc_report(f->doc, DIAG_FEED_INVALID, node_place(entry), "alternate",
			   "the entry has no link to its page");
	for (const xmlNode *n = entry->children; n; n = n->next) {
		if (node_is(n, NS_ATOM, "summary") || node_is(n, NS_ATOM, "content"))
			page_check_fragment(f->doc, node_text(n), strlen(node_text(n)),
					    node_place(n));
	}
}

static void check_head(void *arg, xmlNodePtr root)
{
	struct atom *f = arg;
	const xmlNode *self = find_link(root, "self");

	check_links(f->doc, root);
	if (self)
		feed_check_self(f->doc, self);
	else
		doc_report(f->doc, DIAG_FEED_SELF, node_place(root), "",
			   "the feed does not say where it stands");
	if (!f->all_have_author && !node_child(root, NS_ATOM, "author"))
		doc_report(f->doc, DIAG_FEED_INVALID, node_place(root), "author",
			   "neither the feed nor each of its entries has an author");
}

void atom_check(struct doc *doc, const struct grammar *grammar)
{
	struct atom f = { .doc = doc, .all_have_author = true };
	const struct records r = { .grammar = grammar,
				   .name = "entry",
				   .depth = 1,
				   .record = check_entry,
				   .head = check_head,
				   .arg = &f };

	records_read(doc, &r);
	table_release(&f.ids);
}
