/* The themed map, its gaps and chances: small maps, worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/map.h"

#define DAY 86400

/* A network in memory: areas, places, people and groups under short names. */
struct net {
	struct arena arena;
	struct site site;
	const struct item *items[64];
	struct area *areas[8];
	struct place_item *places[80];
	struct audience *people[8];
	struct group *groups[16];
	struct meeting *meetings[4];
	struct gap_note *gap_notes[4];
	struct chance_note *chance_notes[4];
};

static struct net net;

/* "a b c" */
static struct strings words(const char *text)
{
	struct strings s = { .items = arena_array(&net.arena, strlen(text) + 1, sizeof(char *)) };

	while (*text) {
		const size_t len = strcspn(text, " ");

		s.items[s.count++] = arena_strndup(&net.arena, text, len);
		text += len + strspn(text + len, " ");
	}
	return s;
}

static void add_item(struct item *item, const struct kind *kind, const char *slug)
{
	item->kind = kind;
	item->slug = slug;
	net.items[net.site.item_count++] = item;
}

static struct group *add_group(const char *slug, const char *helps, const char *places)
{
	struct group *g = arena_new(&net.arena, struct group);

	g->name = slug;
	g->kind = "third";
	g->helps = words(helps);
	g->places = words(places);
	g->match = true;
	g->checked = (struct moment){ .utc = net.site.now.utc - DAY, .set = true };
	add_item(&g->item, &kind_group, slug);
	net.groups[net.site.group_count++] = g;
	return g;
}

static void add_areas(const char *slugs)
{
	const struct strings all = words(slugs);

	for (size_t i = 0; i < all.count; i++) {
		struct area *area = arena_new(&net.arena, struct area);

		area->title = all.items[i];
		add_item(&area->item, &kind_area, all.items[i]);
		net.areas[net.site.area_count++] = area;
	}
}

static struct place_item *add_place(const char *slug, const char *near)
{
	struct place_item *p = arena_new(&net.arena, struct place_item);

	p->title = slug;
	p->near = words(near);
	add_item(&p->item, &kind_place, slug);
	net.places[net.site.place_count++] = p;
	return p;
}

/* Three areas, of which `c` has nobody at first; north and south are neighbours, far is nobody's.
 */
static int begin(void **state)
{
	(void)state;
	memset(&net, 0, sizeof(net));
	net.site.now = (struct moment){ .utc = 20000 * DAY, .set = true };
	net.site.items = net.items;
	net.site.areas = net.areas;
	net.site.places = net.places;
	net.site.audiences = net.people;
	net.site.groups = net.groups;
	net.site.meetings = net.meetings;
	net.site.gap_notes = net.gap_notes;
	net.site.chance_notes = net.chance_notes;
	add_areas("a b c");
	add_place("north", "south");
	add_place("south", "");
	add_place("far", "");
	for (size_t i = 0; i < 2; i++) {
		struct audience *x = arena_new(&net.arena, struct audience);

		add_item(&x->item, &kind_audience, i ? "young" : "old");
		net.people[net.site.audience_count++] = x;
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(&net.arena);
	return 0;
}

static int by_item(const void *x, const void *y)
{
	return item_order(*(const struct item *const *)x, *(const struct item *const *)y);
}

static const struct site *made(void)
{
	qsort(net.items, net.site.item_count, sizeof(net.items[0]), by_item);
	site_map(&net.site, &net.arena);
	return &net.site;
}

static const struct gap *gap(const char *id)
{
	for (size_t i = 0; i < net.site.gaps->count; i++) {
		if (strcmp(net.site.gaps->all[i].id, id) == 0)
			return &net.site.gaps->all[i];
	}
	return NULL;
}

static const struct presence *presence(size_t area, size_t nth)
{
	const struct map *m = net.site.map;

	assert_true(m->area_first[area] + nth < m->area_first[area + 1]);
	return &m->presences[m->area_first[area] + nth];
}

/* All chances: "id reason|id reason". */
static const char *dealt(void)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	made();
	for (size_t i = 0; i < net.site.chances->count; i++)
		strbuf_addf(&out, "%s%s %s", i ? "|" : "", net.site.chances->all[i].id,
			    chance_reason_words[net.site.chances->all[i].reason]);
	return arena_strdup(&net.arena, out.data);
}

/* --- the map ------------------------------------------------------------------------------ */

static struct service *serve(struct group *g, size_t count)
{
	g->services.items = arena_array(&net.arena, count, sizeof(struct service));
	g->services.count = count;
	return g->services.items;
}

static void a_group_without_services_speaks_for_itself(void **state)
{
	(void)state;
	struct group *g = add_group("g", "a", "north far");

	g->audiences = words("young");
	g->times = words("evening weekend");
	g->ways_in = words("phone");
	g->cost = "low";
	made();
	const struct presence *p = presence(0, 0);

	assert_int_equal(net.site.map->count, 1);
	assert_int_equal(p->role, MAP_HELPS);
	assert_int_equal(p->places, 1 | 4);
	assert_int_equal(p->audiences, 2);
	assert_int_equal(p->times, 2 | 4);
	assert_int_equal(p->ways_in, 2);
	assert_int_equal(p->costs, 2);
	assert_false(p->is_stale);
}

static void services_speak_before_their_group_where_they_belong(void **state)
{
	(void)state;
	struct group *g = add_group("g", "a b", "north south");

	g->cost = "paid";
	g->audiences = words("young");
	struct service *s = serve(g, 2);

	s[0] = (struct service){ .areas = words("b"), .places = words("south"), .cost = "free" };
	s[1] = (struct service){ .areas = words("b"), .times = words("evening") };
	made();
	const struct presence *a = presence(0, 0), *b = presence(1, 0);

	assert_int_equal(a->places, 1 | 2);
	assert_int_equal(a->costs, 4);
	assert_int_equal(a->times, 0);
	assert_int_equal(b->places, 1 | 2); /* the second inherits both */
	assert_int_equal(b->costs, 1 | 4);
	assert_int_equal(b->times, 2);
	assert_int_equal(b->audiences, 2);
}

static void a_closed_service_says_nothing(void **state)
{
	(void)state;
	struct group *g = add_group("g", "a", "north");

	serve(g, 1)[0] = (struct service){ .places = words("far"), .status = "closed" };
	made();
	assert_int_equal(presence(0, 0)->places, 1);
}

static void a_service_for_everybody_is_for_everybody(void **state)
{
	(void)state;
	struct group *g = add_group("g", "a", "north");
	struct service *s = serve(g, 2);

	s[0] = (struct service){ .audiences = words("young") };
	made();
	assert_int_equal(presence(0, 0)->audiences, 0); /* the other one names nobody */
	g->services.count = 1;
	made();
	assert_int_equal(presence(0, 0)->audiences, 2);
}

static void a_service_that_names_an_area_helps_there(void **state)
{
	(void)state;
	struct group *g = add_group("g", "a", "north");

	g->refers = words("b");
	serve(g, 1)[0] = (struct service){ .areas = words("b c") };
	made();
	assert_int_equal(presence(1, 0)->role, MAP_HELPS);
	assert_int_equal(presence(2, 0)->role, MAP_HELPS);
	serve(g, 1); /* one that names none changes no role */
	made();
	assert_int_equal(presence(1, 0)->role, MAP_REFERS);
	assert_int_equal(net.site.map->count, 2);
}

static void who_leads_comes_first_and_what_is_stale_last(void **state)
{
	(void)state;
	add_group("a1", "a", "")->checked.utc -= MAP_STALE_DAYS * DAY;
	add_group("a2", "a", "");
	add_group("a3", "", "")->refers = words("a");
	add_group("a4", "", "")->leads = words("a");
	add_group("a5", "a", "")->checked.set = false;
	add_group("a6", "a", "")->status = "closed";
	add_group("a7", "a", "")->status = "paused";
	made();
	static const char *const order[] = { "a4", "a2", "a7", "a1", "a5", "a3" };

	assert_int_equal(net.site.map->count, COUNT(order));
	for (size_t i = 0; i < COUNT(order); i++)
		assert_string_equal(net.site.map->groups.all[presence(0, i)->group].slug, order[i]);
	assert_int_equal(net.site.map->roles[0], MAP_HELPS);
	assert_true(presence(0, 3)->is_stale);
	assert_false(presence(0, 1)->is_stale);
}

static void an_example_does_not_grow_stale(void **state)
{
	(void)state;
	add_group("g", "a", "")->checked.utc -= 5000 * DAY;
	net.site.is_example = true;
	made();
	assert_false(presence(0, 0)->is_stale);
}

/* --- gaps ----------------------------------------------------------------------------------- */

static void none_one_and_many_are_told_apart(void **state)
{
	(void)state;
	add_group("one", "a", "north south");
	add_group("two", "a", "south");
	made();
	assert_int_equal(gap("a.place.far")->state, GAP_NONE_LISTED);
	assert_int_equal(gap("a.place.north")->state, GAP_ONLY_ONE);
	assert_int_equal(gap("a.place.north")->only->group, 0);
	assert_null(gap("a.place.south"));
	assert_null(gap("a.audience.young")); /* both are for everybody */
	assert_int_equal(gap("b.audience.young")->state, GAP_NONE_LISTED);
	assert_int_equal(gap("a.time.evening")->state, GAP_NONE_LISTED);
	assert_int_equal(gap("a.way_in.walk-in")->state, GAP_NONE_LISTED);
	assert_int_equal(gap("a.cost.free")->state, GAP_NONE_LISTED);
	assert_null(gap("a.cost.low")); /* nobody asks for that */
}

static void who_refers_fills_no_gap(void **state)
{
	(void)state;
	add_group("one", "a", "north");
	struct group *g = add_group("two", "", "north");

	g->refers = words("a");
	made();
	assert_int_equal(gap("a.place.north")->state, GAP_ONLY_ONE);
}

static void many_whom_nobody_has_checked_are_a_gap(void **state)
{
	(void)state;
	add_group("one", "a", "north")->checked.set = false;
	add_group("two", "a", "north")->checked.set = false;
	made();
	assert_int_equal(gap("a.place.north")->state, GAP_NOT_CHECKED);
	add_group("zed", "a", "north");
	made();
	assert_null(gap("a.place.north"));
}

static void pairs_need_somebody_in_both_or_two_who_work_together(void **state)
{
	(void)state;
	struct group *one = add_group("one", "a", ""), *two = add_group("two", "b", "");

	made();
	assert_int_equal(gap("a.with.b")->state, GAP_NONE_LISTED);
	assert_null(gap("a.with.c"));   /* nobody is in c at all, and that is the gap */
	two->works_with = words("one"); /* said by one of the two */
	made();
	assert_null(gap("a.with.b"));
	two->works_with.count = 0;
	one->refers = words("b"); /* sending people there is not enough */
	made();
	assert_non_null(gap("a.with.b"));
	one->refers.count = 0;
	one->helps = words("a b");
	made();
	assert_null(gap("a.with.b"));
}

static void the_id_of_a_pair_does_not_hang_on_the_order_of_areas(void **state)
{
	(void)state;
	struct area *first = net.areas[0];

	net.areas[0] = net.areas[1];
	net.areas[1] = first;
	add_group("one", "a", "");
	add_group("two", "b", "");
	made();
	assert_int_equal(gap("a.with.b")->area, 0); /* which is b now */
	assert_int_equal(gap("a.with.b")->value, 1);
}

static void a_note_finds_its_gap_and_a_pair_either_way_round(void **state)
{
	(void)state;
	struct gap_note place = { .area = "a", .place = "far" },
			pair = { .area = "b", .with = "a" };
	struct gap_note two = { .area = "a", .place = "far", .time = "evening" };

	net.gap_notes[0] = &place;
	net.gap_notes[1] = &pair;
	net.gap_notes[2] = &two;
	net.site.gap_note_count = 3;
	add_group("one", "a", "");
	add_group("two", "b", "");
	made();
	assert_ptr_equal(gap("a.place.far")->note, &place);
	assert_ptr_equal(gap("a.with.b")->note, &pair);
	assert_null(gap_note_id(&two, &net.arena));
	assert_null(gap("a.time.evening")->note);
}

static void without_groups_there_are_no_gaps(void **state)
{
	(void)state;
	made();
	assert_int_equal(net.site.gaps->count, 0);
	assert_int_equal(net.site.chances->count, 0);
}

/* --- chances ---------------------------------------------------------------------------------- */

static void offers_meet_needs_in_one_place_or_next_door(void **state)
{
	(void)state;
	struct group *x = add_group("x", "a", "north"), *y = add_group("y", "b", "south");

	x->needs = words("Minibús");
	y->offers = words("van minibus");
	assert_string_equal(dealt(), "x.y offer"); /* only north says that they are neighbours */
	assert_string_equal(net.site.chances->all[0].one->name, "y");
	assert_string_equal(net.site.chances->all[0].thing, "minibus");
	assert_null(net.site.chances->all[0].place);
	y->places = words("far");
	assert_string_equal(dealt(), "");
	y->places = words(""); /* who is in no place comes everywhere */
	assert_string_equal(dealt(), "x.y offer");
}

static void who_opted_out_closed_or_works_together_is_in_none(void **state)
{
	(void)state;
	struct group *x = add_group("x", "a", "north"), *y = add_group("y", "b", "north");

	x->needs = words("van");
	y->offers = words("van");
	assert_string_equal(dealt(), "x.y offer");
	y->match = false;
	assert_string_equal(dealt(), "");
	y->match = true;
	y->works_with = words("x");
	assert_string_equal(dealt(), "");
	y->works_with.count = 0;
	y->status = "closed";
	assert_string_equal(dealt(), "");
}

static void notes_say_that_it_is_done_or_not_wanted(void **state)
{
	(void)state;
	struct chance_note note = { .groups = words("y x"), .status = "talking" };

	add_group("x", "a", "north")->needs = words("van");
	add_group("y", "b", "north")->offers = words("van");
	net.chance_notes[net.site.chance_note_count++] = &note;
	assert_string_equal(dealt(), "x.y offer");
	assert_ptr_equal(net.site.chances->all[0].note, &note);
	note.status = "no";
	assert_string_equal(dealt(), "");
	note.status = "working";
	assert_string_equal(dealt(), "");
}

static void two_areas_and_a_place_are_shared_across_sectors(void **state)
{
	(void)state;
	struct group *x = add_group("x", "a b", "north"), *y = add_group("y", "a b c", "far north");

	assert_string_equal(dealt(), ""); /* of the same sector */
	y->kind = "public";
	assert_string_equal(dealt(), "x.y shared");
	assert_string_equal(net.site.chances->all[0].area->title, "a");
	assert_string_equal(net.site.chances->all[0].second->title, "b");
	assert_string_equal(net.site.chances->all[0].place->title, "north");
	x->helps = words("a");
	x->refers = words("b");
	assert_string_equal(dealt(), "");
	x->helps = words("a b");
	y->places = words("far");
	assert_string_equal(dealt(), "");
}

static void one_is_next_door_to_a_gap_and_the_other_there(void **state)
{
	(void)state;
	struct group *knows = add_group("knows", "a", "south");

	add_group("there", "b", "north");
	/* Nobody is listed for a in the north, nor for b in the south: the first in the order of
	 * areas counts. */
	assert_string_equal(dealt(), "knows.there gap");
	assert_string_equal(net.site.chances->all[0].one->name, "knows");
	assert_string_equal(net.site.chances->all[0].area->title, "a");
	assert_string_equal(net.site.chances->all[0].place->title, "north");
	knows->places = words("far");
	assert_string_equal(dealt(), "");
}

static void meetings_that_have_been_bring_groups_together(void **state)
{
	(void)state;
	struct meeting m = { .groups = words("x y"), .start = net.site.now };

	add_group("x", "a", "north");
	add_group("y", "b", "far");
	net.meetings[net.site.meeting_count++] = &m;
	assert_string_equal(dealt(), "x.y met");
	assert_ptr_equal(net.site.chances->all[0].meeting, &m);
	m.start.utc++;
	assert_string_equal(dealt(), "");
	m.start.utc--;
	m.status = "cancelled";
	assert_string_equal(dealt(), "");
}

/* Eight who could all work with each other: each is named by five at most, and nobody is left out.
 */
static void nobody_is_flooded(void **state)
{
	(void)state;
	static const char *const names[] = { "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7" };
	unsigned count[COUNT(names)] = { 0 };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct group *g = add_group(names[i], "a", "north");

		g->offers = words("van");
		g->needs = words("van");
	}
	made();
	for (size_t i = 0; i < net.site.chances->count; i++) {
		count[net.site.chances->all[i].one->name[1] - '0']++;
		count[net.site.chances->all[i].other->name[1] - '0']++;
	}
	for (size_t i = 0; i < COUNT(names); i++)
		assert_in_range(count[i], CHANCES_PER_GROUP - 1, CHANCES_PER_GROUP);
}

static void what_somebody_wrote_about_is_not_lost_among_others(void **state)
{
	(void)state;
	static const char *const names[] = { "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8" };
	struct chance_note note = { .groups = words("g0 g4"), .status = "open" };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct group *g = add_group(names[i], "a", "north");

		g->offers = words("van");
		g->needs = words("van");
	}
	assert_null(strstr(dealt(), "g0.g4"));
	net.chance_notes[net.site.chance_note_count++] = &note;
	assert_non_null(strstr(dealt(), "g0.g4"));
}

/* --- two maps --------------------------------------------------------------------------------- */

static void what_became_of_a_map_is_told(void **state)
{
	(void)state;
	struct group *stays = add_group("stays", "a b", ""), *goes = add_group("goes", "a", "");
	const struct map *before = map_of_site(made(), &net.arena);

	stays->helps = words("a c");
	stays->leads = words("a");
	goes->status = "closed";
	const struct map *now = map_of_site(made(), &net.arena);
	const struct map_changes c = map_compare(before, now, &net.arena);

	assert_int_equal(c.count, 4);
	assert_string_equal(c.all[0].group.slug, "goes");
	assert_int_equal(c.all[0].kind, MAP_REMOVED);
	assert_string_equal(c.all[1].area.slug, "a");
	assert_int_equal(c.all[1].kind, MAP_ROLE_CHANGED);
	assert_int_equal(c.all[1].before, MAP_HELPS);
	assert_int_equal(c.all[1].now, MAP_LEADS);
	assert_string_equal(c.all[2].area.slug, "b");
	assert_int_equal(c.all[2].kind, MAP_REMOVED);
	assert_string_equal(c.all[3].area.slug, "c");
	assert_int_equal(c.all[3].kind, MAP_ADDED);
	assert_int_equal(map_compare(now, now, &net.arena).count, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_group_without_services_speaks_for_itself),
		TEST(services_speak_before_their_group_where_they_belong),
		TEST(a_closed_service_says_nothing),
		TEST(a_service_for_everybody_is_for_everybody),
		TEST(a_service_that_names_an_area_helps_there),
		TEST(who_leads_comes_first_and_what_is_stale_last),
		TEST(an_example_does_not_grow_stale),
		TEST(none_one_and_many_are_told_apart),
		TEST(who_refers_fills_no_gap),
		TEST(many_whom_nobody_has_checked_are_a_gap),
		TEST(pairs_need_somebody_in_both_or_two_who_work_together),
		TEST(the_id_of_a_pair_does_not_hang_on_the_order_of_areas),
		TEST(a_note_finds_its_gap_and_a_pair_either_way_round),
		TEST(without_groups_there_are_no_gaps),
		TEST(offers_meet_needs_in_one_place_or_next_door),
		TEST(who_opted_out_closed_or_works_together_is_in_none),
		TEST(notes_say_that_it_is_done_or_not_wanted),
		TEST(two_areas_and_a_place_are_shared_across_sectors),
		TEST(one_is_next_door_to_a_gap_and_the_other_there),
		TEST(meetings_that_have_been_bring_groups_together),
		TEST(nobody_is_flooded),
		TEST(what_somebody_wrote_about_is_not_lost_among_others),
		TEST(what_became_of_a_map_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
