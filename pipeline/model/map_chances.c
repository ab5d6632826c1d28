/* Deals out the chances to work together. */
#include <stdlib.h>
#include <string.h>

#include "chances.h"

const char *const chance_reason_words[] = { [CHANCE_OFFER] = "offer",
					    [CHANCE_SHARED] = "shared",
					    [CHANCE_GAP] = "gap",
					    [CHANCE_MET] = "met",
					    NULL };

#define NOBODY UINT32_MAX

static bool is_full(const void *arg, uint32_t group)
{
	const struct member *m = &((const struct dealing *)arg)->members[group];

	return m->is_out || m->given >= CHANCES_PER_GROUP;
}

static bool may_meet(const void *arg, uint32_t one, uint32_t other)
{
	const struct dealing *d = arg;

	return !table_find(&d->bound, chance_pair(one, other));
}

static void stand(struct dealing *d, const struct chance_rule *rule)
{
	match_release(&d->match);
	for (uint32_t g = 0; g < d->map->groups.count; g++) {
		d->members[g].is_done = false;
		if (!is_full(d, g))
			rule->stand(d, g);
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

	*table_at(&d->bound, chance_pair(one, other)) = 1;
	d->members[one].given++;
	d->members[other].given++;
	chance_tell(d, &c, one < other ? one : other, one < other ? other : one);
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
	chance_rules[reason].look(d, group, consider);
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
		const uint32_t *one =
			names->count == 2 ? chance_find(index, names->items[0]) : NULL;
		const uint32_t *other = one ? chance_find(index, names->items[1]) : NULL;

		if (!other || *one == *other || is_full(d, *one - 1) || is_full(d, *other - 1) ||
		    !may_meet(d, *one - 1, *other - 1))
			continue;
		d->best = NOBODY;
		d->asked = *other - 1;
		chance_rules[reason].look(d, *one - 1, consider_asked);
		if (d->best != NOBODY)
			add_chance(d, reason, *one - 1, *other - 1);
	}
}

static void deal(struct dealing *d, const struct table *index)
{
	for (enum chance_reason r = 0; r < CHANCE_REASONS; r++) {
		stand(d, &chance_rules[r]);
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
		const uint32_t *at = id ? chance_find(&index, id) : NULL;

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
	chance_index(&index, &m->groups);
	chance_prepare(d, gaps, &index);
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
