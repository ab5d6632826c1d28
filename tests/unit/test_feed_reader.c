#include "../../pipeline/read/feed_date.h"
#include "base/duration.h"
#include "reading_feeds.h"

static void a_channel_is_read_as_it_stands(void **state)
{
	const struct remote_feed *f = channel(
		"<link>https://example.org/</link><description> About &amp; more </description>"
		"<language>en-gb</language><itunes:author>Ann</itunes:author>"
		"<image><url>/small.png</url></image><itunes:image href='big.jpg'/>"
		"<itunes:owner><itunes:name>O</itunes:name><itunes:email>o@example.org</"
		"itunes:email>"
		"</itunes:owner><itunes:category text='Arts'><itunes:category text='Food'/>"
		"</itunes:category><itunes:category text='History'/>"
		"<itunes:new-feed-url>https://new.example.org/</itunes:new-feed-url>"
		"<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
		"<podcast:locked owner='o@example.org'>Yes</podcast:locked>"
		"<podcast:funding url='/give'>Give</podcast:funding>"
		"<podcast:person role='host' href='/ann'>Ann</podcast:person>"
		"<atom:link rel='self' href='https://example.org/feed'/>"
		"<atom:link rel='next' href='?page=2'/><itunes:type>serial</itunes:type>"
		"<itunes:complete>Yes</itunes:complete><copyright>C</copyright>"
		"<lastBuildDate>Mon, 07 Sep 2026 08:00:00 GMT</lastBuildDate>");
	const char *const *categories = f->categories.items;
	const struct remote_funding *funding = f->funding.items;
	const struct remote_person *people = f->people.items;

	(void)state;
	same(f->title, "T");
	same(f->description, "About & more");
	same(f->language, "en-gb");
	same(f->author, "Ann");
	same(f->owner_name, "O");
	same(f->owner_email, "o@example.org");
	same(f->image, "https://example.org/show/big.jpg");
	same(f->new_url, "https://new.example.org/");
	same(f->guid, "917393e3-1b1e-5cef-ace4-edaa54e1f810");
	same(f->self, "https://example.org/feed");
	same(f->next, "https://example.org/show/feed.xml?page=2");
	same(f->type, "serial");
	same(f->copyright, "C");
	same(f->locked_owner, "o@example.org");
	assert_int_equal(f->is_locked, REMOTE_YES);
	assert_int_equal(f->is_complete, REMOTE_YES);
	assert_int_equal(f->is_explicit, REMOTE_UNSAID);
	assert_int_equal(f->categories.count, 2);
	same(categories[0], "Arts > Food");
	same(categories[1], "History");
	same(funding[0].url, "https://example.org/give");
	same(people[0].role, "host");
	assert_int_equal(f->updated.utc, 1788768000);
	assert_int_equal(in.diag.reported, 0);
}

static void an_item_is_read_as_it_stands(void **state)
{
	const struct remote_episode *i = item(
		"<title>One</title><guid isPermaLink='false'>\n a b \n</guid>"
		"<link>https://example.org/1</link><pubDate>Mon, 07 Sep 2026 08:00:00 GMT</pubDate>"
		"<description><![CDATA[<p>Short</p>]]></description>"
		"<content:encoded><![CDATA[<p>Long &amp; more</p>]]></content:encoded>"
		"<enclosure url='https://example.org/1.mp3' length='123' type='audio/mpeg'/>"
		"<itunes:duration>1:02:03</itunes:duration><itunes:season>2</itunes:season>"
		"<itunes:episode>7</itunes:episode><itunes:episodeType>bonus</itunes:episodeType>"
		"<itunes:explicit>clean</itunes:explicit><itunes:image href='/i.jpg'/>"
		"<podcast:transcript url='/1.vtt' type='text/vtt' language='en' rel='captions'/>"
		"<podcast:transcript url='/1.srt' type='application/x-subrip'/>"
		"<podcast:chapters url='/1.json' type='application/json+chapters'/>"
		"<podcast:person>Bea</podcast:person>"
		"<psc:chapters><psc:chapter start='00:01:00' title='B'/>"
		"<psc:chapter start='00:00:00.000' title='A' href='/a'/></psc:chapters>");
	const struct remote_transcript *t = i->transcripts.items;
	const struct remote_chapter *c = i->chapters.items;

	(void)state;
	same(i->guid, "a b");
	same(i->guid_written, "\n a b \n");
	assert_false(i->guid_is_link);
	same(i->description, "<p>Short</p>");
	same(i->content, "<p>Long &amp; more</p>");
	same(i->enclosure.type, "audio/mpeg");
	assert_int_equal(i->enclosure.length, 123);
	assert_int_equal(i->duration, 3723000);
	assert_int_equal(i->season, 2);
	assert_int_equal(i->number, 7);
	same(i->type, "bonus");
	assert_int_equal(i->is_explicit, REMOTE_NO);
	same(i->image, "https://example.org/i.jpg");
	assert_int_equal(i->transcripts.count, 2);
	same(t[0].url, "https://example.org/1.vtt");
	same(t[0].rel, "captions");
	same(t[1].type, "application/x-subrip");
	same(i->chapters_url, "https://example.org/1.json");
	assert_int_equal(i->chapters.count, 2);
	same(c[0].title, "A");
	same(c[0].url, "https://example.org/a");
	assert_int_equal(c[1].start, 60000);
	assert_int_equal(i->people.count, 1);
	assert_int_equal(i->date.utc, 1788768000);
}

static void a_guid_is_a_link_unless_it_says_no(void **state)
{
	(void)state;
	assert_true(item("<guid>https://example.org/1</guid>")->guid_is_link);
	assert_true(item("<guid isPermaLink='True'>x</guid>")->guid_is_link);
	assert_false(item("<guid isPermaLink='False'>x</guid>")->guid_is_link);
	same(item("<guid>  </guid>")->guid, NULL);
}

static void namespaces_are_known_by_any_of_their_names(void **state)
{
	static const char *const heads[] = {
		"xmlns:itunes='http://www.itunes.com/DTDs/Podcast-1.0.dtd'",
		"xmlns:itunes='https://www.itunes.com/dtds/podcast-1.0.dtd'",
		"xmlns:itunes='itunes'",
		"",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(heads); i++) {
		const struct remote_feed *f = read_text(arena_printf(
			&in.arena,
			"<rss version='2.0' %s><channel><itunes:author>A</itunes:author>"
			"</channel></rss>",
			heads[i]));
		same(f->author, "A");
	}
	same(read_text("<rss xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>"
		       "<i:author>A</i:author></channel></rss>")
		     ->author,
	     "A");
	same(read_text("<rss "
		       "xmlns:p='https://github.com/Podcastindex-org/podcast-namespace/blob/main/"
		       "docs/1.0.md'><channel><p:guid>g</p:guid></channel></rss>")
		     ->guid,
	     "g");
	same(read_text("<RSS><Channel><Title>Loud</Title></Channel></RSS>")->title, "Loud");
}

static void what_stands_before_the_document_is_skipped(void **state)
{
	(void)state;
	same(read_text("\xef\xbb\xbf<?xml "
		       "version='1.0'?><rss><channel><title>A</title></channel></rss>")
		     ->title,
	     "A");
	assert_int_equal(in.diag.reported, 0);
	same(read_text("\n\n <?xml version='1.0'?><rss><channel><title>A</title></channel></rss>")
		     ->title,
	     "A");
	assert_int_equal(in.diag.count[SEV_WARNING], 1);
	same(read_text("\xef\xbb\xbf\r\n<?xml "
		       "version='1.0'?><rss><channel><title>A</title></channel></rss>")
		     ->title,
	     "A");
}

static void damaged_text_is_mended(void **state)
{
	static const struct {
		const char *have, *want;
	} cases[] = {
		{ "Bed & Breakfast", "Bed & Breakfast" },
		{ "a?x=1&y=2", "a?x=1&y=2" },
		{ "&ldquo;Caf&eacute;&rdquo;&nbsp;x", "“Café”\u00a0x" },
		{ "&amp;amp; &#38; &#x26;", "&amp; & &" },
		{ "&bogus; &; &#; &#x;", "&bogus; &; &#; &#x;" },
		{ "a\vb\x01", "ab" },
		{ "caf\xe9 \x93quoted\x94", "café “quoted”" },
		{ "<![CDATA[&ldquo;x & y&rdquo;]]>", "&ldquo;x & y&rdquo;" },
		{ "<![CDATA[a ]]> b ]]&gt; c", "a  b ]]> c" },
		{ "<![CDATA[a\vb]]>", "ab" },
		{ "one <b>two</b> three", "one two three" },
		{ "one <!-- two --> three", "one  three" },
		{ "one <!-- two", "one <!-- two" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(item(arena_printf(&in.arena, "<title>%s</title>", cases[i].have))->title,
		     cases[i].want);
}

/* Each makes a parser look at all that came before, and take hours for what comes in a second. */
static void hostile_markup_takes_no_longer_than_other_text(void **state)
{
	static const char *const pieces[] = { "<!--", "<a", "&" };

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);

		while (text.len < 2000000)
			strbuf_adds(&text, pieces[i]);
		same(channel(arena_printf(&in.arena, "<language>gd</language><description>%s", text.data))->language, "gd");
	}
}

static void markup_that_was_not_escaped_is_notes_all_the_same(void **state)
{
	(void)state;
	same(item("<description><p>Hello <b>you</b></p> &amp; me</description>")->description,
	     "<p>Hello <b>you</b></p> &amp; me");
}

static void names_of_a_document_type_are_not_followed(void **state)
{
	const struct remote_feed *f =
		read_text("<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>"
			  "<!ENTITY file SYSTEM 'file:///etc/hostname'><!ENTITY nbsp '&#160;'>]>"
			  "<rss><channel><title>x &b; &file; y</title>"
			  "<item><enclosure url='&b;'/></item></channel></rss>");

	(void)state;
	same(f->title, "x &b; &file; y");
	same(item_of(f, 0)->enclosure.url, "https://example.org/show/&b;");
}

static void a_document_that_breaks_off_gives_what_is_there(void **state)
{
	const struct remote_feed *f =
		read_text("<rss><channel><title>T</title><item><title>A</title></item>"
			  "<item><title>B</title><descr");

	(void)state;
	assert_int_equal(f->items.count, 2);
	same(item_of(f, 1)->title, "B");
	assert_int_equal(in.diag.count[SEV_WARNING], 1);
	same(diag_first_slug(&in.diag), "feed-damaged");
}

static void items_without_an_end_are_items_all_the_same(void **state)
{
	const struct remote_feed *f =
		channel("<item><title>A</title><item><title>B</title></item>"
			"<item><title>C</title></item></item><item><title>D</title></item>");
	static const char *const titles[] = { "A", "B", "C", "D" };

	(void)state;
	assert_int_equal(f->items.count, 4);
	for (size_t i = 0; i < 4; i++)
		same(item_of(f, i)->title, titles[i]);
}

static void enclosures_are_found_where_they_are(void **state)
{
	const struct remote_episode *i;

	(void)state;
	i = item("<media:content url='/c.jpg' type='image/jpeg'/>"
		 "<media:content url='/a.mp3' type='audio/mpeg' fileSize='9'/>");
	same(i->enclosure.url, "https://example.org/a.mp3");
	assert_int_equal(i->enclosure.length, 9);
	same(item("<media:group><media:content url='/v.mp4' medium='video'/></media:group>")
		     ->enclosure.url,
	     "https://example.org/v.mp4");
	same(item("<atom:link rel='enclosure' href='/l.mp3' type='audio/mpeg' length='5'/>")
		     ->enclosure.url,
	     "https://example.org/l.mp3");
	i = item("<enclosure url='/1.mp3' length='3 MB'/><enclosure url='/2.mp3'/>"
		 "<media:content url='/3.mp3' type='audio/mpeg'/>");
	same(i->enclosure.url, "https://example.org/1.mp3");
	same(i->enclosure.length_text, "3 MB");
	assert_int_equal(i->enclosure.length, 0);
	assert_int_equal(i->enclosures, 2);
	same(item("<enclosure url='https://x.org/a b.mp3'/>")->enclosure.url,
	     "https://x.org/a%20b.mp3");
}

static void relative_urls_follow_xml_base_or_the_feed(void **state)
{
	static const char text[] = "<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel "
				   "xml:base='https://base.org/x/'>"
				   "<item><link>1</link></item></channel></rss>";
	static const char own[] =
		"<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><item><link>1</link></item>"
		"<atom:link rel='self' href='https://self.org/f/feed'/></channel></rss>";

	(void)state;
	same(item("<link>../1</link>")->link, "https://example.org/1");
	same(item_of(read_text(text), 0)->link, "https://base.org/x/1");
	const struct remote_feed *f =
		feed_read(own, strlen(own), "old/feed.xml", &in.arena, &in.diag);
	same(item_of(f, 0)->link, "https://self.org/f/1");
}

static void yes_and_no_have_many_forms(void **state)
{
	static const struct {
		const char *word;
		enum remote_flag flag;
	} cases[] = { { "yes", REMOTE_YES },        { "True", REMOTE_YES },
		      { "explicit", REMOTE_YES },   { "no", REMOTE_NO },
		      { "clean", REMOTE_NO },       { "FALSE", REMOTE_NO },
		      { "perhaps", REMOTE_UNSAID }, { " true ", REMOTE_YES } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
			item(arena_printf(&in.arena, "<itunes:explicit>%s</itunes:explicit>",
					  cases[i].word))
				->is_explicit,
			cases[i].flag);
}

static void an_element_without_end_ends_before_the_next(void **state)
{
	const struct remote_episode *i =
		item("<itunes:duration>1:00<enclosure url='/e.mp3' type='audio/mpeg'/>"
		     "<description>Long<guid>g</guid><itunes:season>2</itunes:season>");

	(void)state;
	same(i->guid, "g");
	same(i->description, "Long");
	same(i->enclosure.url, "https://example.org/e.mp3");
	assert_int_equal(i->duration, 60000);
	assert_int_equal(i->season, 2);
}

static void atom_feeds_are_feeds(void **state)
{
	const struct remote_feed *f = read_text(
		"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='gd'>"
		"<title type='html'>T &amp;amp; &lt;b&gt;U&lt;/b&gt;</title><subtitle>S</subtitle>"
		"<id>urn:x</id><link href='/home'/><link rel='self' href='/atom'/>"
		"<author><name>Ann</name></author><updated>2026-09-07T08:00:00Z</updated>"
		"<entry><id>urn:1</id><title>One</title><updated>2026-09-08T08:00:00Z</updated>"
		"<published>2026-09-07T08:00:00Z</published><summary>Sum</summary>"
		"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Hi</div></content>"
		"<link href='/1'/><link rel='enclosure' href='/1.mp3' length='7' "
		"type='audio/mpeg'/>"
		"</entry></feed>");
	const struct remote_episode *i = item_of(f, 0);

	(void)state;
	assert_int_equal(f->kind, REMOTE_ATOM);
	same(f->title, "T & U");
	same(f->language, "gd");
	same(f->link, "https://example.org/home");
	same(f->self, "https://example.org/atom");
	same(f->author, "Ann");
	same(f->subtitle, "S");
	same(i->guid, "urn:1");
	same(i->link, "https://example.org/1");
	same(i->enclosure.url, "https://example.org/1.mp3");
	same(i->summary, "Sum");
	assert_non_null(strstr(i->content, "Hi"));
	assert_int_equal(i->date.utc, 1788768000);
}

static void rss_of_the_first_kind_is_a_feed(void **state)
{
	const struct remote_feed *f = read_text(
		"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		"xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
		"<channel><title>T</title></channel><item><title>One</title>"
		"<dc:date>2026-09-07T08:00:00Z</dc:date></item></rdf:RDF>");

	(void)state;
	same(f->title, "T");
	same(item_of(f, 0)->title, "One");
	assert_int_equal(item_of(f, 0)->date.utc, 1788768000);
}

static void encodings_in_the_wild_are_read(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *title;
	} cases[] = {
#define BYTES(s) s, sizeof(s) - 1
		{ BYTES("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>caf\xe9"
			"</title></channel></rss>"),
		  "café" },
		{ BYTES("<?xml version='1.0' "
			"encoding='windows-1251'?><rss><channel><title>\xcc\xe8\xf0"
			"</title></channel></rss>"),
		  "Мир" },
		{ BYTES("<?xml version='1.0' "
			"encoding='windows-1252'?><rss><channel><title>\x93x\x94"
			"</title></channel></rss>"),
		  "“x”" },
		{ BYTES("<?xml version='1.0' "
			"encoding='ISO-8859-1'?><rss><channel><title>caf\xc3\xa9"
			"</title></channel></rss>"),
		  "café" },
		{ BYTES("\xff\xfe<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0<\0t\0i\0t\0l\0e\0>"
			"\0\xe9\0"
			"<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0c\0h\0a\0n\0n\0e\0l\0>\0<\0/\0r\0s\0s\0>\0"),
		  "é" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct remote_feed *f = read_bytes(cases[i].bytes, cases[i].len);

		assert_non_null(f);
		same(f->title, cases[i].title);
	}
}

static void other_documents_are_no_feeds(void **state)
{
	static const char *const texts[] = { "",
					     "<html><body>Hi</body></html>",
					     "{\"version\":1}",
					     "not there",
					     "<opml/>",
					     "\xff\xfe",
					     "<" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		diag_init(&in.diag, &in.arena);
		assert_null(read_bytes(texts[i], strlen(texts[i])));
		assert_int_equal(in.diag.reported, 1);
		same(diag_first_slug(&in.diag), "not-a-feed");
	}
}

/* A parser would take an hour for a million of them. */
static void of_too_many_attributes_the_first_are_read(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(64 << 20);

	(void)state;
	strbuf_adds(&text, "<rss><channel><title>T</title><x");
	while (text.len < 16 << 20)
		strbuf_addf(&text, " a%zu=''", text.len);
	strbuf_adds(&text, "/></channel></rss>");
	const struct remote_feed *f = read_bytes(text.data, text.len);
	same(f->title, "T");
	assert_int_equal(((const struct remote_element *)f->elements.items)->attributes.count, 100);
	said("warning: this had to be mended before it could be read: 1 tag with attributes that are "
	     "written wrongly [feed-damaged]");
}

static void dates_of_every_form_are_the_moments_they_mean(void **state)
{
	static const struct {
		const char *text;
		int64_t utc;
	} cases[] = {
		{ "Mon, 28 Mar 2022 09:00:00 +0000", 1648458000 },
		{ "Mon, 28 Mar 2022 09:00:00 GMT", 1648458000 },
		{ "28 Mar 2022 09:00 UT", 1648458000 },
		{ "Mon, 28 Mar 2022 10:00:00 BST", 1648458000 },
		{ "Mon, 28 Mar 2022 10:00:00 +01:00", 1648458000 },
		{ "Mon, 28 Mar 2022 05:00:00 EDT", 1648458000 },
		{ "Mon, 28 Mar 2022 02:00:00 -0700", 1648458000 },
		{ "Fri, 28 Mar 2022 09:00:00 UTC", 1648458000 },
		{ "Mon, 28 Mar 22 09:00:00 GMT", 1648458000 },
		{ "Monday, 28 March 2022 09:00:00 GMT", 1648458000 },
		{ "March 28, 2022 9:00 am", 1648458000 },
		{ "Mo, 28 M\u00e4r 2022 11:00:00 +0200", 1648458000 },
		{ "lun., 28 mars 2022 09:00:00 +0000", 1648458000 },
		{ "Mon,28 Mar 2022 09:00:00+0000", 1648458000 },
		{ "28-Mar-2022 09:00:00", 1648458000 },
		{ "2022-03-28T09:00:00Z", 1648458000 },
		{ "2022-03-28T09:00:00.123+00:00", 1648458000 },
		{ "2022-03-28 09:00:00", 1648458000 },
		{ " 2022-03-28T10:00:00+0100 ", 1648458000 },
		{ "2022-03-28", 1648425600 },
		{ "2022/03/28 09:00:00", 1648458000 },
		{ "28.03.2022 09:00", 1648458000 },
		{ "28/03/2022 09:00", 1648458000 },
		{ "03/28/2022 09:00", 1648458000 },
		{ "20220328T090000Z", 1648458000 },
		{ "1648458000", 1648458000 },
		{ "Mon Mar 28 09:00:00 2022", 1648458000 },
		{ "Mon Mar 28 09:00:00 GMT 2022", 1648458000 },
		{ "mar., 28 f\u00e9v. 2023 09:00:00 +0000", 1677574800 },
		{ "28 марта 2022 г. 09:00", 1648458000 },
		{ "pon., 28 kwi 2025 09:00:00 +0000", 1745830800 },
		{ "Mon, 28 Mar 2022 09:00:00 +0000 (UTC)", 1648458000 },
		{ "Thu, 29 Feb 2024 12:00:00 GMT", 1709208000 },
		{ "Sat, 31 Dec 2016 23:59:60 GMT", 1483228799 },
	};
	static const char *const none[] = { "",
					    "soon",
					    "Mon, 31 Apr 2022 09:00:00 GMT",
					    "28 2022 09:00",
					    "28 Mar 2022 25:00 GMT",
					    "29 Feb 2023 12:00 GMT",
					    "1 Jan 99999999999 00:00 GMT",
					    "2022-13-01",
					    "1 2 3 4 5",
					    "03/04/2022 09:00",
					    "20221328T090000Z",
					    "1 Jan 2022 00:00 +9900" };
	struct moment m;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		m = (struct moment){ 0 };
		if (!feed_date_parse(cases[i].text, &m) || m.utc != cases[i].utc)
			fail_msg("%s: %lld", cases[i].text, (long long)m.utc);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		if (feed_date_parse(none[i], &m))
			fail_msg("'%s' is a date", none[i]);
	}
}

static void durations_of_every_form_are_the_times_they_mean(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "39", 39000 },
		{ "39.05", 39050 },
		{ "1:02:03", 3723000 },
		{ "75:30", 4530000 },
		{ "00:00:39", 39000 },
		{ "0:90:00", 5400000 },
		{ "39 sec", 39000 },
		{ "PT39S", 39000 },
		{ "PT1H2M3S", 3723000 },
		{ "1 hour, 2 min", 3720000 },
		{ "12m", 720000 },
		{ " 5:00\n", 300000 },
		{ "01:02:03.500", 3723500 },
		{ "", -1 },
		{ "long", -1 },
		{ "1:2:3:4", -1 },
		{ "5 apples", -1 },
		{ "-5", -1 },
		{ "999999999999999999", -1 },
		{ "1:", -1 },
		{ "PT", -1 },
	};

	(void)state;
	assert_int_equal(duration_parse(NULL), -1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (duration_parse(cases[i].text) != cases[i].ms)
			fail_msg("%s: %lld", cases[i].text,
				 (long long)duration_parse(cases[i].text));
	}
}

int main(void)
{
#define READS(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		READS(a_channel_is_read_as_it_stands),
		READS(an_item_is_read_as_it_stands),
		READS(a_guid_is_a_link_unless_it_says_no),
		READS(namespaces_are_known_by_any_of_their_names),
		READS(what_stands_before_the_document_is_skipped),
		READS(damaged_text_is_mended),
		READS(hostile_markup_takes_no_longer_than_other_text),
		READS(markup_that_was_not_escaped_is_notes_all_the_same),
		READS(names_of_a_document_type_are_not_followed),
		READS(a_document_that_breaks_off_gives_what_is_there),
		READS(items_without_an_end_are_items_all_the_same),
		READS(enclosures_are_found_where_they_are),
		READS(relative_urls_follow_xml_base_or_the_feed),
		READS(yes_and_no_have_many_forms),
		READS(an_element_without_end_ends_before_the_next),
		READS(atom_feeds_are_feeds),
		READS(rss_of_the_first_kind_is_a_feed),
		READS(encodings_in_the_wild_are_read),
		READS(other_documents_are_no_feeds),
		READS(of_too_many_attributes_the_first_are_read),
		READS(dates_of_every_form_are_the_moments_they_mean),
		READS(durations_of_every_form_are_the_times_they_mean),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
