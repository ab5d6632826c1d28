/*
 * Usage: map GROUPS AREAS
 *
 * Makes a network in memory and works out its map, gaps and chances. Groups draw one to five areas,
 * one to three of 40 places, and things they have and look for from 30 words, so that chances are
 * plenty. The same numbers give the same network.
 *
 * Prints `MAP GAPS CHANCES PEAK ROWS FOUND DEALT`: milliseconds of CPU for each of the three; KiB
 * that they held more than the network; how many presences, gaps and chances there are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "model/map.h"

#define PLACES 40
#define PEOPLE 12
#define THINGS 30

struct bench {
	struct arena arena;
	struct site site;
	const struct item **items;
	size_t item_count;
	uint64_t state; /* of the random numbers */
};

/* xorshift64 (Marsaglia, Journal of Statistical Software 8, 2003): 0 to `most` - 1 */
static size_t draw(struct bench *b, size_t most)
{
	b->state ^= b->state << 13;
	b->state ^= b->state >> 7;
	b->state ^= b->state << 17;
	return (size_t)(b->state >> 11) % most;
}

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long peak_kib(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return used.ru_maxrss;
}

static void add_item(struct bench *b, struct item *item, const struct kind *kind, char *slug)
{
	item->kind = kind;
	item->slug = slug;
	b->items[b->item_count++] = item;
}

/* So many of the items of a kind, or of things: "area-0007". */
static struct strings some(struct bench *b, const char *what, size_t of, size_t count)
{
	struct strings s = { .items = arena_array(&b->arena, count, sizeof(char *)) };
	const size_t first = draw(b, of);

	for (; s.count < count && s.count < of; s.count++)
		s.items[s.count] =
			arena_printf(&b->arena, "%s-%05zu", what, (first + s.count * 7) % of);
	return s;
}

static void make_areas(struct bench *b, size_t count)
{
	b->site.areas = arena_array(&b->arena, count, sizeof(struct area *));
	for (size_t i = 0; i < count; i++) {
		struct area *x = b->site.areas[i] = arena_new(&b->arena, struct area);

		x->title = arena_printf(&b->arena, "area-%05zu", i);
		add_item(b, &x->item, &kind_area, arena_strdup(&b->arena, x->title));
	}
	b->site.area_count = count;
}

static void make_places(struct bench *b)
{
	b->site.places = arena_array(&b->arena, PLACES, sizeof(struct place_item *));
	for (size_t i = 0; i < PLACES; i++) {
		struct place_item *x = b->site.places[i] = arena_new(&b->arena, struct place_item);

		x->title = arena_printf(&b->arena, "place-%05zu", i);
		x->near = some(b, "place", PLACES, 2);
		add_item(b, &x->item, &kind_place, arena_strdup(&b->arena, x->title));
	}
	b->site.place_count = PLACES;
	b->site.audiences = arena_array(&b->arena, PEOPLE, sizeof(struct audience *));
	for (size_t i = 0; i < PEOPLE; i++) {
		struct audience *x = b->site.audiences[i] = arena_new(&b->arena, struct audience);

		x->title = arena_printf(&b->arena, "people-%05zu", i);
		add_item(b, &x->item, &kind_audience, arena_strdup(&b->arena, x->title));
	}
	b->site.audience_count = PEOPLE;
}

static void make_group(struct bench *b, struct group *g, size_t groups, size_t areas)
{
	static const char *const costs[] = { "free", "low", "paid" };

	g->kind = map_sectors[draw(b, 5)];
	g->leads = some(b, "area", areas, draw(b, 2));
	g->helps = some(b, "area", areas, 1 + draw(b, 2));
	g->refers = some(b, "area", areas, draw(b, 2));
	g->places = some(b, "place", PLACES, 1 + draw(b, 3));
	g->audiences = some(b, "people", PEOPLE, draw(b, 3));
	g->offers = some(b, "thing", THINGS, draw(b, 3));
	g->needs = some(b, "thing", THINGS, draw(b, 3));
	g->works_with = some(b, "group", groups, draw(b, 3));
	g->times = (struct strings){ .items = (const char **)&map_times[draw(b, 3)], .count = 1 };
	g->ways_in =
		(struct strings){ .items = (const char **)&map_ways_in[draw(b, 5)], .count = 1 };
	g->cost = costs[draw(b, 3)];
	g->match = true;
	g->checked = (struct moment){ .utc = b->site.now.utc - (int64_t)draw(b, 500) * 86400,
				      .set = true };
}

static void make_groups(struct bench *b, size_t groups, size_t areas)
{
	b->site.groups = arena_array(&b->arena, groups, sizeof(struct group *));
	for (size_t i = 0; i < groups; i++) {
		struct group *x = b->site.groups[i] = arena_new(&b->arena, struct group);

		x->name = arena_printf(&b->arena, "group-%05zu", i);
		make_group(b, x, groups, areas);
		add_item(b, &x->item, &kind_group, arena_strdup(&b->arena, x->name));
	}
	b->site.group_count = groups;
}

static int by_item(const void *x, const void *y)
{
	return item_order(*(const struct item *const *)x, *(const struct item *const *)y);
}

static void make_network(struct bench *b, size_t groups, size_t areas)
{
	b->items = arena_array(&b->arena, groups + areas + PLACES + PEOPLE, sizeof(*b->items));
	make_areas(b, areas);
	make_places(b);
	make_groups(b, groups, areas);
	qsort(b->items, b->item_count, sizeof(*b->items), by_item);
	b->site.items = b->items;
	b->site.item_count = b->item_count;
}

int main(int argc, char **argv)
{
	struct bench b = { .state = 88172645463325252U,
			   .site.now = { .utc = 1793491200, .set = true } };
	struct arena result = { 0 };

	if (argc != 3)
		return 2;
	make_network(&b, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10));
	const long before = peak_kib();
	const double start = cpu_ms();
	struct map *m = map_of_site(&b.site, &result);
	const double mapped = cpu_ms();
	const struct gaps gaps = map_gaps(m, &b.site, &result);
	const double searched = cpu_ms();
	const struct chances chances = map_chances(m, &gaps, &b.site, &result);
	const double dealt = cpu_ms();

	printf("%.2f %.2f %.2f %ld %zu %zu %zu\n", mapped - start, searched - mapped,
	       dealt - searched, peak_kib() - before, m->count, gaps.count, chances.count);
	arena_free(&result);
	arena_free(&b.arena);
	return 0;
}
