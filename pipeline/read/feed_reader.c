#include "read/feed_reader.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "feed_date.h"
#include "feed_decode.h"
#include "feed_mend.h"
#include "feed_xml.h"

/* The first thing that the parser complained of. */
struct complaint {
	char text[160];
	int line;
};

static void keep_first(void *parser, xmlErrorPtr error)
{
	struct complaint *c = ((xmlParserCtxtPtr)parser)->_private;

	if (c->line || error->level < XML_ERR_ERROR || !error->message)
		return;
	c->line = error->line > 0 ? error->line : 1;
	snprintf(c->text, sizeof(c->text), "%.*s", (int)strcspn(error->message, "\n"),
		 error->message);
}

/* Names of a document type are not followed: XML_PARSE_NOENT is not asked for. */
static xmlDocPtr parse(const struct strbuf *text, struct complaint *first)
{
	const int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
			    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT |
			    XML_PARSE_IGNORE_ENC;
	xmlParserCtxtPtr parser = text->len <= INT_MAX ? xmlNewParserCtxt() : NULL;

	if (!parser)
		return NULL;
	parser->_private = first;
	parser->sax->serror = keep_first;
	xmlDocPtr doc =
		xmlCtxtReadMemory(parser, text->data, (int)text->len, NULL, "UTF-8", options);
	xmlFreeParserCtxt(parser);
	return doc;
}

static bool is_named(const xmlNode *n, const char *name)
{
	return strcasecmp(element_name(n), name) == 0;
}

/* Is it the root of a feed? Says which kind it is. */
static bool is_feed(struct feed_doc *d, const xmlNode *root)
{
	if (!root)
		return false;
	if (is_named(root, "feed"))
		d->feed->kind = REMOTE_ATOM;
	return is_named(root, "feed") || is_named(root, "channel") || is_named(root, "rss") ||
	       is_named(root, "RDF");
}

static bool has_items(struct feed_doc *d, const xmlNode *channel)
{
	const xmlNode *n = next_element(channel->children);

	while (n && !feed_is_item(d, n))
		n = next_element(n->next);
	return n != NULL;
}

/* The channel of several: the first that has items, else the first; a feed without one is its own.
 */
static const xmlNode *find_channel(struct feed_doc *d, const xmlNode *root)
{
	const xmlNode *first = NULL;

	if (!is_named(root, "rss") && !is_named(root, "RDF"))
		return root;
	for (const xmlNode *n = next_element(root->children); n; n = next_element(n->next)) {
		if (is_named(n, "channel") && has_items(d, n))
			return n;
		first = !first && is_named(n, "channel") ? n : first;
	}
	return first ? first : root;
}

/* Of another channel: its items, which nobody shall lose. */
static void take_items(struct feed_doc *d, const xmlNode *channel)
{
	for (const xmlNode *n = next_element(channel->children); n; n = next_element(n->next)) {
		if (feed_is_item(d, n))
			feed_take_item(d, n);
	}
}

/* RSS 1.0, and feeds whose channel ends too early, have items beside it. */
static void take_beside(struct feed_doc *d, const xmlNode *channel)
{
	for (const xmlNode *n = next_element(channel->parent->children); n;
	     n = next_element(n->next)) {
		d->channels += is_named(n, "channel");
		if (n == channel)
			feed_take_channel(d, n);
		else if (feed_is_item(d, n))
			feed_take_item(d, n);
		else if (is_named(n, "channel"))
			take_items(d, n);
		else
			feed_take_beside(d, n);
	}
}

static const char *self_link(struct feed_doc *d, const xmlNode *channel)
{
	for (const xmlNode *n = next_element(channel->children); n; n = next_element(n->next)) {
		const char *rel =
			strcasecmp(element_name(n), "link") == 0 ? element_attr(d, n, "rel") : NULL;

		if (rel && strcasecmp(rel, "self") == 0)
			return element_attr(d, n, "href");
	}
	return NULL;
}

/* Attributes are named in the dictionary of the document: what is not there, no element has. */
static bool has_base(const xmlDoc *doc)
{
	return doc->dict && xmlDictExists(doc->dict, (const xmlChar *)"base", 4) != NULL;
}

/* Of Atom the only place for it, and of some RSS feeds. */
static void take_language(struct remote_feed *f, const xmlNode *channel, struct arena *a)
{
	xmlChar *language = f->language ? NULL : xmlNodeGetLang(channel);

	if (language && *language)
		f->language = arena_strdup(a, (const char *)language);
	xmlFree(language);
}

static void find_base(struct feed_doc *d, const char *self)
{
	d->base = text_begins_web(d->feed->from) ? d->feed->from
		  : text_begins_web(self)        ? self
						 : NULL;
}

static void take_feed(struct feed_doc *d, const xmlNode *channel)
{
	struct remote_feed *f = d->feed;

	find_base(d, self_link(d, channel));
	d->has_base = has_base(d->doc);
	d->line = xmlGetLineNo(channel);
	if (channel->parent->type == XML_ELEMENT_NODE)
		take_beside(d, channel);
	else
		feed_take_channel(d, channel);
	take_language(f, channel, d->arena);
	if (f->updated_text)
		feed_date_parse(f->updated_text, &f->updated);
}

static void add_mended(struct strbuf *what, unsigned count, const char *one, const char *many)
{
	if (!count)
		return;
	strbuf_addf(what, "%s%u %s", what->len ? ", " : "", count, count == 1 ? one : many);
}

static void report_mending(const struct mending *m, unsigned lost, struct span at,
			   struct diag *diag)
{
	STRBUF_SCOPED struct strbuf what = STRBUF_INIT(LIMIT_MESSAGE);

	if (m->has_junk)
		strbuf_adds(&what, "text before the feed");
	else if (m->has_start)
		strbuf_adds(&what, "white space before the first '<'");
	add_mended(&what, m->ampersands, "'&' that should be '&amp;'",
		   "'&' that should be '&amp;'");
	add_mended(&what, m->names, "name of a character that only HTML has",
		   "names of characters that only HTML has");
	add_mended(&what, m->controls, "control character", "control characters");
	add_mended(&what, m->comments, "comment that never ends", "comments that never end");
	add_mended(&what, m->sections, "CDATA section without its right end",
		   "CDATA sections without their right end");
	add_mended(&what, m->brackets, "'<' that should be '&lt;'", "'<' that should be '&lt;'");
	add_mended(&what, m->tags, "tag with attributes that are written wrongly",
		   "tags with attributes that are written wrongly");
	add_mended(&what, m->halves, "tag without its other half", "tags without their other half");
	add_mended(&what, lost, "letter that is none in its encoding",
		   "letters that are none in their encoding");
	add_mended(&what, m->bytes, "byte that is no UTF-8", "bytes that are no UTF-8");
	if (what.len)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "this had to be mended before it could be read: %s", what.data);
}

static void report_damage(const struct mending *m, const struct complaint *c, struct span at,
			  struct diag *diag)
{
	if (m->is_cut)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "it breaks off before its end, so that episodes may be missing");
	if (m->has_more)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "these are several documents, one behind the other; their episodes are "
			    "taken together");
	if (c->line)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "line %d is not right XML, and what follows may be incomplete: %s",
			    c->line, c->text);
}

static void report_limits(const struct feed_doc *d, struct span at, struct diag *diag)
{
	if (d->left_out)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "%zu elements are left out: a channel or item has more than %zu that "
			    "blether has no field for",
			    d->left_out, LIMIT_ELEMENTS);
	if (d->channels > 1)
		diag_report(diag, DIAG_FEED_DAMAGED, at,
			    "this has %zu channels, and a feed is one; what is said of the show is "
			    "taken from line %ld, episodes from all",
			    d->channels, d->line);
}

static const xmlNode *channel_of(struct feed_doc *d)
{
	const xmlNode *root = d->doc ? xmlDocGetRootElement(d->doc) : NULL;

	return is_feed(d, root) ? find_channel(d, root) : NULL;
}

static void report_other(struct feed_doc *d, const struct decoded *page, struct span at,
			 struct diag *diag)
{
	find_base(d, NULL);
	const char *named = feed_page_links(d, page->bytes, page->len);

	if (named)
		diag_report(
			diag, DIAG_NOT_A_FEED, at,
			"this is a web page and no podcast feed; use the feed that it names: %s",
			named);
	else
		diag_report(
			diag, DIAG_NOT_A_FEED, at,
			"this is no podcast feed; expected XML that begins with <rss> or <feed>");
}

struct remote_feed *feed_read(const char *bytes, size_t len, const char *from, struct arena *a,
			      struct diag *diag)
{
	STRBUF_SCOPED struct strbuf room = STRBUF_INIT(2 * LIMIT_FEED_BYTES);
	STRBUF_SCOPED struct strbuf mended = STRBUF_INIT(2 * LIMIT_FEED_BYTES);
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct complaint first = { .line = 0 };
	struct feed_doc d = { .arena = a, .text = &text, .feed = arena_new(a, struct remote_feed) };
	const struct span at = span_path(from, a);

	d.feed->from = arena_strdup(a, from);
	const struct decoded decoded = feed_decode(&room, bytes, len);
	const struct mending mending = feed_mend(&mended, decoded.bytes, decoded.len);
	d.doc = strbuf_ok(&room) && strbuf_ok(&mended) ? parse(&mended, &first) : NULL;
	const xmlNode *channel = channel_of(&d);
	if (channel) {
		take_feed(&d, channel);
		report_mending(&mending, decoded.lost, at, diag);
		report_damage(&mending, &first, at, diag);
		report_limits(&d, at, diag);
	} else {
		report_other(&d, &decoded, at, diag);
	}
	xmlFreeDoc(d.doc);
	return channel ? d.feed : NULL;
}
