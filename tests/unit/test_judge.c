#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "verify/judge.h"

/*
 * A feed that everybody takes, and one mistake at a time: reference/feeds.md has
 * what each does to validators and apps. What is found must be that mistake, and
 * what follows from it, and nothing else.
 */
#define BASE "tests/golden/verify/base.xml"
#define NOW  1795305600 /* 2026-11-22 */

#define GUID       "9e61e04b-71e7-42ac-a795-25634e803602"
#define SELF       "<atom:link href=\"https://tea.example.org/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>"
#define COVER      "<itunes:image href=\"https://tea.example.org/cover.jpg\"/>"
#define DURATION   "<itunes:duration>30:02"
#define MEDIUM     "<podcast:medium>"
#define COPYRIGHT  "<copyright>"
#define DATE       "Mon, 14 Sep 2026 08:00:00 +0000"
#define TITLE      "<title>Second cup</title>"
#define NOTES      "<![CDATA[<p>The second cup.</p>]]>"
#define ENCLOSURE  "<enclosure url=\"https://tea.example.org/second.mp3\" length=\"1802002\" type=\"audio/mpeg\"/>"
#define CATEGORY   "<itunes:category text=\"Religion &amp; Spirituality\">\n" \
		   "   <itunes:category text=\"Spirituality\"/>\n  </itunes:category>"
#define LIVE(status, more) \
	"<podcast:liveItem status=\"" status "\" start=\"2026-12-01T20:00:00Z\"><title>Live</title>" \
	"<guid isPermaLink=\"false\">e32b4890-983b-4ce5-8b46-f2d6bc1d8819</guid>" \
	"<enclosure url=\"https://tea.example.org/live.mp3\" type=\"audio/mpeg\" length=\"1801001\"/>" \
	"<podcast:contentLink href=\"https://tea.example.org/live/\">Listen</podcast:contentLink>" more \
	"</podcast:liveItem>"
#define CHAPTERS(all) \
	"<psc:chapters xmlns:psc=\"http://podlove.org/simple-chapters\" version=\"1.2\">" all "</psc:chapters>"
#define X16 "xxxxxxxxxxxxxxxx"
#define X129 X16 X16 X16 X16 X16 X16 X16 X16 "x"
#define LINK(rel, more) "<atom:link rel=\"" rel "\" href=\"https://tea.example.org/" more "\"/><image>"

struct mutation {
	const char *name, *from, *to;
	const char *slugs; /* of all that is found, in the order of the catalogue */
};

static const struct mutation mutations[] = {
	{ "nothing", "<channel>", "<channel>", "" },
	/* what is no XML */
	{ "a CDATA section with its own end inside", "The second cup.</p>", "The second cup.</p>]]>", "xml-cdata-end" },
	{ "a control character", TITLE, "<title>Second \x0b" "cup</title>", "xml-control" },
	{ "a byte that is no UTF-8", TITLE, "<title>Second \xe9 cup</title>", "xml-bad-bytes" },
	{ "a bare & in an address", "second.mp3", "second.mp3?a=1&b=.mp3", "xml-ampersand" },
	{ "a bare & in a title", TITLE, "<title>Milk & cup</title>", "xml-ampersand" },
	{ "a lost character", TITLE, "<title>Second \xef\xbf\xbd" "cup</title>", "lost-character" },
	{ "a quotation mark of another encoding", TITLE, "<title>Second \xc2\x92" "cup</title>", "lost-character" },
	{ "a name of HTML", TITLE, "<title>&ldquo;Second cup</title>", "xml-entity" },
	{ "a new line before the declaration", "<?xml", "\n<?xml", "xml-before" },
	{ "a byte order mark", "<?xml", "\xef\xbb\xbf<?xml", "xml-bom" },
	{ "a DOCTYPE with an entity", "<rss ", "<!DOCTYPE rss [<!ENTITY tea \"tea\">]>\n<rss ", "xml-doctype" },
	{ "a DOCTYPE whose entity is used", "<rss ", "<!DOCTYPE rss [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><rss a=\"&b;\" ",
	  "xml-entity xml-doctype" },
	{ "another encoding declared", "UTF-8", "ISO-8859-1", "xml-encoding-lie" },
	{ "an unknown encoding declared", "encoding=\"UTF-8\"", "encoding=\"x-tea\"", "xml-encoding-lie" },
	{ "a cut file", "</item>\n </channel>\n</rss>", "", "xml-broken" },
	{ "an end tag that fits nothing", "</copyright>", "</copywrite>", "xml-broken" },
	{ "an attribute twice", "length=\"1802002\"", "length=\"1802002\" length=\"1802002\"", "xml-broken" },
	{ "a < in an attribute", "second.mp3", "second<.mp3", "xml-broken enclosure-size enclosure-no-type" },
	{ "something behind the end", "</rss>", "</rss>\nmade in 3 ms", "xml-broken" },
	{ "a prefix that is bound to nothing", COPYRIGHT, "<x:y>z</x:y><copyright>", "xml-broken unknown-element" },
	/* what is no podcast feed */
	{ "an Atom feed", "<rss version=\"2.0\"", "<feed xmlns=\"http://www.w3.org/2005/Atom\"", "xml-broken not-a-feed" },
	{ "no version", " version=\"2.0\"", "", "rss-version" },
	{ "another version", "version=\"2.0\"", "version=\"0.91\"", "rss-version" },
	{ "metadata after the items", "</channel>", "<ttl>60</ttl></channel>", "metadata-late" },
	{ "a second title", COPYRIGHT, "<title>Tea</title><copyright>", "repeated" },
	{ "a second duration", DURATION, "<itunes:duration>1</itunes:duration>" DURATION, "repeated" },
	{ "an element of nothing", COPYRIGHT, "<titel>Tea</titel><copyright>", "unknown-element" },
	{ "an element that iTunes has not", DURATION, "<itunes:length>2</itunes:length>" DURATION, "unknown-element" },
	/* namespaces */
	{ "the iTunes namespace with https", "xmlns:itunes=\"http:", "xmlns:itunes=\"https:", "namespace-spelling" },
	{ "the iTunes namespace in capitals", "com/dtds/podcast", "com/DTDs/Podcast", "namespace-spelling" },
	{ "another prefix", "<rss ", "<rss xmlns:pc=\"https://podcastindex.org/namespace/1.0\" ", "namespace-prefix" },
	{ "the early podcast namespace", "\"https://podcastindex.org/namespace/1.0\"",
	  "\"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md\"", "namespace-legacy" },
	{ "an unknown namespace", "<rss ", "<rss xmlns:x=\"urn:x\" ", "namespace-unknown" },
	{ "a namespace of others", "<rss ", "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ", "" },
	{ "the namespace of chapters", "<rss ", "<rss xmlns:psc=\"http://podlove.org/simple-chapters\" ",
	  "namespace-chapters" },
	/* the show */
	{ "no title", "<title>Cups of tea</title>\n  <link>", "<link>", "no-title" },
	{ "no link", "<link>https://tea.example.org/</link>\n  <desc", "<desc", "no-link" },
	{ "no language", "<language>en-gb</language>", "", "no-language" },
	{ "an empty language", "en-gb</language>", "</language>", "no-language language-form" },
	{ "no cover", COVER, "", "no-cover" },
	{ "no category", CATEGORY, "", "no-category" },
	{ "no explicit", "<itunes:explicit>false</itunes:explicit>\n  <managing", "<managing", "no-explicit" },
	{ "no author", "<itunes:author>The Tea Network</itunes:author>", "", "no-author" },
	{ "no mail of the owner", "<itunes:email>kettle@example.org</itunes:email>", "", "no-owner-mail" },
	{ "no self link", SELF, "", "no-self-link" },
	{ "a relative self link", "https://tea.example.org/feed.xml", "feed.xml", "self-link relative-url" },
	{ "no podcast:guid", "<podcast:guid>4df44ffa-11fd-5f0c-b0a4-316efa246d47</podcast:guid>", "", "no-show-guid" },
	{ "no podcast:locked", "<podcast:locked>yes</podcast:locked>", "", "no-locked" },
	{ "HTML in the show's description", "Two people,", "&lt;p&gt;Two people,", "html-in-description" },
	{ "a language with an underscore", "en-gb</language>", "en_GB</language>", "language-form" },
	{ "a language in words", "en-gb</language>", "English</language>", "language-form" },
	{ "art as text", COVER, "<itunes:image>https://tea.example.org/cover.jpg</itunes:image>", "cover-as-text" },
	{ "a cover in GIF", COVER, "<itunes:image href=\"https://tea.example.org/cover.gif\"/>", "cover-form image-not-cover" },
	{ "a cover of an episode in GIF", DURATION, "<itunes:image href=\"https://tea.example.org/second.gif\"/>" DURATION,
	  "cover-form" },
	{ "a cover with a query", COVER, "<itunes:image href=\"https://tea.example.org/cover.jpg?v=2\"/>", "" },
	{ "an image 3000 wide", "</image>", "<width>3000</width></image>", "image-size" },
	{ "an image that is not the cover", "<url>https://tea.example.org/cover.jpg", "<url>https://tea.example.org/144.jpg",
	  "image-not-cover" },
	{ "an image with another title", "<title>Cups of tea</title>\n   <link>", "<title>Tea</title><link>", "image-differs" },
	{ "a category in small letters", "\"Spirituality\"", "\"spirituality\"", "category-unknown" },
	{ "a category escaped twice", "Religion &amp; ", "Religion &amp;amp; ", "category-unknown" },
	{ "a category that the W3C lacks", "\"Spirituality\"", "\"Religion\"", "category-not-w3c" },
	{ "an obsolete category", "Religion &amp; Spirituality\"", "Games &amp; Hobbies\"", "category-unknown" },
	{ "a type in capitals", ">episodic<", ">Episodic<", "type-value" },
	{ "an editor without a mail", "kettle@example.org (The Tea Network)", "The Tea Network", "contact-form" },
	{ "an editor without a name", "kettle@example.org (The Tea Network)", "kettle@example.org", "contact-name" },
	{ "a mail of the owner that is none", "<itunes:email>kettle@", "<itunes:email>", "mail-form" },
	{ "itunes:complete", COPYRIGHT, "<itunes:complete>Yes</itunes:complete><copyright>", "apple-only" },
	{ "itunes:title of the show", COPYRIGHT, "<itunes:title>Tea</itunes:title><copyright>", "apple-only" },
	{ "itunes:order", DURATION, "<itunes:order>2</itunes:order>" DURATION, "apple-only" },
	{ "itunes:keywords", DURATION, "<itunes:keywords>tea</itunes:keywords>" DURATION, "dropped-by-apple" },
	{ "a blocked show", COPYRIGHT, "<itunes:block>Yes</itunes:block><copyright>", "blocked" },
	{ "a show that is not blocked", COPYRIGHT, "<itunes:block>No</itunes:block><copyright>", "" },
	{ "an alternate in JSON", "<image>", "<atom:link rel=\"alternate\" type=\"application/feed+json\" "
	  "href=\"https://tea.example.org/feed.json\"/><image>", "alternate-feed" },
	{ "an atom:author", "<image>", "<atom:author><atom:name>Ann</atom:name></atom:author><image>", "channel-atom-author" },
	{ "rel prev", "<image>", LINK("prev", "2.xml"), "link-relation" },
	{ "a next page that is this one", "<image>", LINK("next", "feed.xml"), "paging-loop" },
	{ "pages", "<image>", LINK("next", "2.xml"), "" },
	/* titles and notes */
	{ "spaces around a title", TITLE, "<title> Second cup </title>", "spaces-around" },
	{ "a title of 256 characters", TITLE, "<title>" X129 X129 "</title>", "text-too-long" },
	{ "HTML in a title", TITLE, "<title>Second &lt;b&gt;cup&lt;/b&gt;</title>", "html-in-title" },
	{ "a word in angle brackets in a title", TITLE, "<title>Second &lt;in&gt; cup</title>", "title-angle title-reference" },
	{ "the same by its number", TITLE, "<title>Second &#x3C;in> cup</title>", "title-angle" },
	{ "a < in a title", TITLE, "<title>2 &#x3C; 3</title>", "" },
	{ "a < in a title by its name", TITLE, "<title>2 &lt; 3</title>", "title-reference" },
	{ "a < in a section", TITLE, "<title><![CDATA[2 < 3]]></title>", "" },
	{ "a blank title", TITLE, "<title> </title>", "no-item-title" },
	{ "a title escaped twice", TITLE, "<title>Milk &amp;amp; cup</title>", "escaped-again" },
	{ "a number in a title", TITLE, "<title>Episode 2: cup</title>", "title-number" },
	{ "a season in a title", TITLE, "<title>S1E2 cup</title>", "title-number" },
	{ "a title that begins like a number", TITLE, "<title>Episodes of 2026</title>", "" },
	{ "notes as elements", NOTES, "<p>The second cup.</p>", "html-not-text" },
	{ "a script in the notes", "<p>The second cup", "<script>x()</script><p>The second cup", "unsafe-notes-html" },
	{ "a style in the notes", "<p>The second cup", "<p STYLE=\"color:red\">The second cup", "style-in-notes" },
	{ "a click in the notes", "<p>The second cup", "<p onclick=\"x()\">The second cup", "unsafe-notes-html" },
	{ "a script as an address", "https://tea.example.org/more/", "JavaScript:x()", "unsafe-notes-html" },
	{ "a relative link in the notes", "https://tea.example.org/more/", "/more/", "relative-in-notes" },
	{ "a mail in the notes", "https://tea.example.org/more/", "mailto:ann@example.org", "" },
	{ "content before description", "<description><![CDATA[<p>The second",
	  "<content:encoded>x</content:encoded><description><![CDATA[<p>The second", "content-first" },
	/* episodes */
	{ "no title of an episode", TITLE, "", "no-item-title" },
	{ "no notes", "<description>" NOTES "</description>", "", "no-notes" },
	{ "no enclosure", ENCLOSURE, "", "no-enclosure" },
	{ "neither enclosure nor duration", ENCLOSURE "\n   " DURATION "</itunes:duration>", "", "no-enclosure" },
	{ "two enclosures", DURATION, "<enclosure url=\"https://tea.example.org/2.mp3\" length=\"1802002\" "
	  "type=\"audio/mpeg\"/>" DURATION, "two-enclosures" },
	{ "media:content with another address", DURATION, "<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" "
	  "url=\"https://tea.example.org/small.mp3\"/>" DURATION, "media-content" },
	{ "media:content by a later address", DURATION, "<media:content xmlns:media=\"http://www.rssboard.org/media-rss\" "
	  "url=\"https://tea.example.org/small.mp3\"/>" DURATION, "namespace-unknown media-content" },
	{ "an enclosure without an address", "url=\"https://tea.example.org/second.mp3\" ", "", "enclosure-url" },
	{ "a relative address", "https://tea.example.org/second.mp3", "/second.mp3", "relative-url" },
	{ "a space in an address", "second.mp3", "second cup.mp3", "url-form" },
	{ "an accent in an address", "second.mp3", "s\xc3\xa9" "cond.mp3", "url-form" },
	{ "an address that is not encrypted", "https://tea.example.org/second.mp3", "http://tea.example.org/second.mp3",
	  "url-http" },
	{ "no length", " length=\"1802002\"", "", "enclosure-size" },
	{ "a length in words", "\"1802002\"", "\"3 MB\"", "enclosure-size" },
	{ "a length with commas", "\"1802002\"", "\"3,124,68\"", "enclosure-size" },
	{ "a length of nothing", "\"1802002\"", "\"0\"", "enclosure-empty" },
	{ "a length of few bytes", "\"1802002\"", "\"1802\"", "enclosure-tiny" },
	{ "no type", "length=\"1802002\" type=\"audio/mpeg\"", "length=\"1802002\"", "enclosure-no-type" },
	{ "the type audio/mp3", "length=\"1802002\" type=\"audio/mpeg\"", "length=\"1802002\" type=\"audio/mp3\"",
	  "enclosure-type" },
	{ "the type of another form", "length=\"1802002\" type=\"audio/mpeg\"", "length=\"1802002\" type=\"audio/x-m4a\"",
	  "enclosure-mismatch" },
	{ "an Opus file", "second.mp3", "second.opus", "enclosure-suffix" },
	{ "the same recording twice", "second.mp3", "third.mp3", "enclosure-again" },
	{ "no guid", "<guid isPermaLink=\"false\">" GUID "</guid>", "", "no-guid" },
	{ "an empty guid", GUID, "", "no-guid" },
	{ "a guid twice", "803602", "803603", "guid-again" },
	{ "a guid with new lines", GUID, "\n" GUID "\n", "guid-spaces" },
	{ "a guid that is no link, without isPermaLink", "<guid isPermaLink=\"false\">" GUID, "<guid>" GUID, "guid-permalink" },
	{ "isPermaLink False", "isPermaLink=\"false\">" GUID, "isPermaLink=\"False\">" GUID, "guid-permalink" },
	{ "a guid that is a link", "<guid isPermaLink=\"false\">" GUID, "<guid>https://tea.example.org/second/", "" },
	{ "a guid that is a number", GUID, "1234", "guid-number" },
	{ "no date", "<pubDate>" DATE "</pubDate>", "", "no-date" },
	{ "a date in BST", DATE, "Mon, 14 Sep 2026 09:00:00 BST", "date-form" },
	{ "a zone with a colon", DATE, "Mon, 14 Sep 2026 09:00:00 +01:00", "date-form" },
	{ "an ISO date", DATE, "2026-09-14T08:00:00Z", "date-form" },
	{ "a date in UTC", DATE, "Mon, 14 Sep 2026 08:00:00 UTC", "date-form" },
	{ "a date in GMT", DATE, "Mon, 14 Sep 2026 08:00:00 GMT", "" },
	{ "a date without seconds", DATE, "14 Sep 2026 08:00 +0000", "" },
	{ "a month in full", DATE, "Mon, 14 September 2026 08:00:00 +0000", "date-form" },
	{ "a date in German", DATE, "Mo, 14 Dez 2026 08:00:00 +0000", "date-form" },
	{ "a day that does not exist", DATE, "Mon, 31 Sep 2026 08:00:00 +0000", "date-form" },
	{ "a year of two digits", DATE, "Mon, 14 Sep 26 08:00:00 +0000", "date-year" },
	{ "the wrong weekday", DATE, "Tue, 14 Sep 2026 08:00:00 +0000", "date-weekday" },
	{ "a date in the future", "<pubDate>Mon, 21 Sep 2026", "<pubDate>Tue, 21 Sep 2027", "date-future" },
	{ "a show in the future", "<lastBuildDate>Mon, 21 Sep 2026", "<lastBuildDate>Tue, 21 Sep 2027",
	  "date-future" },
	{ "the same date twice", DATE, "Mon, 21 Sep 2026 08:00:00 +0000", "dates-equal" },
	{ "the newest last", DATE, "Mon, 28 Sep 2026 08:00:00 +0000", "dates-order" },
	{ "no duration", DURATION "</itunes:duration>", "", "no-duration" },
	{ "a duration with a fraction", DURATION, "<itunes:duration>39.05", "duration-form" },
	{ "a duration in words", DURATION, "<itunes:duration>39 sec", "duration-form" },
	{ "an ISO duration", DURATION, "<itunes:duration>PT39S", "duration-form" },
	{ "ninety seconds in a minute", DURATION, "<itunes:duration>3:90", "duration-form" },
	{ "a number in words", "<itunes:episode>2", "<itunes:episode>two", "number-form" },
	{ "the number 0", "<itunes:episode>2", "<itunes:episode>0", "number-form" },
	{ "explicit: yes", "<itunes:explicit>false", "<itunes:explicit>yes", "explicit-value" },
	{ "explicit: False", "<itunes:explicit>false", "<itunes:explicit>False", "explicit-value" },
	{ "a kind of episode that there is not", ">full<", ">special<", "type-value" },
	{ "an author without a mail", DURATION, "<author>Cy Klist</author>" DURATION, "contact-form" },
	{ "chapters out of order", DURATION, CHAPTERS("<psc:chapter start=\"00:01:00.000\" title=\"B\"/>"
	  "<psc:chapter start=\"00:00:00.000\" title=\"A\"/>") DURATION, "namespace-chapters chapters-order" },
	{ "chapters out of order, in two forms", DURATION, CHAPTERS("<psc:chapter start=\"0:20:00\" title=\"B\"/>"
	  "<psc:chapter start=\"00:10:00.000\" title=\"A\"/>") DURATION, "namespace-chapters chapters-order" },
	{ "chapters in order, in two forms", DURATION, CHAPTERS("<psc:chapter start=\"0:00\" title=\"A\"/>"
	  "<psc:chapter start=\"00:00:00.25\" title=\"B\"/><psc:chapter start=\"1:00:00\" title=\"C\"/>") DURATION,
	  "namespace-chapters" },
	{ "a chapter without a title", DURATION, CHAPTERS("<psc:chapter start=\"00:01:00.000\"/>") DURATION,
	  "namespace-chapters chapters-order" },
	/* the podcast namespace */
	{ "a podcast:guid that is none", "4df44ffa-11fd-5f0c-b0a4-316efa246d47", "y0ur-gu1d-g0es-here", "show-guid-form" },
	{ "podcast:locked in words", ">yes</podcast:locked>", ">locked</podcast:locked>", "podcast-value" },
	{ "a medium that there is not", ">podcast</podcast:medium>", ">radio</podcast:medium>", "podcast-value" },
	{ "a soundbite as a clock", "73.5", "1:13", "podcast-value" },
	{ "a label of 129 characters", MEDIUM, "<podcast:funding url=\"https://tea.example.org/\">" X129
	  "</podcast:funding>" MEDIUM, "podcast-value" },
	{ "funding without an address", MEDIUM, "<podcast:funding>Give</podcast:funding>" MEDIUM, "podcast-attribute" },
	{ "an alternate enclosure without a source", DURATION, "<podcast:alternateEnclosure type=\"audio/mpeg\" "
	  "length=\"12\"/>" DURATION, "podcast-attribute" },
	{ "a podroll", MEDIUM, "<podcast:podroll><podcast:remoteItem feedGuid=\"4df44ffa-11fd-5f0c-b0a4-316efa246d47\"/>"
	  "</podcast:podroll>" MEDIUM, "" },
	{ "a podroll without a guid", MEDIUM, "<podcast:podroll><podcast:remoteItem/></podcast:podroll>" MEDIUM,
	  "podcast-attribute" },
	{ "a transcript of the show", MEDIUM, "<podcast:transcript url=\"https://tea.example.org/x.vtt\" type=\"text/vtt\"/>"
	  MEDIUM, "podcast-place" },
	{ "a source out of its place", DURATION, "<podcast:source uri=\"https://tea.example.org/x.mp3\"/>" DURATION,
	  "podcast-place" },
	{ "a second medium", MEDIUM, "<podcast:medium>podcast</podcast:medium>" MEDIUM, "podcast-place" },
	{ "a podcast element that there is not", MEDIUM, "<podcast:mood>good</podcast:mood>" MEDIUM, "podcast-unknown" },
	{ "a role that there is not", "role=\"guest\"", "role=\"visitor\"", "person-role" },
	{ "a group that there is not", "group=\"cast\"", "group=\"crew\"", "person-role" },
	{ "a transcript with a charset", "text/vtt\"", "text/vtt; charset=utf-8\"", "transcript-type" },
	{ "a transcript without a type", " type=\"text/vtt\"", "", "podcast-attribute" },
	{ "a rule that is none", MEDIUM, "<podcast:updateFrequency rrule=\"weekly\">Weekly</podcast:updateFrequency>" MEDIUM,
	  "rrule-form" },
	{ "a rule that RFC 5545 forbids", MEDIUM, "<podcast:updateFrequency rrule=\"FREQ=WEEKLY;BYMONTHDAY=13\">Some"
	  "</podcast:updateFrequency>" MEDIUM, "rrule-form" },
	{ "a rule", MEDIUM, "<podcast:updateFrequency rrule=\"FREQ=WEEKLY;BYDAY=MO\" dtstart=\"2026-09-07\">Weekly"
	  "</podcast:updateFrequency>" MEDIUM, "" },
	{ "a live item", "<channel>", "<channel>" LIVE("pending", ""), "live-item" },
	{ "a live item behind the title", "<image>", LIVE("live", "") "<image>", "live-item live-late" },
	{ "a live item that is over", "<channel>", "<channel>" LIVE("ended", ""), "live-item live-ended" },
	{ "a transcript inside a live item", "<channel>", "<channel>" LIVE("live",
	  "<podcast:transcript url=\"https://tea.example.org/l.vtt\" type=\"text/vtt\"/>"), "live-item live-transcript" },
};

struct bench {
	struct arena arena;
	struct diag diag;
	char *base;
};

static int setup(void **state)
{
	struct bench *b = xcalloc(1, sizeof(*b));
	size_t len;

	if (!file_read(BASE, 1 << 20, &b->base, &len, &b->arena))
		return -1;
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	arena_free(&b->arena);
	free(b);
	return 0;
}

static struct judgement judge(struct bench *b, const char *bytes, size_t len)
{
	const struct feed_file file = { .name = "feed.xml", .bytes = bytes, .len = len, .now = NOW };

	diag_init(&b->diag, &b->arena);
	return judge_feed(&file, &b->arena, &b->diag);
}

static const char *slugs_of(struct bench *b, const struct judgement *of)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (of->times[id])
			strbuf_addf(&out, "%s%s", out.len ? " " : "", diag_slug((enum diag_id)id));
	}
	return arena_strdup(&b->arena, out.data);
}

static const char *messages_of(struct bench *b)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&b->diag, f, false);
	fclose(f);
	char *kept = arena_strdup(&b->arena, text);
	free(text);
	return kept;
}

static char *replaced(struct bench *b, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("the feed has no '%s'", from);
	return arena_printf(&b->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}


static void each_mistake_is_found_and_nothing_else(void **state)
{
	struct bench *b = *state;
	unsigned wrong = 0;

	for (size_t i = 0; i < COUNT(mutations); i++) {
		const struct mutation *m = &mutations[i];
		const char *feed = replaced(b, b->base, m->from, m->to);
		struct judgement of = judge(b, feed, strlen(feed));
		const char *found = slugs_of(b, &of);

		if (strcmp(found, m->slugs) == 0)
			continue;
		print_message("%s: expected '%s', got '%s':\n%s\n", m->name, m->slugs, found, messages_of(b));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* A feed in another form than text in UTF-8, and what is found. */
static void expect(struct bench *b, const void *bytes, size_t len, const char *slugs)
{
	struct judgement of = judge(b, bytes, len);

	assert_string_equal(slugs_of(b, &of), slugs);
}

static void a_good_feed_has_nothing_to_be_told(void **state)
{
	struct bench *b = *state;
	struct judgement of = judge(b, b->base, strlen(b->base));

	assert_string_equal(messages_of(b), "");
	assert_string_equal(of.title, "Cups of tea");
	assert_int_equal(of.items, 3);
}

static void files_that_are_no_feed_are_told_apart(void **state)
{
	static const struct {
		const char *text, *slugs, *said;
	} files[] = {
		{ "", "not-a-feed", "there is no XML in this file" },
		{ " \n", "xml-broken", "there is no XML" },
		{ "Hello", "xml-broken", "there is no XML" },
		{ "<html><body/></html>", "not-a-feed", "this is a web page" },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'/>", "not-a-feed", "this is an Atom feed" },
		{ "<opml/>", "not-a-feed", "begins with 'opml'" },
		{ "<rss version='2.0'/>", "no-channel", "has no channel" },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		expect(b, files[i].text, strlen(files[i].text), files[i].slugs);
		assert_non_null(strstr(messages_of(b), files[i].said));
	}
	expect(b, "\0\0\0", 3, "xml-broken xml-control");
}

static void a_channel_with_nothing_in_it_lacks_everything(void **state)
{
	static const char empty[] = "<rss version='2.0'><channel></channel></rss>";

	expect(*state, empty, strlen(empty),
	       "no-items no-title no-link no-description no-language no-cover no-category no-explicit no-author "
	       "no-owner-mail no-self-link no-show-guid no-locked");
}

static void other_encodings_are_read(void **state)
{
	struct bench *b = *state;
	char *latin = replaced(b, b->base, "UTF-8", "ISO-8859-1");
	size_t len = strlen(latin), wide_len = 2 * strlen(b->base);
	char *wide = arena_alloc(&b->arena, wide_len + 2);

	char *dash = strstr(latin, "\xe2\x80\x93");
	memcpy(dash, "caf", 3);
	*strstr(latin, "hard") = (char)0xe9; /* only as Latin 1 is this an e with an accent */
	expect(b, latin, len, "xml-not-utf8");
	wide[0] = (char)0xff;
	wide[1] = (char)0xfe;
	for (size_t i = 0; b->base[i]; i++) /* the dash comes out as three other letters */
		wide[2 + 2 * i] = b->base[i];
	expect(b, wide, wide_len + 2, "lost-character xml-not-utf8");
}

static void a_bad_byte_is_shown_where_it_stands(void **state)
{
	struct bench *b = *state;
	const char *feed = replaced(b, b->base, "Second cup</title>", "Second \xff cup</title>");

	judge(b, feed, strlen(feed));
	assert_string_equal(messages_of(b),
			    "feed.xml:49:18: error: the byte 0xFF is no UTF-8 text [xml-bad-bytes]\n"
			    "   49 |    <title>Second ? cup</title>\n"
			    "      |                  ^\n");
}

static void a_mistake_of_many_episodes_is_told_three_times(void **state)
{
	struct bench *b = *state;
	STRBUF_SCOPED struct strbuf feed = STRBUF_INIT(1 << 20);

	strbuf_add(&feed, b->base, (size_t)(strstr(b->base, "  <item>") - b->base));
	for (int i = 0; i < 500; i++)
		strbuf_addf(&feed,
			    "<item><title>Cup</title><guid isPermaLink=\"false\">g-%d-cup-of-tea</guid>"
			    "<pubDate>Mon, 07 Sep 2026 08:%02d:%02d +0000</pubDate><description>Tea.</description>"
			    "<enclosure url=\"https://tea.example.org/%d.mp3\" length=\"1801001\" type=\"audio/mpeg\"/>"
			    "<itunes:duration>1.5</itunes:duration></item>\n",
			    i, (500 - i) / 60, (500 - i) % 60, i);
	strbuf_adds(&feed, "</channel></rss>");
	struct judgement of = judge(b, feed.data, feed.len);
	assert_int_equal(of.items, 500);
	assert_int_equal(of.times[DIAG_DURATION_FORM], 500);
	assert_int_equal(b->diag.reported, 3);
	assert_non_null(strstr(messages_of(b), "(and 497 more like it)"));
}

static void each_mistake_is_counted(void **state)
{
	static const char empty[] = "<rss version='2.0'><channel/></rss>";
	struct bench *b = *state;
	const char *feed = replaced(b, b->base, "<image>", LIVE("ended", "") LIVE("live", "") "<image>");
	struct judgement of = judge(b, feed, strlen(feed));

	assert_int_equal(of.times[DIAG_LIVE_ITEM], 2);
	assert_int_equal(of.times[DIAG_LIVE_LATE], 2);
	assert_int_equal(of.times[DIAG_LIVE_ENDED], 1);
	feed = replaced(b, b->base, DURATION, CHAPTERS("<psc:chapter/><psc:chapter start=\"x\"/>") DURATION);
	of = judge(b, feed, strlen(feed));
	assert_int_equal(of.times[DIAG_CHAPTERS_ORDER], 2);
	of = judge(b, empty, strlen(empty));
	assert_int_equal(of.times[DIAG_NO_ITEMS], 1);
	assert_int_equal(of.times[DIAG_NO_DESCRIPTION], 1);
}

/* 20,000 would take a parser seconds, a million an hour. */
static void an_element_with_too_many_attributes_is_not_parsed(void **state)
{
	struct bench *b = *state;
	STRBUF_SCOPED struct strbuf feed = STRBUF_INIT(64 << 20);

	strbuf_adds(&feed, "<rss version='2.0'><channel><!-- a=''>");
	for (int i = 0; i < 2000; i++)
		strbuf_adds(&feed, " a=''");
	strbuf_adds(&feed, " --><title");
	for (int i = 0; i < 1000; i++)
		strbuf_addf(&feed, " a%d='>'", i);
	strbuf_adds(&feed, "/></channel></rss>");
	assert_int_equal(judge(b, feed.data, feed.len).times[DIAG_XML_BROKEN], 0);
	size_t before = feed.len;
	while (feed.len < 4 << 20)
		strbuf_addf(&feed, " a%zu=''", feed.len);
	char *wide = arena_printf(&b->arena, "<rss %s/>", feed.data + before);
	expect(b, wide, strlen(wide), "xml-broken");
	assert_non_null(strstr(messages_of(b), "more than 1000 attributes"));
}

static void the_next_page_is_told(void **state)
{
	struct bench *b = *state;
	const char *feed = replaced(b, b->base, "<image>", LINK("next", "2.xml"));
	struct judgement of = judge(b, feed, strlen(feed));

	assert_string_equal(of.next, "https://tea.example.org/2.xml");
	assert_int_equal(strncmp(of.next_at.src->text + of.next_at.off, of.next, of.next_at.len), 0);
	assert_null(judge(b, b->base, strlen(b->base)).next);
}

static void a_serial_show_needs_numbers(void **state)
{
	struct bench *b = *state;
	const char *feed = replaced(b, b->base, ">episodic<", ">serial<");

	expect(b, feed, strlen(feed), "");
	feed = replaced(b, feed, "<itunes:episode>2</itunes:episode>", "");
	expect(b, feed, strlen(feed), "serial-unnumbered");
	feed = replaced(b, feed, DURATION, "<itunes:episodeType>trailer</itunes:episodeType>" DURATION);
	expect(b, feed, strlen(feed), "");
}

static void a_description_has_4000_bytes_at_most(void **state)
{
	struct bench *b = *state;
	char *text = arena_alloc(&b->arena, 4001);

	memset(text, 'x', 4000);
	const char *feed = replaced(b, b->base, NOTES, text);
	expect(b, feed, strlen(feed), "");
	feed = replaced(b, b->base, NOTES, arena_printf(&b->arena, "%sx", text));
	expect(b, feed, strlen(feed), "description-too-long");
}

static void a_feed_of_five_million_bytes_is_too_long(void **state)
{
	struct bench *b = *state;
	size_t len = strlen(b->base);
	char *feed = arena_alloc(&b->arena, 5000001);

	memset(feed, '\n', 5000000);
	memcpy(feed, b->base, len);
	expect(b, feed, 4999999, "");
	expect(b, feed, 5000000, "feed-too-long");
}

static void the_self_link_is_where_the_feed_was_fetched(void **state)
{
	struct bench *b = *state;
	struct feed_file file = { .name = "feed.xml", .bytes = b->base, .len = strlen(b->base), .now = NOW,
				  .url = "https://tea.example.org/feed.xml" };

	diag_init(&b->diag, &b->arena);
	struct judgement of = judge_feed(&file, &b->arena, &b->diag);
	assert_string_equal(slugs_of(b, &of), "");
	file.url = "https://mirror.example.net/feed.xml";
	of = judge_feed(&file, &b->arena, &b->diag);
	assert_string_equal(slugs_of(b, &of), "self-link");
}

/* The catalogue and the profiles say the same of how bad a mistake is. */
static void a_mistake_is_an_error_when_a_directory_or_an_app_refuses_it(void **state)
{
	struct bench *b = *state;
	struct profiles p = profiles_load(&b->arena);
	unsigned known = 0;

	assert_int_equal(p.count, 10);
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		bool refused = false, minded = false;

		if (!profiles_know(&p, (enum diag_id)id))
			continue;
		known++;
		for (size_t i = 0; i < p.count; i++) {
			minded |= p.all[i].stances[id] != STANCE_TAKES;
			refused |= p.all[i].stances[id] == STANCE_REFUSES && strcmp(p.all[i].kind, "standard") != 0;
		}
		if (!minded || refused != (diag_severity((enum diag_id)id) == SEV_ERROR))
			fail_msg("the profile of '%s' does not fit its severity", diag_slug((enum diag_id)id));
	}
	assert_int_equal(known, 119);
}

/* Every mistake of the profiles is found by some test of this file. */
static void every_mistake_of_the_profiles_is_provoked(void **state)
{
	struct bench *b = *state;
	struct profiles p = profiles_load(&b->arena);
	char *own;
	size_t len;

	assert_true(file_read(__FILE__, 1 << 20, &own, &len, &b->arena));
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (id == DIAG_PAGE_MISSING) /* by tests/cli/verify.t: it takes a server */
			continue;
		if (profiles_know(&p, (enum diag_id)id) && !strstr(own, diag_slug((enum diag_id)id)))
			fail_msg("nothing provokes '%s'", diag_slug((enum diag_id)id));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(a_good_feed_has_nothing_to_be_told),
		TEST(each_mistake_is_found_and_nothing_else),
		TEST(files_that_are_no_feed_are_told_apart),
		TEST(a_channel_with_nothing_in_it_lacks_everything),
		TEST(other_encodings_are_read),
		TEST(a_bad_byte_is_shown_where_it_stands),
		TEST(a_mistake_of_many_episodes_is_told_three_times),
		TEST(each_mistake_is_counted),
		TEST(an_element_with_too_many_attributes_is_not_parsed),
		TEST(the_next_page_is_told),
		TEST(a_serial_show_needs_numbers),
		TEST(a_description_has_4000_bytes_at_most),
		TEST(a_feed_of_five_million_bytes_is_too_long),
		TEST(the_self_link_is_where_the_feed_was_fetched),
		TEST(a_mistake_is_an_error_when_a_directory_or_an_app_refuses_it),
		TEST(every_mistake_of_the_profiles_is_provoked),
	};

	return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
