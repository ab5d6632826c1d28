/*
 * Atom feeds for feed readers (RFC 4287): new.atom, of all that is new on the site, and one of each
 * kind that people follow by itself.
 */
#include <strings.h>

#include "base/limits.h"
#include "entry.h"
#include "model/audio_place.h"
#include "model/flash_report.h"
#include "model/map_news.h"
#include "model/map_pages.h"
#include "model/notice.h"
#include "xml.h"

#define NEWEST       50
#define MOST_CHANGES 200 /* of the map: an edition changes many groups at once */

/* One feed: what it is called, where it stands, and which page shows the same. */
struct subject {
	const char *id, *title, *summary;
	const char *path, *page;
	struct list news;
};

struct atom {
	const struct render *render;
	const struct subject *about;
	struct xml xml;
	struct strbuf *html;
};

static void write_link(struct atom *f, const char *rel, const char *type, const char *href)
{
	xml_start(&f->xml, "link");
	xml_attr(&f->xml, "rel", rel);
	xml_attr(&f->xml, "type", type);
	xml_attr(&f->xml, "href", href);
	xml_end(&f->xml);
}

static void write_name(struct atom *f, const char *element, const char *name)
{
	xml_start(&f->xml, element);
	xml_leaf(&f->xml, "name", name);
	xml_end(&f->xml);
}

static void write_enclosure(struct atom *f, const struct news *n)
{
	struct arena *a = f->render->scratch;

	if (!n->sound.path)
		return;
	xml_start(&f->xml, "link");
	xml_attr(&f->xml, "rel", "enclosure");
	xml_attr(&f->xml, "type", n->sound.type);
	xml_attr(&f->xml, "length", arena_printf(a, "%lld", (long long)n->sound.bytes));
	xml_attr(&f->xml, "href", site_audio_url(f->render->site, n->sound.path, a));
	xml_end(&f->xml);
}

static void write_tags(struct atom *f, const struct strings *tags)
{
	for (size_t i = 0; i < tags->count; i++) {
		xml_start(&f->xml, "category");
		xml_attr(&f->xml, "term", tags->items[i]);
		xml_end(&f->xml);
	}
}

static void write_entry(struct atom *f, const struct news *n)
{
	struct arena *a = f->render->scratch;
	const char *page = site_permalink(f->render->site, n->path, a);

	xml_start(&f->xml, "entry");
	if (n->language && strcasecmp(n->language, f->render->site->language) != 0)
		xml_attr(&f->xml, "xml:lang", feed_lower(n->language, a));
	xml_leaf(&f->xml, "id", entry_urn(n->guid, a));
	xml_leaf(&f->xml, "title", n->title);
	xml_leaf(&f->xml, "updated", date_rfc3339(n->updated, a));
	xml_leaf(&f->xml, "published", date_rfc3339(n->published, a));
	write_name(f, "author", n->author);
	write_link(f, "alternate", "text/html",
		   n->at ? arena_printf(a, "%s#%s", page, n->at) : page);
	write_enclosure(f, n);
	write_tags(f, &n->tags);
	xml_leaf(&f->xml, "summary", n->summary);
	entry_html(f->render, n, f->html);
	xml_start(&f->xml, "content");
	xml_attr(&f->xml, "type", "html");
	xml_text(&f->xml, f->html->data);
	xml_end(&f->xml);
	xml_end(&f->xml);
}

/* When the last of its entries changed: the clock has no part in it. */
static struct moment updated(const struct list *news)
{
	const struct news *all = news->items;
	struct moment last = all[0].updated;

	for (size_t i = 1; i < news->count; i++)
		last = all[i].updated.utc > last.utc ? all[i].updated : last;
	return last;
}

static void write_head(struct atom *f)
{
	const struct site *site = f->render->site;
	const struct subject *about = f->about;
	const struct picture *cover = site_cover(site);
	struct arena *a = f->render->scratch;

	xml_leaf(&f->xml, "id", entry_urn(about->id, a));
	xml_leaf(&f->xml, "title", about->title);
	xml_leaf(&f->xml, "subtitle", about->summary);
	xml_leaf(&f->xml, "updated", date_rfc3339(updated(&about->news), a));
	write_name(f, "author", site->title);
	write_link(f, "self", "application/atom+xml", site_url(site, about->path, a));
	write_link(f, "alternate", "text/html", site_permalink(site, about->page, a));
	if (site->hub)
		write_link(f, "hub", NULL, site->hub);
	xml_leaf(&f->xml, "icon", cover ? site_url(site, cover->path, a) : NULL);
	xml_leaf(&f->xml, "generator", "blether");
}

static void write_feed(struct atom *f)
{
	const struct news *all = f->about->news.items;

	xml_start(&f->xml, "feed");
	xml_attr(&f->xml, "xmlns", "http://www.w3.org/2005/Atom");
	xml_attr(&f->xml, "xml:lang", feed_lower(f->render->site->language, f->render->scratch));
	write_head(f);
	for (size_t i = 0; i < f->about->news.count; i++)
		write_entry(f, &all[i]);
	xml_end(&f->xml);
}

/* Nothing, where there is no news. */
static void put_feed(struct render *r, const struct subject *about)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct atom f = { .render = r, .about = about, .html = &html };

	if (about->news.count) {
		strbuf_clear(r->out);
		xml_open(&f.xml, r->out);
		write_feed(&f);
		xml_close(&f.xml);
		render_put_xml(r, f.xml.refused, about->path, "application/atom+xml");
	}
	arena_reset(r->scratch);
}

static void render_new(struct render *r)
{
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };

	put_feed(r, &(struct subject){
			    .id = site->guid,
			    .title = interface_fill(site->interface->new_on, name, r->scratch),
			    .summary = site->summary,
			    .path = site_news_path(site),
			    .page = site->item.path,
			    .news = site_news(site, NEWEST, r->scratch),
		    });
}

static void render_notices(struct render *r)
{
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };
	const char *path = notices_feed_path(site);

	put_feed(r, &(struct subject){
			    .id = path ? site_page_uuid(site, path, r->scratch) : NULL,
			    .title = interface_fill(site->interface->notices_of, name, r->scratch),
			    .summary = site->summary,
			    .path = path,
			    .page = notices_list_path(site),
			    .news = site_notice_news(site, NEWEST, r->scratch),
		    });
}

static void render_flash_reports(struct render *r)
{
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };
	const char *path = flash_reports_feed_path(site);

	put_feed(r, &(struct subject){
			    .id = path ? site_page_uuid(site, path, r->scratch) : NULL,
			    .title = interface_fill(site->interface->flash_reports_on, name,
						    r->scratch),
			    .summary = site->interface->flash_reports_lead,
			    .path = path,
			    .page = flash_reports_path(site),
			    .news = flash_report_news(site, NEWEST, r->scratch),
		    });
}

static void render_changes(struct render *r)
{
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };
	const char *path = site_changes_feed_path(site);

	put_feed(r, &(struct subject){
			    .id = path ? site_page_uuid(site, path, r->scratch) : NULL,
			    .title = interface_fill(site->interface->changes_on, name, r->scratch),
			    .summary = site->interface->changes_lead,
			    .path = path,
			    .page = site_changes_path(site),
			    .news = map_news(site, MOST_CHANGES, r->scratch),
		    });
}

void atom_render(struct render *r)
{
	render_new(r);
	render_notices(r);
	render_flash_reports(r);
	render_changes(r);
}
