#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "feed_xml.h"

/* The cover of RSS, which stands in for the one of iTunes, as that is larger; all but its address
 * is the channel's own once more. */
static bool take_image(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *url = element_url(d, n, element_attr(d, n, "resource"));

	for (n = next_element(n->children); n; n = next_element(n->next)) {
		if (strcasecmp(element_name(n), "url") == 0)
			url = element_url(d, n, element_text(d, n));
	}
	if (!f->image)
		f->image = url;
	return !url || strcmp(url, f->image) == 0;
}

static bool take_owner(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ITUNES, "name", FORM_TEXT, struct remote_feed, owner_name),
		FEED_RULE(NS_ITUNES, "email", FORM_TEXT, struct remote_feed, owner_email),
		{ .name = NULL },
	};

	return feed_apply_inside(d, rules, into, n, NULL);
}

static bool take_atom_author(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rules[] = {
		FEED_RULE(NS_ATOM, "name", FORM_TEXT, struct remote_feed, author),
		FEED_RULE(NS_ATOM, "email", FORM_TEXT, struct remote_feed, owner_email),
		{ .name = NULL },
	};

	return feed_apply_inside(d, rules, into, n, NULL);
}

static void add_category(struct feed_doc *d, struct remote_feed *f, const char *name)
{
	if (name)
		*(const char **)feed_add(d, &f->categories, sizeof(const char *)) = name;
}

/* One inside another is its part: `Top > Sub`; a top that has parts is not named alone. */
static bool take_category(struct feed_doc *d, void *into, const xmlNode *n)
{
	const char *top = element_attr(d, n, "text");
	const xmlNode *sub = next_element(n->children);
	bool is_whole = element_has_only(n, "text");

	if (!top)
		return false;
	if (!sub)
		add_category(d, into, top);
	for (; sub; sub = next_element(sub->next)) {
		const char *name = element_attr(d, sub, "text");

		add_category(d, into, name ? arena_printf(d->arena, "%s > %s", top, name) : top);
		is_whole = is_whole && name && element_has_only(sub, "text") &&
			   !next_element(sub->children);
	}
	return is_whole;
}

static bool fill_address(const char **member, const char *url)
{
	if (!*member)
		*member = url;
	return !url || strcmp(*member, url) == 0;
}

static bool take_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *rel = element_attr(d, n, "rel"), *href = element_attr(d, n, "href");
	const struct {
		const char *rel;
		const char **member;
	} known[] = { { "self", &f->self },
		      { "next", &f->next },
		      { "prev-archive", &f->prev_archive },
		      { "hub", &f->hub },
		      { "alternate", f->kind == REMOTE_ATOM ? &f->link : NULL } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (strcasecmp(rel ? rel : "alternate", known[i].rel) == 0 && known[i].member)
			return fill_address(known[i].member, element_url(d, n, href)) &&
			       element_has_only(n, "rel href");
	}
	return false;
}

/* Links of Atom without its namespace have a `rel`; those of RSS never. */
static bool take_plain_link(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_NONE, "link", FORM_URL, struct remote_feed, link);

	return element_attr(d, n, "rel") ? take_link(d, into, n) : feed_apply(d, &rule, into, n);
}

static bool take_funding(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	struct remote_funding *added = feed_add(d, &f->funding, sizeof(*added));

	added->url = element_url(d, n, element_attr(d, n, "url"));
	added->label = element_text(d, n);
	return element_has_only(n, "url");
}

static bool take_person(struct feed_doc *d, void *into, const xmlNode *n)
{
	return feed_take_person(d, &((struct remote_feed *)into)->people, n);
}

static bool take_licence(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;

	return feed_take_licence(d, &f->licence, &f->licence_url, n);
}

static bool take_locked(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_PODCAST, "locked", FORM_FLAG, struct remote_feed, is_locked);
	struct remote_feed *f = into;
	const char *owner = element_attr(d, n, "owner");

	if (!f->locked_owner)
		f->locked_owner = owner;
	feed_apply(d, &rule, f, n);
	return f->is_locked && element_has_only(n, "owner");
}

/* How often comes an episode: no member but for the end has it. */
static bool take_frequency(struct feed_doc *d, void *into, const xmlNode *n)
{
	struct remote_feed *f = into;
	const char *complete = element_attr(d, n, "complete");

	if (complete && strcasecmp(complete, "true") == 0)
		f->is_complete = REMOTE_YES;
	return f->is_complete && !element_text(d, n) && element_has_only(n, "complete");
}

/* The places of the items of RSS 1.0, in their order. */
static bool take_places(struct feed_doc *d, void *into, const xmlNode *n)
{
	(void)d, (void)into, (void)n;
	return true;
}

static bool take_description(struct feed_doc *d, void *into, const xmlNode *n)
{
	static const struct feed_rule rule =
		FEED_RULE(NS_NONE, "description", FORM_MARKUP, struct remote_feed, description);
	struct remote_feed *f = into;

	if (!f->notes_base)
		f->notes_base = element_base(d, n);
	return feed_apply(d, &rule, f, n);
}

static const struct feed_rule channel_rules[] = {
	FEED_RULE(NS_NONE, "title", FORM_TEXT, struct remote_feed, title),
	FEED_RULE(NS_ATOM, "title", FORM_TEXT, struct remote_feed, title),
	FEED_TAKE(NS_NONE, "link", take_plain_link),
	FEED_TAKE(NS_ATOM, "link", take_link),
	FEED_TAKE(NS_NONE, "description", take_description),
	FEED_RULE(NS_ITUNES, "summary", FORM_MARKUP, struct remote_feed, summary),
	FEED_RULE(NS_ITUNES, "subtitle", FORM_TEXT, struct remote_feed, subtitle),
	FEED_STAND_IN(NS_ATOM, "subtitle", FORM_MARKUP, struct remote_feed, subtitle),
	FEED_RULE(NS_NONE, "language", FORM_TEXT, struct remote_feed, language),
	FEED_STAND_IN(NS_DC, "language", FORM_TEXT, struct remote_feed, language),
	FEED_RULE(NS_NONE, "copyright", FORM_TEXT, struct remote_feed, copyright),
	FEED_STAND_IN(NS_DC, "rights", FORM_TEXT, struct remote_feed, copyright),
	FEED_STAND_IN(NS_ATOM, "rights", FORM_TEXT, struct remote_feed, copyright),
	FEED_RULE(NS_NONE, "generator", FORM_TEXT, struct remote_feed, generator),
	FEED_RULE(NS_ATOM, "generator", FORM_TEXT, struct remote_feed, generator),
	FEED_RULE(NS_ITUNES, "author", FORM_TEXT, struct remote_feed, author),
	FEED_STAND_IN(NS_DC, "creator", FORM_TEXT, struct remote_feed, author),
	FEED_TAKE_LAST(NS_ATOM, "author", take_atom_author),
	FEED_RULE(NS_NONE, "managingEditor", FORM_TEXT, struct remote_feed, editor),
	FEED_TAKE(NS_ITUNES, "owner", take_owner),
	FEED_RULE(NS_ITUNES, "image", FORM_URL, struct remote_feed, image),
	FEED_TAKE_LAST(NS_NONE, "image", take_image),
	FEED_STAND_IN(NS_ATOM, "logo", FORM_URL, struct remote_feed, image),
	FEED_RULE(NS_ITUNES, "type", FORM_TEXT, struct remote_feed, type),
	FEED_RULE(NS_ITUNES, "explicit", FORM_FLAG, struct remote_feed, is_explicit),
	FEED_RULE(NS_ITUNES, "block", FORM_FLAG, struct remote_feed, is_blocked),
	FEED_RULE(NS_ITUNES, "complete", FORM_FLAG, struct remote_feed, is_complete),
	FEED_RULE(NS_ITUNES, "new-feed-url", FORM_URL, struct remote_feed, new_url),
	FEED_TAKE(NS_ITUNES, "category", take_category),
	FEED_RULE(NS_PODCAST, "guid", FORM_TEXT, struct remote_feed, guid),
	FEED_RULE(NS_PODCAST, "medium", FORM_TEXT, struct remote_feed, medium),
	FEED_TAKE(NS_PODCAST, "license", take_licence),
	FEED_TAKE(NS_PODCAST, "locked", take_locked),
	FEED_TAKE(NS_PODCAST, "funding", take_funding),
	FEED_TAKE(NS_PODCAST, "person", take_person),
	FEED_TAKE(NS_PODCAST, "updateFrequency", take_frequency),
	FEED_RULE(NS_NONE, "lastBuildDate", FORM_TEXT, struct remote_feed, updated_text),
	FEED_STAND_IN(NS_NONE, "pubDate", FORM_TEXT, struct remote_feed, updated_text),
	FEED_STAND_IN(NS_DC, "date", FORM_TEXT, struct remote_feed, updated_text),
	FEED_RULE(NS_ATOM, "updated", FORM_TEXT, struct remote_feed, updated_text),
	FEED_TAKE(NS_NONE, "items", take_places),
	{ .name = NULL },
};

void feed_take_channel(struct feed_doc *d, const xmlNode *n)
{
	d->kept = 0;
	feed_apply_inside(d, channel_rules, d->feed, n, &d->feed->elements);
}

void feed_take_beside(struct feed_doc *d, const xmlNode *n)
{
	feed_apply_one(d, channel_rules, d->feed, n, &d->feed->elements);
}
