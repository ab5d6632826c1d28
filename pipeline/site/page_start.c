/* The page that leads into a copy of the site, where people find it among files. */
#include "press.h"
#include "site/site.h"
#include "views.h"

struct start_page {
	const char *index, *open, *lang;
	bool rtl;
	const struct interface *t;
	const struct site *site;
};

static const struct name start_names[] = {
	TEXT_NAME(struct start_page, index),
	TEXT_NAME(struct start_page, open),
	TEXT_NAME(struct start_page, lang),
	FLAG_NAME(struct start_page, rtl),
	ITEM_NAME(struct start_page, t, &view_interface),
	ITEM_NAME(struct start_page, site, &view_site),
	{ 0 },
};
static const struct view view_start = { .name = "start",
					.size = sizeof(struct start_page),
					.names = start_names };

void render_start(struct press *p)
{
	theme_template(&p->theme, "start", &view_start);
}

void site_start_page(const struct site *site, const char *theme_dir, const char *index,
		     struct strbuf *out, struct diag *diag)
{
	struct arena arena = { 0 };
	struct theme theme;
	const struct start_page page = {
		.index = index,
		.open = interface_fill(site->interface->pack_open,
				       (const struct filling[]){ { "name", site->title }, { 0 } },
				       &arena),
		.lang = site->language,
		.rtl = language_is_rtl(site->language),
		.t = site->interface,
		.site = site,
	};

	theme_init(&theme, theme_dir, &arena, diag);
	const struct template *t = theme_template(&theme, "start", &view_start);

	if (t)
		template_render(t, &page, "", out);
	arena_free(&arena);
}
