#include "feed.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/guid.h"
#include "page.h"
#include "records.h"
#include "rfc822.h"

/* What one item has to be compared with. */
struct feed {
	struct doc *doc;
	struct table guids, enclosures;         /* seen so far → line of the first */
	int64_t last_date;                      /* of the item before; INT64_MAX at first */
	uint64_t last_show;                     /* it is of, in a feed of several */
	const struct output_file *page, *sound; /* of the item, or NULL */
	struct guid_of *all;                    /* guids, for feeds of several pages */
	size_t count, room;
};

/* A file of this site that the feed names. */
static const struct output_file *check_named(struct feed *f, const xmlNode *n, const char *url)
{
	if (!url || !*url)
		return NULL;
	return check_reference(f->doc, USE_LINK, url, strlen(url), node_place(n));
}

static void check_guid(struct feed *f, const xmlNode *item)
{
	const xmlNode *guid = node_child(item, NS_NONE, "guid");
	const char *text = guid_identity(node_text(guid), f->doc->check->arena);

	if (!guid || !*text)
		return;
	uint32_t *line = table_at(&f->guids, key_of(0, text, strlen(text)));

	if (*line)
		doc_report(f->doc, DIAG_DUPLICATE_GUID, node_place(guid), text,
			   "the guid '%s' is also that of the item in line %" PRIu32
			   "; apps would show only one of them",
			   text, *line);
	else
		*line = (uint32_t)node_place(guid).off;
	f->all = arena_grow(f->doc->check->arena, f->all, f->count, &f->room, sizeof(*f->all));
	f->all[f->count++] = (struct guid_of){ key_of(0, text, strlen(text)), node_place(guid) };
}

/* Of which show the item is, as a key; always the same where the feed is of one. */
static uint64_t show_of(const xmlNode *item)
{
	const char *show = node_text(node_child(item, NS_NONE, "source"));

	return key_of(0, show, strlen(show));
}

/* Form is the grammar's business; here the weekday and the order. */
static void check_date(struct feed *f, const xmlNode *item)
{
	const xmlNode *date = node_child(item, NS_NONE, "pubDate");
	int64_t utc;

	if (!date)
		return;
	if (!rfc822_parse(node_text(date), &utc)) {
		doc_report(f->doc, DIAG_FEED_DATE, node_place(date), node_text(date),
			   "there is no such day as '%s'", node_text(date));
		return;
	}
	uint64_t show = show_of(item);
	if (utc == f->last_date && show == f->last_show)
		doc_report(f->doc, DIAG_FEED_ORDER, node_place(date), node_text(date),
			   "two items have the date '%s'; apps would shuffle them",
			   node_text(date));
	else if (utc > f->last_date)
		doc_report(
			f->doc, DIAG_FEED_ORDER, node_place(date), "",
			"this item is newer than the one before it; the newest must stand first");
	f->last_date = utc;
	f->last_show = show;
}

static void check_length(struct feed *f, const xmlNode *enclosure, const struct output_file *file)
{
	const char *length = node_attribute(enclosure, "length");
	char size[24];

	snprintf(size, sizeof(size), "%" PRId64, file->size);
	if (length && strcmp(length, size) != 0)
		doc_report(f->doc, DIAG_ENCLOSURE_LENGTH, node_place(enclosure), file->path,
			   "the enclosure says %s bytes, but '%s' has %s", length, file->path,
			   size);
}

/* Apple goes by the end of the address, others by the type. */
static void check_type(struct feed *f, const xmlNode *enclosure, const char *url)
{
	static const char *const types[][2] = { { ".mp3", "audio/mpeg" },
						{ ".m4a", "audio/x-m4a" },
						{ ".opus", "audio/ogg" },
						{ ".ogg", "audio/ogg" } };
	const char *type = node_attribute(enclosure, "type");

	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++) {
		if (text_ends(url, types[i][0]) && strcmp(type, types[i][1]) != 0)
			doc_report(
				f->doc, DIAG_FEED_INVALID, node_place(enclosure), type,
				"a recording whose name ends in '%s' has the type '%s', not '%s'",
				types[i][0], types[i][1], type);
	}
}

static void check_enclosure(struct feed *f, const xmlNode *item)
{
	const xmlNode *enclosure = node_child(item, NS_NONE, "enclosure");
	const char *url = enclosure ? node_attribute(enclosure, "url") : NULL;

	if (!url)
		return;
	check_type(f, enclosure, url);
	const struct output_file *file = check_named(f, enclosure, url);
	f->sound = file;
	if (file)
		check_length(f, enclosure, file);
	uint32_t *line = table_at(&f->enclosures, key_of(0, url, strlen(url)));

	if (*line)
		doc_report(f->doc, DIAG_DUPLICATE_GUID, node_place(enclosure), url,
			   "the item in line %" PRIu32
			   " has the same recording; directories drop one of them",
			   *line);
	*line = (uint32_t)node_place(enclosure).off;
}

/* The same recording in another file. */
static void check_alternate(struct feed *f, const xmlNode *alternate)
{
	const xmlNode *source = node_child(alternate, NS_PODCAST, "source");
	const char *uri = source ? node_attribute(source, "uri") : NULL;
	const struct output_file *file = uri ? check_named(f, source, uri) : NULL;

	if (!file)
		return;
	check_length(f, alternate, file);
	agree_check_integrity(f->doc, alternate, file);
}

static void check_html(struct feed *f, const xmlNode *n)
{
	const char *html = node_text(n);

	if (n)
		page_check_fragment(f->doc, html, strlen(html), node_place(n));
}

static void check_notes(struct feed *f, const xmlNode *item)
{
	const xmlNode *description = node_child(item, NS_NONE, "description");
	size_t len = strlen(node_text(description));

	if (len > LIMIT_DESCRIPTION)
		doc_report(f->doc, DIAG_LONG_DESCRIPTION, node_place(description), "",
			   "the description has %zu bytes; apps cut it after %zu", len,
			   LIMIT_DESCRIPTION);
	check_html(f, description);
	check_html(f, node_child(item, NS_CONTENT, "encoded"));
}

/* A title that was escaped once too often shows its references to listeners. */
static void check_title(struct feed *f, const xmlNode *title)
{
	static const char *const references[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#" };
	const char *text = node_text(title);

	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		if (title && strstr(text, references[i]))
			doc_report(f->doc, DIAG_ESCAPED_TWICE, node_place(title), text,
				   "the title shows '%s' to listeners; write the character itself",
				   references[i]);
	}
}

/* Elements of channel and item that name a file, and where they do; "" is their text. */
static const struct {
	const char *ns, *name, *attribute;
} named[] = {
	{ NS_NONE, "link", "" },           { NS_NONE, "source", "url" },
	{ NS_ITUNES, "image", "href" },    { NS_PODCAST, "transcript", "url" },
	{ NS_PODCAST, "chapters", "url" }, { NS_PODCAST, "image", "href" },
	{ NS_PODCAST, "person", "img" },   { NS_PODCAST, "trailer", "url" },
};

/* The file of this site that an element names; NULL when it names none. */
static const struct output_file *check_element(struct feed *f, const xmlNode *n)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		if (node_is(n, named[i].ns, named[i].name))
			return check_named(f, n,
					   *named[i].attribute
						   ? node_attribute(n, named[i].attribute)
						   : node_text(n));
	}
	return NULL;
}

/* Directories take two forms of cover (Apple, PSP-1). */
static void check_cover(struct feed *f, const xmlNode *image, const struct output_file *file)
{
	if (file && file->type && text_starts(file->type, "image/") &&
	    strcmp(file->type, "image/jpeg") != 0 && strcmp(file->type, "image/png") != 0)
		doc_report(f->doc, DIAG_FEED_INVALID, node_place(image), file->path,
			   "the cover '%s' is '%s'; expected JPEG or PNG", file->path, file->type);
}

static void check_files(struct feed *f, const xmlNode *parent)
{
	for (const xmlNode *n = parent->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		const struct output_file *file = check_element(f, n);

		if (node_is(n, NS_PODCAST, "alternateEnclosure"))
			check_alternate(f, n);
		else if (node_is(n, NS_PODCAST, "chapters"))
			agree_check_chapters(f->doc, parent, file);
		else if (node_is(n, NS_ITUNES, "image"))
			check_cover(f, n, file);
		else if (node_is(n, NS_NONE, "link"))
			f->page = file;
	}
}

static void check_item(void *arg, xmlNodePtr item)
{
	struct feed *f = arg;

	f->page = f->sound = NULL;
	check_title(f, node_child(item, NS_NONE, "title"));
	check_guid(f, item);
	check_date(f, item);
	check_enclosure(f, item);
	check_notes(f, item);
	check_files(f, item);
	agree_check_item(f->doc, item, f->page, f->sound);
}

/* Most apps know the namespaces by these prefixes only, whatever they are bound to. */
static void check_prefixes(struct feed *f, const xmlNode *root)
{
	static const struct {
		const char *uri, *prefix;
	} known[] = { { NS_ITUNES, "itunes" },
		      { NS_PODCAST, "podcast" },
		      { NS_ATOM, "atom" },
		      { NS_CONTENT, "content" },
		      { NS_PSC, "psc" } };

	for (const xmlNs *ns = root->nsDef; ns; ns = ns->next) {
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
			if (strcmp((const char *)ns->href, known[i].uri) == 0 &&
			    (!ns->prefix || strcmp((const char *)ns->prefix, known[i].prefix) != 0))
				doc_report(
					f->doc, DIAG_FEED_INVALID, node_place(root),
					known[i].prefix,
					"the prefix of '%s' must be '%s'; apps look for no other",
					known[i].uri, known[i].prefix);
		}
	}
}

/* A feed may stand once more where it was before, for apps that still look there. */
static bool is_copy_of(const struct doc *doc, const struct url_target *t)
{
	const struct output_file *other = check_file(doc->check, t->path, strlen(t->path));

	return other && strcmp(other->sha256, doc->file->sha256) == 0;
}

void feed_check_self(struct doc *doc, const xmlNode *self)
{
	const char *href = self ? node_attribute(self, "href") : NULL;
	struct url_target t;

	if (!href)
		return;
	url_resolve(&doc->check->site, doc->file->path, href, strlen(href), &t);
	if (t.kind != URL_LOCAL || (strcmp(t.path, doc->file->path) != 0 && !is_copy_of(doc, &t)))
		doc_report(doc, DIAG_FEED_SELF, node_place(self), href,
			   "the feed says it stands at '%s', but its place is '%s%s'", href,
			   doc->check->site.text, doc->file->path);
}

/* The picture's title and link are the channel's (RSS 2.0; W3C: ImageTitleDoesntMatch). */
static void check_image(struct feed *f, const xmlNode *channel)
{
	static const char *const same[] = { "title", "link" };
	const xmlNode *image = node_child(channel, NS_NONE, "image");

	for (size_t i = 0; image && i < 2; i++) {
		const xmlNode *of_image = node_child(image, NS_NONE, same[i]);
		const char *of_channel = node_text(node_child(channel, NS_NONE, same[i]));

		if (of_image && strcmp(node_text(of_image), of_channel) != 0)
			doc_report(f->doc, DIAG_FEED_INVALID, node_place(of_image), same[i],
				   "the image's %s is not that of the channel", same[i]);
	}
	if (image)
		check_named(f, image, node_text(node_child(image, NS_NONE, "url")));
}

/* Every page that a feed names is there, and is a feed (gPodder drops the show otherwise). */
static void check_pages(struct feed *f, const xmlNode *channel)
{
	struct paged p = { .guids = f->all, .count = f->count };
	const struct {
		const char *rel;
		const struct output_file **file;
	} pages[] = { { "first", &p.first }, { "next", &p.next }, { "last", &p.last } };

	for (const xmlNode *n = channel->children; n; n = n->next) {
		const char *rel = node_is(n, NS_ATOM, "link") ? node_attribute(n, "rel") : NULL;

		if (!rel)
			continue;
		const struct output_file *file = check_named(f, n, node_attribute(n, "href"));
		for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
			if (strcmp(rel, pages[i].rel) == 0)
				*pages[i].file = file;
		}
	}
	agree_note_page(f->doc, &p);
}

static void check_channel(void *arg, xmlNodePtr root)
{
	struct feed *f = arg;
	const xmlNode *channel = node_child(root, NS_NONE, "channel");

	check_prefixes(f, root);
	if (!channel)
		return;
	check_title(f, node_child(channel, NS_NONE, "title"));
	if (strlen(node_text(node_child(channel, NS_NONE, "description"))) > LIMIT_DESCRIPTION)
		doc_report(f->doc, DIAG_LONG_DESCRIPTION, node_place(channel), "channel",
			   "the show's description has more than %zu bytes; apps cut it there",
			   LIMIT_DESCRIPTION);
	feed_check_self(f->doc, node_child(channel, NS_ATOM, "link"));
	check_image(f, channel);
	check_files(f, channel);
	check_pages(f, channel);
}

void feed_check(struct doc *doc, const struct grammar *grammar)
{
	struct feed f = { .doc = doc, .last_date = INT64_MAX };
	const struct records r = { .grammar = grammar,
				   .name = "item",
				   .depth = 2,
				   .record = check_item,
				   .head = check_channel,
				   .arg = &f };

	records_read(doc, &r);
	table_release(&f.guids);
	table_release(&f.enclosures);
}
