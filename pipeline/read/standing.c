#include "standing.h"

#include <string.h>

#include "base/mem.h"

static bool has_page(const struct site *site, const char *slug)
{
	for (size_t i = 0; i < site->page_count; i++) {
		if (strcmp(site->pages[i]->item.slug, slug) == 0)
			return true;
	}
	return false;
}

/* Behind all that somebody put into an order. */
#define LAST_ORDER 1000

static void add(struct reader *r, const char *slug, const char *title, const char *summary)
{
	struct site *site = r->site;
	struct page *page;

	if (has_page(site, slug))
		return;
	page = arena_new(r->arena, struct page);
	*page = (struct page){
		.item = { .kind = &kind_page,
			  .src = site->item.src,
			  .slug = slug,
			  .path = arena_printf(r->arena, "pages/%s.html", slug) },
		.title = title,
		.summary = summary,
		.order = LAST_ORDER,
		.is_made = true,
	};
	site->pages[site->page_count++] = page;
	reader_add_document(r,
			    (struct document){ .rel = arena_printf(r->arena, "pages/%s.md", slug),
					       .item = &page->item });
}

void standing_pages(struct reader *r)
{
	const struct interface *t = r->site->interface;

	if (r->site->help_count)
		add(r, "find-help", t->find_help, t->find_help_summary);
	add(r, "accessibility", t->accessibility_title, t->accessibility_summary);
	add(r, "privacy", t->privacy_title, t->privacy_summary);
}
