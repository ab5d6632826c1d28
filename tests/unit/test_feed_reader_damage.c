/* Encodings, and all the ways in which a feed is broken: what it says is read all the same. */
#include <errno.h>
#include <iconv.h>

#include "reading_feeds.h"

/* Text in another encoding; its length in *len. */
static char *encoded(const char *text, const char *encoding, size_t *len)
{
	size_t left = strlen(text), room = 8 * left + 16, all = room;
	char *from = arena_strdup(&in.arena, text), *out = arena_alloc(&in.arena, room), *to = out;
	iconv_t converter = iconv_open(encoding, "UTF-8");

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	assert_int_not_equal(iconv(converter, NULL, NULL, &to, &room), (size_t)-1);
	iconv_close(converter);
	*len = all - room;
	return out;
}

static const char *title_in(const char *declared, const char *encoding, const char *language,
			    const char *title)
{
	size_t len;
	const char *bytes = encoded(
		arena_printf(&in.arena,
			     "<?xml version='1.0'%s?><rss><channel><language>%s</language>"
			     "<title>%s</title></channel></rss>",
			     declared, language, title),
		encoding, &len);
	const struct remote_feed *f = read_bytes(bytes, len);

	assert_non_null(f);
	return f->title;
}

static void every_encoding_that_iconv_knows_is_read(void **state)
{
	static const struct {
		const char *declared, *encoding, *title;
	} cases[] = {
		{ "UTF-8", "UTF-8", "Gàidhlig" },
		{ "UTF-16", "UTF-16", "Gàidhlig & Мир" },
		{ "UTF-16LE", "UTF-16LE", "Мир" },
		{ "UTF-16BE", "UTF-16BE", "Мир" },
		{ "utf-8", "UTF-16LE", "Мир" },
		{ "UTF-32", "UTF-32", "Мир 世界" },
		{ "UTF-32LE", "UTF-32LE", "Мир" },
		{ "UTF-32BE", "UTF-32BE", "Мир" },
		{ "windows-1250", "WINDOWS-1250", "Łódź – žena" },
		{ "windows-1251", "WINDOWS-1251", "Мир" },
		{ "cp1251", "WINDOWS-1251", "Мир" },
		{ "windows-1252", "WINDOWS-1252", "“café”" },
		{ "windows-1253", "WINDOWS-1253", "Ειρήνη" },
		{ "windows-1254", "WINDOWS-1254", "Barış" },
		{ "windows-1255", "WINDOWS-1255", "שלום" },
		{ "windows-1256", "WINDOWS-1256", "سلام" },
		{ "windows-1257", "WINDOWS-1257", "Ramybė" },
		{ "ISO-8859-1", "ISO-8859-1", "café" },
		{ "ISO-8859-1", "WINDOWS-1252", "“café”" },
		{ "us-ascii", "WINDOWS-1252", "“café”" },
		{ "ISO-8859-2", "ISO-8859-2", "Łódź" },
		{ "ISO-8859-2", "WINDOWS-1250", "Łódź śpi" },
		{ "ISO-8859-5", "ISO-8859-5", "Мир" },
		{ "ISO-8859-7", "ISO-8859-7", "Ειρήνη" },
		{ "ISO-8859-9", "ISO-8859-9", "Barış" },
		{ "ISO-8859-15", "ISO-8859-15", "5 € Œuvre" },
		{ "KOI8-R", "KOI8-R", "Мир" },
		{ "koi8-u", "KOI8-U", "Їжа є" },
		{ "Shift_JIS", "CP932", "平和 ① ポッドキャスト" },
		{ "x-sjis", "CP932", "平和" },
		{ "EUC-JP", "EUC-JP", "平和" },
		{ "ISO-2022-JP", "ISO-2022-JP", "平和" },
		{ "GB18030", "GB18030", "和平 𠀀" },
		{ "gb2312", "GB18030", "联通 和平" },
		{ "Big5", "BIG5", "和平" },
		{ "euc-kr", "UHC", "평화 똠" },
		{ "x-mac-roman", "MACINTOSH", "“café”" },
		{ "macintosh", "MACINTOSH", "“café”" },
		{ "IBM037", "IBM037", "cafe" },
		/* wrong ones */
		{ "ISO-8859-1", "UTF-8", "Мир – café" },
		{ "Shift_JIS", "UTF-8", "平和" },
		{ "utf-16", "UTF-8", "Мир" },
		{ "utf-8", "WINDOWS-1252", "“café”" },
		{ "nonsense-1", "UTF-8", "Мир" },
		{ "../../etc/passwd", "UTF-8", "Мир" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *declared =
			arena_printf(&in.arena, " encoding='%s'", cases[i].declared);
		const char *have = title_in(declared, cases[i].encoding, "", cases[i].title);

		if (!have || strcmp(have, cases[i].title) != 0)
			fail_msg("%s as %s: '%s' for '%s'", cases[i].encoding, cases[i].declared,
				 have, cases[i].title);
	}
}

static void what_declares_nothing_is_taken_by_its_language(void **state)
{
	static const struct {
		const char *encoding, *language, *title;
	} cases[] = {
		{ "WINDOWS-1251", "ru-RU", "Мир" },  { "WINDOWS-1250", "pl", "Łódź śpi" },
		{ "WINDOWS-1252", "en-gb", "café" }, { "WINDOWS-1252", "", "“café”" },
		{ "CP932", "ja", "平和" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(title_in("", cases[i].encoding, cases[i].language, cases[i].title),
		     cases[i].title);
}

static void letters_that_are_none_are_counted(void **state)
{
	static const char text[] = "<?xml version='1.0' encoding='EUC-JP'?><rss><channel>"
				   "<title>\xca\xbf\xcf\xc2\xff!</title></channel></rss>";

	(void)state;
	same(read_text(text)->title, "平和\ufffd!");
	said("warning: this had to be mended before it could be read: 1 letter that is none in its "
	     "encoding [feed-damaged]");
}

static void broken_markup_loses_no_item(void **state)
{
	static const struct {
		const char *text, *titles;
	} cases[] = {
		{ "<item><title>A<item><title>B</title></item>", "A B" },
		{ "<item><title>A</title><description><p>x<br>y</item><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title><description><![CDATA[x</description></item>"
		  "<item><title>B</title><description><![CDATA[y]]></description></item>", "A B" },
		{ "<item><title>A</title><description><![CDATA[x]]> y</p>]]></description></item>"
		  "<item><title>B</title></item>", "A B" },
		{ "<item><guid>g<title>A</title></item><item><itunes:summary><b>x</b><title>B</title></item>", "A B" },
		{ "<item><guid><![CDATA[g</guid><title><![CDATA[A]]></title></item>", "A" },
		{ "<item><title>1 < 2 & 3 > 2</title></item><item><title>B</title></item>", "1 < 2 & 3 > 2 B" },
		{ "<item><title>ann <ann@example.org></title></item>", "ann <ann@example.org>" },
		{ "<item><title>A</titel></item><item><title>B</Title></item>", "A B" },
		{ "<item><title>A</title></item></channel><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title></item></channel></rss><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title></item></channel></rss><?xml version='1.0'?><rss version='2.0'><channel>"
		  "<title>U</title><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title></item></channel><channel><item><title>B</title></item>", "A B" },
		{ "<items><item><title>A</title></item></items><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title><? broken</item><item><title>B</title></item>", "A B" },
		{ "<item><title>A</title></item><!-- cut <item><title>B</title></item>", "A B" },
		{ "<item><enclosure url='a' length='1' <title>A</title></item><item><title>B</title></item>", "A B" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(titles(channel(cases[i].text)), cases[i].titles);
}

static void attributes_are_read_as_they_were_meant(void **state)
{
	static const struct {
		const char *text, *url;
	} cases[] = {
		{ "<enclosure url=https://x.org/1.mp3 length=5/>", "https://x.org/1.mp3" },
		{ "<enclosure url='https://x.org/1.mp3?a=1&b=2'/>", "https://x.org/1.mp3?a=1&b=2" },
		{ "<enclosure url=\"https://x.org/1.mp3 length=\"5\" type=\"audio/mpeg\"/>", "https://x.org/1.mp3" },
		{ "<enclosure title=\"He said \"Hi\" and left\" url='https://x.org/1.mp3'/>", "https://x.org/1.mp3" },
		{ "<enclosure title='a <b> c' url='https://x.org/1.mp3'/>", "https://x.org/1.mp3" },
		{ "<enclosure url='https://x.org/1.mp3' url='https://x.org/2.mp3'/>", "https://x.org/1.mp3" },
		{ "<enclosure length='5'url='https://x.org/1.mp3'/>", "https://x.org/1.mp3" },
		{ "<enclosure defer url = 'https://x.org/1.mp3' ,/>", "https://x.org/1.mp3" },
		{ "<enclosure url='https://x.org/?x='/>", "https://x.org/?x=" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(item(cases[i].text)->enclosure.url, cases[i].url);
}

static void what_programs_print_before_the_feed_is_skipped(void **state)
{
	(void)state;
	same(read_text("<br />\n<b>Warning</b>: no such file in x.php\n<?xml version='1.0'?>"
		       "<rss><channel><title>A</title></channel></rss>")->title, "A");
	said("warning: this had to be mended before it could be read: text before the feed "
	     "[feed-damaged]");
	same(read_text("<!-- made by hand -->\n<?xml version='1.0' encoding='utf-8'?>"
		       "<rss><channel><title>A</title></channel></rss>\n<!-- 0.2 s --><script>x</script>")
		     ->title, "A");
}

static void of_two_channels_the_first_with_items_is_the_show(void **state)
{
	const struct remote_feed *f = read_text(
		"<rss><channel><title>Empty</title></channel>\n"
		"<channel><title>Full</title><ttl>5</ttl><item><title>A</title></item></channel>\n"
		"<channel><title>More</title><item><title>B</title></item></channel></rss>");

	(void)state;
	same(f->title, "Full");
	same(titles(f), "A B");
	same(elements(&f->elements), "ttl{5}");
	said("warning: this has 3 channels, and a feed is one; what is said of the show is taken from "
	     "line 2, episodes from all [feed-damaged]");
}

static void documents_behind_one_another_are_one_feed(void **state)
{
	static const char one[] = "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>"
				  "<item><title>A</title></item></channel></rss>\n";

	(void)state;
	same(titles(read_text(arena_printf(&in.arena, "%s%s%s", one, one, one))), "A A A");
	assert_non_null(strstr(messages(), "these are several documents, one behind the other; their "
					   "episodes are taken together"));
	same(titles(read_text("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry></feed>"
			      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>B</title></entry></feed>")),
	     "A B");
}

/* A tag that is cut says nothing; all that came before it is there. */
static void a_feed_may_break_off_anywhere(void **state)
{
	static const char whole[] =
		"<?xml version='1.0' encoding='utf-8'?>\n<!-- x --><rss version='2.0' "
		"xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>T</title>"
		"<item><title>A</title><guid isPermaLink='false'>a</guid>"
		"<description><![CDATA[<p>x</p>]]></description></item>"
		"<item><title>B &amp; b</title><!-- y --><itunes:season>1</itunes:season></item></channel></rss>";

	(void)state;
	const size_t least = (size_t)(strstr(whole, "<channel>") - whole) + 9;
	for (size_t len = sizeof(whole) - 1; len >= least; len--) {
		diag_init(&in.diag, &in.arena);
		const struct remote_feed *f = read_bytes(whole, len);
		const char *second = memmem(whole, len, "<item><title>B", 14);
		const char *first = memmem(whole, len, "<item>", 6);
		size_t items = second ? 2 : first ? 1 : 0;

		assert_non_null(f);
		assert_true(f->items.count == items || (first && f->items.count == items + 1));
		if (memmem(whole, len, "</guid>", 7))
			same(item_of(f, 0)->guid, "a");
		assert_int_equal(in.diag.count[SEV_WARNING] > 0, len < sizeof(whole) - 1);
	}
	read_bytes(whole, sizeof(whole) - 30);
	assert_non_null(strstr(messages(), "it breaks off before its end, so that episodes may be missing"));
}

static void a_web_page_names_its_feeds(void **state)
{
	static const char page[] =
		"<!DOCTYPE html><html><head><meta charset=utf-8><link rel=stylesheet href=/s.css>"
		"<link rel='alternate' type='application/rss+xml' title='Show' href='/feed/podcast'>"
		"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"https://other.example.org/atom\">"
		"</head><body><p>Hi<br></body></html>";

	(void)state;
	assert_null(read_bytes(page, sizeof(page) - 1));
	said("error: this is a web page and no podcast feed; use the feed that it names: "
	     "'https://example.org/feed/podcast', 'https://other.example.org/atom' [not-a-feed]");
}

static void addresses_follow_every_base(void **state)
{
	const struct remote_feed *f = read_text(
		"<rss xml:base='https://base.org/a/'><channel xml:base='b/'><link>c</link>"
		"<item xml:base='/d/'><link>e</link><enclosure url='//cdn.org/1.mp3'/>"
		"<description xml:base='f/'>x</description></item><item><link>g</link><description/></item>"
		"</channel></rss>");

	(void)state;
	same(f->link, "https://base.org/a/b/c");
	same(item_of(f, 0)->link, "https://base.org/d/e");
	same(item_of(f, 0)->enclosure.url, "https://cdn.org/1.mp3");
	same(item_of(f, 0)->notes_base, "https://base.org/d/f/");
	same(item_of(f, 1)->link, "https://base.org/a/b/g");
	same(item_of(f, 1)->notes_base, "https://base.org/a/b/");
	same(item("<description>x</description>")->notes_base, "https://example.org/show/feed.xml");
}

static void rss_of_the_first_kind_has_enclosures_too(void **state)
{
	const struct remote_feed *f = read_text(
		"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		"xmlns='http://purl.org/rss/1.0/' xmlns:enc='http://purl.oclc.org/net/rss_2.0/enc#'>"
		"<channel rdf:about='https://example.org/'><title>T</title><image rdf:resource='/i.png'/>"
		"<items><rdf:Seq><rdf:li rdf:resource='https://example.org/1'/></rdf:Seq></items></channel>"
		"<image rdf:about='/i.png'><title>T</title><url>/i.png</url></image>"
		"<item rdf:about='https://example.org/1'><title>One</title>"
		"<enc:enclosure rdf:resource='/1.mp3' enc:type='audio/mpeg' enc:length='7'/></item></rdf:RDF>");
	const struct remote_episode *i = item_of(f, 0);

	(void)state;
	same(i->guid, "https://example.org/1");
	same(i->enclosure.url, "https://example.org/1.mp3");
	same(i->enclosure.type, "audio/mpeg");
	assert_int_equal(i->enclosure.length, 7);
	same(f->image, "https://example.org/i.png");
	same(elements(&f->elements), "");
	same(elements(&i->elements), "");
}

static void items_with_one_guid_are_all_there(void **state)
{
	(void)state;
	same(titles(channel("<item><title>A</title><guid>g</guid></item><item><title>B</title><guid>g</guid></item>")),
	     "A B");
}

int main(void)
{
#define READS(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		READS(every_encoding_that_iconv_knows_is_read),
		READS(what_declares_nothing_is_taken_by_its_language),
		READS(letters_that_are_none_are_counted),
		READS(broken_markup_loses_no_item),
		READS(attributes_are_read_as_they_were_meant),
		READS(what_programs_print_before_the_feed_is_skipped),
		READS(of_two_channels_the_first_with_items_is_the_show),
		READS(documents_behind_one_another_are_one_feed),
		READS(a_feed_may_break_off_anywhere),
		READS(a_web_page_names_its_feeds),
		READS(addresses_follow_every_base),
		READS(rss_of_the_first_kind_has_enclosures_too),
		READS(items_with_one_guid_are_all_there),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
