#include "people.h"

#include <ctype.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/taxonomy.h"

/* In small letters, as roles and groups are written. */
static const char *small(const char *name, struct arena *a)
{
	char *copy = arena_strdup(a, name);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static void complete(const struct reader *r, struct person *p, struct span at)
{
	const struct role *role = p->role ? role_find(p->role, NULL) : NULL;

	if (!p->name && !p->profile_name)
		diag_report(r->diag, DIAG_MISSING_FIELD, at,
			    "an entry of 'people' says who it is: 'person' with the name of their "
			    "file in people/, or 'name'");
	if (!p->name)
		p->name = p->profile_name ? p->profile_name : "";
	if (!role)
		return;
	if (!p->group)
		p->group = small(role->group, r->arena);
	else if (!role_find(p->role, p->group))
		diag_report(
			r->diag, DIAG_ROLE_GROUP, at,
			"the role '%s' belongs to the group '%s', not to '%s'; leave 'group' out, "
			"or correct it",
			small(role->name, r->arena), small(role->group, r->arena), p->group);
}

void people_complete(const struct reader *r, struct list *people)
{
	struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++)
		complete(r, &all[i], people->at[i]);
}
