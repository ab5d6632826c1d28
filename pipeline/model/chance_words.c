/* What exactly it is that two groups have in common. */
#include "chances.h"

static const struct place_item *place_named(const struct dealing *d, uint64_t places)
{
	return places ? site_item(d->site, &kind_place,
				  d->map->places.all[__builtin_ctzll(places)].slug)
		      : NULL;
}

static const struct area *area_named(const struct dealing *d, uint32_t area)
{
	return site_item(d->site, &kind_area, d->map->areas.all[area].slug);
}

/* What the first has that the second is looking for, or NULL. */
static const char *thing_between(const struct member *has, const struct member *wants)
{
	for (size_t i = 0; i < has->group->offers.count; i++) {
		for (size_t k = 0; k < wants->group->needs.count; k++) {
			if (has->offers[i] == wants->needs[k])
				return has->group->offers.items[i];
		}
	}
	return NULL;
}

static void turn(struct chance *c)
{
	const struct group *one = c->one;

	c->one = c->other;
	c->other = one;
}

static void tell_offer(const struct dealing *d, struct chance *c, const struct member *const m[2])
{
	c->thing = thing_between(m[0], m[1]);
	c->place = place_named(d, m[0]->places & m[1]->places);
	if (!c->thing) {
		c->thing = thing_between(m[1], m[0]);
		turn(c);
	}
}

static void tell_shared(const struct dealing *d, struct chance *c, const struct member *const m[2])
{
	c->place = place_named(d, m[0]->places & m[1]->places);
	for (size_t i = 0, k = 0; !c->second && i < m[0]->area_count && k < m[1]->area_count;) {
		const uint32_t x = m[0]->areas[i], y = m[1]->areas[k];

		if (x == y)
			*(c->area ? &c->second : &c->area) = area_named(d, x);
		i += x <= y;
		k += y <= x;
	}
}

/* The places of gaps in the area that the first works next door to, and at which the second is. */
static uint64_t gaps_between(const struct dealing *d, uint32_t area, const struct member *knows,
			     const struct member *is_there)
{
	for (size_t i = knows->first; i < knows[1].first; i++) {
		if (d->deeds[i]->area == area)
			return chance_gaps_beside(d, d->deeds[i]) & is_there->places;
	}
	return 0;
}

static void tell_gap(const struct dealing *d, struct chance *c, const struct member *const m[2])
{
	for (uint32_t area = 0; area < d->map->areas.count; area++) {
		const uint64_t x = gaps_between(d, area, m[0], m[1]);
		const uint64_t y = gaps_between(d, area, m[1], m[0]);

		if (!(x | y))
			continue;
		c->area = area_named(d, area);
		c->place = place_named(d, x | y);
		if (!((x >> __builtin_ctzll(x | y)) & 1))
			turn(c);
		return;
	}
}

static void tell_meeting(const struct dealing *d, struct chance *c, const struct member *const m[2])
{
	const struct match_list *x =
		match_list(&d->meetings, chance_guest((uint32_t)(m[0] - d->members)));
	const struct match_list *y =
		match_list(&d->meetings, chance_guest((uint32_t)(m[1] - d->members)));

	for (size_t i = 0; i < x->count; i++) {
		const struct meeting *meeting = d->site->meetings[x->groups[i]];

		if (match_has(y, x->groups[i]) &&
		    (!c->meeting || meeting->start.utc >= c->meeting->start.utc))
			c->meeting = meeting;
	}
}

void chance_tell(const struct dealing *d, struct chance *c, uint32_t one, uint32_t other)
{
	static void (*const all[])(const struct dealing *d, struct chance *c,
				   const struct member *const m[2]) = {
		[CHANCE_OFFER] = tell_offer,
		[CHANCE_SHARED] = tell_shared,
		[CHANCE_GAP] = tell_gap,
		[CHANCE_MET] = tell_meeting,
	};
	const struct member *const m[2] = { &d->members[one], &d->members[other] };

	c->one = m[0]->group;
	c->other = m[1]->group;
	c->id = arena_printf(d->arena, "%s.%s", c->one->item.slug, c->other->item.slug);
	all[c->reason](d, c, m);
}
