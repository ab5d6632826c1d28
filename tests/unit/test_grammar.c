#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed/feed.h"
#include "feed_site.h"
#include "verify/verify.h"

/*
 * The grammars of feeds/ as verify applies them and as xmllint does: files with
 * all that a grammar allows, and one mistake at a time. Both must say the same.
 */
#define FEED "podcasts/hope/feed.xml"
#define GUID "917393e3-1b1e-5cef-ace4-edaa54e1f810"
#define A64  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static const char live[] =
	"<channel><podcast:liveItem status=\"live\" start=\"2021-09-26T07:30:00.000-06:00\" "
	"end=\"2021-09-26T09:30:00Z\"><title>Live</title>"
	"<guid isPermaLink=\"false\">e32b4890-983b-4ce5-8b46-f2d6bc1d8819</guid>"
	"<enclosure url=\"https://example.net/stream?fmt=.mp3\" type=\"audio/mpeg\" length=\"0\"/>"
	"<podcast:alternateEnclosure type=\"video/mp4\" length=\"123\" bitrate=\"96000.5\" height=\"720\" lang=\"en\" "
	"title=\"Film\" rel=\"x\" codecs=\"avc1.42E01E, mp4a.40.2\" default=\"false\">"
	"<podcast:source uri=\"https://example.net/x.mp4\" contentType=\"video/mp4\"/>"
	"<podcast:integrity type=\"sri\" value=\"sha384-" A64 "\"/>"
	"<podcast:source uri=\"https://example.net/y.mp4\"/></podcast:alternateEnclosure>"
	"<podcast:contentLink href=\"https://example.net/live\">Listen</podcast:contentLink>"
	"</podcast:liveItem>";

static const char links[] =
	" rel=\"self\" type=\"application/rss+xml\"/><atom:link href=\"https://hub.example/\" rel=\"hub\"/>"
	"<atom:link href=\"https://example.net/2.xml\" rel=\"next\" type=\"application/rss+xml\"/>"
	"<atom:link href=\"https://example.net/1.xml\" rel=\"first\"/>";

static const char channel[] =
	"<itunes:new-feed-url>https://example.net/new.xml</itunes:new-feed-url>\n"
	"<itunes:block>Yes</itunes:block>\n"
	"<podcast:location rel=\"subject\" geo=\"geo:55.86,-4.25;u=1000\" osm=\"R1906767\" country=\"GB\">"
	"Glasgow</podcast:location>\n"
	"<podcast:image href=\"https://example.net/a.jpg\" alt=\"Two cups\" aspect-ratio=\"16/9\" width=\"1920\" "
	"height=\"1080\" type=\"image/jpeg\" purpose=\"social canvas\"/>\n"
	"<podcast:txt purpose=\"applepodcastsverify\">abc</podcast:txt><podcast:txt>free</podcast:txt>\n"
	"<podcast:trailer url=\"https://example.net/t.mp3\" pubdate=\"Thu, 01 Apr 2021 08:00:00 +0000\" "
	"length=\"12345\" type=\"audio/mpeg\" season=\"2\">Soon</podcast:trailer>\n"
	"<podcast:updateFrequency complete=\"false\" dtstart=\"2024-01-01\" rrule=\"FREQ=WEEKLY;BYDAY=MO,+1TU\">"
	"Mondays</podcast:updateFrequency>\n"
	"<podcast:podroll><podcast:remoteItem feedGuid=\"" GUID "\" feedUrl=\"https://example.net/f.xml\" "
	"title=\"A\"/></podcast:podroll>\n"
	"<podcast:publisher><podcast:remoteItem feedGuid=\"" GUID "\" medium=\"publisher\" "
	"feedUrl=\"https://example.net/f.xml\"/></podcast:publisher>\n"
	"<podcast:block id=\"acast\">yes</podcast:block><podcast:block>no</podcast:block>\n"
	"<podcast:podping usesPodping=\"true\"/>\n"
	"<podcast:value type=\"lightning\" method=\"keysend\" suggested=\"0.00000005000\">"
	"<podcast:valueRecipient name=\"x\" type=\"node\" address=\"02d5c1\" split=\"100\" fee=\"true\" "
	"customKey=\"9\" customValue=\"z\"/></podcast:value>\n"
	"<itunes:keywords>a, b</itunes:keywords>\n<category domain=\"x\">y</category>\n<item>";

static const char item[] =
	"<itunes:block>Yes</itunes:block>\n"
	"<itunes:image href=\"https://example.net/e.png\"/>\n"
	"<podcast:soundbite startTime=\"73.0\" duration=\"60.0\">Why</podcast:soundbite>\n"
	"<podcast:soundbite startTime=\"1\" duration=\"60.5\"/>\n"
	"<podcast:alternateEnclosure type=\"x\"><podcast:source uri=\"ipfs://x\"/></podcast:alternateEnclosure>\n"
	"<podcast:funding url=\"https://example.net/give\">Give</podcast:funding>\n"
	"<podcast:person role=\"guest\" group=\"cast\" img=\"https://example.net/p.jpg\" "
	"href=\"https://example.net/p\">Cy</podcast:person>\n"
	"<podcast:location>Oban</podcast:location>\n"
	"<podcast:image href=\"https://example.net/a.jpg\" alt=\"Cups\"/>\n"
	"<podcast:txt purpose=\"release\">x</podcast:txt>\n"
	"<podcast:contentLink href=\"https://example.net/1\">Watch</podcast:contentLink>\n"
	"<podcast:value type=\"lightning\" method=\"keysend\">"
	"<podcast:valueRecipient type=\"node\" address=\"02d5c1\" split=\"100\"/>"
	"<podcast:valueTimeSplit startTime=\"60\" duration=\"237\" remotePercentage=\"95\" remoteStartTime=\"0\">"
	"<podcast:remoteItem feedGuid=\"" GUID "\" itemGuid=\"abc\" medium=\"music\"/>"
	"</podcast:valueTimeSplit></podcast:value>\n"
	"<itunes:subtitle>A &lt; B</itunes:subtitle>\n<x:y xmlns:x=\"urn:x\" z=\"1\"><x:z/>text</x:y>\n"
	"<itunes:author>Somebody</itunes:author>\n<itunes:block>no</itunes:block></item>";

static const char atom[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-gb\">\n"
	"<title>News</title><id>https://www.example.org/pod/</id><updated>2026-02-02T03:04:05Z</updated>\n"
	"<link rel=\"self\" type=\"application/atom+xml\" href=\"https://www.example.org/pod/atom.xml\"/>\n"
	"<link rel=\"alternate\" type=\"text/html\" hreflang=\"en\" href=\"https://www.example.org/pod/\"/>\n"
	"<author><name>Example</name><email>a@example.org</email></author><rights>CC</rights>\n"
	"<category term=\"x\" label=\"X\"/><generator uri=\"https://example.net/\" version=\"1\">blether</generator>\n"
	"<entry xml:lang=\"gd\"><title type=\"text\">A</title><id>urn:uuid:" GUID "</id>"
	"<updated>2026-02-02T03:04:05Z</updated><published>2026-01-02T03:04:05Z</published>"
	"<link rel=\"alternate\" href=\"https://www.example.org/pod/about.html\"/>"
	"<link rel=\"enclosure\" type=\"audio/mpeg\" length=\"20000\" "
	"href=\"https://www.example.org/pod/media/loss%201.mp3\"/>"
	"<summary type=\"html\">&lt;p&gt;x&lt;/p&gt;</summary></entry>\n"
	"<entry><title>B</title><id>tag:example.org,2026:b</id><updated>2026-01-02T03:04:05Z</updated>"
	"<link rel=\"alternate\" href=\"https://www.example.org/pod/\"/><content>y</content></entry>\n"
	"</feed>\n";

static const char opml[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<opml version=\"2.0\">\n<head><title>Shows</title>"
	"<dateCreated>Mon, 28 Mar 2022 09:00:00 +0000</dateCreated></head>\n<body>\n"
	"<outline text=\"Hope\" title=\"Hope\" type=\"rss\" xmlUrl=\"https://www.example.org/pod/" FEED "\" "
	"htmlUrl=\"https://www.example.org/pod/\" language=\"en-gb\" version=\"RSS2\"/>\n"
	"<outline text=\"Friends\" title=\"Friends\"><outline text=\"X\" title=\"X\" type=\"rss\" "
	"xmlUrl=\"https://example.net/f.xml\"/></outline>\n</body>\n</opml>\n";

static char *replaced(struct bench *b, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("there is no '%s'", from);
	return arena_printf(&b->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static const char *whole_feed(struct bench *b)
{
	const char *text = bench_text(b, FEED);

	text = replaced(b, text, "<channel>", live);
	text = replaced(b, text, " rel=\"self\" type=\"application/rss+xml\"/>", links);
	text = replaced(b, text, "<podcast:updateFrequency complete=\"true\"/>", "");
	text = replaced(b, text, "<item>", channel);
	text = replaced(b, text, "<podcast:season>", "<podcast:season name=\"Beginnings\">");
	text = replaced(b, text, "<podcast:episode>2<", "<podcast:episode display=\"Ch.3\">100.5<");
	return replaced(b, text, "</item>", item);
}

static void put(struct bench *b, const char *path, const char *type, const char *text)
{
	struct output_file *f = bench_file(b, path);

	if (f)
		bench_replace(b, path, text, strlen(text));
	else
		bench_put(&b->sink, (struct output_meta){ path, OUTPUT_FEED, type }, text, strlen(text));
}

static int setup(void **state)
{
	struct bench *b = bench_new();
	struct site *site = demo_site(2, &b->arena);

	feed_render(site, &b->sink, &b->diag);
	demo_files(b, site);
	put(b, FEED, "", whole_feed(b));
	put(b, "atom.xml", "application/atom+xml", atom);
	put(b, "shows.opml", "text/x-opml", opml);
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
	verify_output(&tree, "https://www.example.org/pod", &b->arena, &b->diag);
	return bench_messages(b);
}

static bool xmllint_takes(struct bench *b, const char *grammar, const char *path)
{
	return system(arena_printf(&b->arena, "xmllint --noout --nonet --relaxng feeds/%s %s 2>/dev/null",
				   grammar, bench_file(b, path)->disk)) == 0;
}

struct mutation {
	const char *from, *to;
};

static const struct mutation of_podcast[] = {
	{ "<podcast:soundbite startTime=\"73.0\"", "<x:y xmlns:x=\"urn:x\"/><podcast:soundbite startTime=\"73.0\"" },
	{ "</itunes:keywords>", "</itunes:keywords><itunes:type>serial</itunes:type>" },
	{ "</itunes:subtitle>", "</itunes:subtitle><itunes:season>1</itunes:season>" },
	{ "status=\"live\"", "status=\"ended\"" },
	{ " start=\"2021-09-26T07:30:00.000-06:00\"", "" },
	{ "end=\"2021-09-26T09:30:00Z\"", "end=\"half past nine\"" },
	{ "<podcast:contentLink href=\"https://example.net/live\">Listen</podcast:contentLink></podcast:liveItem>",
	  "</podcast:liveItem>" },
	{ "</podcast:liveItem>",
	  "<podcast:transcript url=\"https://example.net/x.vtt\" type=\"text/vtt\"/></podcast:liveItem>" },
	{ "</podcast:liveItem>", "<podcast:chapters url=\"https://example.net/x.json\" "
	  "type=\"application/json+chapters\"/></podcast:liveItem>" },
	{ "<itunes:new-feed-url>", "<podcast:liveItem status=\"live\" start=\"2021-09-26\"/><itunes:new-feed-url>" },
	{ "rel=\"hub\"", "rel=\"prev\"" },
	{ "rel=\"next\"", "rel=\"self\"" },
	{ "rel=\"first\"", "rel=\"alternate\"" },
	{ "<itunes:block>Yes", "<itunes:block>yes" },
	{ "https://example.net/new.xml", "http://example.net/new.xml" },
	{ "rel=\"subject\"", "rel=\"object\"" },
	{ "geo:55.86,-4.25", "55.86,-4.25" },
	{ "R1906767", "1906767" },
	{ "country=\"GB\"", "country=\"gb\"" },
	{ ">Glasgow<", "> <" },
	{ " alt=\"Two cups\"", "" },
	{ "16/9", "16:9" },
	{ "width=\"1920\"", "width=\"1920px\"" },
	{ "image/jpeg", "jpeg" },
	{ "social canvas", "" },
	{ ">abc</podcast:txt>", "></podcast:txt>" },
	{ "pubdate=\"Thu, 01 Apr 2021 08:00:00 +0000\"", "pubdate=\"2021-04-01\"" },
	{ "url=\"https://example.net/t.mp3\" ", "" },
	{ ">Soon<", "><" },
	{ "complete=\"false\"", "complete=\"no\"" },
	{ "dtstart=\"2024-01-01\"", "dtstart=\"1 January\"" },
	{ "FREQ=WEEKLY", "FREQ=SOMETIMES" },
	{ "FREQ=WEEKLY;", "" },
	{ "feedGuid=\"" GUID "\" feedUrl=\"https://example.net/f.xml\" title", "feedGuid=\"x\" title" },
	{ "<podcast:remoteItem feedGuid=\"" GUID "\" feedUrl=\"https://example.net/f.xml\" title=\"A\"/>", "" },
	{ "medium=\"publisher\"", "medium=\"podcast\"" },
	{ "id=\"acast\"", "id=\"Acast Inc\"" },
	{ ">yes</podcast:block>", ">maybe</podcast:block>" },
	{ "usesPodping=\"true\"", "usesPodping=\"yes\"" },
	{ " split=\"100\"", "" },
	{ "split=\"100\"", "split=\"99.5\"" },
	{ "suggested=\"0.00000005000\"", "suggested=\"some\"" },
	{ " method=\"keysend\"", "" },
	{ "remotePercentage=\"95\"", "remotePercentage=\"101\"" },
	{ "<podcast:remoteItem feedGuid=\"" GUID "\" itemGuid=\"abc\" medium=\"music\"/>", "" },
	{ "startTime=\"73.0\"", "startTime=\"1:13\"" },
	{ "startTime=\"73.0\" duration=\"60.0\"", "startTime=\"73.0\"" },
	{ "sha384-", "sha384" },
	{ "sha384-A", "sha384-AA" },
	{ "type=\"sri\"", "type=\"md5\"" },
	{ "<podcast:source uri=\"https://example.net/x.mp4\" contentType=\"video/mp4\"/>"
	  "<podcast:integrity type=\"sri\" value=\"sha384-" A64 "\"/><podcast:source uri=\"https://example.net/y.mp4\"/>",
	  "" },
	{ "<podcast:source uri=\"https://example.net/y.mp4\"/>",
	  "<podcast:integrity type=\"sri\" value=\"sha384-" A64 "\"/>" },
	{ "title=\"Film\"", "title=\"A title that is longer than thirty-two signs\"" },
	{ "default=\"false\"", "default=\"no\"" },
	{ "codecs=", "codec=" },
	{ "lang=\"en\"", "lang=\"English\"" },
	{ "name=\"Beginnings\"", "nom=\"Beginnings\"" },
	{ "display=\"Ch.3\"", "display=\"A chapter with a very long name indeed\"" },
	{ ">100.5<", ">one<" },
	{ "img=\"https://example.net/p.jpg\"", "img=\"p.jpg\"" },
	{ "href=\"https://example.net/1\"", "" },
	{ "https://example.net/e.png", "https://example.net/e.gif" },
};

static const struct mutation of_atom[] = {
	{ "xml:lang=\"gd\"", "xml:lang=\"Gaelic\"" },
	{ "<id>tag:", "<id>" },
	{ "<id>urn:uuid:" GUID "</id>", "" },
	{ "<updated>2026-01-02T03:04:05Z</updated>", "" },
	{ "2026-01-02T03:04:05Z</published>", "2 January 2026</published>" },
	{ "type=\"html\"", "type=\"xhtml\"" },
	{ "<name>Example</name>", "" },
	{ "rel=\"enclosure\"", "rel=\"sound\"" },
	{ "length=\"20000\"", "length=\"20 kB\"" },
	{ "term=\"x\" ", "" },
	{ "<title>News</title>", "" },
	{ "<title>News</title>", "<title>News</title><title>New</title>" },
	{ "<author>", "<managingEditor>x</managingEditor><author>" },
	{ "</feed>", "<rights>CC</rights></feed>" },
};

static const struct mutation of_opml[] = {
	{ "version=\"2.0\"", "version=\"1.0\"" },
	{ " title=\"Hope\"", "" },
	{ " text=\"X\"", "" },
	{ " xmlUrl=\"https://example.net/f.xml\"", "" },
	{ "type=\"rss\"", "type=\"link\"" },
	{ "<title>Shows</title>", "" },
	{ "Mon, 28 Mar 2022 09:00:00 +0000", "2022-03-28" },
	{ "<outline text=\"X\"", "<outline text=\"Y\" title=\"Y\"/><outline text=\"X\"" },
	{ "<body>", "<body><feed/>" },
};

static void check_all(struct bench *b, const char *grammar, const char *path,
		      const struct mutation *all, size_t count)
{
	const char *good = bench_text(b, path);

	assert_true(xmllint_takes(b, grammar, path));
	for (size_t i = 0; i < count; i++) {
		bench_replace(b, path, good, strlen(good));
		const char *bad = replaced(b, good, all[i].from, all[i].to);

		bench_replace(b, path, bad, strlen(bad));
		if (xmllint_takes(b, grammar, path))
			fail_msg("xmllint takes '%s' for '%s'", all[i].to, all[i].from);
		if (!strstr(verify(b), "[feed-invalid]"))
			fail_msg("'%s' for '%s' is not found: %s", all[i].to, all[i].from, bench_messages(b));
	}
}

static void a_feed_with_every_element_passes(void **state)
{
	assert_string_equal(verify(*state), "");
}

static void xmllint_and_verify_refuse_the_same_podcast_feeds(void **state)
{
	check_all(*state, "podcast.rng", FEED, of_podcast, COUNT(of_podcast));
}

static void xmllint_and_verify_refuse_the_same_atom_feeds(void **state)
{
	check_all(*state, "atom.rng", "atom.xml", of_atom, COUNT(of_atom));
}

static void xmllint_and_verify_refuse_the_same_lists_of_feeds(void **state)
{
	check_all(*state, "opml.rng", "shows.opml", of_opml, COUNT(of_opml));
}

/* What no grammar says of Atom and OPML. */
static void rules_of_atom_and_opml_are_held(void **state)
{
	static const struct {
		const char *path, *from, *to, *said;
	} cases[] = {
		{ "atom.xml", "tag:example.org,2026:b", "urn:uuid:" GUID, "[duplicate-guid]" },
		{ "atom.xml", "<updated>2026-01-02", "<updated>2026-03-02", "[feed-order]" },
		{ "atom.xml", "pod/atom.xml", "pod/news.xml", "[feed-self]" },
		{ "atom.xml", "rel=\"self\"", "rel=\"related\"", "[feed-self]" },
		{ "atom.xml", "<author><name>Example</name><email>a@example.org</email></author>", "", "an author" },
		{ "atom.xml", "<link rel=\"alternate\" href=\"https://www.example.org/pod/about.html\"/>", "",
		  "no link to its page" },
		{ "atom.xml", "pod/about.html", "pod/nowhere.html", "[dead-link]" },
		{ "atom.xml", "&lt;p&gt;x", "&lt;script&gt;x", "[unsafe-notes]" },
		{ "shows.opml", "https://example.net/f.xml", "https://www.example.org/pod/" FEED, "stands in the list twice" },
		{ "shows.opml", FEED, "podcasts/none/feed.xml", "[dead-link]" },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *good = bench_text(b, cases[i].path);
		const char *bad = replaced(b, good, cases[i].from, cases[i].to);

		bench_replace(b, cases[i].path, bad, strlen(bad));
		if (!strstr(verify(b), cases[i].said))
			fail_msg("'%s': %s", cases[i].to, bench_messages(b));
		bench_replace(b, cases[i].path, good, strlen(good));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(a_feed_with_every_element_passes),
		TEST(xmllint_and_verify_refuse_the_same_podcast_feeds),
		TEST(xmllint_and_verify_refuse_the_same_atom_feeds),
		TEST(xmllint_and_verify_refuse_the_same_lists_of_feeds),
		TEST(rules_of_atom_and_opml_are_held),
	};

	return cmocka_run_group_tests_name("grammar", tests, NULL, NULL);
}
