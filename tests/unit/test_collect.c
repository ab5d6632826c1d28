#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/collect.h"

static struct arena arena;
static struct diag diag;

static int begin(void **state)
{
	(void)state;
	diag_init(&diag, &arena);
	return 0;
}

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* Words parted by '|'. */
static struct strings strings_of(const char *words)
{
	char *rest = arena_strdup(&arena, words);
	struct strings s = { .items = arena_array(&arena, strlen(words) + 1, sizeof(char *)),
			     .at = arena_array(&arena, strlen(words) + 1, sizeof(struct span)) };

	while (*rest) {
		size_t len = strcspn(rest, "|");
		char *next = rest + len + (rest[len] == '|');

		rest[len] = '\0';
		s.items[s.count++] = rest;
		rest = next;
	}
	return s;
}

static struct episode *episode_of(struct show *show, int day, const char *areas, const char *topics)
{
	struct episode *e = arena_new(&arena, struct episode);

	e->show = show;
	e->title = arena_printf(&arena, "Day %d", day);
	e->item.slug = arena_printf(&arena, "day-%d", day);
	e->item.path = arena_printf(&arena, "podcasts/%s/day-%d.html", show->item.slug, day);
	e->date = (struct moment){ .utc = day * 86400, .set = true };
	e->area_names = strings_of(areas);
	e->topics = strings_of(topics);
	return e;
}

/* Every show has a list of its own that begins with room for 8. */
static void publish(struct show *show, struct episode *e)
{
	memmove(show->episodes + 1, show->episodes, show->episode_count * sizeof(e));
	show->episodes[0] = e;
	show->episode_count++;
}

static struct show *show_of(const char *slug)
{
	struct show *show = arena_new(&arena, struct show);

	show->item.slug = slug;
	show->item.path = arena_printf(&arena, "podcasts/%s/index.html", slug);
	show->feed_path = arena_printf(&arena, "podcasts/%s/feed.xml", slug);
	show->title = slug;
	show->episodes = arena_array(&arena, 8, sizeof(struct episode *));
	show->held = arena_array(&arena, 8, sizeof(struct episode *));
	show->withdrawn = arena_array(&arena, 8, sizeof(struct episode *));
	return show;
}

static struct area *area_of(const char *slug)
{
	struct area *area = arena_new(&arena, struct area);

	area->item.slug = slug;
	area->item.path = arena_printf(&arena, "areas/%s.html", slug);
	area->title = arena_printf(&arena, "The area %s", slug);
	area->summary = "What it means.";
	return area;
}

/* A site with two shows and two areas; the present is day 100. */
static struct site *site_of(void)
{
	struct site *site = arena_new(&arena, struct site);

	site->interface = &interface_english;
	site->title = "Example site";
	site->address = "https://www.example.org/";
	site->item.path = "index.html";
	site->now = (struct moment){ .utc = 100 * 86400, .set = true };
	site->shows = arena_array(&arena, 2, sizeof(struct show *));
	site->shows[0] = show_of("alpha");
	site->shows[1] = show_of("beta");
	site->show_count = 2;
	site->areas = arena_array(&arena, 2, sizeof(struct area *));
	site->areas[0] = area_of("work");
	site->areas[1] = area_of("care");
	site->area_count = 2;
	return site;
}

/* The titles of its episodes in order, joined. */
static const char *episodes_in(const struct collection *c)
{
	const char *all = "";

	for (size_t i = 0; i < c->episode_count; i++)
		all = arena_printf(&arena, "%s%s%s", all, i ? ", " : "", c->episodes[i]->title);
	return all;
}

static void episodes_of_all_shows_stand_newest_first(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", ""));
	publish(site->shows[0], episode_of(site->shows[0], 3, "", ""));
	publish(site->shows[1], episode_of(site->shows[1], 2, "", ""));
	site_collect(site, &arena, &diag);
	assert_string_equal(episodes_in(&site->collections[0]), "Day 3, Day 2, Day 1");
	assert_string_equal(site->collections[0].feed_path, "feed.xml");
	assert_string_equal(site->collections[0].path, "index.html");
	assert_string_equal(collection_feed_title(site, &site->collections[0], &arena),
			    "Example site");
}

static void episodes_of_one_moment_stand_in_the_order_of_their_pages(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[1], episode_of(site->shows[1], 5, "", ""));
	publish(site->shows[0], episode_of(site->shows[0], 5, "", ""));
	site_collect(site, &arena, &diag);
	assert_string_equal(site->collections[0].episodes[0]->show->title, "alpha");
}

static void the_feed_of_the_only_show_is_that_of_all(void **state)
{
	struct site *site = site_of();

	(void)state;
	site->show_count = 1;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", ""));
	site_collect(site, &arena, &diag);
	assert_int_equal(site->collections[0].episode_count, 1);
	assert_null(site->collections[0].feed_path);
}

static void an_area_has_its_episodes_and_a_feed_when_there_are_any(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[0], episode_of(site->shows[0], 1, "care|care", ""));
	publish(site->shows[1], episode_of(site->shows[1], 2, "care", ""));
	site_collect(site, &arena, &diag);
	const struct collection *care = collection_find(site, COLLECTION_AREA, "care"),
				*work = collection_find(site, COLLECTION_AREA, "work");

	assert_string_equal(episodes_in(care), "Day 2, Day 1");
	assert_string_equal(care->feed_path, "areas/care.xml");
	assert_string_equal(care->guid, "6785a6f3-470f-51a6-9563-8f593e206093");
	assert_string_equal(collection_feed_title(site, care, &arena),
			    "The area care · Example site");
	assert_int_equal(work->episode_count, 0);
	assert_null(work->feed_path);
	assert_ptr_equal(work, &site->collections[1]);
	assert_null(collection_find(site, COLLECTION_TOPIC, "care"));
}

static void what_no_service_may_list_makes_no_feed_of_several_shows(void **state)
{
	struct site *site = site_of();

	(void)state;
	site->shows[0]->block = strings_of("all");
	site->shows[0]->allow = strings_of("apple");
	publish(site->shows[0], episode_of(site->shows[0], 1, "care", "Tea"));
	publish(site->shows[1], episode_of(site->shows[1], 2, "work", ""));
	site_collect(site, &arena, &diag);
	assert_string_equal(site->collections[0].feed_path, "feed.xml");
	assert_int_equal(site->collections[0].episode_count, 2);
	assert_null(collection_find(site, COLLECTION_AREA, "care")->feed_path);
	assert_non_null(collection_find(site, COLLECTION_AREA, "work")->feed_path);
	assert_null(collection_find(site, COLLECTION_TOPIC, "tea")->feed_path);
	site->shows[1]->block = strings_of("amazon|all");
	site_collect(site, &arena, &diag);
	assert_null(site->collections[0].feed_path);
}

static void spellings_of_a_topic_are_one_and_the_most_used_names_it(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", "grief|self care"));
	publish(site->shows[0], episode_of(site->shows[0], 2, "", "Grief|Self-care"));
	publish(site->shows[1], episode_of(site->shows[1], 3, "", "Grief|Grief|GRIEF"));
	site_collect(site, &arena, &diag);
	const struct collection *grief = collection_find(site, COLLECTION_TOPIC, "grief"),
				*care = collection_find(site, COLLECTION_TOPIC, "self-care");

	assert_true(diag_ok(&diag));
	assert_int_equal(site->collection_count, 1 + 2 + 2);
	assert_string_equal(grief->title, "Grief");
	assert_string_equal(episodes_in(grief), "Day 3, Day 2, Day 1");
	assert_string_equal(grief->path, "topics/grief.html");
	assert_string_equal(grief->feed_path, "topics/grief.xml");
	assert_string_equal(care->title, "self care"); /* as many: the first */
}

static void what_is_held_or_withdrawn_is_in_no_collection_and_names_no_topic(void **state)
{
	struct site *site = site_of();
	struct show *show = site->shows[0];
	struct episode *draft = episode_of(show, 2, "care", "Grief|hope"),
		       *future = episode_of(show, 101, "care", "Grief"),
		       *taken_back = episode_of(show, 3, "care", "Grief|work");

	(void)state;
	draft->status = "draft";
	taken_back->status = "withdrawn";
	show->held[show->held_count++] = future;
	show->held[show->held_count++] = draft;
	show->withdrawn[show->withdrawn_count++] = taken_back;
	publish(show, episode_of(show, 1, "", "grief"));
	site_collect(site, &arena, &diag);
	assert_int_equal(site->collection_count, 1 + 2 + 1);
	assert_string_equal(site->collections[3].title, "grief");
	assert_string_equal(episodes_in(&site->collections[3]), "Day 1");
	assert_string_equal(episodes_in(&site->collections[0]), "Day 1");
	assert_int_equal(collection_find(site, COLLECTION_AREA, "care")->episode_count, 0);
	assert_int_equal(draft->collection_count, 0);
}

static void an_episode_knows_its_areas_then_its_topics(void **state)
{
	struct site *site = site_of();
	struct episode *e = episode_of(site->shows[0], 1, "care|work", "hope|grief|Hope");

	(void)state;
	publish(site->shows[0], e);
	site_collect(site, &arena, &diag);
	assert_int_equal(e->collection_count, 4);
	assert_string_equal(e->collections[0]->slug, "work"); /* in the order of the areas */
	assert_string_equal(e->collections[1]->slug, "care");
	assert_string_equal(e->collections[2]->slug, "grief");
	assert_string_equal(e->collections[3]->slug, "hope");
}

static void topics_of_other_alphabets_have_an_address_that_stays(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", "Надежда|الحزن"));
	publish(site->shows[0], episode_of(site->shows[0], 2, "", "надежда"));
	site_collect(site, &arena, &diag);
	assert_true(diag_ok(&diag));
	assert_int_equal(site->collection_count, 1 + 2 + 2);
	for (size_t i = 3; i < 5; i++) {
		assert_true(slug_valid(site->collections[i].slug));
		assert_int_equal(strlen(site->collections[i].slug), strlen("topic-") + 10);
	}
}

static void topics_that_would_share_an_address_are_reported(void **state)
{
	struct site *site = site_of();

	(void)state;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", "C++"));
	publish(site->shows[0], episode_of(site->shows[0], 2, "", "C|caf\u00e9"));
	publish(site->shows[0], episode_of(site->shows[0], 3, "", "c|C|Caf\u00c9|cafe"));
	site_collect(site, &arena, &diag);
	assert_int_equal(diag.count[SEV_ERROR], 2);
	assert_string_equal(diag_first_slug(&diag), "topic-clash");
}

static void a_topic_is_neither_too_long_nor_the_name_of_the_list(void **state)
{
	struct site *site = site_of();
	char *longest = arena_printf(&arena, "%080d", 1), *longer = arena_printf(&arena, "%081d", 2);

	(void)state;
	publish(site->shows[0],
		episode_of(site->shows[0], 1, "", arena_printf(&arena, "Index|%s|%s", longest, longer)));
	site_collect(site, &arena, &diag);
	assert_int_equal(diag.count[SEV_ERROR], 2);
	assert_int_equal(site->collection_count, 1 + 2 + 1);
	assert_string_equal(site->collections[3].slug, longest);
}

static void the_list_of_a_kind_is_there_when_one_of_the_kind_is(void **state)
{
	struct site *site = site_of();

	(void)state;
	site->area_count = 0;
	site_collect(site, &arena, &diag);
	assert_null(collection_list_path(site, COLLECTION_AREA));
	assert_null(collection_list_path(site, COLLECTION_TOPIC));
	site->area_count = 1;
	publish(site->shows[0], episode_of(site->shows[0], 1, "", "hope"));
	site_collect(site, &arena, &diag);
	assert_string_equal(collection_list_path(site, COLLECTION_AREA), "areas/index.html");
	assert_string_equal(collection_list_path(site, COLLECTION_TOPIC), "topics/index.html");
}

static void a_site_whose_front_matter_is_broken_is_collected_all_the_same(void **state)
{
	struct site *site = site_of();
	struct episode *e = episode_of(site->shows[0], 1, "care", "C|hope");

	(void)state;
	site->address = site->title = e->title = NULL;
	site->areas[1]->title = NULL;
	publish(site->shows[0], e);
	publish(site->shows[0], episode_of(site->shows[0], 2, "", "C++"));
	site_collect(site, &arena, &diag);
	assert_int_equal(diag.count[SEV_ERROR], 1);
	assert_int_equal(site->collection_count, 1 + 2 + 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, release)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(episodes_of_all_shows_stand_newest_first),
		TEST(episodes_of_one_moment_stand_in_the_order_of_their_pages),
		TEST(the_feed_of_the_only_show_is_that_of_all),
		TEST(an_area_has_its_episodes_and_a_feed_when_there_are_any),
		TEST(what_no_service_may_list_makes_no_feed_of_several_shows),
		TEST(spellings_of_a_topic_are_one_and_the_most_used_names_it),
		TEST(what_is_held_or_withdrawn_is_in_no_collection_and_names_no_topic),
		TEST(an_episode_knows_its_areas_then_its_topics),
		TEST(topics_of_other_alphabets_have_an_address_that_stays),
		TEST(topics_that_would_share_an_address_are_reported),
		TEST(a_topic_is_neither_too_long_nor_the_name_of_the_list),
		TEST(the_list_of_a_kind_is_there_when_one_of_the_kind_is),
		TEST(a_site_whose_front_matter_is_broken_is_collected_all_the_same),
	};

	return cmocka_run_group_tests_name("collect", tests, NULL, NULL);
}
