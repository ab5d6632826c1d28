#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "plan.h"

struct names {
	struct import_show *show;
	struct table known;
	size_t count, room;
};

static void add_people(struct names *n, const struct remote_list *people)
{
	const struct remote_person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		const char *name = all[i].name;
		uint32_t *at = name ? table_at(&n->known, key_of(0, name, strlen(name))) : NULL;

		if (!at || *at)
			continue;
		*at = 1;
		n->show->people = arena_grow(n->show->arena, n->show->people, n->count + 1,
					     &n->room, sizeof(*n->show->people));
		n->show->people[n->count++] = name;
		n->show->people[n->count] = NULL;
	}
}

void plan_people(struct import_plan *plan)
{
	struct names n = { .show = &plan->show };

	plan->show.people = arena_array(plan->show.arena, 1, sizeof(*plan->show.people));
	add_people(&n, &plan->show.from->people);
	for (size_t i = 0; i < plan->show.count; i++)
		add_people(&n, &plan->show.episodes[i].from->people);
	table_release(&n.known);
}
