#include "model/map_maker.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct map_names *names_of(struct map *m, enum map_axis axis)
{
	struct map_names *const all[] = {
		[MAP_GROUPS] = &m->groups,
		[MAP_AREAS] = &m->areas,
		[MAP_PLACES] = &m->places,
		[MAP_AUDIENCES] = &m->audiences,
	};

	return all[axis];
}

static uint64_t key_of_name(enum map_axis axis, const char *slug)
{
	return key_of((uint64_t)axis + 1, slug, strlen(slug));
}

void map_maker_begin(struct map_maker *mm, struct arena *a)
{
	*mm = (struct map_maker){ .arena = a, .map = arena_new(a, struct map) };
}

void map_maker_name(struct map_maker *mm, enum map_axis axis, struct map_name name)
{
	struct map_names *names = names_of(mm->map, axis);
	uint32_t *at = table_at(&mm->index, key_of_name(axis, name.slug));

	if (*at)
		return;
	names->all = arena_grow(mm->arena, names->all, names->count, &mm->name_room[axis],
				sizeof(*names->all));
	names->all[names->count++] = name;
	*at = (uint32_t)names->count;
}

bool map_maker_find(const struct map_maker *mm, enum map_axis axis, const char *slug, uint32_t *at)
{
	const uint32_t *found = table_find(&mm->index, key_of_name(axis, slug));

	if (found)
		*at = *found - 1;
	return found != NULL;
}

uint64_t map_maker_bits(const struct map_maker *mm, enum map_axis axis, const struct strings *slugs)
{
	uint64_t bits = 0;
	uint32_t at;

	for (size_t i = 0; i < slugs->count; i++) {
		if (map_maker_find(mm, axis, slugs->items[i], &at) && at < 64)
			bits |= (uint64_t)1 << at;
	}
	return bits;
}

void map_maker_add(struct map_maker *mm, const struct presence *p)
{
	struct map *m = mm->map;

	m->presences =
		arena_grow(mm->arena, m->presences, m->count, &mm->room, sizeof(*m->presences));
	m->presences[m->count++] = *p;
}

static int by_area(const void *x, const void *y)
{
	const struct presence *a = x, *b = y;

	if (a->area != b->area)
		return a->area < b->area ? -1 : 1;
	if (a->role != b->role)
		return a->role > b->role ? -1 : 1;
	if (a->is_stale != b->is_stale)
		return a->is_stale ? 1 : -1;
	return a->group < b->group ? -1 : a->group > b->group;
}

static void index_presences(struct map *m, struct arena *a)
{
	m->area_first = arena_array(a, m->areas.count + 1, sizeof(*m->area_first));
	m->roles = arena_array(a, m->groups.count * m->areas.count, sizeof(*m->roles));
	for (size_t i = 0; i < m->count; i++) {
		const struct presence *p = &m->presences[i];

		m->area_first[p->area + 1]++;
		m->roles[p->group * m->areas.count + p->area] = (uint8_t)p->role;
	}
	for (size_t i = 0; i < m->areas.count; i++)
		m->area_first[i + 1] += m->area_first[i];
}

struct map *map_maker_end(struct map_maker *mm)
{
	struct map *m = mm->map;

	if (m->count > 1)
		qsort(m->presences, m->count, sizeof(*m->presences), by_area);
	index_presences(m, mm->arena);
	table_release(&mm->index);
	*mm = (struct map_maker){ 0 };
	return m;
}
