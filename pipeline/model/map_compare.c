#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "model/map.h"

/* Where the names of a map stand, from 1. */
struct index {
	struct table groups, areas;
};

static void index_names(struct table *t, const struct map_names *names)
{
	for (uint32_t i = 0; i < names->count; i++)
		*table_at(t, key_of(0, names->all[i].slug, strlen(names->all[i].slug))) = i + 1;
}

static const uint32_t *find_name(const struct table *t, const struct map_name *name)
{
	return table_find(t, key_of(0, name->slug, strlen(name->slug)));
}

static enum map_role role_in(const struct map *m, const struct index *index,
			     const struct map_change *c)
{
	const uint32_t *group = find_name(&index->groups, &c->group);
	const uint32_t *area = find_name(&index->areas, &c->area);

	return group && area ? m->roles[(*group - 1) * m->areas.count + (*area - 1)] : MAP_NONE;
}

static struct map_change name_presence(const struct map *m, const struct presence *p)
{
	return (struct map_change){ .group = m->groups.all[p->group],
				    .area = m->areas.all[p->area] };
}

static int by_group(const void *x, const void *y)
{
	const struct map_change *a = x, *b = y;
	const int order = strcmp(a->group.slug, b->group.slug);

	return order ? order : strcmp(a->area.slug, b->area.slug);
}

static void add_change(struct map_changes *all, struct map_change c)
{
	if (c.before == c.now)
		return;
	c.kind = !c.before ? MAP_ADDED : !c.now ? MAP_REMOVED : MAP_ROLE_CHANGED;
	all->all[all->count++] = c;
}

struct map_changes map_compare(const struct map *before, const struct map *now, struct arena *a)
{
	struct map_changes found = {
		.all = arena_array(a, before->count + now->count, sizeof(struct map_change)),
	};
	struct index was = { 0 }, is = { 0 };

	index_names(&was.groups, &before->groups);
	index_names(&was.areas, &before->areas);
	index_names(&is.groups, &now->groups);
	index_names(&is.areas, &now->areas);
	for (size_t i = 0; i < now->count; i++) {
		struct map_change c = name_presence(now, &now->presences[i]);

		c.now = now->presences[i].role;
		c.before = role_in(before, &was, &c);
		add_change(&found, c);
	}
	for (size_t i = 0; i < before->count; i++) {
		struct map_change c = name_presence(before, &before->presences[i]);

		c.before = before->presences[i].role;
		if (role_in(now, &is, &c) == MAP_NONE)
			add_change(&found, c);
	}
	if (found.count > 1)
		qsort(found.all, found.count, sizeof(*found.all), by_group);
	table_release(&was.groups);
	table_release(&was.areas);
	table_release(&is.groups);
	table_release(&is.areas);
	return found;
}
