#include "rss.h"

/*
 * <podcast:liveItem>, in the form that breaks no app: only while it is to come
 * or on the air, before all else in the channel (feedparser lets a later one
 * overwrite the channel's link and description), and without transcript and
 * chapters, which AntennaPod cannot read there.
 */

/* No app says more of a link than this (podcast namespace, <podcast:contentLink>). */
#define LABEL_CHARACTERS 128

static void write_stream(struct rss *f, const struct live *live)
{
	xml_start(&f->xml, "enclosure");
	xml_attr(&f->xml, "url", live->url);
	xml_attr(&f->xml, "length", "0"); /* nobody knows yet */
	xml_attr(&f->xml, "type", live->type);
	xml_end(&f->xml);
}

/* There must be one, for apps that cannot play a stream. */
static void write_links(struct rss *f, const struct live *live, const char *page)
{
	struct content_link fallback = { page, rss_shorten(live->title, LABEL_CHARACTERS,
							   f->render->scratch) };

	rss_links(f, live->links.count ? &live->links
				       : &(struct list){ .items = &fallback, .count = 1 });
}

static void write_live(struct rss *f, const struct live *live, const char *page)
{
	struct arena *a = f->render->scratch;
	bool has_begun = live->start.utc <= f->render->site->now.utc;

	xml_start(&f->xml, "podcast:liveItem");
	xml_attr(&f->xml, "status", has_begun ? "live" : "pending");
	xml_attr(&f->xml, "start", date_rfc3339(live->start, a));
	xml_attr(&f->xml, "end", date_rfc3339(live->end, a));
	xml_leaf(&f->xml, "title", live->title);
	xml_leaf(&f->xml, "description", live->summary);
	xml_leaf(&f->xml, "link", page);
	rss_guid(f, live->guid);
	write_stream(f, live);
	write_links(f, live, page);
	xml_end(&f->xml);
}

void rss_live(struct rss *f, const struct show *show)
{
	const struct live *all = show->live.items;
	const char *page = site_permalink(f->render->site, show->item.path, f->render->scratch);

	for (size_t i = 0; i < show->live.count; i++) {
		if (f->render->site->now.utc < all[i].end.utc)
			write_live(f, &all[i], all[i].page ? all[i].page : page);
	}
}
