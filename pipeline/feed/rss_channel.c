#include <string.h>

#include "model/own_element.h"
#include "rss.h"

/*
 * RSS 2.0 with the namespaces that podcast apps read, in the form that the
 * most of them read alike. The order of the elements is fixed: editor
 * and owner stand before the author and all of the channel before its items, because
 * several apps take the first or the last name they meet for the author's.
 */

static bool has_chapters(const struct episode *e)
{
	return e->chapters.count && !e->show->strict_w3c;
}

static bool has_notes(const struct episode *e)
{
	return e->notes_html != NULL;
}

static bool any(const struct feed_page *page, bool (*is)(const struct episode *e))
{
	for (size_t i = 0; i < page->count; i++) {
		if (page->slots[i].bytes && is(page->slots[i].episode))
			return true;
	}
	return false;
}

/* Prefixes are what many apps go by, so they are literally these; unused ones are left out. */
static void start_rss(struct rss *f, const struct feed_page *page)
{
	xml_start(&f->xml, "rss");
	xml_attr(&f->xml, "version", "2.0");
	xml_attr(&f->xml, "xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");
	xml_attr(&f->xml, "xmlns:podcast", "https://podcastindex.org/namespace/1.0");
	xml_attr(&f->xml, "xmlns:atom", "http://www.w3.org/2005/Atom");
	if (any(page, has_notes))
		xml_attr(&f->xml, "xmlns:content", "http://purl.org/rss/1.0/modules/content/");
	if (any(page, has_chapters))
		xml_attr(&f->xml, "xmlns:psc", "http://podlove.org/simple-chapters");
}

static void write_link(struct rss *f, const char *rel, const char *url)
{
	xml_start(&f->xml, "atom:link");
	xml_attr(&f->xml, "href", url);
	xml_attr(&f->xml, "rel", rel);
	xml_attr(&f->xml, "type", "application/rss+xml");
	xml_end(&f->xml);
}

static void write_page_link(struct rss *f, const char *rel, size_t number)
{
	struct arena *a = f->render->scratch;
	const char *path = feed_page_path(f->channel->feed_path, number, a);

	write_link(f, rel, site_url(f->render->site, path, a));
}

/*
 * Where this page is, and others (RFC 5005 section 3). None names the page with
 * newer items: it would have to change when that one comes to be.
 */
static void write_links(struct rss *f, const struct feed_page *page)
{
	write_page_link(f, "self", page->number);
	if (page->number || page->next) {
		write_page_link(f, "first", 0);
		write_page_link(f, "last", 1);
	}
	if (page->next)
		write_page_link(f, "next", page->next);
	if (f->render->site->hub) {
		xml_start(&f->xml, "atom:link");
		xml_attr(&f->xml, "href", f->render->site->hub);
		xml_attr(&f->xml, "rel", "hub");
		xml_end(&f->xml);
	}
}

/* The full cover, without its size: those who show this picture show no better one. */
static void write_image(struct rss *f, const char *link)
{
	const struct channel *c = f->channel;

	if (!c->cover->path)
		return;
	xml_start(&f->xml, "image");
	xml_leaf(&f->xml, "url", site_url(f->render->site, c->cover->path, f->render->scratch));
	xml_leaf(&f->xml, "title", c->title);
	xml_leaf(&f->xml, "link", link);
	xml_end(&f->xml);
	rss_cover(f, c->cover);
}

/* `Top > Sub` is one category inside another. */
static void write_category(struct rss *f, const char *category)
{
	const char *sub = strstr(category, " > ");
	struct arena *a = f->render->scratch;

	xml_start(&f->xml, "itunes:category");
	xml_attr(&f->xml, "text",
		 sub ? arena_strndup(a, category, (size_t)(sub - category)) : category);
	if (sub) {
		xml_start(&f->xml, "itunes:category");
		xml_attr(&f->xml, "text", sub + 3);
		xml_end(&f->xml);
	}
	xml_end(&f->xml);
}

/* The author stands last: whoever comes after is the author to feedparser and others. */
static void write_names(struct rss *f)
{
	const struct channel *c = f->channel;

	if (c->owner.email && c->author)
		xml_leaf(&f->xml, "managingEditor",
			 arena_printf(f->render->scratch, "%s (%s)", c->owner.email, c->author));
	xml_start(&f->xml, "itunes:owner");
	xml_leaf(&f->xml, "itunes:name", c->owner.name);
	xml_leaf(&f->xml, "itunes:email", c->owner.email);
	xml_end(&f->xml);
	xml_leaf(&f->xml, "itunes:author", c->author);
}

static bool is_explicit(const struct episode *e)
{
	return e->is_explicit || e->show->is_explicit;
}

/* Of several shows, an old page only tells of its own items, so that new ones do not change it. */
static void write_explicit(struct rss *f, const struct feed_page *page)
{
	const struct channel *c = f->channel;

	rss_explicit(f, c->show || !page->number ? c->is_explicit : any(page, is_explicit));
}

/* When the newest item of the page appeared: never the time of the build. */
static void write_dates(struct rss *f, const struct feed_page *page)
{
	size_t i = page->count;

	while (i && !page->slots[i - 1].bytes)
		i--;
	if (!i)
		return;
	rss_date(f, "pubDate", page->slots[i - 1].episode->date);
	rss_date(f, "lastBuildDate", page->slots[i - 1].episode->date);
}

static void write_block(struct rss *f, const char *id, const char *value)
{
	xml_start(&f->xml, "podcast:block");
	xml_attr(&f->xml, "id", id);
	xml_text(&f->xml, value);
	xml_end(&f->xml);
}

/* Exceptions stand first, as the namespace has it; Apple reads an element of its own. */
static void write_blocks(struct rss *f)
{
	const struct channel *c = f->channel;
	bool all = false;

	if (channel_blocks(&c->block, &c->allow, "apple"))
		xml_leaf(&f->xml, "itunes:block", "Yes");
	for (size_t i = 0; i < c->allow.count; i++)
		write_block(f, c->allow.items[i], "no");
	for (size_t i = 0; i < c->block.count; i++) {
		if (strcmp(c->block.items[i], "all") == 0)
			all = true;
		else
			write_block(f, c->block.items[i], "yes");
	}
	if (all)
		write_block(f, NULL, "yes");
}

static void write_podcast(struct rss *f)
{
	const struct channel *c = f->channel;
	struct arena *a = f->render->scratch;
	char computed[37];

	podcast_guid(site_url(f->render->site, c->feed_path, a), computed);
	xml_leaf(&f->xml, "podcast:guid", c->guid ? c->guid : computed);
	xml_start(&f->xml, "podcast:locked");
	xml_attr(&f->xml, "owner", c->owner.email);
	xml_text(&f->xml, c->locked ? "yes" : "no");
	xml_end(&f->xml);
	xml_leaf(&f->xml, "podcast:medium", c->medium);
	rss_picture(f, c->cover, c->cover_alt, "artwork");
	rss_funding(f, c->funding);
	rss_people(f, c->people);
	rss_locations(f, c->locations);
	if (!c->show || !rss_has_licence(&c->show->elements))
		rss_licence(f, c->licence);
	write_blocks(f);
	rss_values(f, c->values);
}

void rss_head(struct rss *f, const struct feed_page *page)
{
	const struct channel *c = f->channel;
	const char *link = site_permalink(f->render->site, c->path, f->render->scratch);

	start_rss(f, page);
	xml_start(&f->xml, "channel");
	if (c->show && !page->number)
		rss_live(f, c->show);
	if (c->show)
		rss_odd(f, &c->show->elements, own_channel_element, 2);
	xml_leaf(&f->xml, "title", c->title);
	xml_leaf(&f->xml, "link", link);
	xml_leaf(&f->xml, "description", c->description);
	xml_leaf(&f->xml, "language", f->language);
	write_links(f, page);
	write_image(f, link);
	for (size_t i = 0; i < c->categories->count; i++)
		write_category(f, c->categories->items[i]);
	write_explicit(f, page);
	write_names(f);
	xml_leaf(&f->xml, "itunes:type", c->type);
	xml_leaf(&f->xml, "copyright", c->copyright);
	write_dates(f, page);
	xml_leaf(&f->xml, "generator", "blether");
	xml_leaf(&f->xml, "docs", "https://www.rssboard.org/rss-specification");
	write_podcast(f);
	xml_leaf(&f->xml, "itunes:new-feed-url", c->new_feed_url);
	if (c->show) {
		rss_show(f, c->show, page);
		rss_brought(f, &c->show->elements, own_channel_element, 2);
	}
}
