/* What a network's home page shows: help by need, the next meetings, the map, what to read and use.
 */
#include "home_network.h"

#include "map_parts.h"
#include "model/flash_report.h"
#include "model/map_pages.h"
#include "model/programme.h"
#include "occasion.h"
#include "press.h"
#include "versions.h"

/* A quiet page: what comes next at a glance; the list of all is a link away. */
#define OCCASIONS_MOST 3

/* The library, one programme, the newest flash report, the newest story. */
#define OFFERS_MOST 4

static const struct name home_network_names[] = {
	LIST_NAME(struct home_network, journeys, &view_item_line),
	LIST_NAME(struct home_network, occasions, &view_occasion),
	LIST_NAME(struct home_network, offers, &view_item_line),
	TEXT_NAME(struct home_network, map_path),
	TEXT_NAME(struct home_network, map_size),
	TEXT_NAME(struct home_network, meetings_path),
	{ 0 },
};
const struct view view_home_network = { .name = "network",
					.size = sizeof(struct home_network),
					.names = home_network_names };

static struct list journeys_of(struct press *p)
{
	const size_t count = p->site->journey_count;
	struct item_line *lines = arena_array(&p->page, count, sizeof(*lines));

	for (size_t i = 0; i < count; i++)
		lines[i] = item_line_make(p->site, &p->site->journeys[i]->item, NULL);
	return (struct list){ .items = lines, .count = count };
}

/* One time of each series: a list of the same name three times over says nothing. */
static struct list next_occasions(struct press *p)
{
	const struct meetings next = meetings_to_come(p->site, &p->page);
	struct list list = occasions_to_come(p->site, &next, NULL, 1, &p->page);

	if (list.count > OCCASIONS_MOST)
		list.count = OCCASIONS_MOST;
	return list;
}

static const struct story *newest_story(const struct site *site)
{
	const struct story *newest = NULL;

	for (size_t i = 0; i < site->story_count; i++) {
		if (!newest || site->stories[i]->date.utc > newest->date.utc)
			newest = site->stories[i];
	}
	return newest;
}

/* The first that people can still join; or the first of all. */
static const struct programme *programme_to_show(const struct site *site)
{
	for (size_t i = 0; i < site->programme_count; i++) {
		if (!programme_is_over(site->programmes[i], site->now))
			return site->programmes[i];
	}
	return site->programme_count ? site->programmes[0] : NULL;
}

static struct list offers_of(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct story *story = newest_story(p->site);
	const struct programme *programme = programme_to_show(p->site);
	struct item_line *lines = arena_array(&p->page, OFFERS_MOST, sizeof(*lines));
	struct list list = { .items = lines };
	size_t reports;
	struct flash_report **out = flash_reports_out(p->site, &reports, &p->page);

	if (library_path(p->site))
		lines[list.count++] = (struct item_line){ .title = t->library,
							  .path = library_path(p->site),
							  .summary = t->library_lead };
	if (programme)
		lines[list.count++] = item_line_make(p->site, &programme->item, t->kind_programme);
	if (reports)
		lines[list.count++] = item_line_make(p->site, &out[0]->item, t->kind_flash_report);
	if (story)
		lines[list.count++] = item_line_make(p->site, &story->item, t->kind_story);
	return list;
}

struct home_network home_network_make(struct press *p)
{
	const char *map = site_map_path(p->site);

	return (struct home_network){
		.journeys = journeys_of(p),
		.occasions = next_occasions(p),
		.offers = offers_of(p),
		.map_path = map,
		.map_size = map ? map_size(p) : NULL,
		.meetings_path = meetings_list_path(p->site),
	};
}
