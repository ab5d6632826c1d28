/* How to follow the shows: a button for each common app, and the address of each feed. */
#include <string.h>

#include "model/collect.h"
#include "press.h"
#include "views.h"

/*
 * The addresses by which apps are asked to follow a feed. None of them loads anything from anybody:
 * the device opens the app, or does nothing where it is not installed. `{bare}` is the feed's
 * address without its scheme, `{coded}` the whole, percent-encoded.
 *
 * - podcast:// is Apple's, on iPhone, iPad and Mac.
 * - antennapod-subscribe:// takes the address without a scheme and adds it (AntennaPod, pull
 *   requests 5329 and, of its website, 374).
 * - overcast: and pktc: as https://overcast.fm/podcasterinfo and Pocket Casts' support pages say;
 *   castro: and podcastaddict: as those apps register them.
 * - feed: (draft-obasanjo-feed-URI-scheme) is what other readers of feeds listen to.
 */
struct app {
	const char *name; /* NULL: the interface text feed_readers */
	const char *address;
};

static const struct app apps[] = {
	{ "Apple Podcasts", "podcast://{bare}" },
	{ "AntennaPod", "antennapod-subscribe://{bare}" },
	{ "Pocket Casts", "pktc://subscribe/{bare}" },
	{ "Overcast", "overcast://x-callback-url/add?url={coded}" },
	{ "Castro", "castro://subscribe/{bare}" },
	{ "Podcast Addict", "podcastaddict://{bare}" },
	{ NULL, "feed://{bare}" },
};

struct app_link {
	const char *name, *address;
};

/* A feed that can be followed. */
struct offer {
	const char *id; /* of its section: "show-hope" */
	const char *title, *summary, *path;
	const char *feed_url, *feed_path;
	const char *cover_path;       /* or NULL */
	const char *qr_path, *qr_alt; /* of its address; NULL: too long for one */
	struct list apps;             /* of struct app_link */
	const char *own_lang;
	bool own_rtl;
};

struct subscribe_page {
	struct shell shell;
	struct list offers;       /* of struct offer: shows, and everything in one feed */
	struct list areas;        /* of struct offer, without apps */
	const struct page *guide; /* how to listen, or NULL */
	const char *opml_path, *topics_path; /* NULL: none */
};

static const struct name app_names[] = {
	TEXT_NAME(struct app_link, name),
	TEXT_NAME(struct app_link, address),
	{ 0 },
};
static const struct view view_app = { .name = "app",
				      .size = sizeof(struct app_link),
				      .names = app_names };

static const struct name offer_names[] = {
	TEXT_NAME(struct offer, id),
	TEXT_NAME(struct offer, title),
	TEXT_NAME(struct offer, summary),
	TEXT_NAME(struct offer, path),
	TEXT_NAME(struct offer, feed_url),
	TEXT_NAME(struct offer, feed_path),
	TEXT_NAME(struct offer, cover_path),
	TEXT_NAME(struct offer, qr_path),
	TEXT_NAME(struct offer, qr_alt),
	LIST_NAME(struct offer, apps, &view_app),
	TEXT_NAME(struct offer, own_lang),
	FLAG_NAME(struct offer, own_rtl),
	{ 0 },
};
static const struct view view_offer = { .name = "feed",
					.size = sizeof(struct offer),
					.names = offer_names };

static const struct name subscribe_names[] = {
	LIST_NAME(struct subscribe_page, offers, &view_offer),
	LIST_NAME(struct subscribe_page, areas, &view_offer),
	ITEM_NAME(struct subscribe_page, guide, &view_page),
	TEXT_NAME(struct subscribe_page, opml_path),
	TEXT_NAME(struct subscribe_page, topics_path),
	INCLUDE(struct subscribe_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_subscribe_page = { .name = "subscribe",
						 .size = sizeof(struct subscribe_page),
						 .names = subscribe_names };

/* For a parameter of a query (RFC 3986 section 3.4): all but its unreserved characters. */
static const char *encoded(const char *url, struct arena *a)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (; *url; url++) {
		if (strchr(plain, *url))
			strbuf_addc(&out, *url);
		else
			strbuf_addf(&out, "%%%02X", (unsigned char)*url);
	}
	return arena_strndup(a, out.data, out.len);
}

static struct list apps_for(struct press *p, const char *feed_url)
{
	const char *scheme = strstr(feed_url, "://");
	const struct filling with[] = { { "bare", scheme ? scheme + 3 : feed_url },
					{ "coded", encoded(feed_url, &p->page) },
					{ 0 } };
	struct app_link *links = arena_array(&p->page, COUNT(apps), sizeof(*links));

	for (size_t i = 0; i < COUNT(apps); i++) {
		links[i].name = apps[i].name ? apps[i].name : p->site->interface->feed_readers;
		links[i].address = interface_fill(apps[i].address, with, &p->page);
	}
	return (struct list){ .items = links, .count = COUNT(apps) };
}

static void add_qr(struct press *p, struct offer *o)
{
	const struct filling with[] = { { "title", o->title }, { 0 } };
	const char *path = arena_printf(&p->page, "subscribe-%s.qr.svg", o->id);

	o->qr_alt = interface_fill(p->site->interface->qr_of_feed, with, &p->page);
	if (reuse_put_qr(p, path, o->feed_url, o->qr_alt))
		o->qr_path = path;
}

static struct offer offer_show(struct press *p, const struct show *show)
{
	const char *own_lang = language_if_other(show->language, p->site->language);
	const char *url = site_url(p->site, show->feed_path, &p->page);

	return (struct offer){
		.id = arena_printf(&p->page, "show-%s", show->item.slug),
		.title = show->title,
		.summary = show->summary,
		.path = show->item.path,
		.feed_url = url,
		.feed_path = show->feed_path,
		.cover_path = show->cover.path,
		.apps = apps_for(p, url),
		.own_lang = own_lang,
		.own_rtl = language_is_rtl(own_lang),
	};
}

static struct offer offer_collection(struct press *p, const struct collection *c)
{
	const char *url = site_url(p->site, c->feed_path, &p->page);

	return (struct offer){
		.id = arena_printf(&p->page, "area-%s", c->slug),
		.title = c->title,
		.summary = c->summary,
		.path = c->path,
		.feed_url = url,
		.feed_path = c->feed_path,
		.apps = apps_for(p, url),
	};
}

/* All shows in one feed, where there are several. */
static struct offer offer_everything(struct press *p, const struct collection *all)
{
	struct offer o = offer_collection(p, all);

	o.id = "everything";
	o.title = p->site->interface->everything;
	o.summary = p->site->interface->everything_summary;
	return o;
}

static struct list offers(struct press *p)
{
	const struct site *site = p->site;
	struct offer *all = arena_array(&p->page, site->show_count + 1, sizeof(*all));
	struct list list = { .items = all };

	if (site->collection_count && site->collections[0].feed_path)
		all[list.count++] = offer_everything(p, &site->collections[0]);
	for (size_t i = 0; i < site->show_count; i++) {
		if (site->shows[i]->feed_path)
			all[list.count++] = offer_show(p, site->shows[i]);
	}
	return list;
}

static struct list area_offers(struct press *p)
{
	const struct site *site = p->site;
	struct offer *all = arena_array(&p->page, site->collection_count, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i < site->collection_count; i++) {
		const struct collection *c = &site->collections[i];

		if (c->kind == COLLECTION_AREA && c->feed_path)
			all[list.count++] = offer_collection(p, c);
	}
	return list;
}

static struct list with_qr(struct press *p, struct list list)
{
	struct offer *all = list.items;

	for (size_t i = 0; i < list.count; i++)
		add_qr(p, &all[i]);
	return list;
}

void render_subscribe(struct press *p)
{
	const struct template *t =
		theme_template(&p->theme, "subscribe-page", &view_subscribe_page);
	const struct page_meta meta = { .path = site_subscribe_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->subscribe,
					.summary = p->site->interface->subscribe_lead,
					.offers_reuse = true };

	if (!t || !meta.path)
		return;
	const struct subscribe_page page = {
		.shell = press_shell(p, &meta),
		.offers = with_qr(p, offers(p)),
		.areas = with_qr(p, area_offers(p)),
		.guide = site_page(p->site, "how-to-listen"),
		.opml_path = site_opml_path(p->site),
		.topics_path = collection_list_path(p->site, COLLECTION_TOPIC),
	};
	press_page(p, t, &meta, &page, page.shell.root);
}
