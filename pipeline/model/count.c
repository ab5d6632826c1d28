#include "model/count.h"

#include <string.h>

#include "base/mem.h"
#include "model/network.h"

static size_t count_episodes(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->show_count; i++)
		count += site->shows[i]->episode_count;
	return count;
}

static size_t count_sessions(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->programme_count; i++)
		count += site->programmes[i]->session_count;
	return count;
}

/* Those that are still there: the rest has a page that says so. */
static size_t count_groups(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->group_count; i++)
		count += !group_is_closed(site->groups[i]);
	return count;
}

#define COUNT_OF(name, member)                                                                     \
	static size_t count_##name(const struct site *site)                                        \
	{                                                                                          \
		return site->member;                                                               \
	}
COUNT_OF(areas, area_count)
COUNT_OF(communities, community_count)
COUNT_OF(flash_reports, flash_report_count)
COUNT_OF(journeys, journey_count)
COUNT_OF(meetings, meeting_count)
COUNT_OF(places, place_count)
COUNT_OF(podcasts, show_count)
COUNT_OF(programmes, programme_count)
COUNT_OF(resources, resource_count)
COUNT_OF(stories, story_count)

static const char *const names[] = {
	"areas",  "communities", "episodes",   "flash-reports", "groups",   "journeys", "meetings",
	"places", "podcasts",    "programmes", "resources",     "sessions", "stories",  NULL,
};
static size_t (*const counts[])(const struct site *site) = {
	count_areas,     count_communities, count_episodes, count_flash_reports, count_groups,
	count_journeys,  count_meetings,    count_places,   count_podcasts,      count_programmes,
	count_resources, count_sessions,    count_stories,
};
_Static_assert(COUNT(names) == COUNT(counts) + 1, "a function for each name");

const char *const *site_count_names(void)
{
	return names;
}

bool site_count(const struct site *site, const char *what, size_t *count)
{
	for (size_t i = 0; names[i]; i++) {
		if (strcmp(names[i], what) != 0)
			continue;
		*count = counts[i](site);
		return true;
	}
	return false;
}
