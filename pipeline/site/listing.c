#include "listing.h"

#include <inttypes.h>
#include <string.h>

#include "base/path.h"
#include "card.h"
#include "press.h"

#define YEARS_FROM 12 /* a list shorter than that is not parted by years */
#define LINKS_MOST 30 /* about; pages in between are reached from those beside them */

static const struct name group_names[] = {
	TEXT_NAME(struct listing_group, title),
	LIST_NAME(struct listing_group, episodes, &view_card),
	{ 0 },
};
static const struct view view_group = { .name = "group of episodes",
					.size = sizeof(struct listing_group),
					.names = group_names };

static const struct name link_names[] = {
	TEXT_NAME(struct listing_link, title),      TEXT_NAME(struct listing_link, label),
	TEXT_NAME(struct listing_link, years),      TEXT_NAME(struct listing_link, path),
	FLAG_NAME(struct listing_link, is_current), { 0 },
};
static const struct view view_listing_link = { .name = "link to a page of the list",
					       .size = sizeof(struct listing_link),
					       .names = link_names };

static const struct name listing_names[] = {
	TEXT_NAME(struct listing_page, place),
	LIST_NAME(struct listing_page, groups, &view_group),
	LIST_NAME(struct listing_page, links, &view_listing_link),
	FLAG_NAME(struct listing_page, is_first),
	{ 0 },
};
const struct view view_listing_page = { .name = "list of episodes",
					.size = sizeof(struct listing_page),
					.names = listing_names };

/* Where a page begins in the order of reading, and how long it is. */
struct slice {
	size_t from, count;
};

size_t listing_pages(const struct listing *l)
{
	return l->count < 2 * LISTING_PAGE ? 1 : l->count / LISTING_PAGE;
}

static struct slice slice_of(const struct listing *l, size_t page)
{
	size_t pages = listing_pages(l), rest = l->count - (pages - 1) * LISTING_PAGE;
	bool is_newest = page == (l->oldest_first ? pages - 1 : 0);
	size_t from = page * LISTING_PAGE;

	if (!l->oldest_first && page)
		from += rest - LISTING_PAGE;
	return (struct slice){ from, is_newest ? rest : LISTING_PAGE };
}

static struct episode *episode_at(const struct listing *l, size_t i)
{
	return l->episodes[l->oldest_first ? l->count - 1 - i : i];
}

static const char *path_of(const struct listing *l, size_t page, struct arena *a)
{
	size_t number = l->oldest_first ? page + 1 : listing_pages(l) - page;
	size_t stem = strlen(l->path) - strlen(path_suffix(l->path));

	return page ? arena_printf(a, "%.*s.%zu.html", (int)stem, l->path, number) : l->path;
}

static const char *year_of(const struct episode *e, struct arena *a)
{
	return arena_strndup(a, date_day(e->date, a), 4);
}

/* Has the show seasons that are worth a heading? */
static bool has_seasons(const struct listing *l)
{
	if (!l->show || !l->count)
		return false;
	if (l->show->seasons.count)
		return true;
	for (size_t i = 1; i < l->count; i++) {
		if (l->episodes[i]->season != l->episodes[0]->season)
			return true;
	}
	return false;
}

static const char *season_title(struct press *p, const struct episode *e)
{
	const struct interface *t = p->site->interface;
	const char *name = show_season_name(e->show, e->season);
	const struct filling with[] = {
		{ "number", arena_printf(&p->page, "%" PRId64, e->season) },
		{ "name", name },
		{ 0 },
	};

	if (e->season <= 0)
		return NULL;
	return interface_fill(name ? t->season_named : t->season, with, &p->page);
}

/* What stands above a group; what has no season stands with its neighbours. */
static const char *group_title(struct press *p, const struct listing *l, const struct episode *e)
{
	if (has_seasons(l))
		return season_title(p, e);
	if (l->count < YEARS_FROM || strcmp(year_of(l->episodes[0], &p->page),
					    year_of(l->episodes[l->count - 1], &p->page)) == 0)
		return NULL;
	return year_of(e, &p->page);
}

static bool begins_group(const struct listing_group *last, const char *title)
{
	return !last || (title && (!last->title || strcmp(title, last->title) != 0));
}

static struct list groups_of(struct press *p, const struct listing *l, struct slice slice)
{
	struct card *cards = arena_array(&p->page, slice.count, sizeof(*cards));
	struct listing_group *groups = arena_array(&p->page, slice.count, sizeof(*groups));
	size_t n = 0;

	for (size_t i = 0; i < slice.count; i++) {
		const struct episode *e = episode_at(l, slice.from + i);
		const char *title = group_title(p, l, e);

		cards[i] = card_make(p->site, e, &p->page);
		cards[i].names_show = !l->show && p->site->show_count > 1;
		if (begins_group(n ? &groups[n - 1] : NULL, title))
			groups[n++] = (struct listing_group){ .title = title,
							      .episodes = { .items = cards + i } };
		groups[n - 1].episodes.count++;
	}
	return (struct list){ .items = groups, .count = n };
}

static const char *years_of(const struct listing *l, struct slice slice, struct arena *a)
{
	const char *from = year_of(episode_at(l, slice.from), a);
	const char *to = year_of(episode_at(l, slice.from + slice.count - 1), a);

	if (strcmp(from, to) == 0)
		return from;
	return strcmp(from, to) < 0 ? arena_printf(a, "%s–%s", from, to)
				    : arena_printf(a, "%s–%s", to, from);
}

static struct listing_link link_to(struct press *p, const struct listing *l, size_t page)
{
	const char *number = arena_printf(&p->page, "%zu", page + 1);
	const struct filling with[] = { { "number", number }, { 0 } };

	return (struct listing_link){
		.title = number,
		.label = interface_fill(p->site->interface->page_number, with, &p->page),
		.years = years_of(l, slice_of(l, page), &p->page),
		.path = path_of(l, page, &p->page),
	};
}

/* The first and the last page, those near this one, and some between: never a quadratic number. */
static struct list links_of(struct press *p, const struct listing *l, size_t current)
{
	size_t pages = listing_pages(l), stride = 1 + pages / LINKS_MOST;
	struct listing_link *links = arena_array(&p->page, pages / stride + 5, sizeof(*links));
	size_t n = 0;

	for (size_t i = 0; pages > 1 && i < pages; i++) {
		bool is_near = i + 1 >= current && i <= current + 1;

		if (!is_near && i % stride && i + 1 < pages)
			continue;
		links[n] = link_to(p, l, i);
		links[n++].is_current = i == current;
	}
	return (struct list){ .items = links, .count = n };
}

static const char *place_of(struct press *p, size_t page, size_t pages)
{
	const struct filling with[] = {
		{ "number", arena_printf(&p->page, "%zu", page + 1) },
		{ "count", arena_printf(&p->page, "%zu", pages) },
		{ 0 },
	};

	return page ? interface_fill(p->site->interface->page_of, with, &p->page) : NULL;
}

struct listing_page listing_page(struct press *p, const struct listing *l, size_t page)
{
	return (struct listing_page){
		.path = path_of(l, page, &p->page),
		.place = place_of(p, page, listing_pages(l)),
		.groups = groups_of(p, l, slice_of(l, page)),
		.links = links_of(p, l, page),
		.is_first = page == 0,
	};
}
