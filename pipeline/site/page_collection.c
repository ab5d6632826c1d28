/* The pages of areas and of topics: what they are, their episodes, how to follow them; and the
 * lists. */
#include "card.h"
#include "press.h"
#include "tags.h"
#include "views.h"

struct collection_page {
	struct shell shell;
	struct subscribe subscribe;
	const char *title, *summary, *body_html;
	const char *list_title, *list_path; /* of all areas, or all topics */
	struct list episodes;               /* of struct card */
};

static const struct name collection_names[] = {
	TEXT_NAME(struct collection_page, title),
	TEXT_NAME(struct collection_page, summary),
	HTML_NAME(struct collection_page, body_html),
	TEXT_NAME(struct collection_page, list_title),
	TEXT_NAME(struct collection_page, list_path),
	LIST_NAME(struct collection_page, episodes, &view_card),
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

static void render_collection(struct press *p, const struct template *t, const struct collection *c)
{
	const struct page_meta meta = { .path = c->path,
					.group = OUTPUT_LIST,
					.title = c->title,
					.summary = c->summary,
					.collection = c,
					.offers_reuse = true };
	const struct collection_page page = {
		.shell = press_shell(p, &meta),
		.subscribe = subscribe_to(p, c->feed_path),
		.title = c->title,
		.summary = c->summary,
		.body_html = c->area ? c->area->body_html : NULL,
		.list_title = tag_list_title(c->kind),
		.list_path = collection_list_path(p->site, c->kind),
		.episodes = card_list(p->site, c->episodes, c->episode_count, &p->page),
	};

	card_list_name_shows(&page.episodes, p->site);
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_list(struct press *p, const struct template *t, enum collection_kind kind)
{
	const struct page_meta meta = { .path = collection_list_path(p->site, kind),
					.group = OUTPUT_LIST,
					.title = tag_list_title(kind) };
	struct collections_page page = {
		.title = meta.title,
		.tags = tags_of_site(p->site, kind, SIZE_MAX, &p->page),
	};

	if (!meta.path)
		return;
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_collections(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "collection", &view_collection);
	const struct template *all = theme_template(&p->theme, "collections", &view_collections);

	for (size_t i = 0; one && i < p->site->collection_count; i++) {
		if (p->site->collections[i].kind != COLLECTION_ALL)
			render_collection(p, one, &p->site->collections[i]);
	}
	for (int kind = COLLECTION_AREA; all && kind <= COLLECTION_TOPIC; kind++)
		render_list(p, all, (enum collection_kind)kind);
}
