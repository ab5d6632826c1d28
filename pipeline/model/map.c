#include "model/map.h"

#include <string.h>

#include "base/mem.h"
#include "model/map_maker.h"

#define DAY 86400 /* seconds */

const char *const map_role_words[] = {
	[MAP_NONE] = "", [MAP_REFERS] = "refers", [MAP_HELPS] = "helps", [MAP_LEADS] = "leads", NULL
};

bool group_is_on_map(const struct group *g)
{
	return !group_is_closed(g);
}

bool site_is_stale(const struct site *site, struct moment checked)
{
	if (!checked.set)
		return true;
	return !site->is_example && (site->now.utc - checked.utc) / DAY > MAP_STALE_DAYS;
}

unsigned map_bit(const char *word, const char *const *words)
{
	for (unsigned i = 0; word && words[i]; i++) {
		if (strcmp(word, words[i]) == 0)
			return 1u << i;
	}
	return 0;
}

static unsigned map_bits(const struct strings *list, const char *const *words)
{
	unsigned bits = 0;

	for (size_t i = 0; i < list->count; i++)
		bits |= map_bit(list->items[i], words);
	return bits;
}

/* Where, for whom, when, how and at what cost. */
struct reach {
	uint64_t places, audiences;
	unsigned times, ways_in, costs;
	bool is_told; /* by a service */
	bool is_for_all;
};

/* What one group does, area by area. */
struct doing {
	struct map_maker maker;
	const struct site *site;
	struct reach own;        /* of the group */
	struct reach *told;      /* by its services, in each area */
	enum map_role *roles;    /* in each area */
	uint32_t *areas;         /* those in which it does something */
	size_t count, own_count; /* own_count: those that the group itself names */
};

static void take_part(struct doing *d, const struct strings *areas, enum map_role role)
{
	uint32_t at;

	for (size_t i = 0; i < areas->count; i++) {
		if (!map_maker_find(&d->maker, MAP_AREAS, areas->items[i], &at))
			continue;
		if (d->roles[at] == MAP_NONE)
			d->areas[d->count++] = at;
		if (d->roles[at] < role)
			d->roles[at] = role;
	}
}

static struct reach reach_of_group(const struct doing *d, const struct group *g)
{
	return (struct reach){
		.places = map_maker_bits(&d->maker, MAP_PLACES, &g->places),
		.audiences = map_maker_bits(&d->maker, MAP_AUDIENCES, &g->audiences),
		.is_for_all = !g->audiences.count,
		.times = map_bits(&g->times, map_times),
		.ways_in = map_bits(&g->ways_in, map_ways_in),
		.costs = map_bit(g->cost, map_costs),
	};
}

static struct reach reach_of_service(const struct doing *d, const struct service *s)
{
	struct reach r = d->own;

	if (s->places.count)
		r.places = map_maker_bits(&d->maker, MAP_PLACES, &s->places);
	if (s->audiences.count) {
		r.audiences = map_maker_bits(&d->maker, MAP_AUDIENCES, &s->audiences);
		r.is_for_all = false;
	}
	if (s->times.count)
		r.times = map_bits(&s->times, map_times);
	if (s->ways_in.count)
		r.ways_in = map_bits(&s->ways_in, map_ways_in);
	if (s->cost)
		r.costs = map_bit(s->cost, map_costs);
	return r;
}

static void tell(struct reach *told, const struct reach *r)
{
	told->is_told = true;
	told->places |= r->places;
	told->audiences |= r->audiences;
	told->is_for_all |= r->is_for_all;
	told->times |= r->times;
	told->ways_in |= r->ways_in;
	told->costs |= r->costs;
}

static void serve(struct doing *d, const struct service *s)
{
	const struct reach r = reach_of_service(d, s);
	uint32_t at;

	take_part(d, &s->areas, MAP_HELPS);
	for (size_t i = 0; i < s->areas.count; i++) {
		if (map_maker_find(&d->maker, MAP_AREAS, s->areas.items[i], &at))
			tell(&d->told[at], &r);
	}
	for (size_t i = 0; !s->areas.count && i < d->own_count; i++)
		tell(&d->told[d->areas[i]], &r);
}

static void note_presences(struct doing *d, uint32_t group, struct moment checked)
{
	for (size_t i = 0; i < d->count; i++) {
		const uint32_t area = d->areas[i];
		const struct reach *r = d->told[area].is_told ? &d->told[area] : &d->own;

		map_maker_add(&d->maker, &(struct presence){
						 .group = group,
						 .area = area,
						 .role = d->roles[area],
						 .places = r->places,
						 .audiences = r->is_for_all ? 0 : r->audiences,
						 .times = r->times,
						 .ways_in = r->ways_in,
						 .costs = r->costs,
						 .checked = checked,
						 .is_stale = site_is_stale(d->site, checked),
					 });
		d->roles[area] = MAP_NONE;
		d->told[area] = (struct reach){ 0 };
	}
	d->count = 0;
}

static void add_group(struct doing *d, const struct group *g)
{
	const struct service *services = g->services.items;
	uint32_t at;

	if (!map_maker_find(&d->maker, MAP_GROUPS, g->item.slug, &at))
		return;
	d->own = reach_of_group(d, g);
	take_part(d, &g->leads, MAP_LEADS);
	take_part(d, &g->helps, MAP_HELPS);
	take_part(d, &g->refers, MAP_REFERS);
	d->own_count = d->count;
	for (size_t i = 0; i < g->services.count; i++) {
		if (!service_is_closed(&services[i]))
			serve(d, &services[i]);
	}
	note_presences(d, at, g->checked);
}

static void add_names(struct map_maker *mm, const struct site *site)
{
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (group_is_on_map(g))
			map_maker_name(mm, MAP_GROUPS, (struct map_name){ g->item.slug, g->name });
	}
	for (size_t i = 0; i < site->area_count; i++)
		map_maker_name(
			mm, MAP_AREAS,
			(struct map_name){ site->areas[i]->item.slug, site->areas[i]->title });
	for (size_t i = 0; i < site->place_count; i++)
		map_maker_name(
			mm, MAP_PLACES,
			(struct map_name){ site->places[i]->item.slug, site->places[i]->title });
	for (size_t i = 0; i < site->audience_count; i++)
		map_maker_name(mm, MAP_AUDIENCES,
			       (struct map_name){ site->audiences[i]->item.slug,
						  site->audiences[i]->title });
}

struct map *map_of_site(const struct site *site, struct arena *a)
{
	struct arena scratch = { 0 };
	struct doing d = {
		.site = site,
		.told = arena_array(&scratch, site->area_count, sizeof(struct reach)),
		.roles = arena_array(&scratch, site->area_count, sizeof(enum map_role)),
		.areas = arena_array(&scratch, site->area_count, sizeof(uint32_t)),
	};

	map_maker_begin(&d.maker, a);
	add_names(&d.maker, site);
	for (size_t i = 0; i < site->group_count; i++) {
		if (group_is_on_map(site->groups[i]))
			add_group(&d, site->groups[i]);
	}
	arena_free(&scratch);
	return map_maker_end(&d.maker);
}

void site_map(struct site *site, struct arena *a)
{
	struct map *m = map_of_site(site, a);
	struct gaps *gaps = arena_new(a, struct gaps);
	struct chances *chances = arena_new(a, struct chances);

	*gaps = map_gaps(m, site, a);
	*chances = map_chances(m, gaps, site, a);
	site->map = m;
	site->gaps = gaps;
	site->chances = chances;
}
