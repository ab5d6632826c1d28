/* The page of an episode in a frame of somebody else's page: to listen, and the way to all the
 * rest. */
#include "base/path.h"
#include "card.h"
#include "model/embed.h"
#include "press.h"
#include "views.h"

struct embed_page {
	const char *root, *style, *lang, *canonical, *page_title;
	const char *cover_path;
	bool rtl;
	struct card card;
	const struct site *site;
	const struct interface *t;
};

static const struct name embed_names[] = {
	TEXT_NAME(struct embed_page, root),
	TEXT_NAME(struct embed_page, style),
	TEXT_NAME(struct embed_page, lang),
	TEXT_NAME(struct embed_page, canonical),
	TEXT_NAME(struct embed_page, page_title),
	TEXT_NAME(struct embed_page, cover_path),
	FLAG_NAME(struct embed_page, rtl),
	ITEM_NAME(struct embed_page, site, &view_site),
	ITEM_NAME(struct embed_page, t, &view_interface),
	INCLUDE(struct embed_page, card, &view_card),
	{ 0 },
};
static const struct view view_embed = { .name = "embed",
					.size = sizeof(struct embed_page),
					.names = embed_names };

static void render_embed(struct press *p, const struct template *t, const struct episode *e)
{
	const struct embed embed = embed_of(p->site, e, &p->page);
	const struct picture *cover = episode_cover(e);
	const struct page_meta meta = { .path = embed.path, .group = OUTPUT_PAGE };

	if (!embed.path)
		return;
	const struct embed_page page = {
		.root = path_relative(embed.path, "", &p->page),
		.style = p->style,
		.lang = p->site->language,
		.canonical = site_permalink(p->site, e->item.path, &p->page),
		.page_title = arena_printf(&p->page, "%s – %s", e->title, e->show->title),
		.cover_path = cover ? cover->path : NULL,
		.rtl = language_is_rtl(p->site->language),
		.card = card_make(p->site, e, &p->page),
		.site = p->site,
		.t = p->site->interface,
	};

	press_page(p, t, &meta, &page, page.root);
}

void render_embeds(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "embed", &view_embed);

	for (size_t i = 0; t && i < p->site->show_count; i++) {
		const struct show *show = p->site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++)
			render_embed(p, t, show->episodes[k]);
	}
}
