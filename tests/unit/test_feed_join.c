/* Feeds in several documents become one. */
#include "model/feed_join.h"
#include "reading_feeds.h"

static const char *entry(const char *title, const char *guid, const char *audio)
{
	return arena_printf(&in.arena,
			    "<item><title>%s</title>%s<link>/%s</link><enclosure url='%s'/></item>",
			    title, *guid ? arena_printf(&in.arena, "<guid>%s</guid>", guid) : "",
			    title, audio);
}

static struct remote_feed *feed_of(const char *a, const char *b, const char *c)
{
	return channel(arena_printf(&in.arena, "%s%s%s", a, b, c));
}

static void what_a_page_has_is_appended(void **state)
{
	struct remote_feed *f = feed_of(entry("A", "a", "/a.mp3"), entry("B", "b", "/b.mp3"), "");
	const struct remote_feed *page =
		feed_of(entry("C", "c", "/c.mp3"), entry("D", "d", "/d.mp3"), "<ttl>5</ttl>");

	(void)state;
	assert_true(feed_join(f, page, &in.arena));
	same(titles(f), "A B C D");
	same(titles(page), "C D");
	same(elements(&f->elements), "");
}

static void what_is_there_already_stays_as_it_is(void **state)
{
	struct remote_feed *f = feed_of(entry("A", "a", "/a.mp3"), entry("B", "", "/b.mp3"), "");
	const struct remote_feed *old = feed_of(entry("OldA", "a", "/a.mp3"), entry("B", "", "/b.mp3"),
						entry("C", "c", "/c.mp3"));

	(void)state;
	assert_true(feed_join(f, old, &in.arena));
	same(titles(f), "A B C");
	assert_false(feed_join(f, old, &in.arena));
	assert_false(feed_join(f, f, &in.arena));
	assert_false(feed_join(f, channel(""), &in.arena));
	same(titles(f), "A B C");
}

/* What to do with these, the plan decides. */
static void one_guid_with_two_recordings_is_two_items(void **state)
{
	struct remote_feed *f = feed_of(entry("A", "a", "/a.mp3"), "", "");

	(void)state;
	assert_true(feed_join(f, feed_of(entry("A2", "a", "/a2.mp3"), entry("A2", "a", "/a2.mp3"), ""),
			      &in.arena));
	same(titles(f), "A A2 A2");
}

static void pages_and_archives_are_found(void **state)
{
	(void)state;
	same(feed_older(channel("<atom:link rel='next' href='?page=2'/>")),
	     "https://example.org/show/feed.xml?page=2");
	same(feed_older(channel("<atom:link rel='next' href='?page=2'/>"
				"<atom:link rel='prev-archive' href='/2025.xml'/>")),
	     "https://example.org/2025.xml");
	same(feed_older(read_text("<feed xmlns='http://www.w3.org/2005/Atom'>"
				  "<link rel='prev-archive' href='/2025.atom'/></feed>")),
	     "https://example.org/2025.atom");
	same(feed_older(channel("<link rel='next' href='/2'/>")), "https://example.org/2");
	same(feed_older(channel("<atom:link rel='self' href='/'/>")), NULL);
}

static void chains_that_go_round_end(void **state)
{
	struct feed_pages pages = { 0 };

	(void)state;
	assert_true(feed_pages_visit(&pages, "https://example.org/feed", &in.arena));
	assert_true(feed_pages_visit(&pages, "https://example.org/feed?page=2", &in.arena));
	assert_false(feed_pages_visit(&pages, "https://example.org/feed", &in.arena));
	assert_false(feed_pages_visit(&pages, "https://example.org/feed#top", &in.arena));
	for (int i = 3; i <= 1000; i++)
		assert_true(feed_pages_visit(
			&pages, arena_printf(&in.arena, "https://example.org/feed?page=%d", i), &in.arena));
	assert_false(feed_pages_visit(&pages, "https://example.org/feed?page=1001", &in.arena));
}

int main(void)
{
#define READS(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		READS(what_a_page_has_is_appended),
		READS(what_is_there_already_stays_as_it_is),
		READS(one_guid_with_two_recordings_is_two_items),
		READS(pages_and_archives_are_found),
		READS(chains_that_go_round_end),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
