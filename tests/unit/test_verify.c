#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "feed/feed.h"
#include "feed_site.h"
#include "verify/verify.h"

#define FEED "podcasts/hope/feed.xml"

/* A bench with a whole good output of two episodes. */
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
	verify_output(&tree, "https://www.example.org/pod", &b->arena, &b->diag);
	return bench_messages(b);
}

static void a_good_output_passes(void **state)
{
	assert_string_equal(verify(*state), "");
}

/* One mistake in a valid feed, and what must be said of it. */
struct mutation {
	const char *name;
	const char *from, *to; /* the first `from` of the feed becomes `to`; from "": put before everything */
	const char *slug;
};

static const struct mutation mutations[] = {
	{ "a CDATA section with its own end inside", "<![CDATA[<p>", "<![CDATA[<p>]]>]]>", "feed-malformed" },
	{ "a control character", "<title>Loss", "<title>\x0bLoss", "feed-malformed" },
	{ "an unescaped & in an address", "loss%202.mp3", "loss.mp3?a&b=.mp3", "feed-malformed" },
	{ "a new line before the declaration", "", "\n", "feed-malformed" },
	{ "a byte order mark", "", "\xef\xbb\xbf", "feed-malformed" },
	{ "another encoding declared", "UTF-8", "ISO-8859-1", "feed-malformed" },
	{ "an entity without a DTD", "<title>Loss", "<title>&ldquo;Loss", "feed-malformed" },
	{ "a DOCTYPE with an entity", "<rss ", "<!DOCTYPE rss [<!ENTITY x \"y\">]>\n<rss ", "feed-malformed" },
	{ "a cut file", "</channel>", "", "feed-malformed" },
	{ "no version", " version=\"2.0\"", "", "feed-invalid" },
	{ "the iTunes namespace with https", "xmlns:itunes=\"http:", "xmlns:itunes=\"https:", "feed-invalid" },
	{ "the iTunes namespace in capitals", "/dtds/podcast-1.0", "/DTDs/Podcast-1.0", "feed-invalid" },
	{ "iTunes art as text", "<itunes:image href=\"https://www.example.org/pod/media/cover.jpg\"/>",
	  "<itunes:image>https://www.example.org/pod/media/cover.jpg</itunes:image>", "feed-invalid" },
	{ "no art", "<itunes:image href=\"https://www.example.org/pod/media/cover.jpg\"/>", "", "feed-invalid" },
	{ "a width of the image", "</image>", "<width>3000</width></image>", "feed-invalid" },
	{ "an image with another title", "<title>Hope &amp; us</title>\n   <link>", "<title>Other</title>\n   <link>",
	  "feed-invalid" },
	{ "a guid twice", "c3c7665902", "c3c7665901", "duplicate-guid" },
	{ "an empty guid", "564431c4-0af3-49eb-9a07-66c3c7665902", "", "feed-invalid" },
	{ "a guid that differs by white space", "564431c4-0af3-49eb-9a07-66c3c7665902<", " 564431c4-0af3-49eb-9a07-66c3c7665901\n<",
	  "duplicate-guid" },
	{ "a guid that may be a link", " isPermaLink=\"false\"", "", "feed-invalid" },
	{ "no guid", "<guid isPermaLink=\"false\">564431c4-0af3-49eb-9a07-66c3c7665902</guid>", "", "feed-invalid" },
	{ "no length", " length=\"20000\"", "", "feed-invalid" },
	{ "a length in words", "length=\"20000\"", "length=\"3 MB\"", "feed-invalid" },
	{ "a length of nothing", "length=\"20000\"", "length=\"0\"", "feed-invalid" },
	{ "another length than the file has", "length=\"20000\"", "length=\"20001\"", "enclosure-length" },
	{ "another length than the small file has", "length=\"7000\"", "length=\"7001\"", "enclosure-length" },
	{ "a small file that is not there", "loss-small.mp3", "loss-tiny.mp3", "dead-link" },
	{ "no type", " type=\"audio/mpeg\"", "", "feed-invalid" },
	{ "the type audio/mp3", "audio/mpeg", "audio/mp3", "feed-invalid" },
	{ "a type that is not the suffix's", "audio/mpeg", "audio/x-m4a", "feed-invalid" },
	{ "a space in an address", "loss%202.mp3", "loss 2.mp3", "feed-invalid" },
	{ "a relative address", "https://www.example.org/pod/media/loss%202.mp3", "/media/loss%202.mp3", "feed-invalid" },
	{ "an address that is not encrypted", "<enclosure url=\"https:", "<enclosure url=\"http:", "feed-invalid" },
	{ "an Ogg file", "loss%202.mp3", "loss%202.ogg", "feed-invalid" },
	{ "a recording that is not there", "loss%202.mp3", "loss%203.mp3", "dead-link" },
	{ "the same recording twice", "loss%202.mp3", "loss%201.mp3", "duplicate-guid" },
	{ "two enclosures", "<itunes:duration>",
	  "<enclosure url=\"https://www.example.org/pod/media/loss%201.mp3\" length=\"20000\" type=\"audio/mpeg\"/>"
	  "<itunes:duration>", "feed-invalid" },
	{ "a date in BST", "00 +0000</pubDate>", "00 BST</pubDate>", "feed-invalid" },
	{ "a zone with a colon", "+0000</pubDate>", "+00:00</pubDate>", "feed-invalid" },
	{ "an ISO date", "Wed, 21 Sep 2022 09:00:00 +0000", "2022-09-21T09:00:00Z", "feed-invalid" },
	{ "a year of two digits", "Sep 2022", "Sep 22", "feed-invalid" },
	{ "a month in full", "Sep 2022", "September 2022", "feed-invalid" },
	{ "the wrong weekday", "/link>\n   <pubDate>Wed", "/link>\n   <pubDate>Thu", "feed-date" },
	{ "a day that does not exist", "/link>\n   <pubDate>Wed, 21 Sep", "/link>\n   <pubDate>Wed, 31 Sep", "feed-date" },
	{ "the same date twice", "/link>\n   <pubDate>Wed, 21", "/link>\n   <pubDate>Wed, 14", "feed-order" },
	{ "the oldest first", "/link>\n   <pubDate>Wed, 21", "/link>\n   <pubDate>Wed, 07", "feed-order" },
	{ "explicit: yes", "<itunes:explicit>false", "<itunes:explicit>yes", "feed-invalid" },
	{ "explicit: False", "<itunes:explicit>false", "<itunes:explicit>False", "feed-invalid" },
	{ "a duration with a fraction", "3726", "3725.6", "feed-invalid" },
	{ "a duration as a clock", "3726", "1:02:06", "feed-invalid" },
	{ "a category in small letters", "\"Spirituality\"", "\"spirituality\"", "feed-invalid" },
	{ "a category escaped twice", "Religion &amp; ", "Religion &amp;amp; ", "feed-invalid" },
	{ "a category of the wrong top", "\"Spirituality\"", "\"Documentary\"", "feed-invalid" },
	{ "no category below the top known", "\"Society &amp; Culture\"", "\"Society\"", "feed-invalid" },
	{ "a script in the notes", "<p>Someone", "<script>x</script><p>Someone", "unsafe-notes" },
	{ "a relative link in the notes", "href=\"https://www.example.org/pod/podcasts/hope/01-loss/#more\"",
	  "href=\"../01-loss/#more\"", "relative-link" },
	{ "a dead link in the notes", "podcasts/hope/01-loss/#more", "podcasts/hope/09-loss/#more", "dead-link" },
	{ "a dead place in the notes", "podcasts/hope/01-loss/#more", "podcasts/hope/01-loss/#less", "dead-anchor" },
	{ "a picture of another site in the notes", "<img src=\"https://www.example.org/pod/media/cups.jpg\"",
	  "<img src=\"https://tracker.example.net/cups.jpg\"", "third-party" },
	{ "content before description", "<description><![CDATA[",
	  "<content:encoded><![CDATA[x]]></content:encoded>\n<description><![CDATA[", "feed-invalid" },
	{ "no self link", "<atom:link href=\"https://www.example.org/pod/podcasts/hope/feed.xml\" rel=\"self\" "
	  "type=\"application/rss+xml\"/>", "", "feed-invalid" },
	{ "a self link to another place", "hope/feed.xml\" rel", "feed.xml\" rel", "feed-self" },
	{ "a language with an underscore", "en-gb</language>", "en_GB</language>", "feed-invalid" },
	{ "a language in words", "en-gb</language>", "English</language>", "feed-invalid" },
	{ "an editor without a mail", "ann@example.org (Example Network)", "Example Network", "feed-invalid" },
	{ "an editor without a name", "ann@example.org (Example Network)", "ann@example.org", "feed-invalid" },
	{ "the author before the owner", "<itunes:owner>",
	  "<itunes:author>Example Network</itunes:author><itunes:owner>", "feed-invalid" },
	{ "the editor after the author", "<itunes:type>",
	  "<managingEditor>a@example.org (A)</managingEditor><itunes:type>", "feed-invalid" },
	{ "itunes:complete", "<docs>", "<itunes:complete>yes</itunes:complete><docs>", "feed-invalid" },
	{ "an element of an unknown namespace", "<docs>", "<x:y xmlns:x=\"urn:x\"/><docs>", "feed-invalid" },
	{ "a second channel title", "<docs>", "<title>Two</title><docs>", "feed-invalid" },
	{ "metadata after the items", "</channel>", "<ttl>60</ttl></channel>", "feed-invalid" },
	{ "text between the elements", "<docs>", "stray<docs>", "feed-invalid" },
	{ "white space at the end of a title", "part 2</title>", "part 2 </title>", "feed-invalid" },
	{ "a title escaped twice", "part 2</title>", "part &amp;amp; 2</title>", "escaped-twice" },
	{ "a podcast guid that is none", "4ab7e6b8-0b1a-5918-b5dd-22614a42e865", "y0ur-gu1d", "feed-invalid" },
	{ "a transcript type with a charset", "type=\"text/vtt\"", "type=\"text/vtt; charset=utf-8\"", "feed-invalid" },
	{ "a transcript that is not there", "02-loss/transcript.vtt", "02-loss/transcripts.vtt", "dead-link" },
	{ "chapters that are not there", "02-loss/chapters.json", "02-loss/chapter.json", "dead-link" },
};

static char *replace_first(struct bench *b, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("the feed has no '%s'", from);
	return arena_printf(&b->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void each_mistake_in_a_feed_is_reported(void **state)
{
	struct bench *b = *state;
	const char *good = bench_text(b, FEED);
	bool loud = getenv("LOUD");

	for (size_t i = 0; i < COUNT(mutations); i++) {
		const struct mutation *m = &mutations[i];
		const char *bad = replace_first(b, good, m->from, m->to);

		bench_replace(b, FEED, bad, strlen(bad));
		const char *said = verify(b);

		if (loud)
			fprintf(stderr, "== %s\n%s", m->name, said);
		if (m->slug ? !strstr(said, arena_printf(&b->arena, "[%s]", m->slug)) : *said)
			fail_msg("%s: expected %s, got:\n%s", m->name, m->slug ? m->slug : "nothing", said);
	}
}

/* One page, and what must be said of it; NULL: nothing. */
struct page_case {
	const char *name, *html, *slug;
};

static const struct page_case page_cases[] = {
	{ "a relative link", "<a href=\"../about.html\">x</a>", NULL },
	{ "a folder", "<a href=\"../podcasts/hope/\">x</a>", NULL },
	{ "the root", "<a href=\"../\">x</a>", NULL },
	{ "the root by its absolute address", "<a href=\"https://www.example.org/pod/\">x</a>", NULL },
	{ "the root without its slash", "<a href=\"https://www.example.org/pod\">x</a>", NULL },
	{ "an absolute path", "<a href=\"/pod/about.html\">x</a>", NULL },
	{ "the page itself with a query", "<a href=\"?a=1&amp;b=2\">x</a>", NULL },
	{ "an encoded name", "<a href='../media/loss%201.mp3#t=90'>x</a>", NULL },
	{ "a name without quotes", "<a href=../about.html>x</a>", NULL },
	{ "an attribute in capitals", "<A HREF='../about.html'>x</A>", NULL },
	{ "dots in the middle", "<a href=\"../podcasts/./x/../../about.html\">x</a>", NULL },
	{ "another place of the same host", "<a href=\"/other/\">x</a>", NULL },
	{ "another site", "<a href=\"https://example.net/\">x</a>", NULL },
	{ "a site whose name begins alike", "<a href=\"https://www.example.org.evil.net/x\">x</a>", NULL },
	{ "a telephone number", "<a href=\"tel:116123\">x</a>", NULL },
	{ "an id of the page", "<a href=\"#here\">x</a><p id=here>x</p>", NULL },
	{ "an id with an encoded name", "<a href=\"#h%C3%A9\">x</a><p id=\"h\xc3\xa9\">x</p>", NULL },
	{ "a named place", "<a href=\"#here\">x</a><a name=\"here\">x</a>", NULL },
	{ "an id of another page", "<a href=\"../about.html#more\">x</a>", NULL },
	{ "the top", "<a href=\"#\">x</a><a href=\"#top\">x</a>", NULL },
	{ "a time in the recording", "<a href=\"#t=90\">x</a>", NULL },
	{ "a picture with a description", "<img src=\"../media/cups.jpg\" alt=\"\">", NULL },
	{ "pictures to choose from", "<img srcset=\"../media/cups.jpg 1x, ../media/cover.jpg 2x\" alt=\"x\">", NULL },
	{ "a picture in the page", "<img src=\"data:image/png;base64,AA==\" alt=\"x\">", NULL },
	{ "a link in a comment", "<!-- <a href=\"nowhere.html\"> -- > -->", NULL },
	{ "a link in a script", "<script>if (1 < 2) '<a href=\"nowhere.html\">'</script>", NULL },
	{ "a link in a style", "<style>/* <img src=x> */</style>", NULL },
	{ "a link in a title of text", "<textarea><img src=x></textarea>", NULL },
	{ "a canonical address", "<link rel=\"canonical\" href=\"https://www.example.org/pod/about.html\">", NULL },
	{ "a dead link", "<a href=\"nowhere.html\">x</a>", "dead-link" },
	{ "a dead link in capitals", "<a href=\"../About.html\">x</a>", "dead-link" },
	{ "a dead link without quotes", "<a href=nowhere.html>x</a>", "dead-link" },
	{ "a folder without a page", "<a href=\"../media/\">x</a>", "dead-link" },
	{ "a folder without its slash", "<a href=\"../podcasts/hope\">x</a>", "dead-link" },
	{ "a dead link by its absolute address", "<a href=\"https://www.example.org/pod/no.html\">x</a>", "dead-link" },
	{ "a dead link without its scheme", "<a href=\"//www.example.org/pod/no.html\">x</a>", "dead-link" },
	{ "a dead canonical address", "<link rel=canonical href=\"https://www.example.org/pod/no.html\">", "dead-link" },
	{ "a dead picture", "<img alt=x src=\"no.jpg\">", "dead-link" },
	{ "a dead picture to choose", "<img alt=x srcset=\"../media/cups.jpg 1x,no.jpg 2x\">", "dead-link" },
	{ "a dead poster", "<video poster=\"no.jpg\"></video>", "dead-link" },
	{ "a dead sound", "<audio src=\"no.mp3\"></audio>", "dead-link" },
	{ "a dead source", "<audio><source src=\"no.mp3\"></audio>", "dead-link" },
	{ "a dead track", "<track src=\"no.vtt\">", "dead-link" },
	{ "a dead style sheet", "<link rel=\"stylesheet\" href=\"no.css\">", "dead-link" },
	{ "a dead script", "<script src=\"no.js\"></script>", "dead-link" },
	{ "a dead form", "<form action=\"no.html\"></form>", "dead-link" },
	{ "a dead quotation", "<blockquote cite=\"no.html\"></blockquote>", "dead-link" },
	{ "a dead picture to share", "<meta property=\"og:image\" content=\"https://www.example.org/pod/no.jpg\">", "dead-link" },
	{ "a dead link with a reference", "<a href=\"../about.html&amp;x\">x</a>", "dead-link" },
	{ "a dead link after a cut comment", "<!--> <a href=no.html>x</a>", "dead-link" },
	{ "a dead link after a script", "<script>'</scrip>'</script ><a href=no.html>x</a>", "dead-link" },
	{ "a dead place", "<a href=\"#nowhere\">x</a>", "dead-anchor" },
	{ "a dead place of another page", "<a href=\"../about.html#nowhere\">x</a>", "dead-anchor" },
	{ "the same id twice", "<p id=\"a\">x</p><p id=\"a\">x</p>", "duplicate-id" },
	{ "a picture without a description", "<img src=\"../media/cups.jpg\">", "no-alt" },
	{ "a picture of another site", "<img alt=x src=\"https://example.net/x.png\">", "third-party" },
	{ "a picture of another site without a scheme", "<img alt=x src=\"//example.net/x.png\">", "third-party" },
	{ "a style sheet of another site", "<link rel=stylesheet href=\"https://example.net/x.css\">", "third-party" },
	{ "a connection to another site", "<link rel=preconnect href=\"https://example.net\">", "third-party" },
	{ "a script of another site", "<script src=https://example.net/x.js></script>", "third-party" },
	{ "a frame of another site", "<iframe src=\"https://example.net/\"></iframe>", "third-party" },
	{ "an object of another site", "<object data=\"https://example.net/\"></object>", "third-party" },
	{ "a choice of another site", "<source srcset=\"https://example.net/x.webp 2x\">", "third-party" },
};

static void each_mistake_in_a_page_is_reported_and_nothing_else(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(page_cases); i++) {
		const struct page_case *p = &page_cases[i];
		char *html = arena_printf(&b->arena, "<!DOCTYPE html>\n<title>x</title>\n%s\n", p->html);

		bench_replace(b, "more/page.html", html, strlen(html));
		const char *said = verify(b);

		if (p->slug ? !strstr(said, arena_printf(&b->arena, "more/page.html:3:")) ||
				      !strstr(said, arena_printf(&b->arena, "[%s]", p->slug)) || bench_reported(b) != 1
			    : *said)
			fail_msg("%s: expected %s, got:\n%s", p->name, p->slug ? p->slug : "nothing", said);
	}
}

static void a_dead_link_is_shown_with_its_line(void **state)
{
	struct bench *b = *state;
	static const char html[] = "<!DOCTYPE html>\n<p>A <a href=\"no.html\">link</a>\n";

	bench_replace(b, "page.html", html, sizeof(html) - 1);
	assert_string_equal(verify(b),
			    "page.html:2:15: error: 'no.html' leads to 'no.html', which is not in the output; "
			    "check the name or remove the link [dead-link]\n"
			    "    2 | <p>A <a href=\"no.html\">link</a>\n"
			    "      |               ^~~~~~~\n");
}

static void a_fault_of_every_page_is_told_three_times(void **state)
{
	struct bench *b = *state;
	static const char html[] = "<a href=\"/pod/no.html\">x</a>";

	for (int i = 0; i < 10; i++)
		bench_replace(b, arena_printf(&b->arena, "p%d.html", i), html, sizeof(html) - 1);
	const char *said = verify(b);

	assert_int_equal(b->diag.count[SEV_ERROR], 3);
	assert_non_null(strstr(said, "7 more messages say the same as those above and are left out [more-of-the-same]"));
}

/* A file of another kind, and the message it must bring. */
struct file_case {
	const char *path, *from, *to, *slug;
};

static const struct file_case file_cases[] = {
	{ "sitemap.xml", "about.html", "nowhere.html", "dead-link" },
	{ "sitemap.xml", "https://www.example.org/pod/about.html", "https://example.net/", "dead-link" },
	{ "sitemap.xml", "about.html", "", "feed-invalid" }, /* twice the same */
	{ "sitemap.xml", "<loc>", "<priority>1</priority><loc>", "feed-invalid" },
	{ "sitemap.xml", "2022-09-21T09:00:00Z", "yesterday", "feed-invalid" },
	{ "sitemap.xml", "</urlset>", "", "feed-malformed" },
	{ "podcasts/hope/01-loss/chapters.json", "\"1.2.0\",", "\"1.2.0\"", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "\"chapters\"", "\"chapter\"", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "\"startTime\": 0", "\"startTime\": 62", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "61.500", "\"61.5\"", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "61.500", "061.5", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "Middle", "Mid\\dle", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "Middle", "", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "{", "[", "bad-chapters" },
	{ "podcasts/hope/01-loss/chapters.json", "\n}", "\n} x", "bad-chapters" },
	{ "podcasts/hope/01-loss/transcript.vtt", "WEBVTT", "WEBTT", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.vtt", "00:00:01.500", "00:00:01,500", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.vtt", "00:00:01.500", "00:00:00.000", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.vtt", "00:00:00.000 -->", "00:00:01.501 -->", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.vtt", "&lt;", "<", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.vtt", "&amp;", "&", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.srt", "00:00:01,500", "00:00:01.500", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.srt", "2\n", "3\n", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.srt", "1\n", "one\n", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.srt", "00:00:00,000 -->", "00:00:01,501 -->", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.srt", "00:00:00,000 --> 00:00:01,500\n", "\n", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "1.0.0", "", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"segments\"", "\"segment\"", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"endTime\": 1.500", "\"endTime\": 0", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"endTime\"", "\"end\"", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"startTime\": 0", "\"startTime\": 2", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"bye\"", "\"\"", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.json", "\"bye\"", "\"bye\" x", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.html", "<cite>", "<b>", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.html", "&lt;you", "<you", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.html", "</p>", "", "bad-transcript" },
	{ "podcasts/hope/01-loss/transcript.transcript.html", "\xef\xbb\xbf", "", "bad-transcript" },
};

static void each_mistake_in_another_file_is_reported(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(file_cases); i++) {
		const struct file_case *f = &file_cases[i];
		const char *good = bench_text(b, f->path);
		const char *bad = replace_first(b, good, f->from, f->to);

		bench_replace(b, f->path, bad, strlen(bad));
		const char *said = verify(b);

		if (!strstr(said, arena_printf(&b->arena, "%s:", f->path)) ||
		    !strstr(said, arena_printf(&b->arena, "[%s]", f->slug)))
			fail_msg("%s: '%s' for '%s': got\n%s", f->path, f->to, f->from, said);
		bench_replace(b, f->path, good, strlen(good));
	}
}

static void a_description_over_4000_bytes_is_reported(void **state)
{
	struct bench *b = *state;
	char *long_text = arena_alloc(&b->arena, 4001);

	memset(long_text, 'x', 4000);
	char *to = arena_printf(&b->arena, "<description><![CDATA[<p>%s", long_text);
	const char *text = replace_first(b, bench_text(b, FEED), "<description><![CDATA[<p>", to);

	bench_replace(b, FEED, text, strlen(text));
	assert_non_null(strstr(verify(b), "[long-description]"));
}

static void a_feed_may_bind_no_other_prefix(void **state)
{
	struct bench *b = *state;
	const char *text = replace_first(b, bench_text(b, FEED), " xmlns:podcast=",
					 " xmlns:p=\"https://podcastindex.org/namespace/1.0\" xmlns:podcast=");

	bench_replace(b, FEED, text, strlen(text));
	assert_non_null(strstr(verify(b), "must be 'podcast'"));
}

static void a_file_that_vanished_is_reported(void **state)
{
	struct bench *b = *state;

	unlink(bench_file(b, "about.html")->disk);
	unlink(bench_file(b, FEED)->disk);
	verify(b);
	assert_int_equal(b->diag.count[SEV_FATAL], 2);
}

static void a_published_name_stands_for_its_bytes(void **state)
{
	static const char good[] = "media/tea-5f5a7d1a9f8c.mp3", text[] = "tea";
	struct bench *b = *state;
	struct hash h = hash_bytes(text, strlen(text));
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	const struct output_meta named = { arena_printf(&b->arena, "media/tea-%.12s.mp3", hex), OUTPUT_MEDIA,
					   "audio/mpeg" };
	const struct output_meta misnamed = { good, OUTPUT_MEDIA, "audio/mpeg" };

	bench_put(&b->sink, named, text, strlen(text));
	bench_file(b, named.path)->is_new = true;
	verify(b);
	assert_true(diag_ok(&b->diag));
	bench_put(&b->sink, misnamed, text, strlen(text));
	verify(b);
	assert_string_equal(diag_first_slug(&b->diag), "media-name"); /* by its hash, which is known */
	memcpy(bench_file(b, good)->sha256, bench_file(b, good)->path + strlen("media/tea-"), 12);
	verify(b);
	assert_true(diag_ok(&b->diag));
	bench_file(b, good)->is_new = true;
	verify(b);
	assert_string_equal(diag_first_slug(&b->diag), "media-name"); /* by its bytes */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(a_good_output_passes),
		TEST(each_mistake_in_a_feed_is_reported),
		TEST(each_mistake_in_a_page_is_reported_and_nothing_else),
		TEST(each_mistake_in_another_file_is_reported),
		TEST(a_dead_link_is_shown_with_its_line),
		TEST(a_fault_of_every_page_is_told_three_times),
		TEST(a_description_over_4000_bytes_is_reported),
		TEST(a_feed_may_bind_no_other_prefix),
		TEST(a_file_that_vanished_is_reported),
		TEST(a_published_name_stands_for_its_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
