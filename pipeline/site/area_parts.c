#include "area_parts.h"

#include <string.h>

#include "group_lines.h"
#include "map_words.h"
#include "press.h"

/* Everybody with one role. */
struct area_role {
	const char *id, *title;
	struct list groups; /* of struct group_line */
};

static const struct name area_role_names[] = {
	TEXT_NAME(struct area_role, id),
	TEXT_NAME(struct area_role, title),
	LIST_NAME(struct area_role, groups, &view_group_line),
	{ 0 },
};
static const struct view view_area_role = { .name = "role",
					    .size = sizeof(struct area_role),
					    .names = area_role_names };

/* What there is at a place. */
struct place_services {
	const char *title, *path; /* path NULL: anywhere */
	struct list services;     /* of struct service_line */
};

static const struct name place_services_names[] = {
	TEXT_NAME(struct place_services, title),
	TEXT_NAME(struct place_services, path),
	LIST_NAME(struct place_services, services, &view_service_line),
	{ 0 },
};
static const struct view view_place_services = { .name = "place",
						 .size = sizeof(struct place_services),
						 .names = place_services_names };

struct area_output {
	const char *title, *url, *date;
};

static const struct name area_output_names[] = {
	TEXT_NAME(struct area_output, title),
	TEXT_NAME(struct area_output, url),
	TEXT_NAME(struct area_output, date),
	{ 0 },
};
static const struct view view_area_output = { .name = "output",
					      .size = sizeof(struct area_output),
					      .names = area_output_names };

static const struct name area_parts_names[] = {
	LIST_NAME(struct area_parts, roles, &view_area_role),
	LIST_NAME(struct area_parts, place_services, &view_place_services),
	LIST_NAME(struct area_parts, after, &view_map_link),
	LIST_NAME(struct area_parts, named_in, &view_detail),
	LIST_NAME(struct area_parts, outputs, &view_area_output),
	LIST_NAME(struct area_parts, called, &view_detail),
	MAP_NAME(struct area_parts, gaps, &view_map_box),
	MAP_NAME(struct area_parts, chances, &view_map_box),
	TEXT_NAME(struct area_parts, counts),
	FLAG_NAME(struct area_parts, is_example),
	FLAG_NAME(struct area_parts, shows_episodes),
	{ 0 },
};
const struct view view_area_parts = { .name = "area",
				      .size = sizeof(struct area_parts),
				      .names = area_parts_names };

size_t map_area_at(const struct map *m, const char *slug)
{
	for (size_t i = 0; m && i < m->areas.count; i++) {
		if (strcmp(m->areas.all[i].slug, slug) == 0)
			return i;
	}
	return SIZE_MAX;
}

/* Who works on it */

static struct list groups_of(struct press *p, size_t area, enum map_role role)
{
	const struct map *m = p->site->map;
	size_t from = m->area_first[area], to = m->area_first[area + 1];
	struct group_line *lines = arena_array(&p->page, to - from, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = from; i < to; i++) {
		if (m->presences[i].role == role)
			lines[list.count++] = group_line_make(
				p, presence_group(p->site, &m->presences[i]), MAP_NONE);
	}
	return list;
}

static struct list roles_of(struct press *p, size_t area)
{
	const struct interface *t = p->site->interface;
	const struct area_role all[] = {
		{ "leads", t->area_leads, groups_of(p, area, MAP_LEADS) },
		{ "helps", t->area_helps, groups_of(p, area, MAP_HELPS) },
		{ "refers", t->area_refers, groups_of(p, area, MAP_REFERS) },
	};
	struct area_role *roles = arena_array(&p->page, COUNT(all), sizeof(*roles));
	struct list list = { .items = roles };

	for (size_t i = 0; i < COUNT(all); i++) {
		if (all[i].groups.count)
			roles[list.count++] = all[i];
	}
	return list;
}

static int64_t count_role(const struct map *m, size_t area, enum map_role role)
{
	int64_t count = 0;

	for (size_t i = m->area_first[area]; i < m->area_first[area + 1]; i++)
		count += m->presences[i].role == role;
	return count;
}

const char *area_counts(struct press *p, size_t area)
{
	const struct interface *t = p->site->interface;
	const struct map *m = p->site->map;
	const struct {
		enum map_role role;
		const struct counted *forms;
	} all[] = {
		{ MAP_LEADS, &t->map_leading },
		{ MAP_HELPS, &t->map_helping },
		{ MAP_REFERS, &t->map_referring },
	};
	const char *words[COUNT(all)];

	for (size_t i = 0; i < COUNT(all); i++) {
		int64_t n = count_role(m, area, all[i].role);

		words[i] = n ? interface_count(t, all[i].forms, n, &p->page) : NULL;
	}
	return words_dotted(words, COUNT(words), &p->page);
}

/* What there is, by place */

/* All services of the groups of an area that fit. */
static struct list services_at(struct press *p, size_t area, const struct service_wanted *wanted)
{
	const struct map *m = p->site->map;
	struct service_line *all = NULL;
	struct list list = { 0 };
	size_t room = 0;

	for (size_t i = m->area_first[area]; i < m->area_first[area + 1]; i++) {
		const struct group *g = presence_group(p->site, &m->presences[i]);
		const struct list some = presence_provides(&m->presences[i])
						 ? service_lines(p, g, wanted)
						 : (struct list){ 0 };

		for (size_t k = 0; k < some.count; k++) {
			all = arena_grow(&p->page, all, list.count, &room, sizeof(*all));
			all[list.count++] = ((const struct service_line *)some.items)[k];
		}
	}
	list.items = all;
	return list;
}

static struct list services_of(struct press *p, size_t area)
{
	const struct map *m = p->site->map;
	const char *slug = m->areas.all[area].slug;
	struct place_services *all = arena_array(&p->page, m->places.count + 1, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i <= m->places.count; i++) {
		bool anywhere = i == m->places.count;
		const struct service_wanted wanted = {
			.area = slug,
			.place = anywhere ? SERVICE_ANYWHERE : m->places.all[i].slug,
		};
		const struct map_link link = anywhere ? (struct map_link){ 0 }
						      : link_to(p->site, &kind_place, wanted.place);
		const struct list found = services_at(p, area, &wanted);

		if (found.count)
			all[list.count++] = (struct place_services){
				.title = anywhere ? p->site->interface->area_anywhere : link.title,
				.path = link.path,
				.services = found,
			};
	}
	return list;
}

/* Where else it is named */

/* Where an array of pointers to items stands in struct site, and in each item the slugs of its
 * areas. */
struct shelf {
	size_t items, count, areas;
	const struct kind *kind;
	size_t title; /* in struct interface */
};

#define SHELF(type, array, number, words)                                                          \
	{                                                                                          \
		offsetof(struct site, array), offsetof(struct site, number),                       \
			offsetof(struct type, areas), &kind_##type,                                \
			offsetof(struct interface, words)                                          \
	}

static const struct shelf shelves[] = {
	SHELF(meeting, meetings, meeting_count, group_meetings),
	SHELF(resource, resources, resource_count, group_resources),
	SHELF(story, stories, story_count, group_stories),
};

static struct list links_from(struct press *p, const struct shelf *s, const char *area)
{
	const char *site = (const char *)p->site;
	size_t count;
	const struct item *const *items;

	memcpy(&count, site + s->count, sizeof(count));
	memcpy(&items, site + s->items, sizeof(items));
	struct strings found = { .items = arena_array(&p->page, count, sizeof(char *)) };

	for (size_t i = 0; i < count; i++) {
		const char *item = (const char *)items[i];

		if (strings_has((const struct strings *)(const void *)(item + s->areas), area))
			found.items[found.count++] = items[i]->slug;
	}
	return links_to(p->site, s->kind, &found, &p->page);
}

static struct list links_of(struct press *p, const char *area)
{
	struct list all = details_begin(p);

	for (size_t i = 0; i < COUNT(shelves); i++) {
		const char *t = (const char *)p->site->interface + shelves[i].title;

		detail_links(&all, *(const char *const *)(const void *)t,
			     links_from(p, &shelves[i], area));
	}
	return all;
}

static struct list outputs_of(struct press *p, const struct area *area)
{
	const struct output *from = area->outputs.items;
	struct area_output *all = arena_array(&p->page, area->outputs.count, sizeof(*all));

	for (size_t i = 0; i < area->outputs.count; i++)
		all[i] = (struct area_output){
			.title = from[i].title,
			.url = from[i].url,
			.date = from[i].date.set
					? interface_date(p->site->interface, from[i].date, &p->page)
					: NULL,
		};
	return (struct list){ .items = all, .count = area->outputs.count };
}

static const char *listed(struct press *p, const struct strings *words)
{
	return words_listed(p->site->interface, words->items, words->count, &p->page);
}

static struct list called_of(struct press *p, const struct area *area)
{
	const struct interface *t = p->site->interface;
	struct list all = details_begin(p);

	detail_text(&all, t->area_determinants, listed(p, &area->determinants));
	detail_text(&all, t->area_aliss, listed(p, &area->aliss));
	detail_text(&all, t->area_place_standard, listed(p, &area->place_standard));
	return all;
}

static struct list after_of(struct press *p, const struct area *area)
{
	struct map_link *link = arena_new(&p->page, struct map_link);

	*link = link_to(p->site, &kind_group, area->lead);
	return (struct list){ .items = link, .count = link->title ? 1 : 0 };
}

struct area_parts area_parts_make(struct press *p, const struct area *area, bool has_episodes)
{
	const size_t at = map_area_at(p->site->map, area->item.slug);
	struct area_parts parts = {
		.after = after_of(p, area),
		.named_in = links_of(p, area->item.slug),
		.outputs = outputs_of(p, area),
		.called = called_of(p, area),
		.is_example = area->is_example,
		.shows_episodes = has_episodes,
	};

	if (at == SIZE_MAX)
		return parts;
	parts.roles = roles_of(p, at);
	parts.place_services = services_of(p, at);
	parts.counts = area_counts(p, at);
	parts.gaps = gaps_box_of_area(p, area);
	parts.chances = chances_box_of_area(p, area);
	parts.shows_episodes = has_episodes || !parts.roles.count;
	return parts;
}
