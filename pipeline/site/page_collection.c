/* The pages of areas and of topics: what they are, their episodes, how to follow them; and the
 * lists. */
#include "area_parts.h"
#include "linked.h"
#include "listing.h"
#include "model/translation.h"
#include "press.h"
#include "tags.h"
#include "versions.h"
#include "views.h"

struct collection_page {
	struct shell shell;
	struct subscribe subscribe;
	const char *title, *summary, *body_html;
	const char *own_lang; /* of those, where it is not that of the words around them */
	bool own_rtl;
	struct listing_page listing;
	struct area_parts parts; /* of an area, on its first page */
};

static const struct name collection_names[] = {
	TEXT_NAME(struct collection_page, title),
	TEXT_NAME(struct collection_page, summary),
	HTML_NAME(struct collection_page, body_html),
	TEXT_NAME(struct collection_page, own_lang),
	FLAG_NAME(struct collection_page, own_rtl),
	INCLUDE(struct collection_page, listing, &view_listing_page),
	INCLUDE(struct collection_page, parts, &view_area_parts),
	INCLUDE(struct collection_page, subscribe, &view_subscribe),
	INCLUDE(struct collection_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_collection = { .name = "collection",
					     .size = sizeof(struct collection_page),
					     .names = collection_names };

/* The list of all areas, or of all topics. */
struct collections_page {
	struct shell shell;
	const char *title;
	struct list tags; /* of struct tag */
};

static const struct name collections_names[] = {
	TEXT_NAME(struct collections_page, title),
	LIST_NAME(struct collections_page, tags, &view_tag),
	INCLUDE(struct collections_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_collections = { .name = "collections",
					      .size = sizeof(struct collections_page),
					      .names = collections_names };

static void render_page(struct press *p, const struct template *t, const struct collection *c,
			const struct listing *l, size_t number)
{
	const struct listing_page listing = listing_page(p, l, number);
	const struct page_meta meta = {
		.path = listing.path,
		.group = OUTPUT_LIST,
		.title = listing.place ? arena_printf(&p->page, "%s – %s", c->title, listing.place)
				       : c->title,
		.summary = c->summary,
		.item = c->area && listing.is_first ? &c->area->item : NULL,
		.collection = c,
		.offers_reuse = listing.is_first,
	};
	struct collection_page page = {
		.shell = press_shell(p, &meta),
		.subscribe = subscribe_to(p, c->feed_path,
					  c->kind == COLLECTION_AREA
						  ? arena_printf(&p->page, "area-%s", c->slug)
						  : NULL),
		.title = c->title,
		.summary = c->summary,
		.body_html = c->area && listing.is_first ? c->area->body_html : NULL,
		.listing = listing,
	};

	if (c->area)
		page.own_lang = item_own_language(p->site, &c->area->item);
	page.own_rtl = language_is_rtl(page.own_lang);
	page.parts.shows_episodes = true;
	if (c->area && listing.is_first)
		page.parts = area_parts_make(p, c->area, c->episode_count > 0);
	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_collection(struct press *p, const struct template *t, const struct collection *c)
{
	const struct listing l = { .episodes = c->episodes,
				   .count = c->episode_count,
				   .path = c->path };

	for (size_t i = 0; i < listing_pages(&l); i++)
		render_page(p, t, c, &l, i);
}

/* How the pages of an area are made: with which template, of which collection. */
struct area_press {
	const struct template *t;
	const struct collection *c;
};

/* In a language that it was translated into, its episodes and its feed are the same. */
static void render_area(struct press *p, const struct item *item, void *arg)
{
	const struct area *area = (const struct area *)item;
	const struct area_press *of = arg;
	struct collection said = *of->c;

	said.area = area;
	said.title = area->title;
	said.summary = area->summary;
	said.path = item->path;
	render_collection(p, of->t, &said);
}

static void render_list(struct press *p, const struct template *t, enum collection_kind kind)
{
	const struct page_meta meta = { .path = collection_list_path(p->site, kind),
					.group = OUTPUT_LIST,
					.title = tag_list_title(p->site, kind),
					.json_ld = kind == COLLECTION_AREA && p->site->area_count
							   ? linked_areas(p)
							   : NULL,
					.offers_reuse = true };
	struct collections_page page = {
		.title = meta.title,
		.tags = tags_of_site(p->site, kind, SIZE_MAX, &p->page),
	};

	if (!meta.path)
		return;
	page.shell = press_shell(p, &meta);
	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_collections(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "collection", &view_collection);
	const struct template *all = theme_template(&p->theme, "collections", &view_collections);

	for (size_t i = 0; one && i < p->site->collection_count; i++) {
		const struct collection *c = &p->site->collections[i];
		struct area_press of = { .t = one, .c = c };

		if (c->area)
			versions_render_all(p, &c->area->item, render_area, &of);
		else if (c->kind != COLLECTION_ALL)
			render_collection(p, one, c);
	}
	for (int kind = COLLECTION_AREA; all && kind <= COLLECTION_TOPIC; kind++)
		render_list(p, all, (enum collection_kind)kind);
}
