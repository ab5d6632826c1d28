#include "area.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

struct listing areas_read(struct reader *r)
{
	static const struct leaf_kind kind = {
		.kind = &kind_area,
		.folder = "areas",
		.order = offsetof(struct area, order),
		.html = offsetof(struct area, body_html),
		.has_list = true,
	};
	struct leaves found = leaves_read(r, &kind);
	struct site *site = r->site;

	site->areas = arena_array(r->arena, found.count, sizeof(struct area *));
	for (size_t i = 0; i < found.count; i++)
		site->areas[i] = found.items[i];
	site->area_count = found.count;
	return found.listing;
}

/* The slugs of all areas, ended by NULL. */
static const char *const *area_slugs(struct reader *r)
{
	const struct site *site = r->site;
	const char **slugs = arena_array(r->arena, site->area_count + 1, sizeof(char *));

	for (size_t i = 0; i < site->area_count; i++)
		slugs[i] = site->areas[i]->item.slug;
	return slugs;
}

static bool is_among(const char *slug, const char *const *slugs)
{
	while (*slugs && strcmp(*slugs, slug) != 0)
		slugs++;
	return *slugs;
}

static void report_unknown(struct reader *r, const char *name, struct span at,
			   const char *const *slugs)
{
	const char *near = text_nearest(name, slugs), *slug = slug_make(name, r->arena);

	if (near)
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no area '%s'; did you mean '%s'?", name, near);
	else
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no area '%s'; its page would be 'areas/%s.md'", name,
			    *slug ? slug : "name");
}

static void resolve(struct reader *r, struct episode *e, const char *const *slugs)
{
	struct strings *names = &e->area_names;
	size_t kept = 0;

	for (size_t i = 0; i < names->count; i++) {
		if (is_among(names->items[i], slugs))
			names->items[kept++] = names->items[i];
		else
			report_unknown(r, names->items[i], names->at[i], slugs);
	}
	names->count = kept;
}

void areas_resolve(struct reader *r)
{
	const char *const *slugs = area_slugs(r);

	for (size_t i = 0; i < r->site->show_count; i++) {
		const struct show *show = r->site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++)
			resolve(r, show_any(show, k), slugs);
	}
}
