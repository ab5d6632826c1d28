/*
 * Where services are. A group with a street has a location of its own. Where only the place is
 * known, the place is the location, by its name and without an address: people search directories
 * by distance, and find in it the town, never a house. Of a group that is hidden there is no
 * location at all, only the areas that it serves.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hsds_rows.h"
#include "model/contact.h"

/* `geo:55.95,-4.76;u=50` (RFC 5870) as two numbers. */
static void read_geo(const char *geo, struct hsds_location *into, struct arena *a)
{
	const char *at = geo && text_starts(geo, "geo:") ? geo + strlen("geo:") : NULL;
	const char *comma = at ? strchr(at, ',') : NULL;

	if (!comma)
		return;
	into->latitude = arena_strndup(a, at, (size_t)(comma - at));
	into->longitude = arena_strndup(a, comma + 1, strcspn(comma + 1, ",;"));
}

static size_t location_of_place(struct hsds_maker *m, size_t place)
{
	const struct place_item *p = m->site->places[place];

	if (m->places[place])
		return m->places[place] - 1;
	size_t index = m->h->rows[HSDS_LOCATION].count;
	struct hsds_location *row = hsds_add(m, HSDS_LOCATION);

	*row = (struct hsds_location){
		.id = hsds_id(m, p->item.path, NULL),
		.type = "physical",
		.name = p->title,
		.parts = hsds_begin(m),
	};
	read_geo(p->geo, row, m->a);
	hsds_end(m, &row->parts);
	m->places[place] = index + 1;
	return index;
}

static const char *first_place(struct hsds_maker *m, const struct group *g)
{
	const struct place_item *p =
		g->places.count ? site_item(m->site, &kind_place, g->places.items[0]) : NULL;

	return p ? p->title : NULL;
}

/* The schema asks for every line of it; the region is the site's, or the town again. */
static void add_address(struct hsds_maker *m, const struct group *g, const char *location_id)
{
	const char *town = g->town ? g->town : first_place(m, g);

	if (!town || !g->postcode)
		return;
	struct hsds_address *row = hsds_add(m, HSDS_ADDRESS);

	*row = (struct hsds_address){
		.id = hsds_id(m, g->item.path, "address"),
		.location_id = location_id,
		.street = g->address,
		.city = town,
		.state = m->site->region ? m->site->region : town,
		.postcode = g->postcode,
		.country = "GB",
		.type = "physical",
	};
}

static void add_access(struct hsds_maker *m, const struct group *g, const char *location_id)
{
	for (size_t i = 0; i < g->access.count; i++) {
		struct hsds_accessibility *row = hsds_add(m, HSDS_ACCESSIBILITY);

		*row = (struct hsds_accessibility){
			.id = hsds_id(m, g->item.path,
				      arena_printf(m->a, "access/%s", g->access.items[i])),
			.location_id = location_id,
			.description = g->access.items[i],
		};
	}
}

/* That of the group; its services share it, so it may be there already. */
static size_t location_of_group(struct hsds_maker *m, const struct group *g)
{
	const char *id = hsds_id(m, g->item.path, "location");
	size_t index = m->h->rows[HSDS_LOCATION].count;

	for (size_t i = index; i-- > 0;) {
		const struct hsds_location *row = hsds_row(m->h, HSDS_LOCATION, i);

		if (strcmp(row->id, id) == 0)
			return i;
	}
	struct hsds_location *row = hsds_add(m, HSDS_LOCATION);

	*row = (struct hsds_location){
		.id = id,
		.type = "physical",
		.name = arena_printf(m->a, "%s%s%s", g->address, g->town ? ", " : "",
				     g->town ? g->town : ""),
		.parts = hsds_begin(m),
	};
	add_address(m, g, id);
	add_access(m, g, id);
	hsds_end(m, &row->parts);
	return index;
}

static void add_link(struct hsds_maker *m, const char *path, size_t service, size_t location)
{
	const struct hsds_location *l = hsds_row(m->h, HSDS_LOCATION, location);
	struct hsds_service_at_location *row = hsds_add(m, HSDS_SERVICE_AT_LOCATION);

	*row = (struct hsds_service_at_location){
		.id = hsds_id(m, path, arena_printf(m->a, "at/%s", l->id)),
		.service_id = hsds_id(m, path, NULL),
		.location_id = l->id,
		.service = service,
		.location = location,
	};
}

static void add_service_area(struct hsds_maker *m, const struct place_item *p, const char *path)
{
	struct hsds_service_area *row = hsds_add(m, HSDS_SERVICE_AREA);

	*row = (struct hsds_service_area){
		.id = hsds_id(m, path, arena_printf(m->a, "serves/%s", p->item.slug)),
		.service_id = hsds_id(m, path, NULL),
		.name = p->title,
		.text = p->title,
		.uri = site_permalink(m->site, p->item.path, m->a),
	};
}

static size_t place_index(const struct site *site, const char *slug)
{
	size_t i = 0;

	while (i < site->place_count && strcmp(site->places[i]->item.slug, slug) != 0)
		i++;
	return i;
}

void hsds_add_places(struct hsds_maker *m, const struct group *g, const struct service *s,
		     const char *path, size_t service)
{
	const struct strings *places = s->places.count ? &s->places : &g->places;
	bool is_at_home = group_has_open_address(g) && !s->places.count;

	if (is_at_home)
		add_link(m, path, service, location_of_group(m, g));
	for (size_t i = 0; i < places->count; i++) {
		size_t place = place_index(m->site, places->items[i]);

		if (place == m->site->place_count)
			continue;
		add_service_area(m, m->site->places[place], path);
		if (!is_at_home && !g->is_hidden)
			add_link(m, path, service, location_of_place(m, place));
	}
}
