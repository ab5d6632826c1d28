#include "group_facts.h"

#include <string.h>

#include "group_lines.h"
#include "map_words.h"
#include "model/language.h"
#include "press.h"

static const char *joined(struct press *p, const struct strings *words)
{
	return words_listed(p->site->interface, words->items, words->count, &p->page);
}

static const char *said(struct press *p, const struct strings *words, say_word *say)
{
	return words_said(p->site->interface, words, say, &p->page);
}

static const char *languages_of(struct press *p, const struct group *g)
{
	const char **all = arena_array(&p->page, g->languages.count, sizeof(*all));

	for (size_t i = 0; i < g->languages.count; i++)
		all[i] = language_own_name(g->languages.items[i]);
	return words_listed(p->site->interface, all, g->languages.count, &p->page);
}

const char *group_address(struct press *p, const struct group *g)
{
	const char *const parts[] = { g->address, g->town, g->postcode };

	return g->is_hidden ? NULL
			    : words_listed(p->site->interface, parts, COUNT(parts), &p->page);
}

/* Its areas in that role, as the map has them: a service may be in one that its group does not
 * name. */
static struct list areas_of(struct press *p, const struct group *g, enum map_role role)
{
	const struct map *m = p->site->map;
	struct map_link *links = arena_array(&p->page, m->areas.count, sizeof(*links));
	struct list list = { .items = links };
	size_t at = 0;

	while (at < m->groups.count && strcmp(m->groups.all[at].slug, g->item.slug) != 0)
		at++;
	for (size_t i = 0; at < m->groups.count && i < m->areas.count; i++) {
		if (m->roles[at * m->areas.count + i] == role)
			links[list.count++] = link_to(p->site, &kind_area, m->areas.all[i].slug);
	}
	if (list.count)
		links[list.count - 1].is_last = true;
	return list;
}

struct list group_details(struct press *p, const struct group *g)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	struct arena *a = &p->page;
	struct list all = details_begin(p);

	detail_links(&all, t->group_leads, areas_of(p, g, MAP_LEADS));
	detail_links(&all, t->group_helps, areas_of(p, g, MAP_HELPS));
	detail_links(&all, t->group_refers, areas_of(p, g, MAP_REFERS));
	detail_links(&all, t->group_where, links_to(site, &kind_place, &g->places, a));
	detail_text(&all, t->group_address, group_address(p, g));
	detail_text(&all, t->group_when, said(p, &g->times, time_words));
	detail_text(&all, t->group_cost, cost_words(t, g->cost));
	detail_text(&all, t->group_how, said(p, &g->ways_in, way_words));
	detail_links(&all, t->group_for, links_to(site, &kind_audience, &g->audiences, a));
	detail_text(&all, t->group_languages, languages_of(p, g));
	detail_text(&all, t->group_access, joined(p, &g->access));
	return all;
}

struct list group_together(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	struct list all = details_begin(p);

	detail_links(&all, t->group_works_with,
		     links_to(p->site, &kind_group, &g->works_with, &p->page));
	detail_text(&all, t->group_offers, joined(p, &g->offers));
	detail_text(&all, t->group_needs, joined(p, &g->needs));
	detail_text(&all, t->group_charity, g->charity);
	detail_text(&all, t->group_company, g->company);
	if (g->joined.set)
		detail_text(&all, t->group_joined, interface_date(t, g->joined, &p->page));
	return all;
}

const char *group_checked_words(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = {
		{ "date", g->checked.set ? interface_date(t, g->checked, &p->page) : NULL },
		{ "who", g->checked_by },
		{ 0 },
	};

	if (!g->checked.set)
		return t->group_unchecked;
	return interface_fill(g->checked_by ? t->group_checked_by : t->group_checked, with,
			      &p->page);
}
