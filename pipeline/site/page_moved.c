/* What stands at an address that something had once: the way to where it is now, or a notice. */
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "model/ledger.h"
#include "press.h"
#include "rules.h"

struct moved_page {
	struct shell shell;
	const char *target; /* where it is now; NULL: it was withdrawn */
	const char *go_to;  /* "Go to Loss", "Go to the start of the Example Network" */
	bool is_episode;
};

static const struct name moved_names[] = {
	INCLUDE(struct moved_page, shell, &view_shell),
	TEXT_NAME(struct moved_page, go_to),
	TEXT_NAME(struct moved_page, target),
	FLAG_NAME(struct moved_page, is_episode),
	{ 0 },
};
static const struct view view_moved = { .name = "moved",
					.size = sizeof(struct moved_page),
					.names = moved_names };

static bool is_episode(const char *path)
{
	return text_starts(path, "podcasts/") && strcmp(path_base(path), "index.html") != 0;
}

static const char *go_to(struct press *p, const struct ledger_redirect *r)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = { { "title", r->title }, { "site", p->site->title }, { 0 } };

	return interface_fill(r->to ? t->go_to : t->go_to_start, with, &p->page);
}

static void render_one(struct press *p, const struct template *t, const struct ledger_redirect *r)
{
	const struct page_meta meta = { .path = r->from,
					.group = OUTPUT_PAGE,
					.title = r->to ? r->title : p->site->interface->withdrawn };
	struct moved_page page = { .shell = press_shell(p, &meta),
				   .target = r->to,
				   .go_to = go_to(p, r),
				   .is_episode = is_episode(r->from) };

	page.shell.is_lost = true;
	page.shell.trail.count = 0; /* it is no longer anywhere */
	page.shell.refresh = r->to;
	page.shell.canonical = r->to ? site_permalink(p->site, r->to, &p->page) : NULL;
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_moved(struct press *p)
{
	const struct ledger_redirects all = ledger_redirects(p->site, p->run);
	const struct template *moved = theme_template(&p->theme, "moved", &view_moved);
	const struct template *withdrawn = theme_template(&p->theme, "withdrawn", &view_moved);

	for (size_t i = 0; i < all.count; i++) {
		const struct template *t = all.all[i].to ? moved : withdrawn;

		if (t && !all.all[i].by_host && text_ends(all.all[i].from, ".html"))
			render_one(p, t, &all.all[i]);
	}
	put_rules(p, &all);
}
