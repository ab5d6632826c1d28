#include <string.h>

#include "rss.h"

/* What only the channel of one show has. */

/* The namespace's ceiling for titles of trailers. */
#define TRAILER_CHARACTERS 128

static void write_trailer(struct rss *f, const struct episode *e)
{
	const struct recording *r = &e->recording;
	struct arena *a = f->render->scratch;

	if (!r->path || strcmp(e->type, "trailer") != 0)
		return;
	xml_start(&f->xml, "podcast:trailer");
	xml_attr(&f->xml, "pubdate", date_rfc822(e->date, a));
	rss_attr_audio(f, "url", r->path);
	rss_attr_number(f, "length", r->published.bytes);
	xml_attr(&f->xml, "type", r->published.type);
	if (e->season > 0)
		rss_attr_number(f, "season", e->season);
	xml_text(&f->xml, rss_shorten(e->title, TRAILER_CHARACTERS, a));
	xml_end(&f->xml);
}

/* Only at the feed's address, as a new trailer must not change older pages. */
static void write_trailers(struct rss *f, const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++)
		write_trailer(f, show->episodes[i]);
}

/* Whoever is complete follows no rule any more; words that come without one still stand. */
static void write_frequency(struct rss *f, const struct show *show)
{
	const struct update_frequency *u = &show->frequency;
	bool follows = u->rrule && !show->complete;

	if (!u->label && !show->complete)
		return;
	xml_start(&f->xml, "podcast:updateFrequency");
	xml_attr(&f->xml, "complete", show->complete ? "true" : NULL);
	if (follows && u->start.set)
		xml_attr(&f->xml, "dtstart", date_rfc3339(u->start, f->render->scratch));
	xml_attr(&f->xml, "rrule", follows ? u->rrule : NULL);
	if (follows || !u->rrule)
		xml_text(&f->xml, u->label);
	xml_end(&f->xml);
}

static void write_podroll(struct rss *f, const struct list *podroll)
{
	const struct remote_item *all = podroll->items;

	if (!podroll->count)
		return;
	xml_start(&f->xml, "podcast:podroll");
	for (size_t i = 0; i < podroll->count; i++)
		rss_remote_item(f, &all[i]);
	xml_end(&f->xml);
}

static void write_publisher(struct rss *f, const struct remote_item *publisher)
{
	struct remote_item r = *publisher;

	if (!r.guid)
		return;
	r.medium = "publisher";
	r.episode = NULL;
	xml_start(&f->xml, "podcast:publisher");
	rss_remote_item(f, &r);
	xml_end(&f->xml);
}

static void write_images(struct rss *f, const struct list *images)
{
	const struct show_image *all = images->items;

	for (size_t i = 0; i < images->count; i++) {
		if (all[i].picture)
			rss_picture(f, all[i].picture, all[i].alt, all[i].purpose);
	}
}

void rss_show(struct rss *f, const struct show *show, const struct feed_page *page)
{
	if (show->complete && show->apple_complete)
		xml_leaf(&f->xml, "itunes:complete", "Yes");
	write_frequency(f, show);
	write_images(f, &show->images);
	rss_texts(f, &show->texts);
	write_podroll(f, &show->podroll);
	write_publisher(f, &show->publisher);
	if (show->podping) {
		xml_start(&f->xml, "podcast:podping");
		xml_attr(&f->xml, "usesPodping", "true");
		xml_end(&f->xml);
	}
	if (!page->number)
		write_trailers(f, show);
}
