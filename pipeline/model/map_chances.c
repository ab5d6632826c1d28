#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "match.h"
#include "model/map.h"

const char *const chance_reason_words[] = { [CHANCE_OFFER] = "offer",
					    [CHANCE_SHARED] = "shared",
					    [CHANCE_GAP] = "gap",
					    [CHANCE_MET] = "met",
					    NULL };

/* Under which lists stand, besides places: those of groups that are in no place, and of all. */
#define IN_NO_PLACE 64
#define ALL_PLACES  65

#define NOBODY UINT32_MAX

/* What is known of a group; groups are counted as on the map. */
struct member {
	const struct group *group;
	uint64_t places, around;           /* around: with the places next door */
	size_t sector;                     /* among map_sectors[] */
	uint32_t areas[CHANCE_AREAS_MOST]; /* in which it provides, the first ones */
	size_t area_count;
	size_t first;             /* of its presences among the deeds */
	uint64_t *offers, *needs; /* keys of things */
	unsigned given;           /* chances that name it */
	bool is_out;              /* it takes part in none */
	bool is_done;             /* this reason has nothing more for it */
};

struct dealing {
	const struct map *map;
	const struct site *site;
	struct arena *arena, *scratch;
	struct member *members;
	const struct presence **deeds; /* presences by group, then area */
	uint64_t near[64];             /* of each place, the places next door */
	uint64_t *open;                /* of each area, the places at which nobody provides */
	struct table bound;            /* pairs that are not to be brought together, or have been */
	struct match meetings;         /* of each group */
	struct match match;            /* for one reason */
	uint32_t best, best_way;       /* the next behind a group, and how far behind */
	uint32_t asked;                /* whom a note names beside a group */
	struct chances found;
	size_t room;
};

static uint64_t key3(uint64_t x, uint64_t y, uint64_t z)
{
	const uint64_t all[] = { x, y, z };

	return key_of(0, (const char *)all, sizeof(all));
}

static uint32_t *pair_at(struct table *bound, uint32_t one, uint32_t other)
{
	return table_at(bound, key3(one < other ? one : other, one < other ? other : one, 0));
}

static bool is_full(const void *arg, uint32_t group)
{
	const struct member *m = &((const struct dealing *)arg)->members[group];

	return m->is_out || m->given >= CHANCES_PER_GROUP;
}

static bool may_meet(const void *arg, uint32_t one, uint32_t other)
{
	const struct dealing *d = arg;
	const uint64_t key = key3(one < other ? one : other, one < other ? other : one, 0);

	return !table_find(&d->bound, key);
}

/* --- what is known before ------------------------------------------------------------- */

static void index_names(struct table *index, const struct map_names *names)
{
	for (uint32_t i = 0; i < names->count; i++) {
		const char *slug = names->all[i].slug;

		*table_at(index, key_of(0, slug, strlen(slug))) = i + 1;
	}
}

static const uint32_t *find_name(const struct table *index, const char *slug)
{
	return table_find(index, key_of(0, slug, strlen(slug)));
}

/* Next door is next door from either side. */
static void find_near(struct dealing *d)
{
	const struct map_names *names = &d->map->places;
	struct table index = { 0 };

	index_names(&index, names);
	for (uint32_t i = 0; i < names->count && i < 64; i++) {
		const struct place_item *p = site_item(d->site, &kind_place, names->all[i].slug);

		for (size_t k = 0; k < p->near.count; k++) {
			const uint32_t *at = find_name(&index, p->near.items[k]);

			if (!at || *at > 64)
				continue;
			d->near[i] |= (uint64_t)1 << (*at - 1);
			d->near[*at - 1] |= (uint64_t)1 << i;
		}
	}
	table_release(&index);
}

static uint64_t places_near(const struct dealing *d, uint64_t places)
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
	m->around = m->places | places_near(d, m->places);
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
	const uint32_t *x = find_name(index, one), *y = find_name(index, other);

	if (x && y)
		*pair_at(&d->bound, *x - 1, *y - 1) = 1;
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

static uint64_t key_of_guest(uint32_t group)
{
	return key3(group, 0, 0);
}

static void find_meetings(struct dealing *d, const struct table *index)
{
	d->meetings.arena = d->scratch;
	for (uint32_t i = 0; i < d->site->meeting_count; i++) {
		const struct strings *groups = &d->site->meetings[i]->groups;

		for (size_t k = 0; has_been(d->site->meetings[i], d->site) && k < groups->count;
		     k++) {
			const uint32_t *at = find_name(index, groups->items[k]);

			if (at)
				match_put(&d->meetings, key_of_guest(*at - 1), i);
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

/* --- the reasons: under what a group stands, and under what it looks ------------------- */

typedef void visit_key(struct dealing *d, uint32_t group, uint64_t key);

struct reason {
	void (*stand)(struct dealing *d, uint32_t group);
	void (*look)(struct dealing *d, uint32_t group, visit_key *visit);
};

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

		match_put(&d->match, key3(side, things[i], ALL_PLACES), g);
		if (!places)
			match_put(&d->match, key3(side, things[i], IN_NO_PLACE), g);
		while (places)
			match_put(&d->match, key3(side, things[i], take_place(&places)), g);
	}
}

static void offer_stand(struct dealing *d, uint32_t g)
{
	const struct member *m = &d->members[g];

	stand_with(d, g, m->offers, m->group->offers.count, HAS);
	stand_with(d, g, m->needs, m->group->needs.count, WANTS);
}

/* Who is in no place can lend and borrow everywhere. */
static void look_for(struct dealing *d, uint32_t g, uint64_t side_of_thing[2], visit_key *visit)
{
	const struct member *m = &d->members[g];
	uint64_t places = m->around;

	visit(d, g, key3(side_of_thing[0], side_of_thing[1], places ? IN_NO_PLACE : ALL_PLACES));
	while (places)
		visit(d, g, key3(side_of_thing[0], side_of_thing[1], take_place(&places)));
}

static void offer_look(struct dealing *d, uint32_t g, visit_key *visit)
{
	const struct member *m = &d->members[g];

	for (size_t i = 0; i < m->group->needs.count; i++)
		look_for(d, g, (uint64_t[]){ HAS, m->needs[i] }, visit);
	for (size_t i = 0; i < m->group->offers.count; i++)
		look_for(d, g, (uint64_t[]){ WANTS, m->offers[i] }, visit);
}

static uint64_t key_of_areas(uint32_t one, uint32_t other, size_t place, size_t sector)
{
	return key3((uint64_t)one << 32 | other, place, sector);
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
			    visit_key *visit)
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

static void shared_look(struct dealing *d, uint32_t g, visit_key *visit)
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
static uint64_t gaps_beside(const struct dealing *d, const struct presence *p)
{
	return presence_provides(p) ? places_near(d, p->places) & d->open[p->area] : 0;
}

static void gap_stand(struct dealing *d, uint32_t g)
{
	for (uint64_t p = d->members[g].places; p;)
		match_put(&d->match, key3(AT_PLACE, take_place(&p), 0), g);
	for (size_t i = d->members[g].first; i < d->members[g + 1].first; i++) {
		for (uint64_t p = gaps_beside(d, d->deeds[i]); p;)
			match_put(&d->match, key3(NEXT_DOOR, take_place(&p), d->deeds[i]->area), g);
	}
}

static void gap_look(struct dealing *d, uint32_t g, visit_key *visit)
{
	uint64_t beside = 0;

	for (size_t i = d->members[g].first; i < d->members[g + 1].first; i++)
		beside |= gaps_beside(d, d->deeds[i]);
	while (beside)
		visit(d, g, key3(AT_PLACE, take_place(&beside), 0));
	for (uint64_t p = d->members[g].places; p;) {
		const size_t place = take_place(&p);

		for (uint32_t area = 0; area < d->map->areas.count; area++) {
			if (d->open[area] >> place & 1)
				visit(d, g, key3(NEXT_DOOR, place, area));
		}
	}
}

static void met_stand(struct dealing *d, uint32_t g)
{
	const struct match_list *all = match_list(&d->meetings, key_of_guest(g));

	for (size_t i = 0; all && i < all->count; i++)
		match_put(&d->match, key3(all->groups[i], 0, 0), g);
}

static void met_look(struct dealing *d, uint32_t g, visit_key *visit)
{
	const struct match_list *all = match_list(&d->meetings, key_of_guest(g));

	for (size_t i = 0; all && i < all->count; i++)
		visit(d, g, key3(all->groups[i], 0, 0));
}

static const struct reason reasons[] = {
	[CHANCE_OFFER] = { offer_stand, offer_look },
	[CHANCE_SHARED] = { shared_stand, shared_look },
	[CHANCE_GAP] = { gap_stand, gap_look },
	[CHANCE_MET] = { met_stand, met_look },
};

/* --- in words: what exactly it is that two have in common ------------------------------ */

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
			return gaps_beside(d, d->deeds[i]) & is_there->places;
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
		match_list(&d->meetings, key_of_guest((uint32_t)(m[0] - d->members)));
	const struct match_list *y =
		match_list(&d->meetings, key_of_guest((uint32_t)(m[1] - d->members)));

	for (size_t i = 0; i < x->count; i++) {
		const struct meeting *meeting = d->site->meetings[x->groups[i]];

		if (match_has(y, x->groups[i]) &&
		    (!c->meeting || meeting->start.utc >= c->meeting->start.utc))
			c->meeting = meeting;
	}
}

static void tell(const struct dealing *d, struct chance *c, uint32_t one, uint32_t other)
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

/* --- dealing them out ------------------------------------------------------------------- */

static void stand(struct dealing *d, const struct reason *reason)
{
	match_release(&d->match);
	for (uint32_t g = 0; g < d->map->groups.count; g++) {
		d->members[g].is_done = false;
		if (!is_full(d, g))
			reason->stand(d, g);
	}
}

static void consider(struct dealing *d, uint32_t group, uint64_t key)
{
	const struct match_rule rule = { is_full, may_meet, d };
	struct match_list *l = match_list(&d->match, key);
	const uint32_t next = l ? match_next(l, group, &rule) : NOBODY;
	const uint32_t total = (uint32_t)d->map->groups.count;
	const uint32_t way = next > group ? next - group : next + total - group;

	if (next != NOBODY && way < d->best_way) {
		d->best = next;
		d->best_way = way;
	}
}

static void add_chance(struct dealing *d, enum chance_reason reason, uint32_t one, uint32_t other)
{
	struct chance c = { .reason = reason };

	*pair_at(&d->bound, one, other) = 1;
	d->members[one].given++;
	d->members[other].given++;
	tell(d, &c, one < other ? one : other, one < other ? other : one);
	d->found.all =
		arena_grow(d->arena, d->found.all, d->found.count, &d->room, sizeof(*d->found.all));
	d->found.all[d->found.count++] = c;
}

static void deal_one(struct dealing *d, enum chance_reason reason, uint32_t group)
{
	struct member *m = &d->members[group];

	if (m->is_done || is_full(d, group))
		return;
	d->best = d->best_way = NOBODY;
	reasons[reason].look(d, group, consider);
	m->is_done = d->best == NOBODY;
	if (!m->is_done)
		add_chance(d, reason, group, d->best);
}

static void consider_asked(struct dealing *d, uint32_t group, uint64_t key)
{
	(void)group;
	if (match_has(match_list(&d->match, key), d->asked))
		d->best = d->asked;
}

/* What somebody has written about comes first: it must not get lost among others. */
static void deal_noted(struct dealing *d, enum chance_reason reason, const struct table *index)
{
	for (size_t i = 0; i < d->site->chance_note_count; i++) {
		const struct strings *names = &d->site->chance_notes[i]->groups;
		const uint32_t *one = names->count == 2 ? find_name(index, names->items[0]) : NULL;
		const uint32_t *other = one ? find_name(index, names->items[1]) : NULL;

		if (!other || *one == *other || is_full(d, *one - 1) || is_full(d, *other - 1) ||
		    !may_meet(d, *one - 1, *other - 1))
			continue;
		d->best = NOBODY;
		d->asked = *other - 1;
		reasons[reason].look(d, *one - 1, consider_asked);
		if (d->best != NOBODY)
			add_chance(d, reason, *one - 1, *other - 1);
	}
}

static void deal(struct dealing *d, const struct table *index)
{
	for (enum chance_reason r = 0; r < CHANCE_REASONS; r++) {
		stand(d, &reasons[r]);
		deal_noted(d, r, index);
		for (size_t round = 0; round < CHANCES_PER_GROUP; round++) {
			for (uint32_t g = 0; g < d->map->groups.count; g++)
				deal_one(d, r, g);
		}
	}
}

static int by_reason(const void *x, const void *y)
{
	const struct chance *a = x, *b = y;

	if (a->reason != b->reason)
		return a->reason < b->reason ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* Of two notes on one pair the first counts. */
static void add_notes(struct dealing *d)
{
	struct table index = { 0 };
	const struct site *site = d->site;

	for (uint32_t i = 0; site->chance_note_count && i < d->found.count; i++) {
		const char *id = d->found.all[i].id;

		*table_at(&index, key_of(0, id, strlen(id))) = i + 1;
	}
	for (size_t i = 0; i < site->chance_note_count; i++) {
		const char *id = chance_note_id(site->chance_notes[i], d->scratch);
		const uint32_t *at = id ? find_name(&index, id) : NULL;

		if (at && !d->found.all[*at - 1].note)
			d->found.all[*at - 1].note = site->chance_notes[i];
	}
	table_release(&index);
}

char *chance_note_id(const struct chance_note *n, struct arena *a)
{
	if (n->groups.count != 2)
		return NULL;
	const char *one = n->groups.items[0], *other = n->groups.items[1];
	const bool turned = strcmp(one, other) > 0;

	return arena_printf(a, "%s.%s", turned ? other : one, turned ? one : other);
}

struct chances map_chances(const struct map *m, const struct gaps *gaps, const struct site *site,
			   struct arena *a)
{
	struct arena scratch = { 0 };
	struct dealing *d = arena_new(&scratch, struct dealing);
	struct table index = { 0 };

	*d = (struct dealing){ .map = m, .site = site, .arena = a, .scratch = &scratch };
	d->match.arena = &scratch;
	index_names(&index, &m->groups);
	find_near(d);
	know_members(d);
	find_open(d, gaps);
	find_meetings(d, &index);
	bind_pairs(d, &index);
	deal(d, &index);
	if (d->found.count > 1)
		qsort(d->found.all, d->found.count, sizeof(struct chance), by_reason);
	add_notes(d);
	const struct chances found = d->found;

	match_release(&d->match);
	match_release(&d->meetings);
	table_release(&d->bound);
	table_release(&index);
	arena_free(&scratch);
	return found;
}
