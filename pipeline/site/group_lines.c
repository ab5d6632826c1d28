#include "group_lines.h"

#include <string.h>

#include "map_words.h"
#include "model/care.h"
#include "model/map_news.h"
#include "model/hsds.h"
#include "model/map_pages.h"
#include "model/rrule.h"
#include "model/translation.h"
#include "press.h"
#include "versions.h"

static const struct name detail_names[] = {
	TEXT_NAME(struct detail, term),
	TEXT_NAME(struct detail, text),
	LIST_NAME(struct detail, links, &view_map_link),
	{ 0 },
};
const struct view view_detail = { .name = "detail",
				  .size = sizeof(struct detail),
				  .names = detail_names };

static const struct view view_service = { .name = "service",
					  .size = sizeof(struct service),
					  .kind = &kind_service };

static const struct name service_line_names[] = {
	TEXT_NAME(struct service_line, id),
	TEXT_NAME(struct service_line, path),
	TEXT_NAME(struct service_line, group),
	TEXT_NAME(struct service_line, when),
	TEXT_NAME(struct service_line, facts),
	TEXT_NAME(struct service_line, state),
	LIST_NAME(struct service_line, details, &view_detail),
	FLAG_NAME(struct service_line, is_last),
	BORROW(struct service_line, service, &view_service),
	{ 0 },
};
const struct view view_service_line = { .name = "service",
					.size = sizeof(struct service_line),
					.names = service_line_names };

static const struct name group_line_names[] = {
	TEXT_NAME(struct group_line, title),
	TEXT_NAME(struct group_line, path),
	TEXT_NAME(struct group_line, summary),
	TEXT_NAME(struct group_line, kind_words),
	TEXT_NAME(struct group_line, role),
	TEXT_NAME(struct group_line, facts),
	TEXT_NAME(struct group_line, state),
	TEXT_NAME(struct group_line, ring),
	TEXT_NAME(struct group_line, tel),
	LIST_NAME(struct group_line, services, &view_service_line),
	TEXT_NAME(struct group_line, own_lang),
	FLAG_NAME(struct group_line, own_rtl),
	{ 0 },
};
const struct view view_group_line = { .name = "group",
				      .size = sizeof(struct group_line),
				      .names = group_line_names };

struct list details_begin(struct press *p)
{
	return (struct list){ .items = arena_array(&p->page, DETAILS_MOST, sizeof(struct detail)) };
}

void detail_text(struct list *details, const char *term, const char *text)
{
	if (text)
		((struct detail *)details->items)[details->count++] =
			(struct detail){ .term = term, .text = text };
}

void detail_links(struct list *details, const char *term, struct list links)
{
	if (links.count)
		((struct detail *)details->items)[details->count++] =
			(struct detail){ .term = term, .links = links };
}

static const char *said(struct press *p, const struct strings *words, say_word *say)
{
	return words_said(p->site->interface, words, say, &p->page);
}

/* What the service says, or else the group; none of the service's own means all of the group's. */
static const struct strings *own_or(const struct strings *own, const struct strings *groups)
{
	return own->count ? own : groups;
}

static const char *when_of(struct press *p, const struct service *s)
{
	struct rrule_fault fault;
	struct rrule rule;

	if (s->when)
		return s->when;
	if (!s->rrule || !rrule_parse(s->rrule, &rule, &fault, &p->page))
		return NULL;
	const char *days = rrule_words(&rule, &p->page);

	if (s->opens < 0 || s->closes <= s->opens)
		return days;
	return arena_printf(&p->page, "%s, %02d:%02d–%02d:%02d", days, (int)(s->opens / 60),
			    (int)(s->opens % 60), (int)(s->closes / 60), (int)(s->closes % 60));
}

static const char *facts_of_service(struct press *p, const struct group *g, const struct service *s,
				    const char *when)
{
	const struct interface *t = p->site->interface;
	const char *const facts[] = {
		when ? when : said(p, own_or(&s->times, &g->times), time_words),
		cost_words(t, s->cost ? s->cost : g->cost),
		said(p, own_or(&s->ways_in, &g->ways_in), way_words),
	};

	return words_dotted(facts, COUNT(facts), &p->page);
}

static const char *how_of(struct press *p, const struct group *g, const struct service *s)
{
	return s->how ? s->how : said(p, own_or(&s->ways_in, &g->ways_in), way_words);
}

/* On the page of its group: what is not the group's anyway, and what everybody asks. */
static struct list details_of(struct press *p, const struct group *g, const struct service *s,
			      const char *when)
{
	const struct site *site = p->site;
	const struct interface *t = site->interface;
	struct list all = details_begin(p);

	detail_text(&all, t->group_when,
		    when ? when : said(p, own_or(&s->times, &g->times), time_words));
	detail_links(&all, t->group_where,
		     links_to(site, &kind_place, own_or(&s->places, &g->places), &p->page));
	detail_links(
		&all, t->group_for,
		links_to(site, &kind_audience, own_or(&s->audiences, &g->audiences), &p->page));
	detail_text(&all, t->group_cost, cost_words(t, s->cost ? s->cost : g->cost));
	detail_text(&all, t->group_how, how_of(p, g, s));
	detail_links(&all, t->group_area, links_to(site, &kind_area, &s->areas, &p->page));
	return all;
}

static bool is_status(const char *status, const char *word)
{
	return status && strcmp(status, word) == 0;
}

struct service_line service_line_make(struct press *p, const struct group *g, size_t number)
{
	const struct service *s = (const struct service *)g->services.items + number;
	const char *id = service_slug(g, number, &p->page);
	const char *when = when_of(p, s);

	return (struct service_line){
		.service = s,
		.id = id,
		.path = arena_printf(&p->page, "%s#%s", link_to_group(g).path, id),
		.group = g->name,
		.when = when,
		.facts = facts_of_service(p, g, s, when),
		.state = is_status(s->status, "paused") ? p->site->interface->paused : NULL,
		.details = details_of(p, g, s, when),
	};
}

static bool is_in_area(const struct group *g, const struct service *s, const char *area)
{
	if (s->areas.count)
		return strings_has(&s->areas, area);
	return strings_has(&g->leads, area) || strings_has(&g->helps, area);
}

static bool is_at(const struct strings *places, const char *place)
{
	return *place ? strings_has(places, place) : !places->count;
}

bool service_fits(const struct group *g, const struct service *s, const struct service_wanted *w)
{
	return !is_status(s->status, "closed") && (!w->area || is_in_area(g, s, w->area)) &&
	       (!w->place || is_at(own_or(&s->places, &g->places), w->place)) &&
	       (!w->audience || strings_has(own_or(&s->audiences, &g->audiences), w->audience));
}

struct list service_lines(struct press *p, const struct group *g, const struct service_wanted *w)
{
	const struct service *services = g->services.items;
	struct service_line *lines = arena_array(&p->page, g->services.count, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = 0; i < g->services.count; i++) {
		if (service_fits(g, &services[i], w))
			lines[list.count++] = service_line_make(p, g, i);
	}
	if (list.count)
		lines[list.count - 1].is_last = true;
	return list;
}

static const char *facts_of_group(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	const struct list places = links_to(p->site, &kind_place, &g->places, &p->page);
	const char *const facts[] = {
		links_listed(t, &places, &p->page),
		said(p, &g->times, time_words),
		cost_words(t, g->cost),
	};

	return words_dotted(facts, COUNT(facts), &p->page);
}

static const char *state_of(struct press *p, const struct group *g)
{
	const struct interface *t = p->site->interface;
	const char *const states[] = {
		is_status(g->status, "paused") ? t->paused : NULL,
		site_is_stale(p->site, g->checked) ? t->group_stale_short : NULL,
	};

	return words_dotted(states, COUNT(states), &p->page);
}

struct group_line group_line_make(struct press *p, const struct group *g, enum map_role role)
{
	const struct site *site = p->site;
	const struct item *item = item_in_language(&g->item, site->language);
	const struct group *version = (const struct group *)item;
	const char *own = item_own_language(site, item);

	return (struct group_line){
		.group = g,
		.title = version->name ? version->name : g->name,
		.path = item->path,
		.summary = version->summary ? version->summary : g->summary,
		.kind_words = sector_words(site->interface, g->kind),
		.role = role_said(site->interface, role),
		.facts = facts_of_group(p, g),
		.state = state_of(p, g),
		.ring = g->phone ? words_fill(site->interface->help_ring, "number", g->phone,
					      &p->page)
				 : NULL,
		.tel = g->phone ? phone_dialled(g->phone, &p->page) : NULL,
		.own_lang = own,
		.own_rtl = language_is_rtl(own),
	};
}

const struct group *presence_group(const struct site *site, const struct presence *presence)
{
	return site_item(site, &kind_group, site->map->groups.all[presence->group].slug);
}
