/* map/map.json: the whole map in one file, for whoever draws it again. */
#include "base/json.h"
#include "model/contact.h"
#include "model/map.h"
#include "open_data.h"

struct drawing {
	struct render *r;
	struct json json;
};

static const char *const gap_states[] = {
	[GAP_NONE_LISTED] = "none-listed",
	[GAP_ONLY_ONE] = "only-one",
	[GAP_NOT_CHECKED] = "not-checked",
};

static const char *const chance_reasons[] = {
	[CHANCE_OFFER] = "offer",
	[CHANCE_SHARED] = "shared",
	[CHANCE_GAP] = "gap",
	[CHANCE_MET] = "met",
};

static void write_list(struct drawing *d, const char *key, const struct strings *list)
{
	if (!list->count)
		return;
	json_open(&d->json, key, '[');
	for (size_t i = 0; i < list->count; i++)
		json_text(&d->json, NULL, list->items[i]);
	json_close(&d->json, ']');
}

/* Opens what stands for an item. */
static void open_item(struct drawing *d, const struct item *item, const char *title,
		      const char *summary)
{
	json_open(&d->json, NULL, '{');
	json_text(&d->json, "id", item->slug);
	json_text(&d->json, "name", title);
	open_data_text(&d->json, "summary", summary);
	json_text(&d->json, "url", site_permalink(d->r->site, item->path, d->r->scratch));
}

static void write_areas(struct drawing *d)
{
	const struct site *site = d->r->site;

	json_open(&d->json, "areas", '[');
	for (size_t i = 0; i < site->area_count; i++) {
		open_item(d, &site->areas[i]->item, site->areas[i]->title, site->areas[i]->summary);
		open_data_text(&d->json, "lead", site->areas[i]->lead);
		json_close(&d->json, '}');
	}
	json_close(&d->json, ']');
}

static void write_places(struct drawing *d)
{
	const struct site *site = d->r->site;

	json_open(&d->json, "places", '[');
	for (size_t i = 0; i < site->place_count; i++) {
		const struct place_item *p = site->places[i];

		open_item(d, &p->item, p->title, p->summary);
		open_data_text(&d->json, "geo", p->geo);
		write_list(d, "near", &p->near);
		json_close(&d->json, '}');
	}
	json_close(&d->json, ']');
}

static void write_audiences(struct drawing *d)
{
	const struct site *site = d->r->site;

	json_open(&d->json, "audiences", '[');
	for (size_t i = 0; i < site->audience_count; i++) {
		open_item(d, &site->audiences[i]->item, site->audiences[i]->title,
			  site->audiences[i]->summary);
		json_close(&d->json, '}');
	}
	json_close(&d->json, ']');
}

static void write_group(struct drawing *d, const struct group *g)
{
	struct json *j = &d->json;

	open_item(d, &g->item, g->name, g->summary);
	json_text(j, "kind", g->kind);
	json_text(j, "status", g->status);
	write_list(d, "places", &g->places);
	write_list(d, "audiences", &g->audiences);
	write_list(d, "times", &g->times);
	write_list(d, "ways_in", &g->ways_in);
	open_data_text(j, "cost", g->cost);
	open_data_text(j, "phone", group_open_phone(g));
	open_data_text(j, "email", group_open_email(g));
	open_data_text(j, "web", g->web);
	write_list(d, "works_with", &g->works_with);
	if (g->checked.set)
		json_text(j, "checked", date_day(g->checked, d->r->scratch));
	open_data_text(j, "attribution", g->attribution);
	json_close(j, '}');
	arena_reset(d->r->scratch);
}

static void write_groups(struct drawing *d)
{
	const struct site *site = d->r->site;

	json_open(&d->json, "groups", '[');
	for (size_t i = 0; i < site->group_count; i++) {
		if (!group_is_closed(site->groups[i]))
			write_group(d, site->groups[i]);
	}
	json_close(&d->json, ']');
}

static void write_role(struct drawing *d, const struct group *g, const struct strings *areas,
		       const char *role)
{
	for (size_t i = 0; i < areas->count; i++) {
		json_open(&d->json, NULL, '{');
		json_text(&d->json, "group", g->item.slug);
		json_text(&d->json, "area", areas->items[i]);
		json_text(&d->json, "role", role);
		json_close(&d->json, '}');
	}
}

/* Who does what in which area. */
static void write_presences(struct drawing *d)
{
	const struct site *site = d->r->site;

	json_open(&d->json, "presences", '[');
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if (group_is_closed(g))
			continue;
		write_role(d, g, &g->leads, "leads");
		write_role(d, g, &g->helps, "helps");
		write_role(d, g, &g->refers, "refers");
	}
	json_close(&d->json, ']');
}

static void write_gaps(struct drawing *d)
{
	const struct site *site = d->r->site;

	if (!site->gaps || !site->map)
		return;
	json_open(&d->json, "gaps", '[');
	for (size_t i = 0; i < site->gaps->count; i++) {
		const struct gap *gap = &site->gaps->all[i];

		json_open(&d->json, NULL, '{');
		json_text(&d->json, "id", gap->id);
		json_text(&d->json, "area", site->map->areas.all[gap->area].slug);
		json_text(&d->json, "state", gap_states[gap->state]);
		open_data_text(&d->json, "status", gap->note ? gap->note->status : NULL);
		json_close(&d->json, '}');
	}
	json_close(&d->json, ']');
}

static void write_chances(struct drawing *d)
{
	const struct site *site = d->r->site;

	if (!site->chances)
		return;
	json_open(&d->json, "chances", '[');
	for (size_t i = 0; i < site->chances->count; i++) {
		const struct chance *c = &site->chances->all[i];

		json_open(&d->json, NULL, '{');
		json_text(&d->json, "id", c->id);
		json_open(&d->json, "groups", '[');
		json_text(&d->json, NULL, c->one->item.slug);
		json_text(&d->json, NULL, c->other->item.slug);
		json_close(&d->json, ']');
		json_text(&d->json, "reason", chance_reasons[c->reason]);
		open_data_text(&d->json, "thing", c->thing);
		open_data_text(&d->json, "status", c->note ? c->note->status : NULL);
		json_close(&d->json, '}');
	}
	json_close(&d->json, ']');
}

void map_json_render(struct render *r)
{
	struct drawing d = { .r = r, .json = JSON_INIT_PRETTY(r->out) };

	strbuf_clear(r->out);
	json_open(&d.json, NULL, '{');
	json_text(&d.json, "title", r->site->title);
	json_text(&d.json, "url", r->address);
	open_data_licence(&d.json, r->site);
	write_areas(&d);
	write_places(&d);
	write_audiences(&d);
	arena_reset(r->scratch);
	write_groups(&d);
	write_presences(&d);
	write_gaps(&d);
	write_chances(&d);
	json_close(&d.json, '}');
	strbuf_addc(r->out, '\n');
	render_put(r, "map/map.json", "application/json");
	arena_reset(r->scratch);
}
