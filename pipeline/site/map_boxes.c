#include "map_boxes.h"

#include <string.h>

#include "map_words.h"
#include "model/map_pages.h"
#include "model/translation.h"
#include "press.h"

static const struct name map_box_line_names[] = {
	TEXT_NAME(struct map_box_line, title),
	TEXT_NAME(struct map_box_line, path),
	TEXT_NAME(struct map_box_line, why),
	{ 0 },
};
static const struct view view_map_box_line = { .name = "line",
					       .size = sizeof(struct map_box_line),
					       .names = map_box_line_names };

static const struct name map_box_names[] = {
	LIST_NAME(struct map_box, lines, &view_map_box_line),
	TEXT_NAME(struct map_box, all_path),
	{ 0 },
};
const struct view view_map_box = { .name = "box",
				   .size = sizeof(struct map_box),
				   .names = map_box_names };

static struct map_box box_begin(struct press *p, const char *all_path)
{
	return (struct map_box){
		.lines = { .items = arena_array(&p->page, MAP_BOX_MOST,
						sizeof(struct map_box_line)) },
		.all_path = all_path,
	};
}

/* Where it stands on the page with all of them; NULL: there is no such page. */
static const char *path_within(struct press *p, const char *page, const char *id)
{
	return page ? arena_printf(&p->page, "%s#%s", page, id) : NULL;
}

static bool box_is_full(const struct map_box *box)
{
	return box->lines.count == MAP_BOX_MOST;
}

static void box_add(struct map_box *box, struct map_box_line line)
{
	((struct map_box_line *)box->lines.items)[box->lines.count++] = line;
}

static const char *title_of(struct press *p, const struct kind *kind, const struct map_names *names,
			    uint32_t i)
{
	const struct map_link link = link_to(p->site, kind, names->all[i].slug);

	return link.title ? link.title : names->all[i].title;
}

const char *gap_subject(struct press *p, const struct gap *gap)
{
	const struct map *m = p->site->map;
	const struct interface *t = p->site->interface;

	switch (gap->dimension) {
	case GAP_PLACE:
		return title_of(p, &kind_place, &m->places, gap->value);
	case GAP_AUDIENCE:
		return title_of(p, &kind_audience, &m->audiences, gap->value);
	case GAP_TIME:
		return time_words(t, map_times[gap->value]);
	case GAP_WAY_IN:
		return way_words(t, map_ways_in[gap->value]);
	case GAP_COST:
		return cost_words(t, map_costs[gap->value]);
	case GAP_PAIR:
		return words_fill(t->gap_with, "area",
				  title_of(p, &kind_area, &m->areas, gap->value), &p->page);
	case GAP_DIMENSIONS:
		break;
	}
	return "";
}

static const char *gap_words(struct press *p, const struct gap *gap)
{
	const struct interface *t = p->site->interface;
	const char *const states[] = {
		[GAP_NONE_LISTED] = t->gap_none_listed,
		[GAP_ONLY_ONE] = t->gap_only_one,
		[GAP_NOT_CHECKED] = t->gap_not_checked,
	};

	return words_fill(states[gap->state], "what", gap_subject(p, gap), &p->page);
}

/* Somebody looked into it, and it is no gap (any more). */
static bool is_settled(const struct gap *gap)
{
	const char *status = gap->note ? gap->note->status : NULL;

	return status && (strcmp(status, "closed") == 0 || strcmp(status, "no-gap") == 0);
}

/* Where nothing is listed at all comes before where there is one. */
struct map_box gaps_box_of_area(struct press *p, const struct area *area)
{
	const struct gaps *gaps = p->site->gaps;
	struct map_box box = box_begin(p, site_gaps_path(p->site));

	for (int state = GAP_NONE_LISTED; gaps && state <= GAP_NOT_CHECKED; state++) {
		for (size_t i = 0; i < gaps->count && !box_is_full(&box); i++) {
			const struct gap *g = &gaps->all[i];

			if ((int)g->state != state || is_settled(g) ||
			    strcmp(p->site->map->areas.all[g->area].slug, area->item.slug) != 0)
				continue;
			box_add(&box, (struct map_box_line){
					      .title = gap_words(p, g),
					      .path = path_within(p, box.all_path, g->id) });
		}
	}
	return box;
}

static const char *area_title(struct press *p, const struct area *area)
{
	return link_to_area(p->site, area).title;
}

const char *chance_reason(struct press *p, const struct chance *c)
{
	const struct interface *t = p->site->interface;
	const struct filling offer[] = {
		{ "one", c->one->name }, { "thing", c->thing }, { "other", c->other->name }, { 0 }
	};
	const struct filling shared[] = { { "area", c->area ? area_title(p, c->area) : "" },
					  { "second", c->second ? area_title(p, c->second) : "" },
					  { 0 } };

	switch (c->reason) {
	case CHANCE_OFFER:
		return interface_fill(t->chance_offer, offer, &p->page);
	case CHANCE_SHARED:
		return interface_fill(t->chance_shared, shared, &p->page);
	case CHANCE_GAP:
		return interface_fill(t->chance_gap, shared, &p->page);
	case CHANCE_MET:
		return t->chance_met;
	case CHANCE_REASONS:
		break;
	}
	return NULL;
}

/* Who would rather not is not asked again. */
static bool is_refused(const struct chance *c)
{
	return c->note && c->note->status && strcmp(c->note->status, "no") == 0;
}

static struct map_box_line chance_line(struct press *p, const struct chance *c)
{
	const struct filling with[] = { { "one", c->one->name },
					{ "other", c->other->name },
					{ 0 } };

	return (struct map_box_line){
		.title = interface_fill(p->site->interface->chance_pair, with, &p->page),
		.path = path_within(p, site_chances_path(p->site), c->id),
		.why = chance_reason(p, c),
	};
}

struct map_box chances_box_of_area(struct press *p, const struct area *area)
{
	const struct chances *all = p->site->chances;
	struct map_box box = box_begin(p, site_chances_path(p->site));

	for (size_t i = 0; all && i < all->count && !box_is_full(&box); i++) {
		const struct chance *c = &all->all[i];

		if (!is_refused(c) && (c->area == area || c->second == area))
			box_add(&box, chance_line(p, c));
	}
	return box;
}

struct map_box chances_box_of_group(struct press *p, const struct group *g)
{
	const struct chances *all = p->site->chances;
	const struct item *original = item_original(&g->item);
	struct map_box box = box_begin(p, site_chances_path(p->site));

	for (size_t i = 0; all && i < all->count && !box_is_full(&box); i++) {
		const struct chance *c = &all->all[i];

		if ((&c->one->item != original && &c->other->item != original) || is_refused(c))
			continue;
		struct map_box_line line = chance_line(p, c);

		line.title = &c->one->item == original ? c->other->name : c->one->name;
		box_add(&box, line);
	}
	return box;
}
