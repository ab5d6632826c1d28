#include "model/community.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/programme.h"

const struct community *site_community(const struct site *site, const char *id)
{
	for (size_t i = 0; i < site->community_count; i++) {
		const struct community *c = &site->communities[i];

		if (c->id && strcmp(c->id, id) == 0)
			return c;
	}
	return NULL;
}

static void count_one(struct tally *all, size_t *count, const char *name)
{
	size_t i = 0;

	while (i < *count && strcmp(all[i].name, name) != 0)
		i++;
	if (i == *count)
		all[(*count)++] = (struct tally){ .name = name };
	all[i].count++;
}

static int most_first(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->name, b->name);
}

struct list communities_tally(const struct site *site, size_t text, struct arena *a)
{
	struct tally *all = arena_array(a, site->community_count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < site->community_count; i++) {
		const char *base = (const char *)&site->communities[i];
		const char *name = *(const char *const *)(const void *)(base + text);

		if (name)
			count_one(all, &count, name);
	}
	if (count > 1)
		qsort(all, count, sizeof(*all), most_first);
	return (struct list){ .items = all, .count = count };
}

const char *community_list_path(const struct site *site)
{
	return site->community_count ? "communities/index.html" : NULL;
}

const char *community_data_path(const struct site *site)
{
	return site->community_count ? "communities/communities.csv" : NULL;
}
