/*
 * shows.opml, the feeds of the site, podroll.opml, shows of others that it recommends, and
 * groups/feeds.opml, what its groups write: lists that podcast apps and feed readers import
 * (OPML 2.0, http://opml.org/spec2.opml).
 */
#include <stdlib.h>
#include <string.h>

#include "model/collect.h"
#include "model/contact.h"
#include "render.h"
#include "xml.h"

/* One feed of a list. */
struct outline {
	const char *title, *summary, *feed, *page, *language;
};

struct opml {
	struct render *render;
	struct xml xml;
};

static void start_list(struct opml *l, const char *title)
{
	struct arena *a = l->render->scratch;
	struct moment updated = site_updated(l->render->site);

	strbuf_clear(l->render->out);
	xml_open(&l->xml, l->render->out);
	xml_start(&l->xml, "opml");
	xml_attr(&l->xml, "version", "2.0");
	xml_start(&l->xml, "head");
	xml_leaf(&l->xml, "title", title);
	xml_leaf(&l->xml, "dateCreated", updated.set ? date_rfc822(updated, a) : NULL);
	xml_leaf(&l->xml, "docs", "http://opml.org/spec2.opml");
	xml_end(&l->xml);
	xml_start(&l->xml, "body");
}

static void end_list(struct opml *l, const char *path)
{
	xml_end(&l->xml);
	xml_end(&l->xml);
	xml_close(&l->xml);
	render_put_xml(l->render, l->xml.refused, path, "text/x-opml");
	arena_reset(l->render->scratch);
}

/* Text and title say the same: readers show the one or the other. */
static void write_outline(struct opml *l, const struct outline *o)
{
	xml_start(&l->xml, "outline");
	xml_attr(&l->xml, "type", "rss");
	xml_attr(&l->xml, "text", o->title);
	xml_attr(&l->xml, "title", o->title);
	xml_attr(&l->xml, "description", o->summary);
	xml_attr(&l->xml, "language", o->language);
	xml_attr(&l->xml, "version", "RSS2");
	xml_attr(&l->xml, "xmlUrl", o->feed);
	xml_attr(&l->xml, "htmlUrl", o->page);
	xml_end(&l->xml);
}

static void write_show(struct opml *l, const struct show *s)
{
	const struct site *site = l->render->site;
	struct arena *a = l->render->scratch;
	const struct outline o = { .title = s->title,
				   .summary = s->summary,
				   .feed = site_url(site, s->feed_path, a),
				   .page = site_permalink(site, s->item.path, a),
				   .language = feed_lower(s->language, a) };

	write_outline(l, &o);
}

static void write_collection(struct opml *l, const struct collection *c)
{
	const struct site *site = l->render->site;
	struct arena *a = l->render->scratch;

	if (!c->feed_path)
		return;
	const struct outline o = { .title = collection_feed_title(site, c, a),
				   .summary = c->summary,
				   .feed = site_url(site, c->feed_path, a),
				   .page = site_permalink(site, c->path, a),
				   .language = feed_lower(site->language, a) };

	write_outline(l, &o);
}

static void render_shows(struct render *r)
{
	struct opml l = { .render = r };
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };

	if (!site_opml_path(site))
		return;
	start_list(&l, interface_fill(site->interface->feeds_of, name, r->scratch));
	for (size_t i = 0; i < site->show_count; i++)
		write_show(&l, site->shows[i]);
	for (size_t i = 0; i < site->collection_count; i++)
		write_collection(&l, &site->collections[i]);
	end_list(&l, site_opml_path(site));
}

static bool is_among(const struct outline *all, size_t count, const char *feed)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(all[i].feed, feed) == 0)
			return true;
	}
	return false;
}

/* What the shows recommend and can be subscribed to, each feed once. */
static struct list recommended(const struct site *site, struct arena *a)
{
	size_t room = 0;

	for (size_t i = 0; i < site->show_count; i++)
		room += site->shows[i]->podroll.count;
	struct outline *all = arena_array(a, room, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i < site->show_count; i++) {
		const struct remote_item *items = site->shows[i]->podroll.items;

		for (size_t k = 0; k < site->shows[i]->podroll.count; k++) {
			const struct remote_item *r = &items[k];

			if (r->feed && !is_among(all, list.count, r->feed))
				all[list.count++] = (struct outline){
					.title = r->title ? r->title : r->feed,
					.feed = r->feed,
					.page = r->page,
				};
		}
	}
	return list;
}

static void render_podroll(struct render *r)
{
	struct opml l = { .render = r };
	const struct list list = recommended(r->site, r->scratch);
	const struct outline *all = list.items;
	const struct filling name[] = { { "site", r->site->title }, { 0 } };

	if (list.count) {
		start_list(&l,
			   interface_fill(r->site->interface->recommended_by, name, r->scratch));
		for (size_t i = 0; i < list.count; i++)
			write_outline(&l, &all[i]);
		end_list(&l, "podroll.opml");
	}
	arena_reset(r->scratch);
}

/* The news of the groups, for a reader that follows them all. */
static void render_groups(struct render *r)
{
	struct opml l = { .render = r };
	const struct site *site = r->site;
	const struct filling name[] = { { "site", site->title }, { 0 } };
	size_t count = 0;

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (!g->feed || group_is_closed(g))
			continue;
		if (!count++)
			start_list(&l, interface_fill(site->interface->open_feeds_of, name,
						      r->scratch));
		const struct outline o = {
			.title = g->name, .summary = g->summary, .feed = g->feed, .page = g->web
		};

		write_outline(&l, &o);
	}
	if (count)
		end_list(&l, "groups/feeds.opml");
}

void opml_render(struct render *r)
{
	render_shows(r);
	render_groups(r);
	render_podroll(r);
}
