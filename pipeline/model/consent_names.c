/* Whose names nothing may hold any more, and who may still be named. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/consent.h"
#include "model/mention.h"
#include "model/site.h"

struct names {
	const char **all;
	size_t count, room;
};

struct gathering {
	const struct site *site;
	struct names withdrawn, allowed;
	struct names ids; /* of those whose names are known */
	struct arena *arena;
};

static bool has_name(const struct names *n, const char *name)
{
	for (size_t i = 0; i < n->count; i++) {
		if (strcmp(n->all[i], name) == 0)
			return true;
	}
	return false;
}

static void add(struct names *n, const char *name, struct arena *a)
{
	if (has_name(n, name))
		return;
	n->all = arena_grow(a, n->all, n->count, &n->room, sizeof(*n->all));
	n->all[n->count++] = name;
}

static bool has_withdrawn(const struct gathering *g, const char *id)
{
	return consent_of(g->site->consents, id, SCOPE_SITE, g->site->now).state ==
	       CONSENT_WITHDRAWN;
}

static void add_named(struct gathering *g, const char *id, const char *name,
		      const struct profile *p)
{
	bool needs = !p || !p->of || strcmp(p->of, "person") == 0;

	if (!id || !name || !*name)
		return;
	if (needs && has_withdrawn(g, id))
		add(&g->ids, id, g->arena);
	add(needs && has_withdrawn(g, id) ? &g->withdrawn : &g->allowed, name, g->arena);
}

static void add_people(struct gathering *g, const struct list *people)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++)
		add_named(g, all[i].id, all[i].name, all[i].profile);
}

static void add_network(struct gathering *g)
{
	size_t count;
	const struct mention *all = site_mentions(g->site, &count, g->arena);

	for (size_t i = 0; i < count; i++)
		add_people(g, all[i].people);
}

/* Of who is in no file any more only the id is known: 'jean-smith' was 'Jean Smith'. */
static const char *name_of_id(const char *id, struct arena *a)
{
	char *name = arena_strdup(a, id);

	for (char *c = name; *c; c++) {
		bool begins = c == name || c[-1] == ' ';

		if (*c == '-')
			*c = ' ';
		else if (begins && *c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return name;
}

static void add_ids(struct gathering *g)
{
	const struct consents *c = g->site->consents;

	for (size_t i = 0; i < c->count; i++) {
		const char *id = c->rows[i].id;

		if (has_withdrawn(g, id) && !has_name(&g->ids, id))
			add(&g->withdrawn, name_of_id(id, g->arena), g->arena);
	}
}

/* Two people may have one name: then it cannot be told who is meant. */
static void drop_shared(struct gathering *g)
{
	struct names *w = &g->withdrawn;
	size_t kept = 0;

	for (size_t i = 0; i < w->count; i++) {
		bool shared = false;

		for (size_t k = 0; k < g->allowed.count && !shared; k++)
			shared = strcasecmp(w->all[i], g->allowed.all[k]) == 0;
		if (!shared)
			w->all[kept++] = w->all[i];
	}
	w->count = kept;
}

static bool anybody_has_withdrawn(const struct consents *c)
{
	for (size_t i = 0; c && i < c->count; i++) {
		if (c->rows[i].withdrawn.set)
			return true;
	}
	return false;
}

struct consent_names consent_names(const struct site *site, struct arena *a)
{
	struct gathering g = { .site = site, .arena = a };

	if (!anybody_has_withdrawn(site->consents))
		return (struct consent_names){ 0 };
	for (size_t i = 0; i < site->profile_count; i++)
		add_named(&g, site->profiles[i]->item.slug, site->profiles[i]->name,
			  site->profiles[i]);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		add_people(&g, &show->people);
		for (size_t k = 0; k < show_all_count(show); k++)
			add_people(&g, &show_any(show, k)->people);
	}
	add_network(&g);
	for (size_t i = 0; i < site->consents->left_out_count; i++) {
		add(&g.withdrawn, site->consents->left_out[i], a);
		add(&g.ids, consent_id(site->consents->left_out[i], a), a);
	}
	add_ids(&g);
	drop_shared(&g);
	return (struct consent_names){ g.withdrawn.all, g.allowed.all, g.withdrawn.count,
				       g.allowed.count };
}
