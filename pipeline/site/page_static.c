/* A page of text: about us, find help, accessibility. */
#include <string.h>

#include "model/translation.h"
#include "press.h"
#include "versions.h"
#include "views.h"

struct static_page {
	struct shell shell;
	const struct page *page;
	const char *own_lang; /* of the text, where it is not that of the words around it */
	bool own_rtl;
};

static const struct name static_names[] = {
	TEXT_NAME(struct static_page, own_lang),
	FLAG_NAME(struct static_page, own_rtl),
	BORROW(struct static_page, page, &view_page),
	INCLUDE(struct static_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_static = { .name = "page",
					 .size = sizeof(struct static_page),
					 .names = static_names };

struct page_meta page_meta_of(const struct page *page)
{
	return (struct page_meta){ .path = page->item.path,
				   .group = OUTPUT_PAGE,
				   .title = page->title,
				   .summary = page->summary,
				   .item = &page->item,
				   .offers_reuse = true };
}

static void render_page(struct press *p, const struct template *t, const struct page *page)
{
	const struct page_meta meta = page_meta_of(page);
	const char *own_lang = item_own_language(p->site, &page->item);
	const struct static_page data = { .shell = press_shell(p, &meta),
					  .page = page,
					  .own_lang = own_lang,
					  .own_rtl = language_is_rtl(own_lang) };

	press_page(p, t, &meta, &data, data.shell.root);
}

/* The pages of which blether writes a part itself; find-help is one if there is an entry of help.
 */
static const struct standing {
	const char *slug;
	void (*render)(struct press *p, const struct page *page);
} standing[] = {
	{ "find-help", render_help },
	{ "accessibility", render_accessibility },
	{ "privacy", render_privacy },
};

static void render_any(struct press *p, const struct item *item, void *arg)
{
	const struct page *page = (const struct page *)item;
	size_t first = p->site->help_count ? 0 : 1;

	for (size_t i = first; i < COUNT(standing); i++) {
		if (strcmp(page->item.slug, standing[i].slug) == 0) {
			standing[i].render(p, page);
			return;
		}
	}
	if (press_wants(p, page->item.path))
		render_page(p, arg, page);
}

void render_static(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "page", &view_static);

	static const struct page nobodys;

	for (size_t i = 0; p->theme.lists_only && i < COUNT(standing); i++)
		standing[i].render(p, &nobodys); /* only says which template it uses */
	for (size_t i = 0; t && i < p->site->page_count; i++)
		versions_render_all(p, &p->site->pages[i]->item, render_any, (void *)t);
}
