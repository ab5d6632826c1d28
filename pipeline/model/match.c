#include "match.h"

void match_put(struct match *m, uint64_t key, uint32_t group)
{
	uint32_t *at = table_at(&m->index, key);

	if (!*at) {
		m->lists = arena_grow(m->arena, m->lists, m->count, &m->room, sizeof(*m->lists));
		m->lists[m->count++] = (struct match_list){ 0 };
		*at = (uint32_t)m->count;
	}
	struct match_list *l = &m->lists[*at - 1];

	if (l->count && l->groups[l->count - 1] == group)
		return;
	l->groups = arena_grow(m->arena, l->groups, l->count, &l->room, sizeof(*l->groups));
	l->open = arena_grow(m->arena, l->open, l->count, &l->open_room, sizeof(*l->open));
	l->open[l->count] = (uint32_t)l->count;
	l->groups[l->count++] = group;
}

struct match_list *match_list(const struct match *m, uint64_t key)
{
	const uint32_t *at = table_find(&m->index, key);

	return at ? &m->lists[*at - 1] : NULL;
}

/* The first place whose group is not before `group`. */
static size_t place_of(const struct match_list *l, uint32_t group)
{
	size_t from = 0, to = l->count;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (l->groups[middle] < group)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool match_has(const struct match_list *l, uint32_t group)
{
	const size_t at = l ? place_of(l, group) : 0;

	return l && at < l->count && l->groups[at] == group;
}

/* The first place from `at` on whose group has room; l->count: there is none. Halves the way for
 * the next. */
static size_t open_place(struct match_list *l, size_t at, const struct match_rule *rule)
{
	while (at < l->count) {
		const size_t next = l->open[at];

		if (next == at) {
			if (!rule->is_full(rule->arg, l->groups[at]))
				break;
			l->open[at] = (uint32_t)at + 1;
		} else if (next < l->count) {
			l->open[at] = l->open[next];
		}
		at = l->open[at];
	}
	return at;
}

uint32_t match_next(struct match_list *l, uint32_t group, const struct match_rule *rule)
{
	const size_t start = place_of(l, group + 1);
	size_t at = open_place(l, start, rule);

	for (; at < l->count; at = open_place(l, at + 1, rule)) {
		if (rule->may(rule->arg, group, l->groups[at]))
			return l->groups[at];
	}
	for (at = open_place(l, 0, rule); at < start; at = open_place(l, at + 1, rule)) {
		if (l->groups[at] != group && rule->may(rule->arg, group, l->groups[at]))
			return l->groups[at];
	}
	return UINT32_MAX;
}

void match_release(struct match *m)
{
	table_release(&m->index);
	*m = (struct match){ .arena = m->arena };
}
