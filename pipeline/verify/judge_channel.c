#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "judging.h"
#include "model/fields.h"

/* What a channel has, with words where something is missing. */
static const struct wanted wanted[] = {
	{ NS_NONE, "title", DIAG_NO_TITLE, "the show has no title" },
	{ NS_NONE, "link", DIAG_NO_LINK, "the show has no link to its web page" },
	{ NS_NONE, "description", DIAG_NO_DESCRIPTION, "the show has no description" },
	{ NS_NONE, "language", DIAG_NO_LANGUAGE, "the show does not say its language" },
	{ NS_ITUNES, "image", DIAG_NO_COVER, "the show has no cover in 'itunes:image'" },
	{ NS_ITUNES, "category", DIAG_NO_CATEGORY, "the show has no 'itunes:category'" },
	{ NS_ITUNES, "explicit", DIAG_NO_EXPLICIT, "the show does not say 'itunes:explicit'" },
	{ NS_ITUNES, "author", DIAG_NO_AUTHOR, "the show has no 'itunes:author'" },
	{ NS_ITUNES, "owner", DIAG_NO_OWNER_MAIL,
	  "the show has no 'itunes:owner' with a mail address" },
	{ NS_PODCAST, "guid", DIAG_NO_SHOW_GUID, "the show has no 'podcast:guid'" },
	{ NS_PODCAST, "locked", DIAG_NO_LOCKED, "the show does not say 'podcast:locked'" },
};

/* ---- the elements of a channel, each by its name ---- */

static void judge_description(struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);

	if (strlen(text) > LIMIT_DESCRIPTION)
		judge_say(j, DIAG_DESCRIPTION_TOO_LONG, judge_at_text(j, n),
			  "the description has %zu bytes; apps cut it after %zu", strlen(text),
			  LIMIT_DESCRIPTION);
	if (judge_has_html(text))
		judge_say(j, DIAG_HTML_IN_DESCRIPTION, judge_at_text(j, n),
			  "the show's description has tags of HTML in it");
}

static bool is_language(const char *s)
{
	size_t letters = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (letters < 2 || letters > 3)
		return false;
	for (s += letters; *s == '-'; s += 1 + letters) {
		letters = strcspn(s + 1, "-");
		if (letters < 1 || letters > 8)
			return false;
	}
	return !*s;
}

static void judge_language(struct judge *j, const xmlNode *n)
{
	const char *text = judge_line(j, n);

	if (!is_language(text))
		judge_say(j, DIAG_LANGUAGE_FORM, judge_at_text(j, n),
			  "'%.40s' is no code of a language; expected one such as 'en' or 'en-gb'",
			  text);
}

static void judge_moment(struct judge *j, const xmlNode *n)
{
	int64_t utc;

	if (judge_date(j, n, &utc) && utc > j->file->now)
		judge_say(j, DIAG_DATE_FUTURE, judge_at_text(j, n),
			  "'%s' lies in the future: '%.60s'", judge_name(j, n), judge_text(j, n));
}

static long number_in(const struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);
	long value = 0;

	for (size_t i = 0; text[i] >= '0' && text[i] <= '9' && i < 9; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* A query is mostly the number of a version. */
static bool same_file(const char *a, const char *b)
{
	size_t len = strcspn(a, "?#");

	return len == strcspn(b, "?#") && memcmp(a, b, len) == 0;
}

/* Seven libraries of 18 take the picture of <image> rather than Apple's. */
static void judge_picture(struct judge *j, const xmlNode *url)
{
	const xmlNode *cover = node_child(url->parent->parent, NS_ITUNES, "image");
	const char *href = cover ? node_attribute(cover, "href") : NULL;

	if (judge_url(j, url, NULL) && href && *href && !same_file(judge_line(j, url), href))
		judge_say(j, DIAG_IMAGE_NOT_COVER, judge_at_text(j, url),
			  "the image is another than the cover in 'itunes:image'");
}

/* W3C: InvalidWidth, InvalidHeight, ImageTitleDoesntMatch, ImageLinkDoesntMatch. */
static void judge_image(struct judge *j, const xmlNode *image)
{
	static const char *const same[] = { "title", "link" };
	const xmlNode *width = node_child(image, NS_NONE, "width");
	const xmlNode *height = node_child(image, NS_NONE, "height");
	const xmlNode *url = node_child(image, NS_NONE, "url");

	if (url)
		judge_picture(j, url);
	if ((width && number_in(j, width) > 144) || (height && number_in(j, height) > 400))
		judge_say(j, DIAG_IMAGE_SIZE, judge_at(j, width ? width : height),
			  "the image is said to be larger than 144 by 400");
	for (size_t i = 0; i < COUNT(same); i++) {
		const xmlNode *n = node_child(image, NS_NONE, same[i]);
		const xmlNode *of_channel = node_child(image->parent, NS_NONE, same[i]);

		if (n && of_channel && strcmp(judge_text(j, n), judge_text(j, of_channel)) != 0)
			judge_say(j, DIAG_IMAGE_DIFFERS, judge_at_text(j, n),
				  "the image's %s is not that of the channel", same[i]);
	}
}

static void judge_sub_category(struct judge *j, const xmlNode *n, const char *const *subs)
{
	const char *text = node_attribute(n, "text");
	const char *near = text ? text_nearest(text, subs) : NULL;

	if (text && !is_one_of(text, subs))
		judge_say(j, DIAG_CATEGORY_UNKNOWN, judge_at_attribute(j, n, "text"),
			  "Apple has no category '%.80s' there%s%s%s", text,
			  near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	else if (text && strcmp(text, "Religion") == 0)
		judge_say(j, DIAG_CATEGORY_NOT_W3C, judge_at_attribute(j, n, "text"),
			  "the W3C's validator does not know the category '%s'", text);
}

static void judge_category(struct judge *j, const xmlNode *n)
{
	const char *text = node_attribute(n, "text");
	const char *near = text ? text_nearest(text, category_tops()) : NULL;

	if (!text || !is_one_of(text, category_tops())) {
		judge_say(j, DIAG_CATEGORY_UNKNOWN,
			  text ? judge_at_attribute(j, n, "text") : judge_at(j, n),
			  "Apple has no category '%.80s'%s%s%s", text ? text : "",
			  near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
		return;
	}
	for (const xmlNode *sub = n->children; sub; sub = sub->next) {
		if (node_is(sub, NS_ITUNES, "category"))
			judge_sub_category(j, sub, category_subs(text));
	}
}

static void judge_owner(struct judge *j, const xmlNode *owner)
{
	const xmlNode *mail = node_child(owner, NS_ITUNES, "email");
	const char *text = judge_text(j, mail), *at = strchr(text, '@');

	if (!*text)
		judge_say(j, DIAG_NO_OWNER_MAIL, judge_at(j, mail ? mail : owner),
			  "the owner has no mail address in 'itunes:email'");
	else if (!at || at == text || !at[1] || strcspn(text, " \t\n") != strlen(text))
		judge_say(j, DIAG_MAIL_FORM, judge_at_text(j, mail), "'%.80s' is no mail address",
			  text);
}

static void judge_type(struct judge *j, const xmlNode *n)
{
	static const char *const types[] = { "episodic", "serial", NULL };

	judge_choice(j, n, types);
	j->is_serial = strcasecmp(judge_text(j, n), "serial") == 0;
}

static const struct element_rule elements[] = {
	{ NS_NONE, "title", judge_title },
	{ NS_NONE, "link", judge_link },
	{ NS_NONE, "description", judge_description },
	{ NS_NONE, "language", judge_language },
	{ NS_NONE, "copyright", judge_plain },
	{ NS_NONE, "managingEditor", judge_contact },
	{ NS_NONE, "webMaster", judge_contact },
	{ NS_NONE, "pubDate", judge_moment },
	{ NS_NONE, "lastBuildDate", judge_moment },
	{ NS_NONE, "category", judge_plain },
	{ NS_NONE, "generator", judge_plain },
	{ NS_NONE, "docs", judge_link },
	{ NS_NONE, "image", judge_image },
	{ NS_NONE, "item", judge_nothing },
	{ NS_NONE, "cloud", judge_nothing },
	{ NS_NONE, "ttl", judge_nothing },
	{ NS_NONE, "rating", judge_nothing },
	{ NS_NONE, "textInput", judge_nothing },
	{ NS_NONE, "skipHours", judge_nothing },
	{ NS_NONE, "skipDays", judge_nothing },
	{ NS_ITUNES, "author", judge_plain },
	{ NS_ITUNES, "block", judge_block },
	{ NS_ITUNES, "category", judge_category },
	{ NS_ITUNES, "complete", judge_apple_only },
	{ NS_ITUNES, "explicit", judge_explicit },
	{ NS_ITUNES, "image", judge_cover },
	{ NS_ITUNES, "keywords", judge_dropped },
	{ NS_ITUNES, "new-feed-url", judge_link },
	{ NS_ITUNES, "owner", judge_owner },
	{ NS_ITUNES, "subtitle", judge_dropped },
	{ NS_ITUNES, "summary", judge_dropped },
	{ NS_ITUNES, "title", judge_apple_only },
	{ NS_ITUNES, "type", judge_type },
};

/* ---- links of Atom ---- */

static void judge_self(struct judge *j, const xmlNode *link)
{
	const char *href = node_attribute(link, "href"), *url = j->file->url;

	if (!href || !judge_url(j, link, "href"))
		judge_say(j, DIAG_SELF_LINK, judge_at(j, link),
			  "the link to the feed itself has no whole address");
	else if (url && strcmp(url, href) != 0)
		judge_say(j, DIAG_SELF_LINK, judge_at_attribute(j, link, "href"),
			  "the feed says it stands at '%.200s', but it was fetched from '%.200s'",
			  href, url);
}

static void judge_next(struct judge *j, const xmlNode *link)
{
	const char *href = node_attribute(link, "href");
	const char *here = j->self ? node_attribute(j->self, "href") : j->file->url;

	if (!href || !judge_url(j, link, "href"))
		return;
	j->next = arena_strdup(j->arena, href);
	j->next_at = judge_at_attribute(j, link, "href");
	if (here && strcmp(href, here) == 0)
		judge_say(j, DIAG_PAGING_LOOP, j->next_at, "the next page is said to be this one");
}

static void judge_relation(struct judge *j, const xmlNode *link, const char *rel)
{
	static const char *const registered[] = {
		"alternate",    "current",  "enclosure", "first",        "hub",
		"last",         "license",  "next",      "next-archive", "payment",
		"prev-archive", "previous", "related",   "self",         "service",
		"via",          NULL
	};
	const char *type = node_attribute(link, "type");

	if (!is_one_of(rel, registered))
		judge_say(j, DIAG_LINK_RELATION, judge_at(j, link), "'%.40s' is no rel of a link",
			  rel);
	if (strcmp(rel, "alternate") == 0 && type && !strstr(type, "html"))
		judge_say(j, DIAG_ALTERNATE_FEED, judge_at(j, link),
			  "the feed names another in the form '%.80s' as its alternate", type);
	if (strcmp(rel, "next") == 0)
		judge_next(j, link);
}

static const xmlNode *find_self(const xmlNode *channel)
{
	for (const xmlNode *n = channel->children; n; n = n->next) {
		const char *rel = node_is(n, NS_ATOM, "link") ? node_attribute(n, "rel") : NULL;

		if (rel && strcmp(rel, "self") == 0)
			return n;
	}
	return NULL;
}

static void judge_atom(struct judge *j, const xmlNode *channel)
{
	const xmlNode *author = node_child(channel, NS_ATOM, "author");

	j->self = find_self(channel);
	if (j->self)
		judge_self(j, j->self);
	else
		judge_say(j, DIAG_NO_SELF_LINK, judge_at(j, channel),
			  "the feed does not say where it stands: 'atom:link' with rel=\"self\"");
	for (const xmlNode *n = channel->children; n; n = n->next) {
		const char *rel = node_is(n, NS_ATOM, "link") ? node_attribute(n, "rel") : NULL;

		if (rel)
			judge_relation(j, n, rel);
	}
	if (author)
		judge_say(j, DIAG_CHANNEL_ATOM_AUTHOR, judge_at(j, author),
			  "the channel has an 'atom:author'");
}

void judge_channel(struct judge *j, const xmlNode *channel)
{
	static const char *const once[] = { "title",     "link",      "description",
					    "language",  "copyright", "managingEditor",
					    "webMaster", "pubDate",   "lastBuildDate",
					    "generator", "docs",      "image",
					    "ttl",       NULL };
	static const char *const once_apple[] = { "author", "explicit", "image",        "owner",
						  "type",   "block",    "new-feed-url", NULL };

	judge_wanted(j, channel, wanted, COUNT(wanted));
	j->first = channel->children;
	while (j->first &&
	       (j->first->type != XML_ELEMENT_NODE || node_is(j->first, NS_PODCAST, "liveItem")))
		j->first = j->first->next;
	judge_children(j, channel, elements, COUNT(elements));
	judge_repeated(j, channel, NS_NONE, once);
	judge_repeated(j, channel, NS_ITUNES, once_apple);
	judge_atom(j, channel);
	judge_podcast(j, channel);
}
