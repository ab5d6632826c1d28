#include "plan.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

#define RANKS (PLAN_ACTS * OUTPUT_GROUPS)

/* The steps in order of path, and how many there are of each rank. */
struct draft {
	struct plan *plan;
	size_t rank[RANKS];
};

static size_t step_rank(const struct plan_step *s)
{
	size_t group = s->act == PLAN_DELETE ? OUTPUT_GROUPS - 1 - (size_t)s->file->group
					     : (size_t)s->file->group;

	return (size_t)s->act * OUTPUT_GROUPS + group;
}

static bool same_bytes(const struct output_file *a, const struct output_file *b)
{
	return a->size == b->size && strcmp(a->sha256, b->sha256) == 0;
}

/* Either of the two may be NULL. */
static void draft_step(struct draft *d, const struct output_file *had,
		       const struct output_file *wanted)
{
	struct plan *p = d->plan;

	if (had && wanted && same_bytes(had, wanted)) {
		p->unchanged++;
		return;
	}
	struct plan_step s = { !wanted ? PLAN_DELETE
			       : had   ? PLAN_REPLACE
				       : PLAN_CREATE,
			       wanted ? wanted : had };

	p->steps[p->count++] = s;
	p->of[s.act]++;
	p->bytes += wanted ? wanted->size : 0;
	d->rank[step_rank(&s)]++;
}

/* Walks both trees side by side. */
static void draft_steps(struct draft *d, const struct output_tree *have,
			const struct output_tree *want)
{
	size_t h = 0, w = 0;

	while (h < have->count || w < want->count) {
		int order = h == have->count   ? 1
			    : w == want->count ? -1
					       : strcmp(have->files[h].path, want->files[w].path);

		draft_step(d, order <= 0 ? &have->files[h] : NULL,
			   order >= 0 ? &want->files[w] : NULL);
		h += order <= 0;
		w += order >= 0;
	}
}

struct plan plan_make(const struct output_tree *have, const struct output_tree *want,
		      struct arena *a)
{
	size_t most = have->count + want->count + 1;
	struct plan p = { .steps = arena_array(a, most, sizeof(*p.steps)) };
	struct draft d = { .plan = &p };
	size_t start[RANKS] = { 0 };

	draft_steps(&d, have, want);
	for (size_t r = 1; r < RANKS; r++)
		start[r] = start[r - 1] + d.rank[r - 1];
	struct plan_step *ordered = arena_array(a, p.count + 1, sizeof(*ordered));
	for (size_t i = 0; i < p.count; i++)
		ordered[start[step_rank(&p.steps[i])]++] = p.steps[i];
	p.steps = ordered;
	return p;
}
