#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "feed_xml.h"

static void take_image(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;

	for (n = next_element(n->children); n && !f->image; n = next_element(n->next)) {
		if (strcasecmp(element_name(n), "url") == 0)
			f->image = element_url(d, n, element_text(d, n));
	}
}

/* It is larger than the picture of RSS, so it wins wherever it stands. */
static void take_cover(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *href = element_attr(d, n, "href");
	const char *url = element_url(d, n, href ? href : element_text(d, n));

	f->image = url ? url : f->image;
}

static void take_owner(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ITUNES, "name", FORM_TEXT, struct remote_feed, owner_name),
		FEED_RULE(NS_ITUNES, "email", FORM_TEXT, struct remote_feed, owner_email),
		{ .name = NULL },
	};

	feed_apply_inside(d, rules, into, n);
}

static void take_atom_author(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ATOM, "name", FORM_TEXT, struct remote_feed, author),
		FEED_RULE(NS_ATOM, "email", FORM_TEXT, struct remote_feed, owner_email),
		{ .name = NULL },
	};

	feed_apply_inside(d, rules, into, n);
}

static void add_category(struct feed_doc *d, struct remote_feed *f, const char *name)
{
	if (name)
		*(const char **)feed_add(d, &f->categories, sizeof(const char *)) = name;
}

/* One inside another is its part: `Top > Sub`; a top that has parts is not named alone. */
static void take_category(struct feed_doc *d, void *into, const xmlNode *n)
{
	const char *top = element_attr(d, n, "text");
	const xmlNode *sub = next_element(n->children);

	if (!top)
		return;
	if (!sub)
		add_category(d, into, top);
	for (; sub; sub = next_element(sub->next)) {
		const char *name = element_attr(d, sub, "text");

		add_category(d, into, name ? arena_printf(d->arena, "%s > %s", top, name) : top);
	}
}

static void take_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *rel = element_attr(d, n, "rel"), *href = element_attr(d, n, "href");
	const struct {
		const char *rel;
		const char **member;
	} known[] = { { "self", &f->self },
		      { "next", &f->next },
		      { "hub", &f->hub },
		      { "alternate", f->kind == REMOTE_ATOM ? &f->link : NULL } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (strcasecmp(rel ? rel : "alternate", known[i].rel) != 0 || !known[i].member)
			continue;
		if (!*known[i].member)
			*known[i].member = element_url(d, n, href);
	}
}

static void take_funding(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	struct remote_funding *added = feed_add(d, &f->funding, sizeof(*added));

	added->url = element_url(d, n, element_attr(d, n, "url"));
	added->label = element_text(d, n);
}

static void take_person(struct feed_doc *d, void *into, const xmlNode *n)
{
	feed_take_person(d, &((struct remote_feed *)into)->people, n);
}

static void take_locked(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_PODCAST, "locked", FORM_FLAG, struct remote_feed, is_locked),
		{ .name = NULL },
	};
	struct remote_feed *f = into;

	f->locked_owner = element_attr(d, n, "owner");
	feed_apply(d, rules, f, n);
}

static void take_frequency(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *complete = element_attr(d, n, "complete");

	if (complete && strcasecmp(complete, "true") == 0)
		f->is_complete = REMOTE_YES;
}

static const struct feed_rule channel_rules[] = {
	FEED_RULE(NS_NONE, "title", FORM_TEXT, struct remote_feed, title),
	FEED_RULE(NS_ATOM, "title", FORM_TEXT, struct remote_feed, title),
	FEED_RULE(NS_NONE, "link", FORM_URL, struct remote_feed, link),
	FEED_TAKE(NS_ATOM, "link", take_link),
	FEED_RULE(NS_NONE, "description", FORM_MARKUP, struct remote_feed, description),
	FEED_RULE(NS_ITUNES, "summary", FORM_MARKUP, struct remote_feed, summary),
	FEED_RULE(NS_ITUNES, "subtitle", FORM_TEXT, struct remote_feed, subtitle),
	FEED_RULE(NS_ATOM, "subtitle", FORM_MARKUP, struct remote_feed, subtitle),
	FEED_RULE(NS_NONE, "language", FORM_TEXT, struct remote_feed, language),
	FEED_RULE(NS_DC, "language", FORM_TEXT, struct remote_feed, language),
	FEED_RULE(NS_NONE, "copyright", FORM_TEXT, struct remote_feed, copyright),
	FEED_RULE(NS_DC, "rights", FORM_TEXT, struct remote_feed, copyright),
	FEED_RULE(NS_ATOM, "rights", FORM_TEXT, struct remote_feed, copyright),
	FEED_RULE(NS_NONE, "generator", FORM_TEXT, struct remote_feed, generator),
	FEED_RULE(NS_ATOM, "generator", FORM_TEXT, struct remote_feed, generator),
	FEED_RULE(NS_ITUNES, "author", FORM_TEXT, struct remote_feed, author),
	FEED_RULE(NS_DC, "creator", FORM_TEXT, struct remote_feed, author),
	FEED_TAKE(NS_ATOM, "author", take_atom_author),
	FEED_RULE(NS_NONE, "managingEditor", FORM_TEXT, struct remote_feed, editor),
	FEED_TAKE(NS_ITUNES, "owner", take_owner),
	FEED_TAKE(NS_ITUNES, "image", take_cover),
	FEED_TAKE(NS_NONE, "image", take_image),
	FEED_RULE(NS_ATOM, "logo", FORM_URL, struct remote_feed, image),
	FEED_RULE(NS_ITUNES, "type", FORM_TEXT, struct remote_feed, type),
	FEED_RULE(NS_ITUNES, "explicit", FORM_FLAG, struct remote_feed, is_explicit),
	FEED_RULE(NS_ITUNES, "block", FORM_FLAG, struct remote_feed, is_blocked),
	FEED_RULE(NS_ITUNES, "complete", FORM_FLAG, struct remote_feed, is_complete),
	FEED_RULE(NS_ITUNES, "new-feed-url", FORM_URL, struct remote_feed, new_url),
	FEED_TAKE(NS_ITUNES, "category", take_category),
	FEED_RULE(NS_PODCAST, "guid", FORM_TEXT, struct remote_feed, guid),
	FEED_RULE(NS_PODCAST, "medium", FORM_TEXT, struct remote_feed, medium),
	FEED_RULE(NS_PODCAST, "license", FORM_TEXT, struct remote_feed, licence),
	FEED_TAKE(NS_PODCAST, "locked", take_locked),
	FEED_TAKE(NS_PODCAST, "funding", take_funding),
	FEED_TAKE(NS_PODCAST, "person", take_person),
	FEED_TAKE(NS_PODCAST, "updateFrequency", take_frequency),
	FEED_RULE(NS_NONE, "lastBuildDate", FORM_TEXT, struct remote_feed, updated_text),
	FEED_RULE(NS_NONE, "pubDate", FORM_TEXT, struct remote_feed, updated_text),
	FEED_RULE(NS_DC, "date", FORM_TEXT, struct remote_feed, updated_text),
	FEED_RULE(NS_ATOM, "updated", FORM_TEXT, struct remote_feed, updated_text),
	{ .name = NULL },
};

void feed_take_channel(struct feed_doc *d, const xmlNode *n)
{
	feed_apply(d, channel_rules, d->feed, n);
}
