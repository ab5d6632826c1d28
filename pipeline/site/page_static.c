/* A page of text: about us, find help, accessibility. */
#include "model/translation.h"
#include "press.h"
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

static void render_page(struct press *p, const struct template *t, const struct page *page)
{
	const struct page_meta meta = { .path = page->item.path,
					.group = OUTPUT_PAGE,
					.title = page->title,
					.summary = page->summary,
					.item = &page->item };
	struct static_page data = { .shell = press_shell(p, &meta), .page = page };

	if (page->item.language)
		data.own_lang = language_if_other(page->item.language, p->site->language);
	data.own_rtl = language_is_rtl(data.own_lang);
	press_page(p, t, &meta, &data, data.shell.root);
}

static void render_versions(struct press *p, const struct template *t, const struct page *page)
{
	const struct versions *v = page->item.versions;

	for (size_t i = 1; v && i < v->count; i++) {
		const struct site *before = press_speak(p, v->items[i]->language);
		struct page *version = item_translated(&page->item, v->items[i], p->run);

		version->body_html = ((const struct page *)v->items[i])->body_html;
		render_page(p, t, version);
		p->site = before;
	}
}

void render_static(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "page", &view_static);

	for (size_t i = 0; t && i < p->site->page_count; i++) {
		render_page(p, t, p->site->pages[i]);
		render_versions(p, t, p->site->pages[i]);
	}
}
