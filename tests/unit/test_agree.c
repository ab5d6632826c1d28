#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "feed/feed.h"
#include "feed_read.h"
#include "verify/verify.h"

/* What the files of an output say of one another. */
#define ADDRESS "https://www.example.org/pod/"
#define FEED    "podcasts/hope/feed.xml"
#define PAGE    "podcasts/hope/02-loss/index.html"

static int setup(void **state)
{
	struct bench *b = bench_new();
	struct site *site = demo_site(2, &b->arena);

	feed_render(site, &b->sink, &b->diag);
	demo_files(b, site);
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	bench_free(*state);
	return 0;
}

static const char *verify(struct bench *b)
{
	struct output_tree tree = bench_tree(b);

	bench_forget(b);
	verify_output(&tree, ADDRESS, &b->arena, &b->diag);
	return bench_messages(b);
}

static char *replaced(struct bench *b, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("there is no '%s'", from);
	return arena_printf(&b->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void put(struct bench *b, const char *path, const char *type, const char *text)
{
	struct output_file *f = bench_file(b, path);

	if (f)
		bench_replace(b, path, text, strlen(text));
	else
		bench_put(&b->sink, (struct output_meta){ path, OUTPUT_FEED, type }, text, strlen(text));
}

static void each_disagreement_is_reported(void **state)
{
	static const struct {
		const char *path, *from, *to, *said;
	} cases[] = {
		{ PAGE, "<title>Loss, part 2", "<title>Loss, part 9", "has another title [disagreement]" },
		{ PAGE, "loss%202.mp3", "loss%201.mp3", "does not offer the recording 'media/loss 2.mp3'" },
		{ FEED, "<title>Loss, part 2", "<title>Loss, part 9", "has another title [disagreement]" },
		{ FEED, "title=\"Middle\"", "title=\"Muddle\"", "are not those in" },
		{ FEED, "start=\"00:01:01.500\"", "start=\"00:01:01.600\"", "are not those in" },
		{ FEED, "<psc:chapter start=\"00:01:01.500\" title=\"Middle\" href=\"https://example.net/m\"/>", "",
		  "are not those in" },
		{ "podcasts/hope/02-loss/chapters.json", "Middle", "Mi\\u0064dle", NULL },
		{ "podcasts/hope/02-loss/chapters.json", "Middle", "\\ud83c\\udf31", "are not those in" },
		{ "podcasts/hope/02-loss/chapters.json", "61.500", "61.501", "are not those in" },
	};
	struct bench *b = *state;

	assert_string_equal(verify(b), "");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *good = bench_text(b, cases[i].path);

		put(b, cases[i].path, NULL, replaced(b, good, cases[i].from, cases[i].to));
		const char *said = verify(b);
		if (cases[i].said ? !strstr(said, cases[i].said) : *said)
			fail_msg("'%s': %s", cases[i].to, said);
		put(b, cases[i].path, NULL, good);
	}
}

static void a_cover_must_be_a_picture_that_directories_take(void **state)
{
	struct bench *b = *state;

	bench_file(b, "media/cover.jpg")->type = "image/svg+xml";
	assert_non_null(strstr(verify(b), "expected JPEG or PNG"));
}

/* SRI of the small file: right, then wrong. */
static void a_digest_is_that_of_the_file(void **state)
{
	struct bench *b = *state;
	const char *name = "media/loss-small.mp3";
	char base64[HASH_BASE64];
	struct hash hash;
	int64_t size;

	assert_true(hash_file(bench_file(b, name)->disk, &hash, &size));
	hash_hex(&hash, bench_file(b, name)->sha256);
	hash_base64(&hash, base64);
	put(b, FEED, NULL,
	    replaced(b, bench_text(b, FEED), "loss-small.mp3\"/>",
		     arena_printf(&b->arena,
				  "loss-small.mp3\"/><podcast:integrity type=\"sri\" value=\"sha256-%s\"/>", base64)));
	assert_string_equal(verify(b), "");
	hash.bytes[0] ^= 1;
	hash_hex(&hash, bench_file(b, name)->sha256);
	assert_non_null(strstr(verify(b), "the digest is not that of 'media/loss-small.mp3'"));
}

/* By the other two algorithms of W3C SRI; python knows what they give. One of others is let be. */
static void a_digest_by_a_longer_algorithm_is_that_of_the_file(void **state)
{
	static const char *const algorithms[] = { "sha256", "sha384", "sha512" };
	struct bench *b = *state;
	const char *file = bench_file(b, "media/loss-small.mp3")->disk, *good = bench_text(b, FEED);

	for (size_t i = 0; i < 3; i++) {
		const char *sri = run(b, arena_printf(&b->arena,
						      "/usr/bin/python3 -c 'import base64, hashlib, sys\n"
						      "d = hashlib.new(\"%s\", open(sys.argv[1], \"rb\").read())\n"
						      "print(end=\"%s-\" + base64.b64encode(d.digest()).decode())' %s",
						      algorithms[i], algorithms[i], file));
		const char *feed = replaced(b, good, "loss-small.mp3\"/>",
					    arena_printf(&b->arena, "loss-small.mp3\"/><podcast:integrity type=\"sri\" "
									 "value=\"%s\"/>", sri));

		put(b, FEED, NULL, feed);
		assert_string_equal(verify(b), "");
		put(b, FEED, NULL, replaced(b, feed, sri, arena_printf(&b->arena, "%s-x%s", algorithms[i], sri + 8)));
		assert_non_null(strstr(verify(b), "the digest is not that of"));
		put(b, FEED, NULL, good);
	}
}

/* The demo's two items on a page each. `first` and `second` are the links of the pages. */
static void put_pages(struct bench *b, const char *first, const char *second)
{
	const char *all = bench_text(b, FEED), *item = strstr(all, "  <item>"), *two = strstr(item + 1, "  <item>");
	static const char self[] = "rel=\"self\" type=\"application/rss+xml\"/>";
	char *head = arena_strndup(&b->arena, all, (size_t)(item - all));
	char *newest = arena_strndup(&b->arena, item, (size_t)(two - item));

	put(b, "podcasts/hope/feed-1.xml", "application/rss+xml",
	    arena_printf(&b->arena, "%s%s",
			 replaced(b, replaced(b, head, "hope/feed.xml", "hope/feed-1.xml"), self,
				  arena_printf(&b->arena, "%s%s", self, second)),
			 two));
	put(b, FEED, NULL,
	    arena_printf(&b->arena, "%s%s</channel></rss>\n",
			 replaced(b, head, self, arena_printf(&b->arena, "%s%s", self, first)), newest));
}

#define LINK(rel, file) "<atom:link rel=\"" rel "\" href=\"" ADDRESS "podcasts/hope/" file "\" type=\"application/rss+xml\"/>"
#define ENDS LINK("first", "feed.xml") LINK("last", "feed-1.xml")

static void pages_lead_from_the_first_to_the_last(void **state)
{
	static const struct {
		const char *first, *second, *said;
	} cases[] = {
		{ ENDS LINK("next", "feed-1.xml"), ENDS, "" },
		{ ENDS LINK("next", "feed-1.xml"), ENDS LINK("next", "feed.xml"), "apps would go round in circles [page-chain]" },
		{ ENDS LINK("next", "feed.xml"), ENDS, "apps would go round in circles" },
		{ ENDS, ENDS, "no page of the feed leads to this one" },
		{ ENDS LINK("next", "feed-2.xml"), ENDS, "[dead-link]" },
	};
	struct bench *b = *state;
	const char *good = bench_text(b, FEED);

	for (size_t i = 0; i < COUNT(cases); i++) {
		put(b, FEED, NULL, good);
		put_pages(b, cases[i].first, cases[i].second);
		const char *said = verify(b);
		if (*cases[i].said ? !strstr(said, cases[i].said) : *said)
			fail_msg("%zu: %s", i, said);
	}
}

static void an_item_stands_on_one_page_only(void **state)
{
	struct bench *b = *state;
	const char *feed = bench_text(b, FEED);

	put_pages(b, ENDS LINK("next", "feed-1.xml"), ENDS);
	const char *last = bench_text(b, "podcasts/hope/feed-1.xml");
	put(b, "podcasts/hope/feed-1.xml", NULL, replaced(b, last, "c3c7665901", "c3c7665902"));
	assert_non_null(strstr(verify(b), "stands on another page of the feed as well"));
	put(b, FEED, NULL, feed);
}

/* Two feeds that are no pages of one another may have the same items. */
static void feeds_of_the_same_episodes_are_no_pages(void **state)
{
	struct bench *b = *state;

	put(b, "topics/hope.xml", "application/rss+xml",
	    replaced(b, bench_text(b, FEED), "podcasts/hope/feed.xml", "topics/hope.xml"));
	assert_string_equal(verify(b), "");
}

static void json_for_readers_and_frames_is_held_to_its_form(void **state)
{
	static const char feed[] = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\",\n"
				   "\"items\": [{\"id\": \"one\"}, {\"id\": \"two\"}]}\n";
	static const char frame[] = "{\"version\": \"1.0\", \"type\": \"rich\", \"html\": \"<iframe></iframe>\"}\n";
	static const struct {
		const char *path, *from, *to, *said;
	} cases[] = {
		{ "feed.json", "1.1", "1", "no version or no list" },
		{ "feed.json", "items", "entries", "no version or no list" },
		{ "feed.json", "\"two\"", "2", "an item has no id" },
		{ "feed.json", "two", "one", "two items have the same id" },
		{ "feed.json", "]", "", "[feed-invalid]" },
		{ "one.json", "1.0", "2.0", "no version or no html" },
		{ "one.json", "html", "text", "no version or no html" },
		{ "one.json", "}", "", "[feed-invalid]" },
	};
	struct bench *b = *state;

	put(b, "feed.json", "application/feed+json", feed);
	put(b, "one.json", "application/json+oembed", frame);
	assert_string_equal(verify(b), "");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *good = bench_text(b, cases[i].path);

		put(b, cases[i].path, NULL, replaced(b, good, cases[i].from, cases[i].to));
		if (!strstr(verify(b), cases[i].said))
			fail_msg("'%s': %s", cases[i].to, bench_messages(b));
		put(b, cases[i].path, NULL, good);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define AGREE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		AGREE(each_disagreement_is_reported),
		AGREE(a_cover_must_be_a_picture_that_directories_take),
		AGREE(a_digest_is_that_of_the_file),
		AGREE(a_digest_by_a_longer_algorithm_is_that_of_the_file),
		AGREE(pages_lead_from_the_first_to_the_last),
		AGREE(an_item_stands_on_one_page_only),
		AGREE(feeds_of_the_same_episodes_are_no_pages),
		AGREE(json_for_readers_and_frames_is_held_to_its_form),
	};

	return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
