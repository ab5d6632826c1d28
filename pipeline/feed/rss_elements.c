#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/audio_place.h"
#include "model/licence.h"
#include "model/own_element.h"
#include "rss.h"

/* Podcasting 2.0 namespace: what stands in channels and items alike. */

void rss_number(struct rss *f, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	xml_leaf(&f->xml, name, digits);
}

void rss_attr_number(struct rss *f, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	xml_attr(&f->xml, name, digits);
}

void rss_attr_seconds(struct rss *f, const char *name, int64_t ms)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%" PRId64 ".%03d", ms / 1000, (int)(ms % 1000));

	while (text[len - 1] == '0')
		text[--len] = '\0';
	if (text[len - 1] == '.')
		text[--len] = '\0';
	xml_attr(&f->xml, name, text);
}

void rss_attr_path(struct rss *f, const char *name, const char *path)
{
	if (path)
		xml_attr(&f->xml, name, site_url(f->render->site, path, f->render->scratch));
}

void rss_attr_audio(struct rss *f, const char *name, const char *path)
{
	xml_attr(&f->xml, name, site_audio_url(f->render->site, path, f->render->scratch));
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

void rss_guid(struct rss *f, const char *guid)
{
	xml_start(&f->xml, "guid");
	xml_attr(&f->xml, "isPermaLink", "false");
	xml_text(&f->xml, guid);
	xml_end(&f->xml);
}

const char *rss_shorten(const char *text, size_t most, struct arena *a)
{
	const char *end = text;
	uint32_t cp;

	if (utf8_length(text) <= most)
		return text;
	for (size_t i = 1; i < most; i++)
		end += utf8_decode(end, strlen(end), &cp);
	while (end > text && end[-1] == ' ')
		end--;
	return arena_printf(a, "%.*s\xe2\x80\xa6", (int)(end - text), text);
}

void rss_people(struct rss *f, const struct list *people)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		xml_start(&f->xml, "podcast:person");
		xml_attr(&f->xml, "role", all[i].role);
		xml_attr(&f->xml, "group", all[i].group);
		rss_attr_path(f, "img", all[i].picture_path);
		if (all[i].page_path)
			rss_attr_path(f, "href", all[i].page_path);
		else
			xml_attr(&f->xml, "href", all[i].url);
		xml_text(&f->xml, all[i].name);
		xml_end(&f->xml);
	}
}

void rss_locations(struct rss *f, const struct list *locations)
{
	const struct location *all = locations->items;

	for (size_t i = 0; i < locations->count; i++) {
		xml_start(&f->xml, "podcast:location");
		xml_attr(&f->xml, "rel", all[i].rel);
		xml_attr(&f->xml, "geo", all[i].geo);
		xml_attr(&f->xml, "osm", all[i].osm);
		xml_attr(&f->xml, "country", all[i].country);
		xml_text(&f->xml, all[i].name);
		xml_end(&f->xml);
	}
}

void rss_funding(struct rss *f, const struct list *funding)
{
	const struct funding *all = funding->items;

	for (size_t i = 0; i < funding->count; i++) {
		xml_start(&f->xml, "podcast:funding");
		xml_attr(&f->xml, "url", all[i].url);
		xml_text(&f->xml, all[i].label);
		xml_end(&f->xml);
	}
}

void rss_texts(struct rss *f, const struct list *texts)
{
	const struct text_record *all = texts->items;

	for (size_t i = 0; i < texts->count; i++) {
		xml_start(&f->xml, "podcast:txt");
		xml_attr(&f->xml, "purpose", all[i].purpose);
		xml_text(&f->xml, all[i].text);
		xml_end(&f->xml);
	}
}

void rss_links(struct rss *f, const struct list *links)
{
	const struct content_link *all = links->items;

	for (size_t i = 0; i < links->count; i++) {
		xml_start(&f->xml, "podcast:contentLink");
		xml_attr(&f->xml, "href", all[i].url);
		xml_text(&f->xml, all[i].label);
		xml_end(&f->xml);
	}
}

/* Does blether write such elements too, so that this one has a form that no field takes? */
static bool is_odd(const struct rss *f, const char *xml, rss_own_element *own)
{
	static const char prefix[] = "<podcast:";
	const size_t skip = sizeof(prefix) - 1;

	if (!text_starts(xml, prefix))
		return false;
	return own(OWN_NS_PODCAST,
		   arena_strndup(f->render->scratch, xml + skip, strcspn(xml + skip, " \t\r\n/>")));
}

bool rss_odd(struct rss *f, const struct strings *elements, rss_own_element *own, unsigned depth)
{
	bool any = false;

	for (size_t i = 0; i < elements->count; i++) {
		if (!is_odd(f, elements->items[i], own))
			continue;
		if (!any)
			xml_break(&f->xml);
		xml_element(&f->xml, depth, elements->items[i]);
		any = true;
	}
	return any;
}

bool rss_brought(struct rss *f, const struct strings *elements, rss_own_element *own,
		 unsigned depth)
{
	bool any = false;

	for (size_t i = 0; i < elements->count; i++) {
		if (is_odd(f, elements->items[i], own))
			continue;
		xml_element(&f->xml, depth, elements->items[i]);
		any = true;
	}
	return any;
}

bool rss_has_licence(const struct strings *elements)
{
	for (size_t i = 0; i < elements->count; i++) {
		if (text_starts(elements->items[i], "<podcast:license"))
			return true;
	}
	return false;
}

void rss_remote_item(struct rss *f, const struct remote_item *r)
{
	xml_start(&f->xml, "podcast:remoteItem");
	xml_attr(&f->xml, "feedGuid", feed_lower(r->guid, f->render->scratch));
	xml_attr(&f->xml, "feedUrl", r->feed);
	xml_attr(&f->xml, "itemGuid", r->episode);
	xml_attr(&f->xml, "medium", r->medium);
	xml_attr(&f->xml, "title", r->title);
	xml_end(&f->xml);
}

/* Needed for ids that the namespace does not list; some readers know no licence by its id alone. */
void rss_licence(struct rss *f, const char *id)
{
	if (!id)
		return;
	const struct licence *known = licence_find(id);

	xml_start(&f->xml, "podcast:license");
	xml_attr(&f->xml, "url", known ? known->url : NULL);
	xml_text(&f->xml, feed_lower(id, f->render->scratch));
	xml_end(&f->xml);
}

/* `16/9`: as CSS writes it, in the smallest numbers. */
static const char *aspect_ratio(unsigned width, unsigned height, struct arena *a)
{
	unsigned x = width, y = height;

	while (y) {
		unsigned rest = x % y;
		x = y;
		y = rest;
	}
	return arena_printf(a, "%u/%u", width / x, height / x);
}

void rss_picture(struct rss *f, const struct picture *p, const char *alt, const char *purpose)
{
	const struct picture_facts *size = &p->facts;

	if (!p->path || !alt)
		return;
	xml_start(&f->xml, "podcast:image");
	rss_attr_path(f, "href", p->path);
	xml_attr(&f->xml, "alt", alt);
	if (size->width && size->height) {
		xml_attr(&f->xml, "aspect-ratio",
			 aspect_ratio(size->width, size->height, f->render->scratch));
		rss_attr_number(f, "width", size->width);
		rss_attr_number(f, "height", size->height);
	}
	xml_attr(&f->xml, "type", p->type);
	xml_attr(&f->xml, "purpose", purpose);
	xml_end(&f->xml);
}

void rss_cover(struct rss *f, const struct picture *p)
{
	if (!p->path)
		return;
	xml_start(&f->xml, "itunes:image");
	rss_attr_path(f, "href", p->path);
	xml_end(&f->xml);
}
