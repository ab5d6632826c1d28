/* A page of text: about us, find help, accessibility. */
#include "press.h"
#include "views.h"

struct static_page {
	struct shell shell;
	const struct page *page;
};

static const struct name static_names[] = {
	BORROW(struct static_page, page, &view_page),
	INCLUDE(struct static_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_static = { .name = "page",
					 .size = sizeof(struct static_page),
					 .names = static_names };

void render_static(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "page", &view_static);

	for (size_t i = 0; t && i < p->site->page_count; i++) {
		const struct page *page = p->site->pages[i];
		const struct page_meta meta = { .path = page->item.path,
						.group = OUTPUT_PAGE,
						.title = page->title,
						.summary = page->summary };

		if (page_is_standing(p->site, page))
			continue;
		const struct static_page data = { .shell = press_shell(p, &meta), .page = page };
		press_page(p, t, &meta, &data, data.shell.root);
	}
}
