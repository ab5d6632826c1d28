#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "feed_date.h"
#include "feed_xml.h"

/* A whole number that nothing follows; 0: none. */
static int64_t number_of(const char *text)
{
	char *end;

	if (!text || *text < '0' || *text > '9' || strlen(text) > 15)
		return 0;
	int64_t number = strtoll(text, &end, 10);
	return *end ? 0 : number;
}

static void take_guid(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *permalink = element_attr(d, n, "isPermaLink");

	if (item->guid)
		return;
	item->guid_written = element_raw(d, n);
	item->guid = element_text(d, n);
	item->guid_is_link = element_ns(n) == NS_NONE && item->guid &&
			     (!permalink || strcasecmp(permalink, "true") == 0);
}

static void add_enclosure(struct feed_doc *d, struct remote_episode *item, const xmlNode *n,
			  const char *address)
{
	const char *url = element_url(d, n, element_attr(d, n, address));

	if (!url || item->enclosures++)
		return;
	item->enclosure = (struct remote_enclosure){
		.url = url,
		.type = element_attr(d, n, "type"),
		.length_text = element_attr(d, n, "length"),
	};
	item->enclosure.length = number_of(item->enclosure.length_text);
}

static void take_enclosure(struct feed_doc *d, void *into, const xmlNode *n)
{
	add_enclosure(d, into, n, "url");
}

static bool is_alternate(const char *rel)
{
	return !rel || strcasecmp(rel, "alternate") == 0;
}

static void take_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *rel = element_attr(d, n, "rel");

	if (rel && strcasecmp(rel, "enclosure") == 0)
		add_enclosure(d, item, n, "href");
	else if (is_alternate(rel) && !item->link)
		item->link = element_url(d, n, element_attr(d, n, "href"));
}

static void take_published(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *text = element_text(d, n);

	item->date_text = text ? text : item->date_text;
}

static void take_atom_author(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ATOM, "name", FORM_TEXT, struct remote_episode, author),
		{ .name = NULL },
	};

	feed_apply_inside(d, rules, into, n);
}

static void take_transcript(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *url = element_url(d, n, element_attr(d, n, "url"));

	if (!url)
		return;
	struct remote_transcript *t = feed_add(d, &item->transcripts, sizeof(*t));
	*t = (struct remote_transcript){ .url = url,
					 .type = element_attr(d, n, "type"),
					 .language = element_attr(d, n, "language"),
					 .rel = element_attr(d, n, "rel") };
}

static void take_chapters(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;

	if (item->chapters_url)
		return;
	item->chapters_url = element_url(d, n, element_attr(d, n, "url"));
	item->chapters_type = element_attr(d, n, "type");
}

static int by_start(const void *a, const void *b)
{
	const struct remote_chapter *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Some feeds have them in no order. */
static void take_simple_chapters(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_list *list = &((struct remote_episode *)into)->chapters;

	for (n = next_element(n->children); n; n = next_element(n->next)) {
		const char *start = element_attr(d, n, "start");
		int64_t ms = start ? feed_duration_parse(start) : -1;

		if (strcasecmp(element_name(n), "chapter") != 0 || ms < 0)
			continue;
		struct remote_chapter *c = feed_add(d, list, sizeof(*c));
		c->start = ms;
		c->title = element_attr(d, n, "title");
		c->url = element_url(d, n, element_attr(d, n, "href"));
		c->picture = element_url(d, n, element_attr(d, n, "image"));
	}
	if (list->count)
		qsort(list->items, list->count, sizeof(struct remote_chapter), by_start);
}

static void take_person(struct feed_doc *d, void *into, const xmlNode *n)
{
	feed_take_person(d, &((struct remote_episode *)into)->people, n);
}

static const struct feed_rule item_rules[] = {
	FEED_RULE(NS_NONE, "title", FORM_TEXT, struct remote_episode, title),
	FEED_RULE(NS_ATOM, "title", FORM_TEXT, struct remote_episode, title),
	FEED_RULE(NS_ITUNES, "title", FORM_TEXT, struct remote_episode, itunes_title),
	FEED_TAKE(NS_NONE, "guid", take_guid),
	FEED_TAKE(NS_ATOM, "id", take_guid),
	FEED_RULE(NS_NONE, "link", FORM_URL, struct remote_episode, link),
	FEED_TAKE(NS_ATOM, "link", take_link),
	FEED_TAKE(NS_NONE, "pubDate", take_published),
	FEED_TAKE(NS_ATOM, "published", take_published),
	FEED_RULE(NS_DC, "date", FORM_TEXT, struct remote_episode, date_text),
	FEED_RULE(NS_ATOM, "updated", FORM_TEXT, struct remote_episode, date_text),
	FEED_RULE(NS_NONE, "description", FORM_MARKUP, struct remote_episode, description),
	FEED_RULE(NS_CONTENT, "encoded", FORM_MARKUP, struct remote_episode, content),
	FEED_RULE(NS_ATOM, "content", FORM_MARKUP, struct remote_episode, content),
	FEED_RULE(NS_ITUNES, "summary", FORM_MARKUP, struct remote_episode, summary),
	FEED_RULE(NS_ATOM, "summary", FORM_MARKUP, struct remote_episode, summary),
	FEED_RULE(NS_ITUNES, "subtitle", FORM_TEXT, struct remote_episode, subtitle),
	FEED_TAKE(NS_NONE, "enclosure", take_enclosure),
	FEED_RULE(NS_ITUNES, "duration", FORM_TEXT, struct remote_episode, duration_text),
	FEED_RULE(NS_ITUNES, "season", FORM_TEXT, struct remote_episode, season_text),
	FEED_RULE(NS_PODCAST, "season", FORM_TEXT, struct remote_episode, season_text),
	FEED_RULE(NS_ITUNES, "episode", FORM_TEXT, struct remote_episode, number_text),
	FEED_RULE(NS_PODCAST, "episode", FORM_TEXT, struct remote_episode, number_text),
	FEED_RULE(NS_ITUNES, "episodeType", FORM_TEXT, struct remote_episode, type),
	FEED_RULE(NS_ITUNES, "explicit", FORM_FLAG, struct remote_episode, is_explicit),
	FEED_RULE(NS_ITUNES, "block", FORM_FLAG, struct remote_episode, is_blocked),
	FEED_RULE(NS_ITUNES, "image", FORM_HREF, struct remote_episode, image),
	FEED_RULE(NS_ITUNES, "author", FORM_TEXT, struct remote_episode, author),
	FEED_RULE(NS_DC, "creator", FORM_TEXT, struct remote_episode, author),
	FEED_RULE(NS_NONE, "author", FORM_TEXT, struct remote_episode, author),
	FEED_TAKE(NS_ATOM, "author", take_atom_author),
	FEED_RULE(NS_PODCAST, "license", FORM_TEXT, struct remote_episode, licence),
	FEED_TAKE(NS_PODCAST, "transcript", take_transcript),
	FEED_TAKE(NS_PODCAST, "chapters", take_chapters),
	FEED_TAKE(NS_PODCAST, "person", take_person),
	FEED_TAKE(NS_PSC, "chapters", take_simple_chapters),
	{ .name = NULL },
};

static bool starts_with(const char *s, const char *prefix)
{
	return s && strncasecmp(s, prefix, strlen(prefix)) == 0;
}

/* Media RSS tells of pictures by the same element. */
static void take_media_content(struct feed_doc *d, struct remote_episode *item, const xmlNode *n)
{
	const char *type = element_attr(d, n, "type"), *medium = element_attr(d, n, "medium");

	if (starts_with(type, "audio/") || starts_with(type, "video/") ||
	    starts_with(medium, "audio") || starts_with(medium, "video"))
		add_enclosure(d, item, n, "url");
	if (item->enclosure.url && !item->enclosure.length_text) {
		item->enclosure.length_text = element_attr(d, n, "fileSize");
		item->enclosure.length = number_of(item->enclosure.length_text);
	}
}

/* Where an item has no enclosure of its own. */
static void find_media(struct feed_doc *d, struct remote_episode *item, const xmlNode *n)
{
	for (n = next_element(n->children); n; n = next_element(n->next)) {
		if (element_is(n, NS_MEDIA, "content"))
			take_media_content(d, item, n);
		if (!element_is(n, NS_MEDIA, "group"))
			continue;
		for (const xmlNode *c = next_element(n->children); c; c = next_element(c->next)) {
			if (element_is(c, NS_MEDIA, "content"))
				take_media_content(d, item, c);
		}
	}
}

static void finish(struct feed_doc *d, struct remote_episode *item, const xmlNode *n)
{
	if (!item->enclosure.url)
		find_media(d, item, n);
	if (item->date_text)
		feed_date_parse(item->date_text, &item->date);
	item->duration = item->duration_text ? feed_duration_parse(item->duration_text) : -1;
	item->season = number_of(item->season_text);
	item->number = number_of(item->number_text);
}

bool feed_is_item(const struct feed_doc *d, const xmlNode *n)
{
	if (d->feed->kind == REMOTE_ATOM)
		return strcasecmp(element_name(n), "entry") == 0;
	return element_is(n, NS_NONE, "item") || element_is(n, NS_ATOM, "entry");
}

/*
 * An item whose end is missing has the next ones inside: as deep as the parser
 * goes, and no deeper.
 */
void feed_take_item(struct feed_doc *d, const xmlNode *n)
{
	struct remote_list *items = &d->feed->items;
	size_t place = items->count;
	struct remote_episode item = { .line = (unsigned)xmlGetLineNo(n) };

	feed_add(d, items, sizeof(item));
	for (const xmlNode *c = next_element(n->children); c; c = next_element(c->next)) {
		if (feed_is_item(d, c))
			feed_take_item(d, c);
		else
			feed_apply(d, item_rules, &item, c);
	}
	finish(d, &item, n);
	((struct remote_episode *)items->items)[place] = item;
}
