/* 404.html: shown for any address that leads nowhere, so that its own links must be absolute paths.
 */
#include "press.h"

struct lost_page {
	struct shell shell;
	const char *go_to_start; /* "Go to the start of the Example Network" */
};

static const struct name lost_names[] = {
	TEXT_NAME(struct lost_page, go_to_start),
	INCLUDE(struct lost_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_lost = { .name = "404",
				       .size = sizeof(struct lost_page),
				       .names = lost_names };

static const char *lost_words(struct press *p)
{
	const struct filling with[] = { { "site", p->site->title }, { 0 } };

	return interface_fill(p->site->interface->go_to_start, with, &p->page);
}

void render_lost(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "404", &view_lost);
	const struct page_meta meta = { .path = "404.html",
					.group = OUTPUT_PAGE,
					.title = p->site->interface->not_found };

	if (!t)
		return;
	struct lost_page page = { press_shell(p, &meta), lost_words(p) };
	page.shell.root = address_path(p->site->address, &p->page);
	page.shell.canonical = NULL;
	page.shell.is_lost = true;
	page.shell.trail.count = 0; /* it is nowhere */
	press_page(p, t, &meta, &page, page.shell.root);
}
