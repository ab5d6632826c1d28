/* The reasons: under what groups stand, and under what they look. */
#include "chances.h"

/* Under which lists stand, besides places: those of groups that are in no place, and of all. */
#define IN_NO_PLACE 64
#define ALL_PLACES  65

/* What is done at a place, in the order of the places. */
static size_t take_place(uint64_t *places)
{
	const size_t place = (size_t)__builtin_ctzll(*places);

	*places &= *places - 1;
	return place;
}

/* What somebody has, and what somebody is looking for. */
enum side { HAS = 1, WANTS };

static void stand_with(struct dealing *d, uint32_t g, const uint64_t *things, size_t count,
		       enum side side)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t places = d->members[g].places;

		match_put(&d->match, chance_key(side, things[i], ALL_PLACES), g);
		if (!places)
			match_put(&d->match, chance_key(side, things[i], IN_NO_PLACE), g);
		while (places)
			match_put(&d->match, chance_key(side, things[i], take_place(&places)), g);
	}
}

static void offer_stand(struct dealing *d, uint32_t g)
{
	const struct member *m = &d->members[g];

	stand_with(d, g, m->offers, m->group->offers.count, HAS);
	stand_with(d, g, m->needs, m->group->needs.count, WANTS);
}

/* Who is in no place can lend and borrow everywhere. */
static void look_for(struct dealing *d, uint32_t g, uint64_t side_of_thing[2], chance_visit *visit)
{
	const struct member *m = &d->members[g];
	uint64_t places = m->around;

	visit(d, g,
	      chance_key(side_of_thing[0], side_of_thing[1], places ? IN_NO_PLACE : ALL_PLACES));
	while (places)
		visit(d, g, chance_key(side_of_thing[0], side_of_thing[1], take_place(&places)));
}

static void offer_look(struct dealing *d, uint32_t g, chance_visit *visit)
{
	const struct member *m = &d->members[g];

	for (size_t i = 0; i < m->group->needs.count; i++)
		look_for(d, g, (uint64_t[]){ HAS, m->needs[i] }, visit);
	for (size_t i = 0; i < m->group->offers.count; i++)
		look_for(d, g, (uint64_t[]){ WANTS, m->offers[i] }, visit);
}

static uint64_t key_of_areas(uint32_t one, uint32_t other, size_t place, size_t sector)
{
	return chance_key((uint64_t)one << 32 | other, place, sector);
}

static void shared_stand(struct dealing *d, uint32_t g)
{
	const struct member *m = &d->members[g];

	for (size_t i = 0; i < m->area_count; i++) {
		for (size_t k = i + 1; k < m->area_count; k++) {
			for (uint64_t p = m->places; p;)
				match_put(&d->match,
					  key_of_areas(m->areas[i], m->areas[k], take_place(&p),
						       m->sector),
					  g);
		}
	}
}

static void look_in_sectors(struct dealing *d, uint32_t g, const uint32_t areas[2],
			    chance_visit *visit)
{
	const struct member *m = &d->members[g];

	for (uint64_t p = m->places; p;) {
		const size_t place = take_place(&p);

		for (size_t sector = 0; map_sectors[sector]; sector++) {
			if (sector != m->sector)
				visit(d, g, key_of_areas(areas[0], areas[1], place, sector));
		}
	}
}

static void shared_look(struct dealing *d, uint32_t g, chance_visit *visit)
{
	const struct member *m = &d->members[g];

	for (size_t i = 0; i < m->area_count; i++) {
		for (size_t k = i + 1; k < m->area_count; k++)
			look_in_sectors(d, g, (uint32_t[]){ m->areas[i], m->areas[k] }, visit);
	}
}

/* Who is at a place, and who provides in an area next door to one where nobody does. */
enum post { AT_PLACE = 1, NEXT_DOOR };

/* The gaps next door to what it provides in an area. */
uint64_t chance_gaps_beside(const struct dealing *d, const struct presence *p)
{
	return presence_provides(p) ? chance_near(d, p->places) & d->open[p->area] : 0;
}

static void gap_stand(struct dealing *d, uint32_t g)
{
	for (uint64_t p = d->members[g].places; p;)
		match_put(&d->match, chance_key(AT_PLACE, take_place(&p), 0), g);
	for (size_t i = d->members[g].first; i < d->members[g + 1].first; i++) {
		for (uint64_t p = chance_gaps_beside(d, d->deeds[i]); p;)
			match_put(&d->match,
				  chance_key(NEXT_DOOR, take_place(&p), d->deeds[i]->area), g);
	}
}

static void gap_look(struct dealing *d, uint32_t g, chance_visit *visit)
{
	uint64_t beside = 0;

	for (size_t i = d->members[g].first; i < d->members[g + 1].first; i++)
		beside |= chance_gaps_beside(d, d->deeds[i]);
	while (beside)
		visit(d, g, chance_key(AT_PLACE, take_place(&beside), 0));
	for (uint64_t p = d->members[g].places; p;) {
		const size_t place = take_place(&p);

		for (uint32_t area = 0; area < d->map->areas.count; area++) {
			if (d->open[area] >> place & 1)
				visit(d, g, chance_key(NEXT_DOOR, place, area));
		}
	}
}

static void met_stand(struct dealing *d, uint32_t g)
{
	const struct match_list *all = match_list(&d->meetings, chance_guest(g));

	for (size_t i = 0; all && i < all->count; i++)
		match_put(&d->match, chance_key(all->groups[i], 0, 0), g);
}

static void met_look(struct dealing *d, uint32_t g, chance_visit *visit)
{
	const struct match_list *all = match_list(&d->meetings, chance_guest(g));

	for (size_t i = 0; all && i < all->count; i++)
		visit(d, g, chance_key(all->groups[i], 0, 0));
}

const struct chance_rule chance_rules[CHANCE_REASONS] = {
	[CHANCE_OFFER] = { offer_stand, offer_look },
	[CHANCE_SHARED] = { shared_stand, shared_look },
	[CHANCE_GAP] = { gap_stand, gap_look },
	[CHANCE_MET] = { met_stand, met_look },
};
