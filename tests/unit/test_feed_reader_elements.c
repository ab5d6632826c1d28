/* What has no member of its own is kept, and what has one is not kept twice. */
#include "reading_feeds.h"

static void what_no_member_has_is_kept_as_it_stands(void **state)
{
	const struct remote_feed *f = channel(
		"<itunes:keywords>hope, \n loss</itunes:keywords><ttl>60</ttl>"
		"<podcast:value type='lightning' method='keysend'>\n"
		"  <podcast:valueRecipient name='Ann' type='node' address='02d5' split='99'/>\n"
		"  <podcast:valueTimeSplit startTime='60'><podcast:remoteItem feedGuid='x'/>"
		"</podcast:valueTimeSplit></podcast:value>"
		"<podcast:txt purpose='verify'> S6lpp-7ZCn8 </podcast:txt>"
		"<podcast:updateFrequency rrule='FREQ=WEEKLY'>weekly</podcast:updateFrequency>"
		"<item><podcast:soundbite startTime='1' duration='20'>Hm</podcast:soundbite>"
		"<comments>#c</comments><category domain='d'>x</category><category>y</category></item>");

	(void)state;
	same(elements(&f->elements),
	     "itunes:keywords{hope, \n loss} ttl{60} podcast:value type=lightning method=keysend{"
	     "podcast:valueRecipient name=Ann type=node address=02d5 split=99{} "
	     "podcast:valueTimeSplit startTime=60{podcast:remoteItem feedGuid=x{}}} "
	     "podcast:txt purpose=verify{S6lpp-7ZCn8} podcast:updateFrequency rrule=FREQ=WEEKLY{weekly}");
	same(elements(&item_of(f, 0)->elements),
	     "podcast:soundbite startTime=1 duration=20{Hm} comments{#c} category domain=d{x} category{y}");
	assert_int_equal(in.diag.reported, 0);
}

static void what_members_have_is_not_kept(void **state)
{
	const struct remote_feed *f = channel(
		"<link>/</link><description>D</description><itunes:image href='/i.jpg'/>"
		"<image><url>/i.jpg</url><title>T</title><link>/</link></image>"
		"<itunes:owner><itunes:name>O</itunes:name><itunes:email>o@example.org</itunes:email></itunes:owner>"
		"<itunes:category text='Arts'><itunes:category text='Food'/></itunes:category>"
		"<podcast:locked owner='o@example.org'>no</podcast:locked>"
		"<podcast:license url='/l'>mine</podcast:license><podcast:funding url='/f'>F</podcast:funding>"
		"<podcast:updateFrequency complete='true'/><itunes:author/><title>T</title>"
		"<atom:link rel='self' type='application/rss+xml' href='/feed'/>"
		"<item><guid isPermaLink='false'>g</guid><itunes:season>2</itunes:season>"
		"<podcast:season name='Loss'>2</podcast:season><itunes:episode>5</itunes:episode>"
		"<podcast:episode display='5a'>5</podcast:episode><itunes:explicit>no</itunes:explicit>"
		"<enclosure url='/1.mp3' length='1' type='audio/mpeg'/><description xml:lang='en'>D</description>"
		"<podcast:license url='/x'>CC</podcast:license>"
		"<psc:chapters version='1.2'><psc:chapter start='0' title='A'/></psc:chapters></item>");
	const struct remote_episode *i = item_of(f, 0);

	(void)state;
	same(elements(&f->elements), "");
	same(elements(&i->elements), "");
	same(f->image, "https://example.org/i.jpg");
	same(f->licence, "mine");
	same(f->licence_url, "https://example.org/l");
	assert_int_equal(f->is_complete, REMOTE_YES);
	same(i->season_name, "Loss");
	same(i->display, "5a");
	assert_int_equal(i->season, 2);
	assert_int_equal(i->number, 5);
	same(i->licence_url, "https://example.org/x");
}

static void what_members_have_only_in_part_is_kept_too(void **state)
{
	static const struct {
		const char *have, *want;
	} cases[] = {
		{ "<guid>a</guid><guid>b</guid>", "guid{b}" },
		{ "<guid>a</guid><guid> a </guid>", "" },
		{ "<title>a</title><title>b</title>", "title{b}" },
		{ "<pubDate>Mon, 07 Sep 2026 08:00:00 GMT</pubDate><dc:date>2026-09-07</dc:date>", "dc:date{2026-09-07}" },
		{ "<enclosure url='/1.mp3'/><enclosure url='/2.mp3' length='3' type='audio/mpeg'/>",
		  "enclosure url=https://example.org/2.mp3 length=3 type=audio/mpeg{}" },
		{ "<enclosure url='/1.mp3' bitrate='64'/>", "enclosure url=https://example.org/1.mp3 bitrate=64{}" },
		{ "<dc:creator>admin</dc:creator><itunes:author>Ann</itunes:author>", "dc:creator{admin}" },
		{ "<author>a@example.org (Ann)</author>", "author{a@example.org (Ann)}" },
		{ "<itunes:explicit>rather</itunes:explicit>", "itunes:explicit{rather}" },
		{ "<itunes:explicit>no</itunes:explicit><itunes:explicit>yes</itunes:explicit>", "itunes:explicit{yes}" },
		{ "<podcast:episode>100.5</podcast:episode><itunes:episode>100</itunes:episode>", "podcast:episode{100.5}" },
		{ "<podcast:person email='a@example.org'>Ann</podcast:person>", "podcast:person email=a@example.org{Ann}" },
		{ "<podcast:transcript type='text/vtt'/>", "podcast:transcript type=text/vtt{}" },
		{ "<podcast:chapters url='/a' type='x'/><podcast:chapters url='/b' type='y'/>",
		  "podcast:chapters url=https://example.org/b type=y{}" },
		{ "<psc:chapters><psc:chapter start='soon' title='A'/></psc:chapters>",
		  "psc:chapters{psc:chapter start=soon title=A{}}" },
		{ "<media:content url='/a.mp3' type='audio/mpeg'/><media:content url='/b.jpg' type='image/jpeg'/>",
		  "media:content url=https://example.org/b.jpg type=image/jpeg{}" },
		{ "<media:group><media:content url='/a.mp3' medium='audio'/><media:title>M</media:title></media:group>",
		  "media:group{media:content url=https://example.org/a.mp3 medium=audio{} media:title{M}}" },
		{ "<link>/1</link><atom:link rel='replies' href='/1/replies'/>",
		  "atom:link rel=replies href=https://example.org/1/replies{}" },
		{ "<description>one</description><description><p>two <b>three</b></p></description>",
		  "description{p{two <b>three</b>}}" },
		{ "<content:encoded>one</content:encoded><content:encoded>two <b>three</b></content:encoded>",
		  "content:encoded{two <b>three</b>}" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(elements(&item(cases[i].have)->elements), cases[i].want);
}

static void of_a_channel_too(void **state)
{
	static const struct {
		const char *have, *want;
	} cases[] = {
		{ "<title>U</title>", "title{U}" },
		{ "<image><url>/small.png</url></image><itunes:image href='/big.jpg'/>", "image{url{/small.png}}" },
		{ "<itunes:owner><itunes:name>O</itunes:name><itunes:phone>1</itunes:phone></itunes:owner>",
		  "itunes:owner{itunes:name{O} itunes:phone{1}}" },
		{ "<itunes:category><itunes:category text='x'/></itunes:category>",
		  "itunes:category{itunes:category text=x{}}" },
		{ "<podcast:locked>perhaps</podcast:locked>", "podcast:locked{perhaps}" },
		{ "<atom:link rel='alternate' href='/'/><atom:link rel='prev-archive' href='?p=1'/>",
		  "atom:link rel=alternate href=https://example.org/{}" },
		{ "<lastBuildDate>a</lastBuildDate><pubDate>b</pubDate>", "pubDate{b}" },
		{ "<link rel='hub' href='https://hub.example.org/'/><link>/home</link>", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		same(elements(&channel(cases[i].have)->elements), cases[i].want);
	const struct remote_feed *f = channel(cases[7].have);
	same(f->link, "https://example.org/home");
	same(f->hub, "https://hub.example.org/");
	same(channel(cases[5].have)->prev_archive, "https://example.org/show/feed.xml?p=1");
}

static void prefixes_are_the_usual_ones(void **state)
{
	const struct remote_feed *f = read_text(
		"<rss xmlns:it='HTTPS://www.itunes.com/DTDs/Podcast-1.0.dtd' xmlns:other='urn:example:other' "
		"xmlns:p='https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md'>"
		"<channel><it:keywords>a</it:keywords><p:txt>b</p:txt><other:x other:y='1' z='2'/>"
		"<rawvoice:subscribe feed='f'/><unknown:x>c</unknown:x><x xmlns='urn:example:x'><y/></x>"
		"</channel></rss>");
	const struct remote_element *e = f->elements.items;
	const struct remote_attribute *a;

	(void)state;
	same(elements(&f->elements), "itunes:keywords{a} podcast:txt{b} other:x other:y=1 z=2{} "
				     "rawvoice:subscribe feed=f{} unknown:x{c} x{y{}}");
	same(e[0].ns, "http://www.itunes.com/dtds/podcast-1.0.dtd");
	same(e[1].ns, "https://podcastindex.org/namespace/1.0");
	same(e[2].ns, "urn:example:other");
	a = e[2].attributes.items;
	same(a[0].ns, "urn:example:other");
	same(a[1].ns, NULL);
	same(e[3].ns, "https://blubrry.com/developer/rawvoice-rss/");
	same(e[4].ns, NULL);
	same(e[5].ns, "urn:example:x");
	same(((const struct remote_element *)e[5].inside.items)->ns, "urn:example:x");
}

static void what_lies_too_deep_is_kept_as_text(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(1 << 16);
	size_t depth = 1;

	(void)state;
	for (int i = 1; i <= 40; i++)
		strbuf_addf(&text, "<x n='%d'>", i);
	strbuf_adds(&text, "deep");
	for (int i = 1; i <= 40; i++)
		strbuf_adds(&text, "</x>");
	const struct remote_element *e = item(text.data)->elements.items;
	for (; e->inside.count; depth++)
		e = e->inside.items;
	assert_int_equal(depth, 16);
	assert_non_null(strstr(e->text, "<x n=\"40\">deep</x>"));
}

static void too_many_are_reported(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(1 << 20);

	(void)state;
	for (int i = 0; i < 10004; i++)
		strbuf_adds(&text, "<x/>");
	assert_int_equal(item(text.data)->elements.count, 10000);
	assert_int_equal(in.diag.count[SEV_WARNING], 1);
	said("warning: 4 elements are left out: a channel or item has more than 10000 that blether has no field for [feed-damaged]");
}

int main(void)
{
#define READS(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		READS(what_no_member_has_is_kept_as_it_stands),
		READS(what_members_have_is_not_kept),
		READS(what_members_have_only_in_part_is_kept_too),
		READS(of_a_channel_too),
		READS(prefixes_are_the_usual_ones),
		READS(what_lies_too_deep_is_kept_as_text),
		READS(too_many_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
