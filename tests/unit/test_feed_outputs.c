/* What programs can subscribe to besides RSS: how much is in it, in which order, and when it is there at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"
#include "feed/feed.h"
#include "feed_site.h"
#include "model/collect.h"
#include "model/embed.h"
#include "model/news.h"

static int setup(void **state)
{
	*state = bench_new();
	return 0;
}

static int teardown(void **state)
{
	bench_free(*state);
	return 0;
}

static struct site *collected(struct bench *b, size_t episodes)
{
	struct site *site = demo_site(episodes, &b->arena);

	site->now = (struct moment){ .utc = INT64_C(4000000000), .set = true };
	site_collect(site, &b->arena, &b->diag);
	return site;
}

static struct site *rendered(struct bench *b, size_t episodes)
{
	struct site *site = collected(b, episodes);

	site->json_feed = true;
	feed_render(site, &b->sink, &b->diag);
	assert_int_equal(bench_reported(b), 0);
	return site;
}

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void assert_valid(struct bench *b, const char *path, const char *grammar)
{
	char command[256];

	snprintf(command, sizeof(command), "xmllint --noout --relaxng feeds/%s '%s/%s' >/dev/null 2>&1", grammar, b->dir, path);
	if (system(command) != 0)
		fail_msg("%s is not what feeds/%s says", path, grammar);
}

static void atom_and_opml_are_what_their_grammars_say_whatever_a_title_has(void **state)
{
	rendered(*state, 3);
	assert_valid(*state, "new.atom", "atom.rng");
	assert_valid(*state, "shows.opml", "opml.rng");
}

static void atom_has_the_newest_fifty_and_json_feed_the_newest_hundred(void **state)
{
	rendered(*state, 120);
	const char *atom = bench_text(*state, "new.atom"), *json = bench_text(*state, "podcasts/hope/feed.json");

	assert_int_equal(times(atom, "<entry>"), 50);
	assert_non_null(strstr(atom, "part 120"));
	assert_non_null(strstr(atom, "part 71<"));
	assert_null(strstr(atom, "part 70<"));
	assert_int_equal(times(json, "\"content_html\""), 100);
	assert_non_null(strstr(json, "part 21\""));
	assert_null(strstr(json, "part 20\""));
}

static void links_in_the_text_of_an_entry_are_absolute(void **state)
{
	rendered(*state, 2);
	const char *json = bench_text(*state, "podcasts/hope/feed.json");

	assert_null(strchr(json, '\x01'));
	assert_null(strstr(json, "\\u0001"));
	assert_non_null(strstr(json, "href=\\\"https://www.example.org/pod/podcasts/hope/01-loss/#more\\\""));
	assert_non_null(strstr(json, "src=\\\"https://www.example.org/pod/media/cups.jpg\\\""));
}

static void what_has_no_episode_has_no_atom_feed_and_json_feed_must_be_asked_for(void **state)
{
	struct bench *b = *state;
	struct site *site = collected(b, 0);

	feed_render(site, &b->sink, &b->diag);
	assert_null(bench_file(b, "new.atom"));
	assert_null(site_news_path(site));
	assert_null(bench_file(b, "podcasts/hope/feed.json"));
	assert_non_null(bench_file(b, "shows.opml"));
	assert_null(bench_file(b, "podroll.opml"));
}

static void a_site_without_shows_has_no_list_of_feeds(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(0, &b->arena);

	site->show_count = 0;
	site_collect(site, &b->arena, &b->diag);
	feed_render(site, &b->sink, &b->diag);
	assert_null(bench_file(b, "shows.opml"));
}

static void the_podroll_names_each_feed_once_and_only_what_has_one(void **state)
{
	static struct remote_item items[] = {
		{ .guid = "1", .feed = "https://a.example/feed?x=1&y=2", .title = "A & <b>", .page = "https://a.example/" },
		{ .guid = "2", .title = "Without feed" },
		{ .guid = "3", .feed = "https://a.example/feed?x=1&y=2", .title = "A again" },
		{ .guid = "4", .feed = "https://c.example/feed" },
	};
	struct bench *b = *state;
	struct site *site = collected(b, 1);

	site->shows[0]->podroll = (struct list){ .items = items, .count = COUNT(items) };
	feed_render(site, &b->sink, &b->diag);
	assert_valid(b, "podroll.opml", "opml.rng");
	const char *text = bench_text(b, "podroll.opml");
	assert_int_equal(times(text, "<outline "), 2);
	assert_non_null(strstr(text, "title=\"A &amp; &lt;b&gt;\""));
	assert_non_null(strstr(text, "title=\"https://c.example/feed\""));
}

static void two_renderings_have_the_same_bytes(void **state)
{
	static const char *const paths[] = { "new.atom", "shows.opml", "podcasts/hope/feed.json",
					     "podcasts/hope/01-loss/index.oembed.json" };
	struct bench *b = *state, *other = bench_new();

	rendered(b, 5);
	rendered(other, 5);
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_string_equal(bench_text(b, paths[i]), bench_text(other, paths[i]));
	bench_free(other);
}

static void the_identity_of_the_site_can_be_remembered_when_it_moves(void **state)
{
	struct bench *b = *state;
	struct site *site = collected(b, 1), *moved = demo_site(1, &b->arena);

	moved->address = "https://elsewhere.example/";
	moved->guid = site->guid;
	site_collect(moved, &b->arena, &b->diag);
	feed_render(moved, &b->sink, &b->diag);
	const char *id = arena_printf(&b->arena, "<id>urn:uuid:%s</id>", site->guid);
	assert_int_equal(times(bench_text(b, "new.atom"), id), 1);
}

static void a_frame_is_as_high_as_the_note_needs(void **state)
{
	struct bench *b = *state;
	struct site *site = collected(b, 1);
	struct episode *e = site->shows[0]->episodes[0];
	struct embed with_note = embed_of(site, e, &b->arena);

	e->note = NULL;
	struct embed without = embed_of(site, e, &b->arena);

	assert_string_equal(without.path, "podcasts/hope/01-loss/index.embed.html");
	assert_string_equal(without.oembed_path, "podcasts/hope/01-loss/index.oembed.json");
	assert_true(with_note.height > without.height + 60);
	assert_non_null(strstr(without.frame, "title=\"Hope &amp; &lt;in&gt; &quot;us&quot;"));
	e->recording.path = NULL;
	assert_null(embed_of(site, e, &b->arena).path);
	assert_null(embed_of(site, e, &b->arena).frame);
}

static void news_are_newest_first_and_no_more_than_asked_for(void **state)
{
	struct bench *b = *state;
	const struct list news = site_news(collected(b, 9), 4, &b->arena);
	const struct news *all = news.items;

	assert_int_equal(news.count, 4);
	for (size_t i = 1; i < news.count; i++)
		assert_true(all[i - 1].published.utc > all[i].published.utc);
	assert_string_equal(all[0].title, "Loss, part 9");
	assert_int_equal(all[0].sound.bytes, AUDIO_BYTES);
	assert_int_equal(all[0].sound.seconds, 3726);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(atom_and_opml_are_what_their_grammars_say_whatever_a_title_has),
		TEST(atom_has_the_newest_fifty_and_json_feed_the_newest_hundred),
		TEST(links_in_the_text_of_an_entry_are_absolute),
		TEST(what_has_no_episode_has_no_atom_feed_and_json_feed_must_be_asked_for),
		TEST(a_site_without_shows_has_no_list_of_feeds),
		TEST(the_podroll_names_each_feed_once_and_only_what_has_one),
		TEST(two_renderings_have_the_same_bytes),
		TEST(the_identity_of_the_site_can_be_remembered_when_it_moves),
		TEST(a_frame_is_as_high_as_the_note_needs),
		TEST(news_are_newest_first_and_no_more_than_asked_for),
	};

	return cmocka_run_group_tests_name("feed outputs", tests, NULL, NULL);
}
