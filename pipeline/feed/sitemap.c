#include "render.h"
#include "xml.h"

#include "base/diag.h"
#include "model/collect.h"
#include "model/flash_report.h"
#include "model/hsds.h"
#include "model/map_pages.h"
#include "model/meeting.h"
#include "model/notice.h"
#include "model/programme.h"

/* Most that one sitemap may list (https://www.sitemaps.org/protocol.html). */
#define MOST_URLS 50000

struct sitemap {
	const struct render *render;
	struct xml xml;
	size_t count;
};

static void add_url(struct sitemap *m, const char *path, struct moment changed)
{
	if (!path || m->count++ >= MOST_URLS)
		return;
	xml_start(&m->xml, "url");
	xml_leaf(&m->xml, "loc", site_permalink(m->render->site, path, m->render->scratch));
	if (changed.set)
		xml_leaf(&m->xml, "lastmod", date_rfc3339(changed, m->render->scratch));
	xml_end(&m->xml);
	arena_reset(m->render->scratch);
}

/* The page of an item in each of its languages. */
static void add_item(struct sitemap *m, const struct item *item, struct moment changed)
{
	const struct versions *v = item->versions;

	add_url(m, item->path, changed);
	for (size_t i = 1; v && i < v->count; i++)
		add_url(m, v->items[i]->path, changed);
}

static void add_show(struct sitemap *m, const struct show *show)
{
	add_url(m, show->item.path, show_updated(show));
	for (size_t i = 0; i < show->episode_count; i++)
		add_item(m, &show->episodes[i]->item, episode_changed(show->episodes[i]));
}

static void add_collections(struct sitemap *m, const struct site *site)
{
	const struct moment never = { 0 };

	for (size_t i = 0; i < site->collection_count; i++) {
		const struct collection *c = &site->collections[i];

		if (c->area)
			add_item(m, &c->area->item, collection_updated(c));
		else if (c->kind == COLLECTION_TOPIC)
			add_url(m, c->path, collection_updated(c));
	}
	add_url(m, collection_list_path(site, COLLECTION_AREA), never);
	add_url(m, collection_list_path(site, COLLECTION_TOPIC), never);
}

static void add_flash_reports(struct sitemap *m, const struct site *site)
{
	for (size_t i = 0; i < site->flash_report_count; i++) {
		const struct flash_report *r = site->flash_reports[i];

		if (flash_report_is_out(r, site->now))
			add_item(m, &r->item, r->date);
	}
	add_url(m, flash_reports_path(site), (struct moment){ 0 });
}

static void add_meetings(struct sitemap *m, const struct site *site)
{
	const struct moment never = { 0 };

	add_url(m, meetings_list_path(site), never);
	add_url(m, actions_list_path(site), never);
	for (size_t i = 0; i < site->series_count; i++)
		add_item(m, &site->series[i]->item, never);
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *one = site->meetings[i];

		add_item(m, &one->item, meeting_is_past(one, site->now) ? one->end : never);
	}
}

static void add_notices(struct sitemap *m, const struct site *site)
{
	struct arena a = { 0 };

	add_url(m, notices_list_path(site), (struct moment){ 0 });
	for (size_t i = 0; i < site->notice_count; i++) {
		const struct notice *n = site->notices[i];

		if (notice_time(site, n, &a) != NOTICE_TO_COME)
			add_item(m, &n->item, n->begins);
	}
	arena_free(&a);
}

/* Areas and people have been added; the rest stands on other pages. */
static bool is_added_as_item(const struct kind *kind)
{
	static const struct kind *const others[] = { &kind_area,    &kind_profile, &kind_help,
						     &kind_gap,     &kind_chance,  &kind_meeting,
						     &kind_series,  &kind_notice,
						     &kind_flash_report };

	for (size_t i = 0; i < COUNT(others); i++) {
		if (kind == others[i])
			return false;
	}
	return true;
}

static void add_network(struct sitemap *m, const struct site *site)
{
	const char *const lists[] = { site_map_path(site),       site_map_print_path(site),
				      site_groups_path(site),    site_places_path(site),
				      site_audiences_path(site), site_gaps_path(site),
				      site_chances_path(site),   site_changes_path(site),
				      site_editions_path(site) };

	for (size_t i = 0; i < COUNT(lists); i++)
		add_url(m, lists[i], (struct moment){ 0 });
	for (size_t i = 0; i < site->item_count; i++) {
		if (is_added_as_item(site->items[i]->kind) && item_is_listed(site->items[i]))
			add_item(m, site->items[i], (struct moment){ 0 });
	}
}

static void add_site(struct sitemap *m, const struct site *site)
{
	add_url(m, site->item.path, site_updated(site));
	for (size_t i = 0; i < site->page_count; i++)
		add_item(m, &site->pages[i]->item, (struct moment){ 0 });
	for (size_t i = 0; i < site->profile_count; i++) {
		if (profile_has_page(site->profiles[i]))
			add_item(m, &site->profiles[i]->item, (struct moment){ 0 });
	}
	add_url(m, people_list_path(site), (struct moment){ 0 });
	add_flash_reports(m, site);
	for (size_t i = 0; i < site->show_count; i++)
		add_show(m, site->shows[i]);
	add_collections(m, site);
	add_meetings(m, site);
	add_notices(m, site);
	add_network(m, site);
	if (site->programme_count > 1)
		add_url(m, programme_list_path(site), (struct moment){ 0 });
	add_url(m, community_list_path(site), (struct moment){ 0 });
	add_url(m, site_new_path(site), site_updated(site));
	add_url(m, site_subscribe_path(site), (struct moment){ 0 });
	add_url(m, open_data_path(site), (struct moment){ 0 });
}

void sitemap_render(struct render *r)
{
	struct sitemap m = { .render = r };

	strbuf_clear(r->out);
	xml_open(&m.xml, r->out);
	xml_start(&m.xml, "urlset");
	xml_attr(&m.xml, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
	add_site(&m, r->site);
	xml_end(&m.xml);
	if (!xml_close(&m.xml)) {
		diag_report(r->diag, DIAG_FEED_REFUSED, span_of(r->site->item.src),
			    "the sitemap could not be written: %s", m.xml.refused);
		return;
	}
	if (m.count > MOST_URLS)
		diag_report(r->diag, DIAG_LONG_FEED, span_of(r->site->item.src),
			    "the sitemap lists %d of %zu pages, the most that one may list",
			    MOST_URLS, m.count);
	r->sink->put(r->sink, (struct output_meta){ "sitemap.xml", OUTPUT_LIST, "application/xml" },
		     r->out->data, r->out->len);
}
