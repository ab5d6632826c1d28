/* What is known of groups before chances are dealt out. */
#include <string.h>

#include "chances.h"

void chance_index(struct table *index, const struct map_names *names)
{
	for (uint32_t i = 0; i < names->count; i++) {
		const char *slug = names->all[i].slug;

		*table_at(index, key_of(0, slug, strlen(slug))) = i + 1;
	}
}

const uint32_t *chance_find(const struct table *index, const char *slug)
{
	return table_find(index, key_of(0, slug, strlen(slug)));
}

/* Next door is next door from either side. */
static void find_near(struct dealing *d)
{
	const struct map_names *names = &d->map->places;
	struct table index = { 0 };

	chance_index(&index, names);
	for (uint32_t i = 0; i < names->count && i < 64; i++) {
		const struct place_item *p = site_item(d->site, &kind_place, names->all[i].slug);

		for (size_t k = 0; k < p->near.count; k++) {
			const uint32_t *at = chance_find(&index, p->near.items[k]);

			if (!at || *at > 64)
				continue;
			d->near[i] |= (uint64_t)1 << (*at - 1);
			d->near[*at - 1] |= (uint64_t)1 << i;
		}
	}
	table_release(&index);
}

uint64_t chance_near(const struct dealing *d, uint64_t places)
{
	uint64_t near = 0;

	for (; places; places &= places - 1)
		near |= d->near[__builtin_ctzll(places)];
	return near;
}

/* The word as others may write it too: without capitals and accents. */
static uint64_t key_of_thing(const char *thing, struct arena *a)
{
	const char *slug = slug_make(thing, a);

	return *slug ? key_of(1, slug, strlen(slug)) : key_of(2, thing, strlen(thing));
}

static uint64_t *keys_of_things(const struct strings *things, struct arena *a)
{
	uint64_t *keys = arena_array(a, things->count, sizeof(*keys));

	for (size_t i = 0; i < things->count; i++)
		keys[i] = key_of_thing(things->items[i], a);
	return keys;
}

/* Presences stand by area; here by group, and in it by area as before. */
static void sort_deeds(struct dealing *d)
{
	const struct map *map = d->map;
	size_t *next = arena_array(d->scratch, map->groups.count + 1, sizeof(size_t));

	d->deeds = arena_array(d->scratch, map->count, sizeof(*d->deeds));
	for (size_t i = 0; i < map->count; i++)
		next[map->presences[i].group + 1]++;
	for (size_t g = 0; g < map->groups.count; g++) {
		next[g + 1] += next[g];
		d->members[g].first = next[g];
	}
	d->members[map->groups.count].first = map->count;
	for (size_t i = 0; i < map->count; i++)
		d->deeds[next[map->presences[i].group]++] = &map->presences[i];
}

static void know_member(struct dealing *d, uint32_t g)
{
	struct member *m = &d->members[g];

	for (size_t i = m->first; i < d->members[g + 1].first; i++) {
		const struct presence *p = d->deeds[i];

		m->places |= p->places;
		if (presence_provides(p) && m->area_count < CHANCE_AREAS_MOST)
			m->areas[m->area_count++] = p->area;
	}
	m->around = m->places | chance_near(d, m->places);
	m->is_out = !m->group->match;
	m->offers = keys_of_things(&m->group->offers, d->scratch);
	m->needs = keys_of_things(&m->group->needs, d->scratch);
	while (map_sectors[m->sector] && m->group->kind &&
	       strcmp(map_sectors[m->sector], m->group->kind) != 0)
		m->sector++;
}

static void know_members(struct dealing *d)
{
	const struct map_names *names = &d->map->groups;

	d->members = arena_array(d->scratch, names->count + 1, sizeof(struct member));
	for (uint32_t g = 0; g < names->count; g++)
		d->members[g].group = site_item(d->site, &kind_group, names->all[g].slug);
	sort_deeds(d);
	for (uint32_t g = 0; g < names->count; g++)
		know_member(d, g);
}

static void bind(struct dealing *d, const struct table *index, const char *one, const char *other)
{
	const uint32_t *x = chance_find(index, one), *y = chance_find(index, other);

	if (x && y)
		*table_at(&d->bound, chance_pair(*x - 1, *y - 1)) = 1;
}

/* Who work together, and who were asked and said so. */
static void bind_pairs(struct dealing *d, const struct table *index)
{
	const struct site *site = d->site;

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		for (size_t k = 0; k < g->works_with.count; k++)
			bind(d, index, g->item.slug, g->works_with.items[k]);
	}
	for (size_t i = 0; i < site->chance_note_count; i++) {
		const struct chance_note *n = site->chance_notes[i];

		if (n->groups.count == 2 && n->status &&
		    (strcmp(n->status, "no") == 0 || strcmp(n->status, "working") == 0))
			bind(d, index, n->groups.items[0], n->groups.items[1]);
	}
}

static bool has_been(const struct meeting *m, const struct site *site)
{
	return m->start.set && m->start.utc <= site->now.utc &&
	       !(m->status && strcmp(m->status, "planned") != 0);
}

static void find_meetings(struct dealing *d, const struct table *index)
{
	d->meetings.arena = d->scratch;
	for (uint32_t i = 0; i < d->site->meeting_count; i++) {
		const struct strings *groups = &d->site->meetings[i]->groups;

		for (size_t k = 0; has_been(d->site->meetings[i], d->site) && k < groups->count;
		     k++) {
			const uint32_t *at = chance_find(index, groups->items[k]);

			if (at)
				match_put(&d->meetings, chance_guest(*at - 1), i);
		}
	}
}

static void find_open(struct dealing *d, const struct gaps *gaps)
{
	d->open = arena_array(d->scratch, d->map->areas.count, sizeof(*d->open));
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = &gaps->all[i];

		if (gap->dimension == GAP_PLACE && gap->state == GAP_NONE_LISTED)
			d->open[gap->area] |= (uint64_t)1 << gap->value;
	}
}

void chance_prepare(struct dealing *d, const struct gaps *gaps, const struct table *index)
{
	find_near(d);
	know_members(d);
	find_open(d, gaps);
	find_meetings(d, index);
	bind_pairs(d, index);
}
