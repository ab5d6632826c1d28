#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "model/map.h"

const char *const gap_dimension_words[] = { [GAP_PLACE] = "place",
					    [GAP_AUDIENCE] = "audience",
					    [GAP_TIME] = "time",
					    [GAP_WAY_IN] = "way_in",
					    [GAP_COST] = "cost",
					    [GAP_PAIR] = "with",
					    NULL };

/* Most values that a dimension has: each is a bit. */
#define VALUES_MOST 64

/* Who provides for a value of a dimension in an area. */
struct tally {
	size_t count, fresh;         /* fresh: somebody has checked them */
	const struct presence *only; /* one of them */
};

struct search {
	const struct map *map;
	struct arena *arena;
	struct gaps found;
	size_t room;
	struct tally tallies[GAP_PAIR][VALUES_MOST];
};

static size_t ceiling(size_t count)
{
	return count < VALUES_MOST ? count : VALUES_MOST;
}

static size_t words_count(const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

/* How many values of a dimension are asked for. */
static size_t value_count(const struct map *m, enum gap_dimension d)
{
	switch (d) {
	case GAP_PLACE:
		return ceiling(m->places.count);
	case GAP_AUDIENCE:
		return ceiling(m->audiences.count);
	case GAP_TIME:
		return words_count(map_times);
	case GAP_WAY_IN:
		return words_count(map_ways_in);
	default:
		return 1; /* "free", the first of the costs */
	}
}

static const char *value_word(const struct map *m, enum gap_dimension d, uint32_t value)
{
	switch (d) {
	case GAP_PLACE:
		return m->places.all[value].slug;
	case GAP_AUDIENCE:
		return m->audiences.all[value].slug;
	case GAP_TIME:
		return map_times[value];
	case GAP_WAY_IN:
		return map_ways_in[value];
	case GAP_PAIR:
		return m->areas.all[value].slug;
	default:
		return map_costs[value];
	}
}

/* Of a pair of areas the first slug comes first, whatever their order in the site: so it stays. */
static char *make_id(const char *area, enum gap_dimension d, const char *value, struct arena *a)
{
	const bool turned = d == GAP_PAIR && strcmp(value, area) < 0;

	return arena_printf(a, "%s.%s.%s", turned ? value : area, gap_dimension_words[d],
			    turned ? area : value);
}

static void add_gap(struct search *s, struct gap gap)
{
	const char *area = s->map->areas.all[gap.area].slug;

	gap.id = make_id(area, gap.dimension, value_word(s->map, gap.dimension, gap.value),
			 s->arena);
	s->found.all =
		arena_grow(s->arena, s->found.all, s->found.count, &s->room, sizeof(*s->found.all));
	s->found.all[s->found.count++] = gap;
}

/* --- one thing more besides the area -------------------------------------------------- */

static void count_bits(struct tally *tallies, uint64_t bits, const struct presence *p)
{
	for (; bits; bits &= bits - 1) {
		struct tally *t = &tallies[__builtin_ctzll(bits)];

		t->count++;
		t->fresh += !p->is_stale;
		t->only = p;
	}
}

static void count_presence(struct search *s, const struct presence *p)
{
	if (!presence_provides(p))
		return;
	count_bits(s->tallies[GAP_PLACE], p->places, p);
	count_bits(s->tallies[GAP_AUDIENCE], p->audiences ? p->audiences : UINT64_MAX, p);
	count_bits(s->tallies[GAP_TIME], p->times, p);
	count_bits(s->tallies[GAP_WAY_IN], p->ways_in, p);
	count_bits(s->tallies[GAP_COST], p->costs & MAP_FREE, p);
}

static void judge_tally(struct search *s, struct gap gap, const struct tally *t)
{
	if (t->count > 1 && t->fresh)
		return;
	gap.state = !t->count ? GAP_NONE_LISTED : t->count > 1 ? GAP_NOT_CHECKED : GAP_ONLY_ONE;
	if (gap.state == GAP_ONLY_ONE)
		gap.only = t->only;
	add_gap(s, gap);
}

static void search_area(struct search *s, uint32_t area)
{
	memset(s->tallies, 0, sizeof(s->tallies));
	for (size_t i = s->map->area_first[area]; i < s->map->area_first[area + 1]; i++)
		count_presence(s, &s->map->presences[i]);
	for (enum gap_dimension d = GAP_PLACE; d < GAP_PAIR; d++) {
		for (uint32_t v = 0; v < value_count(s->map, d); v++)
			judge_tally(s, (struct gap){ .area = area, .dimension = d, .value = v },
				    &s->tallies[d][v]);
	}
}

/* --- pairs of areas -------------------------------------------------------------------- */

/* A bit for each area, in `words` words: in which each group provides, and which each area is
 * spanned with. */
struct spans {
	uint64_t *groups, *areas;
	size_t words;
};

static uint64_t *row(uint64_t *rows, size_t words, size_t i)
{
	return &rows[i * words];
}

static bool has_bit(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

/* All areas of one group are spanned with those of the other. */
static void span(struct spans *s, size_t one, size_t other)
{
	const uint64_t *from = row(s->groups, s->words, one), *to = row(s->groups, s->words, other);

	for (size_t w = 0; w < s->words; w++) {
		for (uint64_t bits = from[w]; bits; bits &= bits - 1) {
			const size_t area = w * 64 + (size_t)__builtin_ctzll(bits);

			for (size_t k = 0; k < s->words; k++)
				row(s->areas, s->words, area)[k] |= to[k];
		}
	}
}

/* Groups that are on the map, by slug. */
static void index_groups(const struct map *m, struct table *index)
{
	for (size_t i = 0; i < m->groups.count; i++) {
		const char *slug = m->groups.all[i].slug;

		*table_at(index, key_of(0, slug, strlen(slug))) = (uint32_t)i + 1;
	}
}

static const uint32_t *find_group(const struct table *index, const char *slug)
{
	return table_find(index, key_of(0, slug, strlen(slug)));
}

/* Who works with whom need be said by one of the two only. */
static void span_partners(struct spans *s, const struct site *site, const struct table *index)
{
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];
		const uint32_t *one = find_group(index, g->item.slug);

		for (size_t k = 0; one && k < g->works_with.count; k++) {
			const uint32_t *other = find_group(index, g->works_with.items[k]);

			if (!other)
				continue;
			span(s, *one - 1, *other - 1);
			span(s, *other - 1, *one - 1);
		}
	}
}

static struct spans find_spans(const struct map *m, const struct site *site, struct arena *a)
{
	struct spans s = { .words = (m->areas.count + 63) / 64 };
	struct table index = { 0 };

	s.groups = arena_array(a, m->groups.count * s.words, sizeof(uint64_t));
	s.areas = arena_array(a, m->areas.count * s.words, sizeof(uint64_t));
	for (size_t i = 0; i < m->count; i++) {
		const struct presence *p = &m->presences[i];

		if (presence_provides(p))
			row(s.groups, s.words, p->group)[p->area / 64] |= (uint64_t)1
									  << p->area % 64;
	}
	for (size_t g = 0; g < m->groups.count; g++)
		span(&s, g, g);
	index_groups(m, &index);
	span_partners(&s, site, &index);
	table_release(&index);
	return s;
}

/* An area in which somebody provides is spanned with itself. Where nobody does, that is the gap. */
static void search_pairs(struct search *s, const struct spans *spans, uint32_t area)
{
	const uint64_t *with = row(spans->areas, spans->words, area);

	for (uint32_t other = area + 1; has_bit(with, area) && other < s->map->areas.count;
	     other++) {
		if (has_bit(row(spans->areas, spans->words, other), other) && !has_bit(with, other))
			add_gap(s, (struct gap){ .area = area,
						 .dimension = GAP_PAIR,
						 .value = other,
						 .state = GAP_NONE_LISTED });
	}
}

/* --- notes ----------------------------------------------------------------------------- */

char *gap_note_id(const struct gap_note *n, struct arena *a)
{
	const char *const values[] = {
		[GAP_PLACE] = n->place,   [GAP_AUDIENCE] = n->audience, [GAP_TIME] = n->time,
		[GAP_WAY_IN] = n->way_in, [GAP_COST] = n->cost,         [GAP_PAIR] = n->with,
	};
	char *id = NULL;

	for (enum gap_dimension d = GAP_PLACE; n->area && d < GAP_DIMENSIONS; d++) {
		if (!values[d])
			continue;
		if (id)
			return NULL;
		id = make_id(n->area, d, values[d], a);
	}
	return id;
}

/* Of two notes on one gap the first counts. */
static void add_notes(struct gaps *gaps, const struct site *site, struct arena *scratch)
{
	struct table index = { 0 };

	for (size_t i = 0; site->gap_note_count && i < gaps->count; i++) {
		const char *id = gaps->all[i].id;

		*table_at(&index, key_of(0, id, strlen(id))) = (uint32_t)i + 1;
	}
	for (size_t i = 0; i < site->gap_note_count; i++) {
		const char *id = gap_note_id(site->gap_notes[i], scratch);
		const uint32_t *at = id ? table_find(&index, key_of(0, id, strlen(id))) : NULL;

		if (at && !gaps->all[*at - 1].note)
			gaps->all[*at - 1].note = site->gap_notes[i];
	}
	table_release(&index);
}

struct gaps map_gaps(const struct map *m, const struct site *site, struct arena *a)
{
	struct arena scratch = { 0 };
	struct search *s = arena_new(&scratch, struct search);

	s->map = m;
	s->arena = a;
	if (m->groups.count) {
		const struct spans spans = find_spans(m, site, &scratch);

		for (uint32_t area = 0; area < m->areas.count; area++) {
			search_area(s, area);
			search_pairs(s, &spans, area);
		}
		add_notes(&s->found, site, &scratch);
	}
	const struct gaps found = s->found;

	arena_free(&scratch);
	return found;
}
