#include "rss.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/licence.h"

/*
 * RSS 2.0 with the namespaces that podcast apps read, in the form that the
 * most of them read alike. The order of the elements is fixed: editor
 * and owner stand before the author and all of the channel before its items, because
 * several apps take the first or the last name they meet for the author's.
 */

void rss_number(struct rss *f, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	xml_leaf(&f->xml, name, digits);
}

void rss_explicit(struct rss *f, bool is_explicit)
{
	xml_leaf(&f->xml, "itunes:explicit", is_explicit ? "true" : "false");
}

void rss_date(struct rss *f, const char *name, struct moment m)
{
	if (m.set)
		xml_leaf(&f->xml, name, date_rfc822(m, f->render->scratch));
}

void rss_people(struct rss *f, const struct list *people)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		xml_start(&f->xml, "podcast:person");
		xml_attr(&f->xml, "role", all[i].role);
		xml_attr(&f->xml, "group", all[i].group);
		xml_attr(&f->xml, "href", all[i].url);
		xml_text(&f->xml, all[i].name);
		xml_end(&f->xml);
	}
}

static char *lower_case(const char *s, struct arena *a)
{
	char *low = arena_strdup(a, s);

	for (char *c = low; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return low;
}

void rss_licence(struct rss *f, const char *id)
{
	if (!id)
		return;
	const struct licence *known = licence_find(id);

	xml_start(&f->xml, "podcast:license");
	xml_attr(&f->xml, "url", known ? known->url : NULL);
	xml_text(&f->xml, lower_case(id, f->render->scratch));
	xml_end(&f->xml);
}

static bool any_chapters(const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++) {
		if (show->episodes[i]->chapters.count)
			return true;
	}
	return false;
}

static bool any_notes(const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++) {
		if (show->episodes[i]->notes_html)
			return true;
	}
	return false;
}

/* Prefixes are what many apps go by, so they are literally these; unused ones are left out. */
static void start_rss(struct rss *f)
{
	xml_start(&f->xml, "rss");
	xml_attr(&f->xml, "version", "2.0");
	xml_attr(&f->xml, "xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");
	xml_attr(&f->xml, "xmlns:podcast", "https://podcastindex.org/namespace/1.0");
	xml_attr(&f->xml, "xmlns:atom", "http://www.w3.org/2005/Atom");
	if (any_notes(f->show))
		xml_attr(&f->xml, "xmlns:content", "http://purl.org/rss/1.0/modules/content/");
	if (any_chapters(f->show))
		xml_attr(&f->xml, "xmlns:psc", "http://podlove.org/simple-chapters");
}

static void write_self(struct rss *f, const char *url)
{
	xml_start(&f->xml, "atom:link");
	xml_attr(&f->xml, "href", url);
	xml_attr(&f->xml, "rel", "self");
	xml_attr(&f->xml, "type", "application/rss+xml");
	xml_end(&f->xml);
}

/* The full cover, without its size: those who show this picture show no better one. */
static void write_image(struct rss *f, const char *cover, const char *link)
{
	xml_start(&f->xml, "image");
	xml_leaf(&f->xml, "url", cover);
	xml_leaf(&f->xml, "title", f->show->title);
	xml_leaf(&f->xml, "link", link);
	xml_end(&f->xml);
	xml_start(&f->xml, "itunes:image");
	xml_attr(&f->xml, "href", cover);
	xml_end(&f->xml);
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
	const struct show *s = f->show;

	if (s->owner.email && s->author)
		xml_leaf(&f->xml, "managingEditor",
			 arena_printf(f->render->scratch, "%s (%s)", s->owner.email, s->author));
	xml_start(&f->xml, "itunes:owner");
	xml_leaf(&f->xml, "itunes:name", s->owner.name);
	xml_leaf(&f->xml, "itunes:email", s->owner.email);
	xml_end(&f->xml);
	xml_leaf(&f->xml, "itunes:author", s->author);
}

static void write_funding(struct rss *f)
{
	const struct funding *all = f->show->funding.items;

	for (size_t i = 0; i < f->show->funding.count; i++) {
		xml_start(&f->xml, "podcast:funding");
		xml_attr(&f->xml, "url", all[i].url);
		xml_text(&f->xml, all[i].label);
		xml_end(&f->xml);
	}
}

static void write_podcast(struct rss *f, const char *feed_url)
{
	const struct show *s = f->show;
	char computed[37];

	if (!s->guid)
		podcast_guid(feed_url, computed);
	xml_leaf(&f->xml, "podcast:guid", s->guid ? s->guid : computed);
	xml_start(&f->xml, "podcast:locked");
	xml_attr(&f->xml, "owner", s->owner.email);
	xml_text(&f->xml, s->locked ? "yes" : "no");
	xml_end(&f->xml);
	xml_leaf(&f->xml, "podcast:medium", s->medium);
	write_funding(f);
	rss_people(f, &s->people);
	rss_licence(f, s->licence);
	if (s->complete) {
		xml_start(&f->xml, "podcast:updateFrequency");
		xml_attr(&f->xml, "complete", "true");
		xml_end(&f->xml);
	}
}

static void write_channel(struct rss *f)
{
	const struct show *s = f->show;
	struct arena *a = f->render->scratch;
	const char *feed = site_url(f->render->site, s->feed_path, a);
	const char *link = site_permalink(f->render->site, s->item.path, a);

	xml_leaf(&f->xml, "title", s->title);
	xml_leaf(&f->xml, "link", link);
	xml_leaf(&f->xml, "description", s->description);
	xml_leaf(&f->xml, "language", f->language);
	write_self(f, feed);
	if (s->cover.path)
		write_image(f, site_url(f->render->site, s->cover.path, a), link);
	for (size_t i = 0; i < s->categories.count; i++)
		write_category(f, s->categories.items[i]);
	rss_explicit(f, s->is_explicit);
	write_names(f);
	xml_leaf(&f->xml, "itunes:type", s->type);
	xml_leaf(&f->xml, "copyright", s->copyright);
	rss_date(f, "pubDate", show_updated(s));
	rss_date(f, "lastBuildDate", show_updated(s));
	xml_leaf(&f->xml, "generator", "blether");
	xml_leaf(&f->xml, "docs", "https://www.rssboard.org/rss-specification");
	write_podcast(f, feed);
}

static void write_feed(struct rss *f)
{
	start_rss(f);
	xml_start(&f->xml, "channel");
	write_channel(f);
	arena_reset(f->render->scratch);
	for (size_t i = 0; i < f->show->episode_count; i++) {
		rss_item(f, f->show->episodes[i]);
		arena_reset(f->render->scratch);
	}
	xml_end(&f->xml);
	xml_end(&f->xml);
}

/* What the validator of the W3C reads at most; some apps and directories give up there too. */
#define EASY_FEED_BYTES 5000000

static void put_feed(struct render *r, const struct show *show, const char *refused)
{
	if (refused) {
		diag_report(r->diag, DIAG_FEED_REFUSED, span_of(show->item.src),
			    "the feed could not be written: %s", refused);
		return;
	}
	if (r->out->len >= EASY_FEED_BYTES)
		diag_report(r->diag, DIAG_LONG_FEED, span_of(show->item.src),
			    "the feed has %zu bytes; some directories read no more than %d",
			    r->out->len, EASY_FEED_BYTES);
	r->sink->put(r->sink,
		     (struct output_meta){ show->feed_path, OUTPUT_FEED, "application/rss+xml" },
		     r->out->data, r->out->len);
}

void rss_render(struct render *r, const struct show *show)
{
	STRBUF_SCOPED struct strbuf notes = STRBUF_INIT(LIMIT_PAGE_BYTES);
	STRBUF_SCOPED struct strbuf brief = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct arena keep = { 0 }; /* outlives the items */
	const char *language = show->language ? show->language : r->site->language;
	struct rss f = { .render = r, .show = show, .notes = &notes, .brief = &brief };

	f.language = language ? lower_case(language, &keep) : NULL;
	strbuf_clear(r->out);
	xml_open(&f.xml, r->out);
	write_feed(&f);
	xml_close(&f.xml);
	put_feed(r, show, f.xml.refused);
	arena_free(&keep);
}
