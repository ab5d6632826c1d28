/* 404.html: shown for any address that leads nowhere, so that its own links must be absolute paths.
 */
#include "press.h"

struct lost_page {
	struct shell shell;
};

static const struct name lost_names[] = {
	INCLUDE(struct lost_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_lost = { .name = "404",
				       .size = sizeof(struct lost_page),
				       .names = lost_names };

void render_lost(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "404", &view_lost);
	const struct page_meta meta = { .path = "404.html",
					.group = OUTPUT_PAGE,
					.title = "Page not found" };

	if (!t)
		return;
	struct lost_page page = { press_shell(p, &meta) };
	page.shell.root = address_path(p->site->address, &p->page);
	page.shell.canonical = NULL;
	page.shell.is_lost = true;
	press_page(p, t, &meta, &page, page.shell.root);
}
