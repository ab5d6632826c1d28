#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/duration.h"
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

static bool take_guid(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *permalink = element_attr(d, n, "isPermaLink"), *text = element_text(d, n);

	if (item->guid)
		return !text || strcmp(text, item->guid) == 0;
	item->guid_written = element_raw(d, n);
	item->guid = text;
	item->guid_is_link = element_ns(n) == NS_NONE && text &&
			     (!permalink || strcasecmp(permalink, "true") == 0);
	return element_has_only(n, "isPermaLink");
}

/* `address` names the attribute that has it; true: members have all of it. */
static bool add_enclosure(struct feed_doc *d, struct remote_episode *item, const xmlNode *n,
			  const char *address)
{
	const char *url = element_url(d, n, element_attr(d, n, address));

	if (!url || item->enclosures++)
		return false;
	item->enclosure = (struct remote_enclosure){
		.url = url,
		.type = element_attr(d, n, "type"),
		.length_text = element_attr(d, n, "length"),
	};
	item->enclosure.length = number_of(item->enclosure.length_text);
	return element_has_only(n, "url href resource rel length");
}

static bool take_enclosure(struct feed_doc *d, void *into, const xmlNode *n)
{
	const char *const names[] = { "url", "resource", "href" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (element_attr(d, n, names[i]))
			return add_enclosure(d, into, n, names[i]);
	}
	return false;
}

static bool is_alternate(const char *rel)
{
	return !rel || strcasecmp(rel, "alternate") == 0;
}

static bool take_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *rel = element_attr(d, n, "rel");

	if (rel && strcasecmp(rel, "enclosure") == 0)
		return add_enclosure(d, item, n, "href");
	if (!is_alternate(rel))
		return false;
	const char *url = element_url(d, n, element_attr(d, n, "href"));
	if (!item->link)
		item->link = url;
	return !url || (strcmp(url, item->link) == 0 && element_has_only(n, "rel href"));
}

/* Links of Atom without its namespace have a `rel`; those of RSS never. */
static bool take_plain_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_NONE, "link", FORM_URL, struct remote_episode, link);

	return element_attr(d, n, "rel") ? take_link(d, into, n) : feed_apply(d, &rule, into, n);
}

/* Names that iTunes' own goes before say who wrote a page: they stay what they are. */
static bool take_creator(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;

	if (!item->author) {
		item->author = element_text(d, n);
		item->author_is_kept = true;
	}
	return false;
}

static bool take_atom_author(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ATOM, "name", FORM_TEXT, struct remote_episode, author),
		{ .name = NULL },
	};

	return feed_apply_inside(d, rules, into, n, NULL);
}

static bool take_season(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_PODCAST, "season", FORM_TEXT, struct remote_episode, season_text);
	struct remote_episode *item = into;
	const char *text = element_text(d, n);

	if (!item->season_name)
		item->season_name = element_attr(d, n, "name");
	feed_apply(d, &rule, item, n);
	return text && strcmp(text, item->season_text) == 0 && element_has_only(n, "name");
}

static bool take_number(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_PODCAST, "episode", FORM_TEXT, struct remote_episode, number_text);
	struct remote_episode *item = into;
	const char *text = element_text(d, n);

	if (!item->display)
		item->display = element_attr(d, n, "display");
	feed_apply(d, &rule, item, n);
	return text && strcmp(text, item->number_text) == 0 && element_has_only(n, "display");
}

static bool take_licence(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;

	return feed_take_licence(d, &item->licence, &item->licence_url, n);
}

static bool take_transcript(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *url = element_url(d, n, element_attr(d, n, "url"));

	if (!url)
		return false;
	struct remote_transcript *t = feed_add(d, &item->transcripts, sizeof(*t));
	*t = (struct remote_transcript){ .url = url,
					 .type = element_attr(d, n, "type"),
					 .language = element_attr(d, n, "language"),
					 .rel = element_attr(d, n, "rel") };
	return element_has_only(n, "url language rel");
}

static bool take_chapters(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;
	const char *url = element_url(d, n, element_attr(d, n, "url"));

	if (item->chapters_url || !url)
		return false;
	item->chapters_url = url;
	item->chapters_type = element_attr(d, n, "type");
	return element_has_only(n, "url");
}

static int by_start(const void *a, const void *b)
{
	const struct remote_chapter *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static bool add_chapter(struct feed_doc *d, struct remote_list *list, const xmlNode *n)
{
	int64_t ms = duration_parse(element_attr(d, n, "start"));

	if (strcasecmp(element_name(n), "chapter") != 0 || ms < 0)
		return false;
	struct remote_chapter *c = feed_add(d, list, sizeof(*c));
	c->start = ms;
	c->title = element_attr(d, n, "title");
	c->url = element_url(d, n, element_attr(d, n, "href"));
	c->picture = element_url(d, n, element_attr(d, n, "image"));
	return element_has_only(n, "start title href image") && !next_element(n->children);
}

/* Some feeds have them in no order. */
static bool take_simple_chapters(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_list *list = &((struct remote_episode *)into)->chapters;
	bool is_whole = !list->count && element_has_only(n, "version");

	if (list->count)
		return false;
	for (n = next_element(n->children); n; n = next_element(n->next))
		is_whole = add_chapter(d, list, n) && is_whole;
	if (list->count)
		qsort(list->items, list->count, sizeof(struct remote_chapter), by_start);
	return is_whole;
}

static bool take_person(struct feed_doc *d, void *into, const xmlNode *n)
{
	return feed_take_person(d, &((struct remote_episode *)into)->people, n);
}

static bool starts_with(const char *s, const char *prefix)
{
	return s && strncasecmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_recording(struct feed_doc *d, const xmlNode *n)
{
	const char *type = element_attr(d, n, "type"), *medium = element_attr(d, n, "medium");

	return starts_with(type, "audio/") || starts_with(type, "video/") ||
	       starts_with(medium, "audio") || starts_with(medium, "video");
}

/* Where an item has no enclosure of its own. Media RSS tells of pictures by the same element. */
static bool take_media_content(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_episode *item = into;

	if (item->enclosure.url || !is_recording(d, n))
		return false;
	add_enclosure(d, item, n, "url");
	if (item->enclosure.url && !item->enclosure.length_text) {
		item->enclosure.length_text = element_attr(d, n, "fileSize");
		item->enclosure.length = number_of(item->enclosure.length_text);
	}
	return item->enclosure.url && element_has_only(n, "url fileSize length medium") &&
	       !next_element(n->children);
}

/* The same recording in several forms, and what is said of all of them. */
static bool take_media_group(struct feed_doc *d, void *into, const xmlNode *n)
{
	bool is_whole = true;

	for (n = next_element(n->children); n; n = next_element(n->next))
		is_whole = element_is(n, NS_MEDIA, "content") && take_media_content(d, into, n) &&
			   is_whole;
	return is_whole;
}

static const struct feed_rule item_rules[] = {
	FEED_RULE(NS_NONE, "title", FORM_TEXT, struct remote_episode, title),
	FEED_RULE(NS_ATOM, "title", FORM_TEXT, struct remote_episode, title),
	FEED_RULE(NS_ITUNES, "title", FORM_TEXT, struct remote_episode, itunes_title),
	FEED_TAKE(NS_NONE, "guid", take_guid),
	FEED_TAKE(NS_ATOM, "id", take_guid),
	FEED_TAKE(NS_NONE, "link", take_plain_link),
	FEED_TAKE(NS_ATOM, "link", take_link),
	FEED_RULE(NS_NONE, "pubDate", FORM_TEXT, struct remote_episode, date_text),
	FEED_RULE(NS_ATOM, "published", FORM_TEXT, struct remote_episode, date_text),
	FEED_STAND_IN(NS_DC, "date", FORM_TEXT, struct remote_episode, date_text),
	FEED_STAND_IN(NS_ATOM, "updated", FORM_TEXT, struct remote_episode, date_text),
	FEED_RULE(NS_NONE, "description", FORM_MARKUP, struct remote_episode, description),
	FEED_RULE(NS_CONTENT, "encoded", FORM_MARKUP, struct remote_episode, content),
	FEED_RULE(NS_ATOM, "content", FORM_MARKUP, struct remote_episode, content),
	FEED_RULE(NS_ITUNES, "summary", FORM_MARKUP, struct remote_episode, summary),
	FEED_RULE(NS_ATOM, "summary", FORM_MARKUP, struct remote_episode, summary),
	FEED_RULE(NS_ITUNES, "subtitle", FORM_TEXT, struct remote_episode, subtitle),
	FEED_STAND_IN(NS_DC, "description", FORM_MARKUP, struct remote_episode, description),
	FEED_STAND_IN(NS_XHTML, "body", FORM_MARKUP, struct remote_episode, content),
	FEED_STAND_IN(NS_XHTML, "div", FORM_MARKUP, struct remote_episode, content),
	FEED_TAKE(NS_NONE, "enclosure", take_enclosure),
	FEED_TAKE(NS_ENC, "enclosure", take_enclosure),
	FEED_TAKE_LAST(NS_MEDIA, "content", take_media_content),
	FEED_TAKE_LAST(NS_MEDIA, "group", take_media_group),
	FEED_RULE(NS_ITUNES, "duration", FORM_TEXT, struct remote_episode, duration_text),
	FEED_RULE(NS_ITUNES, "season", FORM_TEXT, struct remote_episode, season_text),
	FEED_TAKE_LAST(NS_PODCAST, "season", take_season),
	FEED_RULE(NS_ITUNES, "episode", FORM_TEXT, struct remote_episode, number_text),
	FEED_TAKE_LAST(NS_PODCAST, "episode", take_number),
	FEED_RULE(NS_ITUNES, "episodeType", FORM_TEXT, struct remote_episode, type),
	FEED_RULE(NS_ITUNES, "explicit", FORM_FLAG, struct remote_episode, is_explicit),
	FEED_RULE(NS_ITUNES, "block", FORM_FLAG, struct remote_episode, is_blocked),
	FEED_RULE(NS_ITUNES, "image", FORM_URL, struct remote_episode, image),
	FEED_RULE(NS_ITUNES, "author", FORM_TEXT, struct remote_episode, author),
	FEED_TAKE_LAST(NS_DC, "creator", take_creator),
	FEED_TAKE_LAST(NS_NONE, "author", take_creator),
	FEED_TAKE_LAST(NS_ATOM, "author", take_atom_author),
	FEED_TAKE(NS_PODCAST, "license", take_licence),
	FEED_TAKE(NS_PODCAST, "transcript", take_transcript),
	FEED_TAKE(NS_PODCAST, "chapters", take_chapters),
	FEED_TAKE(NS_PODCAST, "person", take_person),
	FEED_TAKE(NS_PSC, "chapters", take_simple_chapters),
	{ .name = NULL },
};

/* xml:base may stand at the notes themselves: at those that are read first. */
static const char *notes_base(struct feed_doc *d, const xmlNode *item)
{
	static const char *const names[] = { "encoded", "content", "description", "summary" };

	for (size_t i = 0; i < COUNT(names); i++) {
		for (const xmlNode *n = next_element(item->children); n;
		     n = next_element(n->next)) {
			if (strcasecmp(element_name(n), names[i]) == 0)
				return element_base(d, n);
		}
	}
	return element_base(d, item);
}

/* RSS 1.0 has an item's identity in the element itself. */
static void finish(struct feed_doc *d, struct remote_episode *item, const xmlNode *n)
{
	if (!item->guid && element_attr(d, n, "about"))
		item->guid = item->guid_written = element_attr(d, n, "about");
	item->notes_base = notes_base(d, n);
	if (item->date_text)
		feed_date_parse(item->date_text, &item->date);
	item->duration = duration_parse(item->duration_text);
	item->season = number_of(item->season_text);
	item->number = number_of(item->number_text);
}

bool feed_is_item(const struct feed_doc *d, const xmlNode *n)
{
	if (d->feed->kind == REMOTE_ATOM)
		return strcasecmp(element_name(n), "entry") == 0;
	return element_is(n, NS_NONE, "item") || element_is(n, NS_ATOM, "entry");
}

/* Items that have items inside were not ended: those follow. */
void feed_take_item(struct feed_doc *d, const xmlNode *n)
{
	struct remote_list *items = &d->feed->items;
	size_t place = items->count, kept = d->kept;
	struct remote_episode item = { .line = (unsigned)xmlGetLineNo(n) };

	feed_add(d, items, sizeof(item));
	d->kept = 0;
	feed_apply_inside(d, item_rules, &item, n, &item.elements);
	d->kept = kept;
	finish(d, &item, n);
	((struct remote_episode *)items->items)[place] = item;
}
