#include "model/stale.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/care.h"
#include "model/map.h"

bool checked_is_older(const struct site *site, struct moment day, int64_t days)
{
	return !day.set || (site->now.utc - day.utc) / 86400 > days;
}

static int by_age(const void *x, const void *y)
{
	const struct stale *a = x, *b = y;

	if (a->checked.set != b->checked.set)
		return a->checked.set ? 1 : -1;
	if (a->checked.utc != b->checked.utc)
		return a->checked.utc < b->checked.utc ? -1 : 1;
	return strcmp(a->item->src->path, b->item->src->path);
}

static void add(struct stales *s, struct stale entry)
{
	s->all[s->count++] = entry;
}

struct stales site_stale(const struct site *site, struct arena *a)
{
	const size_t most = site->group_count + site->resource_count + site->help_count;
	struct stales s = { .all = arena_array(a, most, sizeof(struct stale)) };

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (group_is_on_map(g) && checked_is_older(site, g->checked, MAP_STALE_DAYS))
			add(&s, (struct stale){ &g->item, g->name, g->checked, g->checked_by });
	}
	for (size_t i = 0; i < site->resource_count; i++) {
		const struct resource *r = site->resources[i];

		if (checked_is_older(site, r->checked.set ? r->checked : r->added, MAP_STALE_DAYS))
			add(&s, (struct stale){ &r->item, r->title, r->checked, NULL });
	}
	for (size_t i = 0; i < site->help_count; i++) {
		const struct help_entry *h = site->help[i];

		if (checked_is_older(site, h->checked, HELP_AGING_DAYS))
			add(&s, (struct stale){ &h->item, h->title, h->checked, NULL });
	}
	if (s.count > 1)
		qsort(s.all, s.count, sizeof(*s.all), by_age);
	return s;
}
