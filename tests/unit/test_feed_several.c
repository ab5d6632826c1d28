#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed_read.h"
#include "verify/verify.h"

/* Feeds of several shows. The second show has another cover, licence, language and other people. */

#define ALL "feed.xml"

static struct show *second_show(struct site *site, struct arena *a)
{
	static struct person people[] = { { .name = "Cat", .role = "host" } };
	static struct funding funding[] = { { "https://example.org/cat", "Help Cat" } };
	static struct location places[] = { { .name = "Gourock", .rel = "subject" } };
	static const char *categories[] = { "Arts" };
	struct show *show = demo_show(site, 2, a);

	show->item.slug = "kind";
	show->item.path = "podcasts/kind/index.html";
	show->feed_path = "podcasts/kind/feed.xml";
	show->title = "Kind & <quiet>";
	show->author = "Cat's kitchen";
	show->language = "gd";
	show->licence = "CC0-1.0";
	show->cover = (struct picture){ .path = "media/kind.png", .type = "image/png" };
	show->people = (struct list)LIST_OF(people);
	show->funding = (struct list)LIST_OF(funding);
	show->locations = (struct list)LIST_OF(places);
	show->categories = (struct strings)LIST_OF(categories);
	for (size_t i = 0; i < 2; i++) {
		struct episode *e = show->episodes[i];

		e->guid = arena_printf(a, "aaaaaaaa-0af3-49eb-9a07-66c3c765000%zu", i);
		e->item.path = arena_printf(a, "podcasts/kind/%zu.html", i);
		e->recording.path = arena_printf(a, "media/kind %zu.mp3", i);
		e->people = (struct list){ 0 };
		e->chapters_path = arena_printf(a, "podcasts/kind/%zu.chapters.json", i);
		for (size_t k = 0; k < TRANSCRIPT_FORMS; k++)
			e->transcript_paths[k] = arena_printf(a, "podcasts/kind/%zu%s", i, transcript_files[k].suffix);
	}
	return show;
}

/* Both have episodes of the same two dates. */
static struct site *site_of_two(struct arena *a)
{
	struct site *site = demo_site(2, a);
	struct show **shows = arena_array(a, 2, sizeof(*shows));
	struct collection *c = arena_new(a, struct collection);

	shows[0] = site->shows[0];
	shows[1] = second_show(site, a);
	site->shows = shows;
	site->show_count = 2;
	site->contact = "hello@example.org";
	site->licence = "CC-BY-4.0";
	*c = (struct collection){ .kind = COLLECTION_ALL, .slug = "", .title = site->title, .summary = site->summary,
				  .path = "index.html", .feed_path = ALL, .episode_count = 4,
				  .guid = "5d42bc6a-f362-5d89-9b1f-5647bea9ad66" };
	c->episodes = arena_array(a, 4, sizeof(*c->episodes));
	for (size_t i = 0; i < 4; i++)
		c->episodes[i] = shows[i % 2]->episodes[i / 2];
	site->collections = c;
	site->collection_count = 1;
	return site;
}

static void the_channel_answers_to_the_site(void **state)
{
	struct bench *b = *state;
	const char *text = render_valid(b, site_of_two(&b->arena), ALL);

	text = expect(text, "<title>Example</title>\n  <link>https://www.example.org/pod/</link>\n"
			    "  <description>A site.</description>\n  <language>en-gb</language>\n");
	text = expect(text, "<atom:link href=\"https://www.example.org/pod/feed.xml\" rel=\"self\"");
	/* The cover is that of the show of the oldest episode. */
	text = expect(text, "<itunes:image href=\"https://www.example.org/pod/media/kind.png\"/>");
	text = expect(text, "<itunes:category text=\"Arts\"/>");
	text = expect(text, "<itunes:explicit>false</itunes:explicit>");
	text = expect(text, "<managingEditor>hello@example.org (Example)</managingEditor>");
	text = expect(text, "<itunes:name>Example</itunes:name>\n   <itunes:email>hello@example.org</itunes:email>");
	text = expect(text, "<itunes:author>Example</itunes:author>\n  <itunes:type>episodic</itunes:type>");
	text = expect(text, "<podcast:guid>5d42bc6a-f362-5d89-9b1f-5647bea9ad66</podcast:guid>");
	text = expect(text, "<podcast:license url=\"https://creativecommons.org/licenses/by/4.0/\">cc-by-4.0</podcast:license>");
	assert_true(strstr(text, "<podcast:person") > strstr(text, "<item>"));
	assert_true(strstr(text, "<podcast:funding") > strstr(text, "<item>"));
	expect_none(text, "updateFrequency");
}

static void items_say_what_their_show_would(void **state)
{
	struct bench *b = *state;
	const char *text = render_valid(b, site_of_two(&b->arena), ALL);
	const char *first = expect(text, "<item>"), *second = expect(first, "<item>");

	expect(first, "<source url=\"https://www.example.org/pod/podcasts/hope/feed.xml\">Hope &amp; us</source>\n"
		      "   <itunes:author>Example Network</itunes:author>");
	expect(first, "<itunes:image href=\"https://www.example.org/pod/media/cover.jpg\"/>");
	expect(first, ">cc-by-sa-4.0</podcast:license>");
	second = expect(second, "<source url=\"https://www.example.org/pod/podcasts/kind/feed.xml\">Kind &amp; &#x3C;quiet&gt;</source>\n"
				"   <itunes:author>Cat's kitchen</itunes:author>");
	const char *end = strstr(second, "</item>");
	second = expect(second, "language=\"gd\"");
	assert_true(strstr(second, "<itunes:image") > end);
	second = expect(second, "<podcast:person role=\"host\">Cat</podcast:person>");
	second = expect(second, "<podcast:location rel=\"subject\">Gourock</podcast:location>");
	second = expect(second, "<podcast:funding url=\"https://example.org/cat\">Help Cat</podcast:funding>");
	assert_true(expect(second, ">cc0-1.0</podcast:license>") < end);
}

static void numbers_and_trailers_of_shows_are_not_those_of_all(void **state)
{
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	site->shows[0]->episodes[0]->type = "trailer";
	site->shows[0]->episodes[1]->type = "bonus";
	const char *text = render_valid(b, site, ALL);

	expect_none(text, "podcast:trailer");
	expect_none(text, ">trailer<");
	expect_none(text, "itunes:episode>");
	expect_none(text, "itunes:season");
	expect_none(text, "podcast:season");
	expect(text, "<itunes:episodeType>bonus</itunes:episodeType>");
	expect(text, "<itunes:episodeType>full</itunes:episodeType>");
}

static void the_cover_of_the_site_stands_before_that_of_a_show(void **state)
{
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	site->cover = (struct picture){ .path = "media/site.jpg", .type = "image/jpeg" };
	site->cover_alt = "The name of the network";
	const char *text = render_valid(b, site, ALL);

	text = expect(text, "<url>https://www.example.org/pod/media/site.jpg</url>");
	text = expect(text, "<podcast:image href=\"https://www.example.org/pod/media/site.jpg\" alt=\"The name of the network\"");
	text = expect(text, "<itunes:image href=\"https://www.example.org/pod/media/cover.jpg\"/>");
	expect(text, "<itunes:image href=\"https://www.example.org/pod/media/kind.png\"/>");
}

static void what_is_said_of_one_show_is_said_of_all(void **state)
{
	static const char *block[] = { "amazon", "apple" };
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	site->shows[1]->is_explicit = true;
	site->shows[1]->block = (struct strings)LIST_OF(block);
	const char *text = render_valid(b, site, ALL);

	text = expect(text, "<itunes:explicit>true</itunes:explicit>");
	text = expect(text, "<podcast:locked owner=\"hello@example.org\">yes</podcast:locked>");
	text = expect(text, "<podcast:block id=\"amazon\">yes</podcast:block>");
	const char *second = expect(expect(text, "<item>"), "<item>");
	/* Apple is asked for each episode, as it leaves out the others too otherwise. */
	assert_true(strstr(text, "<itunes:block>Yes</itunes:block>") > second);
	expect(second, "<itunes:block>Yes</itunes:block>");
	assert_null(strstr(text, "id=\"apple\""));
}

static void a_show_that_nobody_may_list_is_not_listed_by_the_feed_of_all(void **state)
{
	static const char *block[] = { "all" }, *allow[] = { "antennapod" };
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	site->shows[0]->block = (struct strings)LIST_OF(block);
	site->shows[0]->allow = (struct strings)LIST_OF(allow);
	site->shows[0]->is_explicit = true;
	const char *text = render_valid(b, site, ALL);

	assert_null(strstr(text, "block>"));
	assert_null(strstr(text, site->shows[0]->episodes[0]->guid));
	text = expect(text, "<itunes:explicit>false</itunes:explicit>");
	text = expect(expect(text, "<item>"), "<item>");
	assert_null(strstr(text, "<item>"));
}

static void the_feed_of_an_area_says_whose_it_is(void **state)
{
	static const struct source src = { "grief.md", "", 0 };
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);
	struct area area = { .item = { .src = &src } };
	struct collection *c = site->collections;

	*c = (struct collection){ .kind = COLLECTION_AREA, .slug = "grief", .title = "Grief & <loss>", .area = &area,
				  .path = "areas/grief.html", .feed_path = "areas/grief.xml", .episodes = c->episodes,
				  .episode_count = 2 };
	const char *text = render_valid(b, site, "areas/grief.xml");

	text = expect(text, "<title>Grief &amp; &#x3C;loss&gt; ");
	text = expect(text, " Example</title>\n  <link>https://www.example.org/pod/areas/grief.html</link>\n  <description>A site.</description>");
	/* uuid.uuid5(uuid.UUID('ead4c236-bf58-58c6-a2c6-a6b28d128cb6'), 'www.example.org/pod/areas/grief.xml') */
	expect(text, "<podcast:guid>c42c6b67-9a85-510f-a915-6e188ca8d4ea</podcast:guid>");
}

static void a_collection_without_episodes_has_no_feed(void **state)
{
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	site->collections->episode_count = 0;
	site->collections->feed_path = NULL;
	feed_render(site, &b->sink, &b->diag);
	assert_null(bench_file(b, ALL));
}

static void equal_dates_are_a_fault_in_one_show_only(void **state)
{
	struct bench *b = *state;
	struct site *site = site_of_two(&b->arena);

	render_valid(b, site, ALL);
	demo_files(b, site);
	struct output_tree tree = bench_tree(b);
	verify_output(&tree, site->address, &b->arena, &b->diag);
	expect_none(bench_messages(b), "[feed-order]");

	bench_forget(b);
	site->shows[0]->episodes[0]->date = site->shows[0]->episodes[1]->date;
	b->count = 0;
	feed_render(site, &b->sink, &b->diag);
	tree = bench_tree(b);
	verify_output(&tree, site->address, &b->arena, &b->diag);
	expect(bench_messages(b), "[feed-order]");
}

/* Many episodes, of which the collection has those of every second. */
static void feeds_of_areas_have_pages_that_are_no_other_areas_feed(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(4000, &b->arena);
	struct show *show = site->shows[0];
	struct collection c = { .kind = COLLECTION_TOPIC, .slug = "grief", .title = "Grief", .path = "topics/grief.html",
				.feed_path = "topics/grief.xml" };

	c.episodes = arena_array(&b->arena, 2000, sizeof(*c.episodes));
	for (size_t i = 0; i < 4000; i++) {
		struct episode *e = show->episodes[i];

		memset(e->transcript_paths, 0, sizeof(e->transcript_paths));
		e->chapters_path = NULL;
		if (i % 2)
			c.episodes[c.episode_count++] = e;
	}
	site->collections = &c;
	site->collection_count = 1;
	const char *text = render_valid(b, site, "topics/grief.xml");

	expect(text, "rel=\"next\"");
	assert_non_null(bench_file(b, "topics/grief.1.xml"));
	const char *page = arena_strdup(&b->arena, bench_text(b, "topics/grief.1.xml"));

	/* Once one of the area's is withdrawn, all others keep their places. */
	static const char *topic = "Grief";
	struct episode *lost[1] = { c.episodes[5] };

	lost[0]->topics = (struct strings){ .items = &topic, .count = 1 };
	memmove(&c.episodes[5], &c.episodes[6], (--c.episode_count - 5) * sizeof(*c.episodes));
	show->withdrawn = lost;
	show->withdrawn_count = 1;
	render_valid(b, site, "topics/grief.xml");
	assert_string_equal(bench_text(b, "topics/grief.1.xml"), page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_channel_answers_to_the_site),
		TEST(items_say_what_their_show_would),
		TEST(numbers_and_trailers_of_shows_are_not_those_of_all),
		TEST(the_cover_of_the_site_stands_before_that_of_a_show),
		TEST(what_is_said_of_one_show_is_said_of_all),
		TEST(a_show_that_nobody_may_list_is_not_listed_by_the_feed_of_all),
		TEST(the_feed_of_an_area_says_whose_it_is),
		TEST(a_collection_without_episodes_has_no_feed),
		TEST(equal_dates_are_a_fault_in_one_show_only),
		TEST(feeds_of_areas_have_pages_that_are_no_other_areas_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
