#include "publish/publication.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "host.h"
#include "shipment_lock.h"

struct publication {
	struct publication_options options;
	struct shipment *shipments;
	struct arena *arena;
	struct diag *diag;
};

struct publication *publication_open(const struct publication_options *o, struct arena *a,
				     struct diag *diag)
{
	struct publication *p = arena_new(a, struct publication);

	*p = (struct publication){ .options = *o, .arena = a, .diag = diag };
	p->shipments = arena_array(a, o->count + 1, sizeof(*p->shipments));
	bool ok = true;
	for (size_t i = 0; i < o->count; i++)
		ok = shipment_open(&p->shipments[i], &p->options, &o->targets[i], a, diag) && ok;
	if (ok)
		return p;
	publication_close(p);
	return NULL;
}

void publication_close(struct publication *p)
{
	for (size_t i = 0; i < p->options.count; i++)
		shipment_close(&p->shipments[i]);
}

bool publication_compare(struct publication *p, const struct output_tree *want)
{
	bool ok = true;

	for (size_t i = 0; i < p->options.count; i++)
		ok = shipment_compare(&p->shipments[i], want) && ok;
	return ok;
}

const struct shipment_plan *publication_plan(const struct publication *p, size_t target)
{
	return &p->shipments[target].summary;
}

bool publication_is_empty(const struct publication *p)
{
	for (size_t i = 0; i < p->options.count; i++) {
		if (!shipment_is_empty(&p->shipments[i]))
			return false;
	}
	return true;
}

const char *publication_remedy(const struct target *t)
{
	const struct host_kind *kind = host_kind_find(t->kind);

	return kind ? kind->traits.remedy : NULL;
}

/*
 * The one order for all targets together: what one names may stand at another. When something is
 * taken away, who reads stops naming it first; all that is new stands by then, so that the other
 * direction is as safe.
 */
struct rank {
	enum plan_act act;
	enum output_group group;
};

static const struct rank forward[] = {
	{ PLAN_CREATE, OUTPUT_MEDIA },  { PLAN_CREATE, OUTPUT_PAGE },
	{ PLAN_CREATE, OUTPUT_LIST },   { PLAN_CREATE, OUTPUT_FEED },
	{ PLAN_REPLACE, OUTPUT_MEDIA }, { PLAN_REPLACE, OUTPUT_PAGE },
	{ PLAN_REPLACE, OUTPUT_LIST },  { PLAN_REPLACE, OUTPUT_FEED },
};
static const struct rank retreat[] = {
	{ PLAN_CREATE, OUTPUT_MEDIA }, { PLAN_CREATE, OUTPUT_PAGE },
	{ PLAN_CREATE, OUTPUT_LIST },  { PLAN_CREATE, OUTPUT_FEED },
	{ PLAN_REPLACE, OUTPUT_FEED }, { PLAN_REPLACE, OUTPUT_LIST },
	{ PLAN_REPLACE, OUTPUT_PAGE }, { PLAN_REPLACE, OUTPUT_MEDIA },
};
static const struct rank deletions[] = {
	{ PLAN_DELETE, OUTPUT_FEED },
	{ PLAN_DELETE, OUTPUT_LIST },
	{ PLAN_DELETE, OUTPUT_PAGE },
	{ PLAN_DELETE, OUTPUT_MEDIA },
};

static bool each(struct publication *p, bool (*act)(struct shipment *s))
{
	for (size_t i = 0; i < p->options.count; i++) {
		if (!shipment_is_empty(&p->shipments[i]) && !act(&p->shipments[i]))
			return false;
	}
	return true;
}

static bool take_ranks(struct publication *p, const struct rank *ranks, size_t count)
{
	for (size_t r = 0; r < count; r++) {
		for (size_t i = 0; i < p->options.count; i++) {
			if (!shipment_send(&p->shipments[i], ranks[r].act, ranks[r].group))
				return false;
		}
	}
	return true;
}

static bool retreats(const struct publication *p)
{
	for (size_t i = 0; i < p->options.count; i++) {
		if (p->shipments[i].done.retreats)
			return true;
	}
	return false;
}

/* What a host shows all at once it shows when nothing names what it does not have yet. */
static bool show_named(struct shipment *s)
{
	return strcmp(s->target->takes, "audio") != 0 || shipment_show(s);
}

static bool show_naming(struct shipment *s)
{
	return strcmp(s->target->takes, "audio") == 0 || shipment_show(s);
}

bool publication_apply(struct publication *p, int64_t release)
{
	const struct rank *order = retreats(p) ? retreat : forward;
	const size_t creates = OUTPUT_GROUPS;
	int64_t before = 0;

	for (size_t i = 0; i < p->options.count; i++) {
		p->shipments[i].fleet = p->shipments;
		p->shipments[i].release = release;
		p->shipments[i].before = before;
		before += p->shipments[i].summary.bytes;
	}
	for (size_t i = 0; i < p->options.count; i++)
		p->shipments[i].all_bytes = before;
	return each(p, shipment_begin) && take_ranks(p, order, creates) && each(p, show_named) &&
	       take_ranks(p, order + creates, COUNT(forward) - creates) && each(p, show_naming) &&
	       each(p, shipment_hold) && take_ranks(p, deletions, COUNT(deletions)) &&
	       each(p, shipment_end);
}
