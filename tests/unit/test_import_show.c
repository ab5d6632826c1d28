#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "import_site.h"

/* A feed that was read, and what import makes of it: to the letter, and read again by the real reader. */

#define HEAD                                                                                              \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""                                \
	" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""                                    \
	" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\""                                       \
	" xmlns:atom=\"http://www.w3.org/2005/Atom\""                                                     \
	" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""                                     \
	" xmlns:psc=\"http://podlove.org/simple-chapters\" xmlns:x=\"urn:x\"><channel>"                   \
	"<title>Example talks</title><link>https://talks.example.org/</link>"                             \
	"<description>Talks that are made up.</description><language>en-GB</language>"                    \
	"<itunes:author>Example Network</itunes:author>"                                                  \
	"<itunes:owner><itunes:name>Example Network</itunes:name>"                                        \
	"<itunes:email>talks@example.org</itunes:email></itunes:owner>"                                   \
	"<itunes:category text=\"Education\"/><itunes:explicit>false</itunes:explicit>"                   \
	"<itunes:image href=\"https://talks.example.org/cover.jpg\"/>"                                    \
	"<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid><podcast:locked>yes</podcast:locked>"
#define TAIL "</channel></rss>"

/* An item with a recording of its own. */
#define ITEM(name, more)                                                                                  \
	"<item><title>" name "</title><guid isPermaLink=\"false\">guid-" name "</guid>"                   \
	"<enclosure url=\"https://talks.example.org/" name ".mp3\" length=\"9\" type=\"audio/mpeg\"/>" more \
	"</item>"
#define DATE(day) "<pubDate>Mon, " day " Jan 2024 09:00:00 +0100</pubDate>"

static int setup(void **state)
{
	*state = imported_new();
	return 0;
}

static int teardown(void **state)
{
	imported_free(*state);
	return 0;
}

static void take(struct imported *i, const char *feed)
{
	assert_non_null(imported_read(i, feed, strlen(feed), "https://talks.example.org/feed.xml"));
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in\n%s", part, text);
}

static void has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in\n%s", part, text);
}

static void reads(struct imported *i)
{
	imported_write(i);
	assert_string_equal(imported_errors(i), "");
}

static const struct import_episode *episode(struct imported *i, size_t k)
{
	assert_true(k < i->show->count);
	return &i->show->episodes[k];
}

static void test_plain(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("hope", DATE("08") "<link>https://talks.example.org/hope</link>"
					     "<itunes:episode>1</itunes:episode>"
					     "<description>&lt;p&gt;About &lt;em&gt;hope&lt;/em&gt; and what it "
					     "needs to grow, in eleven words.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;"
					     "</description>") TAIL);
	assert_string_equal(i->show_text,
			    "title: \"Example talks\"\n"
			    "author: \"Example Network\"\n"
			    "owner:\n  name: \"Example Network\"\n  email: \"talks@example.org\"\n"
			    "summary: \"Talks that are made up.\"\n"
			    "description: \"Talks that are made up.\"\n"
			    "language: en-GB\n"
			    "categories:\n  - \"Education\"\n"
			    "cover: \"cover.jpg\"\ncover_alt: \"The cover of Example talks\"\n"
			    "explicit: false\n"
			    "guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810\n"
			    "came_from:\n  feed: \"https://talks.example.org/feed.xml\"\n"
			    "  page: \"https://talks.example.org/\"\n");
	assert_string_equal(i->texts[0],
			    "---\ntitle: \"hope\"\nnumber: 1\ndate: 2024-01-08 09:00 +01:00\n"
			    "guid: \"guid-hope\"\n"
			    "summary: \"About hope and what it needs to grow, in eleven words.\"\n"
			    "no_transcript: \"There was none where this episode was published before.\"\n"
			    "came_from:\n  page: \"https://talks.example.org/hope\"\n"
			    "  audio: \"https://talks.example.org/hope.mp3\"\n---\n"
			    "About *hope* and what it needs to grow, in eleven words.\n\nMore.\n");
	assert_string_equal(episode(i, 0)->folder, "01-hope");
	assert_string_equal(i->show->slug, "example-talks");
	assert_string_equal(i->show->address, "https://talks.example.org/");
	assert_true(episode(i, 0)->is_new);
	reads(i);
}

/* Names of folders: words of the link, else of the title; no two alike; never that of the list of all. */
static void test_folders(void **state)
{
	static const struct {
		const char *item, *folder;
	} rows[] = {
		{ ITEM("A title", DATE("01") "<link>https://h.example.org/2024/03-hope-and-help.html?x#y</link>"),
		  "01-hope-and-help" },
		{ ITEM("Über Grün", DATE("02") "<link>https://h.example.org/?p=12</link>"), "02-uber-grun" },
		{ ITEM("надія", DATE("03") ""), "03-episode" },
		{ ITEM("שלום", DATE("04") ""), "04-episode-2" },
		{ ITEM("Index", DATE("05") ""), "05-index-2" },
		{ ITEM("Hope and help", DATE("06") ""), "06-hope-and-help-2" },
		{ ITEM("b1946ac9", DATE("07") "<link>https://h.example.org/b1946ac92492d2347c6235b4d2611184</link>"),
		  "07-b1946ac9" },
		{ ITEM("Episode 8: Bread", DATE("08") ""), "08-bread" },
		{ ITEM("One two three four five six seven eight nine ten eleven twelve thirteen", DATE("09") ""),
		  "09-one-two-three-four-five-six-seven-eight-nine-ten" },
		{ ITEM("../../etc/passwd", DATE("10") ""), "10-etc-passwd" },
	};
	struct imported *i = *state;
	struct strbuf feed = STRBUF_INIT(100000);

	strbuf_adds(&feed, HEAD);
	for (size_t k = 0; k < COUNT(rows); k++)
		strbuf_adds(&feed, rows[k].item);
	strbuf_adds(&feed, TAIL);
	take(i, arena_strdup(&i->arena, feed.data));
	strbuf_release(&feed);
	for (size_t k = 0; k < COUNT(rows); k++)
		assert_string_equal(episode(i, k)->folder, rows[k].folder);
	reads(i);
}

static void test_numbers_name_folders(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("b", DATE("02") "<itunes:episode>101</itunes:episode>")
		ITEM("a", DATE("01") "<itunes:episode>7</itunes:episode>") TAIL);
	assert_string_equal(episode(i, 0)->folder, "007-a");
	assert_string_equal(episode(i, 1)->folder, "101-b");
	reads(i);
}

/* Identity to the letter, made where there is none, and each once. */
static void test_guids(void **state)
{
	struct imported *i = *state;

	take(i, HEAD
	     "<item><title>e</title><guid>x \n y</guid>" DATE("05") "<enclosure url=\"https://h.example.org/e.mp3\"/></item>"
	     "<item><title>d</title><link>https://h.example.org/d</link>" DATE("04")
	     "<enclosure url=\"https://h.example.org/d.mp3\"/></item>"
	     "<item><title>c</title>" DATE("03") "<enclosure url=\"https://h.example.org/c.mp3\"/></item>"
	     "<item><title>b</title><guid>x y</guid>" DATE("02") "<enclosure url=\"https://h.example.org/b.mp3\"/></item>"
	     "<item><title>e</title><guid>x y</guid>" DATE("05") "<enclosure url=\"https://h.example.org/e.mp3\"/></item>"
	     "<item><title>a</title><guid>a</guid>" DATE("01") "</item>" TAIL);
	assert_int_equal(i->show->count, 4);
	assert_string_equal(episode(i, 3)->guid, "x \n y");
	has(i->texts[3], "guid: \"x \\n y\"\n");
	assert_string_equal(episode(i, 2)->guid, "https://h.example.org/d");
	assert_string_equal(episode(i, 1)->guid, "https://h.example.org/c.mp3");
	/* python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, "x y\nhttps://h.example.org/b.mp3"))' */
	assert_string_equal(episode(i, 0)->guid, "400cce89-79c6-55c3-8c37-9ec2e9f66dea");
	has(imported_notes(i), "lost - -: 'a' has no recording in the feed and is not taken over\n");
	has(imported_notes(i), "lost - -: 'e' stands in the feed twice and is taken over once\n");
	has(imported_notes(i), "changed 01-b guid: another episode has the GUID 'x y' too; this one gets its "
			       "own, so that apps show both\n");
	has(imported_notes(i), "guessed 03-d guid: the feed gives no GUID; 'https://h.example.org/d' is what "
			       "most apps take instead\n");
	reads(i);
}

static void test_dates(void **state)
{
	struct imported *i = *state;

	i->settings.now = (struct moment){ .utc = 1704880800, .set = true }; /* 10 January 2024 */
	take(i, HEAD ITEM("f", "<pubDate>Thu, 11 Jan 2024 09:30:15 -0500</pubDate>") ITEM("e", DATE("08"))
		ITEM("d", "<pubDate>some day</pubDate>") ITEM("c", "") ITEM("b", DATE("05"))
		ITEM("a", DATE("05")) TAIL);
	has(i->texts[0], "date: 2024-01-05 09:00 +01:00\n");
	has(i->texts[1], "date: 2024-01-05 09:00:01 +01:00\n");
	has(i->texts[2], "date: 2024-01-06 09:00 +01:00\n");
	has(i->texts[3], "date: 2024-01-07 09:00 +01:00\n");
	has(i->texts[5], "date: 2024-01-11 09:30:15 -05:00\n");
	has(imported_notes(i), "changed 02-b date: another episode has the same date and time; this one is 1 "
			       "second later, so that apps keep their order\n");
	has(imported_notes(i), "guessed 03-c date: the feed gives no date; it was guessed from the episodes "
			       "beside it\n");
	has(imported_notes(i), "guessed 04-d date: 'some day' cannot be read as a date; it was guessed from the "
			       "episodes beside it\n");
	has(imported_notes(i), "changed 06-f date: its date is still to come; blether holds it back until then\n");
	reads(i);
}

/* A feed that begins with the oldest; without any date, the order is all there is. */
static void test_no_dates(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("newest", "") ITEM("older", "") ITEM("oldest", "") TAIL);
	assert_string_equal(episode(i, 0)->folder, "01-oldest");
	assert_string_equal(episode(i, 2)->folder, "03-newest");
	reads(i);
}

/* Old pages and recordings, however they are written, lead to the new page; those of several do not. */
static void test_links(void **state)
{
	static const char notes[] =
		"<p><a href=\"http://www.talks.example.org/one/?utm_source=mail&amp;utm_medium=x#part\">page</a> "
		"<a href=\"https://TALKS.example.org/one.mp3\">audio</a> "
		"<a href=\"https://talks.example.org/\">show</a> "
		"<a href=\"https://other.example.org/one\">other</a></p>";
	struct imported *i = *state;
	char *feed = arena_printf(&i->arena, "%s<![CDATA[%s]]>%s",
				  HEAD ITEM("one", DATE("01") "<link>https://talks.example.org/one/</link>")
					  "<item><title>two</title><enclosure url=\"https://talks.example.org/two.mp3\"/>" DATE("02") "<description>",
				  notes, "</description></item>" TAIL);

	take(i, feed);
	has(i->texts[1], "\n[page](../01-one/episode.md) [audio](../01-one/episode.md) "
			 "[show](https://talks.example.org/) [other](https://other.example.org/one)\n");
	has(imported_notes(i), "changed - -: links in the notes to old pages and recordings of the show lead to its "
			       "new pages\n");
	reads(i);
}

/* What blether's own feed writes before the notes is taken apart again. */
static void test_own_head(void **state)
{
	static const char chapters[] = "<psc:chapters><psc:chapter start=\"00:00:00.000\" title=\"Start &amp; more\"/>"
				       "<psc:chapter start=\"01:02:03.500\" title=\"End\"/></psc:chapters>";
	static const char list[] = "<ul>\n<li>(00:00) Start &amp; more</li>\n<li>(01:02:03) End</li>\n</ul>\n";
	struct imported *i = *state;
	char *feed = arena_printf(&i->arena, "%s%s<content:encoded><![CDATA[<p>Mind.</p>\n<p>It is about this.</p>\n%s"
					     "<p>Notes.</p>]]></content:encoded>%s",
				  HEAD "<item><title>a</title><enclosure url=\"https://h.example.org/a.mp3\"/>" DATE("01"), chapters,
				  list, "</item>" TAIL);

	take(i, feed);
	has(i->texts[0], "summary: \"It is about this.\"\nnote: \"Mind.\"\n");
	has(i->texts[0], "\n---\nNotes.\n");
	has(i->texts[0], "chapters:\n  - start: \"0:00\"\n    title: \"Start & more\"\n"
			 "  - start: \"01:02:03.500\"\n    title: \"End\"\n");
	has_not(i->texts[0], "chapter_list");
	reads(i);
}

/* A list that stands elsewhere, or none, stays as it is: no second one comes into the notes. */
static void test_other_list(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("a", DATE("01") "<description>&lt;p&gt;Notes.&lt;/p&gt;&lt;p&gt;(00:00) Start&lt;/p&gt;</description>"
					  "<psc:chapters><psc:chapter start=\"0\" title=\"Start\"/></psc:chapters>") TAIL);
	has(i->texts[0], "chapter_list: false\n");
	has(i->texts[0], "Notes.\n");
	has(i->texts[0], "(00:00) Start\n");
	reads(i);
}

static void test_two_texts(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("a", DATE("01") "<description>Short. Ring 01 of Example.</description>"
					  "<content:encoded>&lt;p&gt;Short. A much longer text about the same.&lt;/p&gt;"
					  "</content:encoded>")
		ITEM("b", DATE("02") "<description>A text that was cut o…</description>"
				     "<content:encoded>&lt;p&gt;A text that was cut off there.&lt;/p&gt;</content:encoded>") TAIL);
	has(i->texts[0], "Short. A much longer text about the same.\n\nShort. Ring 01 of Example.\n");
	has(imported_notes(i), "changed 01-a -: the feed has two texts about the episode; what one of them has more "
			       "stands at the end\n");
	has(i->texts[1], "---\nA text that was cut off there.\n");
	has_not(imported_notes(i), "02-b -:");
	reads(i);
}

/* What a feed must say where nobody wrote notes, code in them, and who wrote the page: nothing of it is said twice. */
static void test_said_once(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("a", DATE("01") "<description>&lt;p&gt;a&lt;/p&gt;</description>")
		ITEM("b", DATE("02") "<description>&lt;p&gt;Labels.&lt;/p&gt;&lt;pre&gt;&lt;code class=\"language-html\"&gt;"
				     "&amp;lt;b&amp;gt;*Name*&amp;lt;/b&amp;gt;&lt;/code&gt;&lt;/pre&gt;</description>"
				     "<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">isla</dc:creator>")
		ITEM("c", DATE("03") "<itunes:author>isla</itunes:author>") TAIL);
	has(i->texts[0], "summary: \"a\"\n");
	has(i->texts[0], "\n---\n");
	assert_string_equal(strstr(i->texts[0] + 4, "---\n"), "---\n");
	has(i->texts[1], "summary: \"Labels. <b>*Name*</b>\"\n");
	has(i->texts[1], "isla</dc:creator>");
	has_not(i->texts[1], "itunes:author");
	has(i->texts[2], "<itunes:author>isla</itunes:author>");
	reads(i);
}

/* Prefixes of counters, one in another, go only when somebody asks for it. */
static void test_unwrap(void **state)
{
	static const struct {
		const char *url, *inner;
	} rows[] = {
		{ "https://dts.podtrac.com/redirect.mp3/chtbl.com/track/ABC/traffic.example.org/a.mp3?x=1",
		  "https://traffic.example.org/a.mp3?x=1" },
		{ "https://op3.dev/e,pg=917393e3-1b1e-5cef-ace4-edaa54e1f810/https://h.example.org/a.mp3",
		  "https://h.example.org/a.mp3" },
		{ "https://op3.dev/e/http://h.example.org/a.mp3", "http://h.example.org/a.mp3" },
		{ "http://media.blubrry.com/talks/h.example.org/a.mp3", "https://h.example.org/a.mp3" },
		{ "https://pdst.fm/e/mgln.ai/e/12/h.example.org/a.mp3", "https://h.example.org/a.mp3" },
		{ "https://pdst.fm/e/", "https://pdst.fm/e/" },
		{ "https://pdst.fm/e/a.mp3", "https://pdst.fm/e/a.mp3" },
		{ "https://h.example.org/pdst.fm/e/b.example.org/a.mp3",
		  "https://h.example.org/pdst.fm/e/b.example.org/a.mp3" },
	};

	for (size_t k = 0; k < 2 * COUNT(rows); k++) {
		struct imported *i = imported_new();
		const size_t row = k / 2;
		const char *wanted = k % 2 ? rows[row].inner : rows[row].url;

		i->settings.unwrap = k % 2;
		take(i, arena_printf(&i->arena, "%s<item><title>a</title><enclosure url=\"%s\"/></item>%s", HEAD,
				     rows[row].url, TAIL));
		assert_string_equal(episode(i, 0)->audio->url, wanted);
		has(i->texts[0], arena_printf(&i->arena, "  audio: \"%s\"\n", wanted));
		if (strcmp(wanted, rows[row].url) != 0)
			has(imported_notes(i),
			    arena_printf(&i->arena, "unwrapped 01-a recording: %s\n", rows[row].url));
		else
			has_not(imported_notes(i), "unwrapped");
		imported_free(i);
	}
	(void)state;
}

static void test_categories(void **state)
{
	static const struct {
		const char *xml, *wanted;
	} rows[] = {
		{ "<itunes:category text=\"Technology\"><itunes:category text=\"Podcasting\"/></itunes:category>",
		  "categories:\n  - \"Technology\"\n" },
		{ "<itunes:category text=\"Health\"><itunes:category text=\"Self-Help\"/></itunes:category>",
		  "categories:\n  - \"Education > Self-Improvement\"\n" },
		{ "<itunes:category text=\"society and culture\"><itunes:category text=\"places &amp;amp; travel\"/></itunes:category>",
		  "categories:\n  - \"Society & Culture > Places & Travel\"\n" },
		{ "<itunes:category text=\"Relationships\"/>",
		  "categories:\n  - \"Society & Culture > Relationships\"\n" },
		{ "<itunes:category text=\"Arts\"><itunes:category text=\"Knitting\"/></itunes:category>",
		  "categories:\n  - \"Arts\"\n" },
		{ "<itunes:category text=\"Knitting\"/>", "categories:\n  - \"Society & Culture\"\n" },
		{ "<itunes:category text=\"Arts\"/><itunes:category text=\"arts\"/><itunes:category text=\"Music\"/>"
		  "<itunes:category text=\"History\"/><itunes:category text=\"News\"/>",
		  "categories:\n  - \"Arts\"\n  - \"Music\"\n  - \"History\"\n" },
	};

	for (size_t k = 0; k < COUNT(rows); k++) {
		struct imported *i = imported_new();

		take(i, arena_printf(&i->arena, "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">"
						"<channel><title>T</title>%s</channel></rss>",
				     rows[k].xml));
		has(i->show_text, rows[k].wanted);
		reads(i);
		imported_free(i);
	}
	(void)state;
}

static bool no_file(struct imported *i, enum import_asset_kind kind)
{
	bool found = false;

	for (size_t k = 0; k < i->show->assets.count; k++) {
		struct import_asset *asset = i->show->assets.all[k];

		if (asset->kind != kind)
			continue;
		asset->file = NULL;
		asset->why = "the server is gone";
		found = true;
	}
	return found;
}

/* What could not be had: without its recording an episode is not here yet; all else is left out. */
static void test_lost_files(void **state)
{
	static const char feed[] =
		HEAD ITEM("a", DATE("01") "<itunes:image href=\"https://h.example.org/a.jpg\"/>"
					  "<podcast:chapters url=\"https://h.example.org/a.json\" type=\"application/json+chapters\"/>"
					  "<podcast:transcript url=\"https://h.example.org/a.vtt\" type=\"text/vtt\"/>"
					  "<psc:chapters><psc:chapter start=\"0\" title=\"Start\"/></psc:chapters>") TAIL;
	static const struct {
		enum import_asset_kind kind;
		const char *note;
	} rows[] = {
		{ ASSET_AUDIO, "lost 01-a recording: the recording https://talks.example.org/a.mp3: the server is gone; the "
			       "episode is not here yet\n" },
		{ ASSET_COVER, "lost 01-a cover: the picture https://h.example.org/a.jpg: the server is gone\n" },
		{ ASSET_CHAPTERS, "lost 01-a chapters: the chapters https://h.example.org/a.json: the server is gone\n" },
		{ ASSET_TRANSCRIPT, "lost 01-a transcript: the transcript https://h.example.org/a.vtt: the server is gone\n" },
	};

	for (size_t k = 0; k < COUNT(rows); k++) {
		struct imported *i = imported_new();
		const struct remote_feed *f = feed_read(feed, strlen(feed), "https://h.example.org/f", &i->arena, &i->diag);

		i->show = import_show_plan(f, &i->settings, &i->arena);
		imported_fetch(i);
		assert_true(no_file(i, rows[k].kind));
		imported_texts(i);
		has(imported_notes(i), rows[k].note);
		assert_int_equal(*i->texts[0] == '\0', rows[k].kind == ASSET_AUDIO);
		if (rows[k].kind == ASSET_CHAPTERS)
			has(i->texts[0], "chapters:\n  - start: \"0:00\"\n    title: \"Start\"\n");
		if (rows[k].kind == ASSET_TRANSCRIPT)
			has(i->texts[0], "no_transcript: ");
		reads(i);
		imported_free(i);
	}
	(void)state;
}

/* Of several transcripts the best; a web page is none that blether reads. */
static void test_transcripts(void **state)
{
	struct imported *i = *state;

	take(i, HEAD ITEM("a", DATE("01") "<podcast:transcript url=\"https://h.example.org/a.html\" type=\"text/html\"/>"
					  "<podcast:transcript url=\"https://h.example.org/a.json\" type=\"application/json\"/>"
					  "<podcast:transcript url=\"https://h.example.org/a.vtt?pl\" type=\"text/vtt; charset=utf-8\" language=\"pl\"/>"
					  "<podcast:transcript url=\"https://h.example.org/a.srt\" type=\"application/octet-stream\"/>")
		ITEM("b", DATE("02") "<podcast:transcript url=\"https://h.example.org/b.html\" type=\"text/html\"/>") TAIL);
	assert_string_equal(episode(i, 0)->transcript->url, "https://h.example.org/a.srt");
	assert_null(episode(i, 1)->transcript);
	has(imported_notes(i), "lost 02-b transcript: the transcript is a web page (https://h.example.org/b.html), which "
			       "blether cannot read; save it as plain text beside the recording\n");
	has(imported_notes(i), "lost 01-a transcript: the transcript in 'pl' (https://h.example.org/a.vtt?pl)\n");
	reads(i);
}

/* A picture that several episodes show lies in the show's folder, and is fetched once. */
static void test_shared_pictures(void **state)
{
	struct imported *i = *state;
	size_t pictures = 0;

	take(i, HEAD ITEM("a", DATE("01") "<itunes:image href=\"https://h.example.org/s.jpg\"/>"
					  "<description>&lt;img src=\"https://h.example.org/own.png\" alt=\"Own\"&gt;</description>")
		ITEM("b", DATE("02") "<itunes:image href=\"https://h.example.org/s.jpg\"/>"
				     "<podcast:person img=\"https://h.example.org/alex.jpg\">Alex Example</podcast:person>")
		ITEM("c", DATE("03") "<itunes:image href=\"https://talks.example.org/cover.jpg\"/>"
				     "<podcast:person img=\"https://h.example.org/alex.jpg\">Alex Example</podcast:person>") TAIL);
	for (size_t k = 0; k < i->show->assets.count; k++)
		pictures += i->show->assets.all[k]->kind != ASSET_AUDIO;
	assert_int_equal(pictures, 4); /* the show's, the season's, Alex, and the one in the notes */
	has(i->texts[0], "cover: \"../cover-2.jpg\"\n");
	has(i->texts[0], "\n![Own](picture-1.jpg)\n");
	has(i->texts[1], "cover: \"../cover-2.jpg\"\n");
	has(i->texts[1], "  - name: \"Alex Example\"\n    picture: \"../person-1.jpg\"\n");
	has_not(i->texts[2], "cover:");
	assert_string_equal(i->show->people[0], "Alex Example");
	assert_null(i->show->people[1]);
	reads(i);
}

/* What no field has is XML that is well-formed by itself: so xmllint says. */
static void test_elements(void **state)
{
	struct imported *i = *state;

	take(i, HEAD "<x:a xmlns:y=\"urn:y\" y:b=\"&lt;&quot;'&#9;.\" xml:lang=\"gd\"><c xmlns=\"urn:c\"><d xmlns=\"\"/></c><y:e>1 &amp; 2</y:e></x:a>"
		     "<undeclared:z>gone</undeclared:z><itunes:keywords>a, b</itunes:keywords><ttl>60</ttl><generator>g</generator>"
		     "<category>Radio</category>" ITEM("a", DATE("01") "<itunes:order>3</itunes:order><x:f/>"
								       "<itunes:subtitle>Sub &amp; title</itunes:subtitle>") TAIL);
	has(i->texts[0], "elements:\n  - \"<itunes:subtitle>Sub &amp; title</itunes:subtitle>\"\n"
			 "  - \"<itunes:order>3</itunes:order>\"\n  - \"<x:f xmlns:x=\\\"urn:x\\\"/>\"\n");
	has(i->show_text,
	    "  - \"<x:a xmlns:x=\\\"urn:x\\\" xmlns:y=\\\"urn:y\\\" y:b=\\\"&lt;&quot;&#39;&#9;.\\\" xml:lang=\\\"gd\\\">"
	    "<c xmlns=\\\"urn:c\\\"><d xmlns=\\\"\\\"/></c><y:e>1 &amp; 2</y:e></x:a>\"\n"
	    "  - \"<itunes:keywords>a, b</itunes:keywords>\"\n  - \"<category>Radio</category>\"\n");
	has_not(i->show_text, "undeclared");
	has_not(i->show_text, "generator");
	has(imported_notes(i), "lost - elements: <undeclared:z> has a name or a prefix that XML does not allow, or too much inside\n");
	reads(i);
	assert_int_equal(system("printf '%s' '<x:a xmlns:x=\"urn:x\" xmlns:y=\"urn:y\" y:b=\"&lt;&quot;&#39;&#9;.\" xml:lang=\"gd\">"
				"<c xmlns=\"urn:c\"><d xmlns=\"\"/></c><y:e>1 &amp; 2</y:e></x:a>' | xmllint --noout -"),
			 0);
}

/* What people must say first. */
static void test_wants(void **state)
{
	static const char bare[] = "<rss version=\"2.0\"><channel><title>שלום</title></channel></rss>";
	struct imported *i = *state;

	i->settings.email = NULL;
	take(i, bare);
	const char *const *wants = import_show_wants(i->show, &i->settings);
	assert_string_equal(wants[0], "the feed names no owner with a mail address; say with --email who is to be asked about the show");
	assert_string_equal(wants[1], "the feed does not say in which language the show is; say it with --language, such as --language en-GB");
	assert_null(wants[2]);
	i->settings = (struct import_settings){ .email = "none", .language = "gd", .slug = "shalom" };
	wants = import_show_wants(i->show, &i->settings);
	assert_string_equal(wants[0], "'none' is no mail address; say with --email who is to be asked about the show");
	assert_null(wants[1]);
	assert_string_equal(i->show->address, "https://www.example.org/");
}

/* A title without letters a-z: the show's page, its host, or where the feed was. */
static void test_names_of_shows(void **state)
{
	static const struct {
		const char *link, *name;
	} rows[] = { { "https://pod.example.org/shows/Minato-Radio/", "minato-radio" },
		     { "https://www.minato.example.org/", "minato" },
		     { "https://www.minato.example.org/show/12", "minato" },
		     { "https://192.0.2.7/", "talks" },
		     { "", "talks" } };

	(void)state;
	for (size_t k = 0; k < COUNT(rows); k++) {
		struct imported *i = imported_new();

		take(i, arena_printf(&i->arena, "<rss version=\"2.0\"><channel><title>שלום</title><link>%s</link></channel></rss>",
				     rows[k].link));
		assert_string_equal(i->show->slug, rows[k].name);
		has(imported_notes(i), "guessed - show: the title has no letters a-z, so the show's folder and address are called");
		imported_free(i);
	}
}

/* A host of many shows is nobody's own address. */
static void test_address(void **state)
{
	struct imported *i = *state;

	take(i, "<rss version=\"2.0\"><channel><title>T</title><link>https://talks.libsyn.com/</link></channel></rss>");
	assert_string_equal(i->show->address, "https://www.example.org/");
	has(imported_notes(i), "guessed - address: nobody has said where the site is to stand; 'https://www.example.org/' in site.yaml must be changed\n");
}

/* What the site has keeps its folder, whatever the feed says of it now. */
static void test_again(void **state)
{
	struct imported *i = *state;
	struct imported *again = imported_new();

	take(i, HEAD ITEM("hope", DATE("08")) ITEM("loss", DATE("07")) TAIL);
	reads(i);
	again->settings.site = read_site(i->dir, (struct moment){ .utc = 1795305600, .set = true }, &i->arena, &i->diag);
	take(again, HEAD ITEM("news", DATE("09"))
		    "<item><title>Another title</title><guid>guid-hope</guid><enclosure url=\"https://n.example.org/h.mp3\"/>" DATE("08") "</item>"
		    ITEM("loss", DATE("07")) TAIL);
	assert_string_equal(episode(again, 0)->folder, "01-loss");
	assert_string_equal(episode(again, 1)->folder, "02-hope");
	assert_false(episode(again, 1)->is_new);
	assert_string_equal(episode(again, 2)->folder, "03-news");
	assert_true(episode(again, 2)->is_new);
	assert_string_equal(again->show->slug, "example-talks");
	imported_free(again);
}

/* Whatever a feed says: what is written is read without an error. */
static void test_nasty(void **state)
{
	static const char *const bits[] = {
		"<title>&quot;\\&#10;- x: [}{ # ' %</title>",
		"<title>\xe2\x80\xa8\xe2\x80\xae\xef\xbf\xbd</title>",
		"<itunes:explicit>maybe</itunes:explicit>",
		"<itunes:duration>-1</itunes:duration>",
		"<itunes:episode>0</itunes:episode><itunes:season>99999999999</itunes:season>",
		"<itunes:episode>1.5</itunes:episode><podcast:episode display=\"a very long thing for a number to be shown as\">1</podcast:episode>",
		"<itunes:episodeType>special</itunes:episodeType>",
		"<link>javascript:alert(1)</link><guid>&lt;&amp;</guid>",
		"<link>https://h\xc3\xa4.example.org/|a b</link>",
		"<itunes:image href=\"\"/><itunes:image href=\"cover\"/>",
		"<podcast:person role=\"editor\" group=\"nobody\" href=\"x\">A: \"B\"</podcast:person><podcast:person> </podcast:person>",
		"<podcast:soundbite startTime=\"-1\" duration=\"20\"/><podcast:soundbite startTime=\"1e3\" duration=\"20\"/>",
		"<podcast:location>  </podcast:location><podcast:location geo=\"geo:1,2\" country=\"UK\">X</podcast:location>",
		"<podcast:value/><podcast:value type=\"a\" method=\"b\"><podcast:valueRecipient/></podcast:value>",
		"<podcast:contentLink href=\"x\"/><podcast:txt purpose=\"ai-content\">perhaps</podcast:txt>",
		"<podcast:license>own</podcast:license><itunes:block>yes</itunes:block>",
		"<psc:chapters><psc:chapter start=\"99:00:00\" title=\"\"/><psc:chapter start=\"0\" title=\"&#x202e;x\"/></psc:chapters><itunes:duration>60</itunes:duration>",
		"<description>{episodes} &lt;script&gt;x&lt;/script&gt; ---&#10;---&#10;# x&#10;&#10;[a](b) {x}</description>",
		"<description>&lt;h1&gt;&lt;/h1&gt;&lt;a href=\"../../../x\"&gt;&lt;/a&gt;&lt;img src=\"a.png\" alt=\"IMG_1.png\"&gt;</description>",
		"<itunes:subtitle>\xc2\xa0</itunes:subtitle><itunes:summary>\xe2\x80\x8b</itunes:summary>",
		"<pubDate>Fri, 31 Dec 1899 23:59:59 +9900</pubDate>",
		"<podcast:image href=\"https://h.example.org/c.jpg\" alt=\"image\" purpose=\"artwork\"/><itunes:image href=\"https://h.example.org/c.jpg\"/>",
	};

	for (size_t k = 0; k < COUNT(bits); k++) {
		struct imported *i = imported_new();

		take(i, arena_printf(&i->arena,
				     "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
				     "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:psc=\"http://podlove.org/simple-chapters\">"
				     "<channel>%s<item>%s<enclosure url=\"https://h.example.org/a.mp3\"/></item></channel></rss>",
				     bits[k], bits[k]));
		imported_write(i);
		const char *errors = imported_errors(i);
		if (*errors)
			fail_msg("of '%s':\n%s\n%s\n%s", bits[k], errors, i->show_text, i->texts[0]);
		imported_free(i);
	}
	(void)state;
}

/* Long texts are cut and told, lists end where the front matter is full. */
static void test_too_much(void **state)
{
	struct imported *i = *state;
	struct strbuf feed = STRBUF_INIT((size_t)8 << 20);
	char *words = arena_alloc(&i->arena, 6001);

	for (size_t k = 0; k < 6000; k++)
		words[k] = k % 6 == 5 ? ' ' : 'w';
	strbuf_addf(&feed, "%s<itunes:summary>%s</itunes:summary><item><title>%s</title>"
			   "<enclosure url=\"https://h.example.org/a.mp3\"/><psc:chapters>",
		    HEAD, words, words);
	for (int k = 0; k < 400; k++)
		strbuf_addf(&feed, "<psc:chapter start=\"%d\" title=\"%.250s\" href=\"https://h.example.org/%.250s\"/>",
			    k * 10, words, "x");
	strbuf_adds(&feed, "</psc:chapters>");
	for (int k = 0; k < 300; k++)
		strbuf_addf(&feed, "<podcast:person>Somebody %d %.90s</podcast:person><x:y z=\"%.200s\"/>", k, words, words);
	strbuf_adds(&feed, "</item>" TAIL);
	take(i, arena_strdup(&i->arena, feed.data));
	strbuf_release(&feed);
	has(imported_notes(i), "changed 01-");
	has(imported_notes(i), "is longer than 255 characters and was cut\n");
	has(imported_notes(i), " people: there are more than a page can have; the rest was left out\n");
	has(imported_notes(i), "elements: <x:y> is too long, or one too many, for the front matter\n");
	reads(i);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_names_of_shows), TEST(test_plain),	   TEST(test_folders),	  TEST(test_numbers_name_folders),
		TEST(test_guids),	   TEST(test_dates),	  TEST(test_no_dates),
		TEST(test_links),	   TEST(test_own_head),	  TEST(test_other_list),
		TEST(test_two_texts),	   TEST(test_unwrap),	  TEST(test_categories),
		TEST(test_lost_files),	   TEST(test_transcripts), TEST(test_shared_pictures),
		TEST(test_elements),	   TEST(test_wants),	  TEST(test_address),
		TEST(test_again),	   TEST(test_nasty),	  TEST(test_too_much),
		TEST(test_said_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
