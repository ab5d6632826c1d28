#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/feed_diff.h"
#include "read/feed_reader.h"

static struct {
	struct arena arena;
	struct diag diag;
} in;

static int fresh(void **state)
{
	(void)state;
	arena_free(&in.arena);
	diag_init(&in.diag, &in.arena);
	return 0;
}

static int forget(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

/* A feed with this in its channel. */
static const struct remote_feed *feed(const char *inside)
{
	const char *text = arena_printf(
		&in.arena,
		"<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
		"xmlns:podcast='https://podcastindex.org/namespace/1.0' "
		"xmlns:content='http://purl.org/rss/1.0/modules/content/' "
		"xmlns:psc='http://podlove.org/simple-chapters'><channel><title>T</title>%s</"
		"channel>"
		"</rss>",
		inside);
	const struct remote_feed *f =
		feed_read(text, strlen(text), "https://example.org/f", &in.arena, &in.diag);

	assert_non_null(f);
	assert_int_equal(in.diag.reported, 0);
	return f;
}

/* An item named for a letter, on a day of September 2026. */
static const char *item(char name, int day, const char *inside)
{
	return arena_printf(
		&in.arena,
		"<item><title>%c</title><guid>g%c</guid>"
		"<pubDate>%02d Sep 2026 08:00:00 GMT</pubDate>"
		"<enclosure url='https://example.org/%c.mp3' length='9' type='audio/mpeg'/>%s"
		"</item>",
		name, name, day, name, inside);
}

static const char *join(const char *a, const char *b)
{
	return arena_printf(&in.arena, "%s%s", a, b);
}

static const struct feed_diff *diff(const char *old, const char *new)
{
	return feed_compare(feed(old), feed(new), &in.arena);
}

static const struct item_change *change(const struct feed_diff *d, size_t i)
{
	assert_true(i < d->items.count);
	return (const struct item_change *)d->items.items + i;
}

static const char *or_none(const char *s)
{
	return s ? s : "none";
}

/* The fields that differ, as `slug: from > to` with commas between. */
static const char *told(const struct remote_list *fields)
{
	const struct field_change *all = fields->items;
	const char *text = "";

	for (size_t i = 0; i < fields->count; i++)
		text = arena_printf(&in.arena, "%s%s%s: %s > %s", text, i ? ", " : "",
				    feed_field_slug(all[i].field), or_none(all[i].from),
				    or_none(all[i].to));
	return text;
}

/* What differs between an item with `old` and one with `new` inside. */
static const char *item_told(const char *old, const char *new)
{
	const struct feed_diff *d = diff(item('a', 7, old), item('a', 7, new));

	return d->items.count ? told(&change(d, 0)->fields) : "";
}

static void the_same_feed_differs_in_nothing(void **state)
{
	const char *items = join(item('b', 8, "<itunes:duration>60</itunes:duration>"),
				 item('a', 7, "<description>x</description>"));
	const struct feed_diff *d = diff(items, items);

	(void)state;
	assert_true(feed_diff_is_empty(d));
	assert_int_equal(d->unchanged, 2);
	assert_true(feed_diff_is_empty(diff("", "")));
}

static void other_ways_to_write_the_same_are_the_same(void **state)
{
	(void)state;
	assert_string_equal(item_told("<itunes:duration>60</itunes:duration>",
				      "<itunes:duration>00:01:00</itunes:duration>"),
			    "");
	assert_string_equal(item_told("", "<itunes:explicit>false</itunes:explicit>"), "");
	assert_string_equal(item_told("", "<itunes:episodeType>full</itunes:episodeType>"), "");
	assert_string_equal(item_told("<description>a &amp;amp; b</description>",
				      "<description><![CDATA[a &amp; b]]></description>"),
			    "");
	const struct feed_diff *d =
		diff("<item><guid>a</guid><pubDate>7 Sep 2026 08:00 GMT</pubDate></item>",
		     "<item><guid> a </guid><pubDate>2026-09-07T10:00:00+02:00"
		     "</pubDate></item>");
	assert_true(feed_diff_is_empty(d));
}

static void every_field_of_an_item_is_told(void **state)
{
	static const struct {
		const char *old, *new, *told;
	} cases[] = {
		{ "<itunes:duration>60</itunes:duration>",
		  "<itunes:duration>3661</itunes:duration>", "duration: 1:00 > 1:01:01" },
		{ "", "<itunes:season>2</itunes:season>", "season: none > 2" },
		{ "<podcast:season name='Loss'>2</podcast:season>",
		  "<podcast:season name='Hope'>2</podcast:season>", "season-name: Loss > Hope" },
		{ "<podcast:episode display='5a'>5</podcast:episode>",
		  "<podcast:episode display='5b'>5</podcast:episode>", "display: 5a > 5b" },
		{ "<itunes:episode>1</itunes:episode>", "<itunes:episode>2</itunes:episode>",
		  "number: 1 > 2" },
		{ "", "<itunes:episodeType>bonus</itunes:episodeType>", "type: full > bonus" },
		{ "", "<itunes:explicit>yes</itunes:explicit>", "explicit: no > yes" },
		{ "", "<itunes:block>Yes</itunes:block>", "blocked: no > yes" },
		{ "", "<itunes:image href='/i.jpg'/>", "image: none > https://example.org/i.jpg" },
		{ "", "<itunes:author>Ann</itunes:author>", "author: none > Ann" },
		{ "<link>/1</link>", "<link>/2</link>",
		  "link: https://example.org/1 > https://example.org/2" },
		{ "<podcast:license>cc0</podcast:license>", "", "licence: cc0 > none" },
		{ "<psc:chapters><psc:chapter start='0' title='A'/></psc:chapters>",
		  "<psc:chapters><psc:chapter start='0' title='B'/></psc:chapters>",
		  "chapters: 0:00 A > 0:00 B" },
		{ "", "<psc:chapters><psc:chapter start='0' title='B'/></psc:chapters>",
		  "chapters: 0 > 1" },
		{ "<podcast:chapters url='/1.json'/>", "<podcast:chapters url='/2.json'/>",
		  "chapters: https://example.org/1.json > https://example.org/2.json" },
		{ "<podcast:transcript url='/1' type='text/vtt'/>",
		  "<podcast:transcript url='/2' type='text/vtt'/>",
		  "transcripts: text/vtt https://example.org/1 > text/vtt https://example.org/2" },
		{ "", "<podcast:person>Ann</podcast:person>", "people: 0 > 1" },
		{ "<description>One.</description>", "<description>Two.</description>",
		  "notes: One. > Two." },
		{ "<description>&lt;p&gt;One&lt;/p&gt;</description>",
		  "<description>&lt;p&gt;&lt;b&gt;One&lt;/b&gt;&lt;/p&gt;</description>",
		  "markup: none > none" },
		{ "<description>One.</description><content:encoded>x</content:encoded>",
		  "<description>Two.</description><content:encoded>x</content:encoded>",
		  "description: One. > Two." },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(item_told(cases[i].old, cases[i].new), cases[i].told);
}

static void every_field_of_a_channel_is_told(void **state)
{
	static const struct {
		const char *old, *new, *told;
	} cases[] = {
		{ "<link>/</link>", "", "link: https://example.org/ > none" },
		{ "", "<description>D</description>", "description: none > D" },
		{ "<language>en</language>", "<language>gd</language>", "language: en > gd" },
		{ "", "<itunes:author>A</itunes:author>", "author: none > A" },
		{ "", "<itunes:owner><itunes:email>a@b.c</itunes:email></itunes:owner>",
		  "owner: none > a@b.c" },
		{ "", "<copyright>C</copyright>", "copyright: none > C" },
		{ "<podcast:guid>1</podcast:guid>", "<podcast:guid>2</podcast:guid>",
		  "guid: 1 > 2" },
		{ "", "<itunes:image href='/i'/>", "image: none > https://example.org/i" },
		{ "", "<itunes:type>serial</itunes:type>", "type: none > serial" },
		{ "", "<podcast:medium>music</podcast:medium>", "medium: none > music" },
		{ "", "<podcast:license>cc0</podcast:license>", "licence: none > cc0" },
		{ "", "<itunes:explicit>true</itunes:explicit>", "explicit: no > yes" },
		{ "", "<itunes:block>yes</itunes:block>", "blocked: no > yes" },
		{ "", "<podcast:locked>yes</podcast:locked>", "locked: no > yes" },
		{ "", "<itunes:complete>Yes</itunes:complete>", "complete: no > yes" },
		{ "<itunes:category text='Arts'/>", "<itunes:category text='News'/>",
		  "categories: Arts > News" },
		{ "", "<podcast:funding url='/g'>G</podcast:funding>", "funding: 0 > 1" },
		{ "", "<podcast:person>A</podcast:person>", "people: 0 > 1" },
		{ "", "<itunes:new-feed-url>/n</itunes:new-feed-url>",
		  "new-feed-url: none > https://example.org/n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct feed_diff *d = diff(cases[i].old, cases[i].new);

		assert_string_equal(told(&d->channel), cases[i].told);
		assert_false(feed_diff_is_empty(d));
	}
}

static void new_and_gone_items_are_told_apart(void **state)
{
	const struct feed_diff *d = diff(join(item('b', 8, ""), item('a', 7, "")),
					 join(item('c', 9, ""), item('b', 8, "")));

	(void)state;
	assert_int_equal(d->added, 1);
	assert_int_equal(d->gone, 1);
	assert_int_equal(d->unchanged, 1);
	assert_int_equal(d->late, 0);
	assert_int_equal(change(d, 0)->fate, ITEM_NEW);
	assert_string_equal(change(d, 0)->new->title, "c");
	assert_int_equal(change(d, 1)->fate, ITEM_GONE);
	assert_string_equal(change(d, 1)->old->title, "a");
}

static void new_items_older_than_the_rest_appear_late(void **state)
{
	const struct feed_diff *d =
		diff(join(item('b', 8, ""), item('c', 9, "")),
		     join(join(item('b', 8, ""), item('c', 9, "")), item('a', 7, "")));

	(void)state;
	assert_int_equal(d->late, 1);
	assert_int_equal(change(d, 0)->below, 2);
}

static void other_audio_is_downloaded_again(void **state)
{
	const struct feed_diff *d = diff(
		"<item><guid>a</guid><enclosure url='/1.mp3' length='5' type='audio/mpeg'/></item>",
		"<item><guid>a</guid><enclosure url='/2.m4a' length='6' type='audio/mp4'/></item>");

	(void)state;
	assert_int_equal(d->again, 1);
	assert_int_equal(d->twice, 0);
	assert_string_equal(told(&change(d, 0)->fields),
			    "audio-url: https://example.org/1.mp3 > https://example.org/2.m4a, "
			    "audio-type: audio/mpeg > audio/mp4, audio-length: 5 > 6");
}

/* What becomes of an episode with one guid when the address of its audio changes. */
static void audio_of_the_same_size_only_moved(void **state)
{
	static const struct {
		const char *old_length, *new_length;
		size_t again, kept;
	} cases[] = {
		{ "5", "5", 0, 1 },
		{ "5", "6", 1, 0 },
		{ "0", "0", 1, 0 },
		{ "", "5", 1, 0 },
	};
	static const char text[] = "<item><guid>a</guid><enclosure url='/%s' length='%s' "
				   "type='audio/mpeg'/></item>";

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct feed_diff *d =
			diff(arena_printf(&in.arena, text, "1.mp3", cases[i].old_length),
			     arena_printf(&in.arena, text, "2.mp3", cases[i].new_length));

		assert_int_equal(d->again, cases[i].again);
		assert_int_equal(d->kept, cases[i].kept);
		assert_int_equal(d->twice, 0);
		assert_int_equal(change(d, 0)->kept, cases[i].kept == 1);
	}
}

static void moved_audio_without_a_guid_is_downloaded_again(void **state)
{
	const struct feed_diff *d =
		diff("<item><title>A</title><pubDate>7 Sep 2026 08:00 GMT</pubDate>"
		     "<enclosure url='/1.mp3' length='5' type='audio/mpeg'/></item>",
		     "<item><title>A</title><pubDate>7 Sep 2026 08:00 GMT</pubDate>"
		     "<enclosure url='/2.mp3' length='5' type='audio/mpeg'/></item>");

	(void)state;
	assert_int_equal(d->again, 1);
	assert_int_equal(d->kept, 0);
}

static void an_item_with_another_guid_is_shown_twice(void **state)
{
	static const char by_audio[] = "<item><guid>x</guid><title>Other</title>"
				       "<enclosure url='https://example.org/a.mp3' length='9' "
				       "type='audio/mpeg'/></item>";
	static const char by_title[] = "<item><guid>x</guid><title>a</title>"
				       "<pubDate>7 Sep 2026 08:00 GMT</pubDate></item>";
	const char *const changed[] = { by_audio, by_title };

	(void)state;
	for (size_t i = 0; i < COUNT(changed); i++) {
		const struct feed_diff *d = diff(item('a', 7, ""), changed[i]);

		assert_int_equal(d->added + d->gone, 0);
		assert_int_equal(d->twice, 1);
		assert_int_equal(d->again, 1);
		assert_non_null(strstr(told(&change(d, 0)->fields), "guid: ga > x"));
	}
}

static void audio_stands_for_a_guid_that_is_not_there(void **state)
{
	static const char without[] = "<item><title>A</title><enclosure url='/1.mp3' length='5' "
				      "type='audio/mpeg'/></item>";
	static const char other[] = "<item><title>B</title><enclosure url='/1.mp3' length='5' "
				    "type='audio/mpeg'/></item>";
	const struct feed_diff *d = diff(without, other);

	(void)state;
	assert_int_equal(d->changed, 1);
	assert_int_equal(d->twice, 0);
	assert_string_equal(told(&change(d, 0)->fields), "title: A > B");
}

static void one_item_that_moved_is_one_change(void **state)
{
	const char *old = join(join(item('d', 10, ""), item('c', 9, "")),
			       join(item('b', 8, ""), item('a', 7, "")));
	const char *new = join(join(item('a', 7, ""), item('d', 10, "")),
			       join(item('c', 9, ""), item('b', 8, "")));
	const struct feed_diff *d = diff(old, new);

	(void)state;
	assert_int_equal(d->changed, 1);
	assert_string_equal(told(&change(d, 0)->fields), "order: 4 > 1");
	d = diff(old, join(item('e', 11, ""), old));
	assert_int_equal(d->changed, 0);
}

static void a_guid_that_is_there_twice_is_counted(void **state)
{
	const struct feed_diff *d =
		diff(item('a', 7, ""), join(item('a', 7, ""), item('a', 7, "")));

	(void)state;
	assert_int_equal(d->duplicates, 1);
	assert_int_equal(d->items.count, 0);
	assert_false(feed_diff_is_empty(d));
	assert_true(feed_diff_is_empty(
		diff(join(item('a', 7, ""), item('a', 7, "")), item('a', 7, ""))));
}

static void notes_are_compared_by_their_words(void **state)
{
	static const struct {
		const char *html, *text;
	} cases[] = {
		{ "<p>One <b>two</b></p><p>three</p>", "One two three" },
		{ "a<br>b", "a b" },
		{ "w<i>or</i>d", "word" },
		{ "&lt;in&gt; &amp; &#8220;x&#x201D; &nbsp; &bogus; &", "<in> & “x” &bogus; &" },
		{ "1 < 2 and 3 > 2", "1 < 2 and 3 > 2" },
		{ "<!-- no -->yes", "yes" },
		{ "open <b", "open <b" },
		{ " \n a \t b ", "a b" },
		{ "&#0;&#x110000;&#xd800;", "&#0;&#x110000;&#xd800;" },
	};
	struct text_change t;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(plain_text(cases[i].html, &in.arena), cases[i].text);
	/* Tags without end are not looked for again and again: that would take minutes. */
	char *open = arena_alloc(&in.arena, 4000001);
	for (size_t i = 0; i < 4000000; i++)
		open[i] = i % 2 ? 'a' : '<';
	open[4000000] = '\0';
	assert_string_equal(plain_text(open, &in.arena), open);
	t = text_compare("Same here. Old words now. End.", "Same here. New now. End.", &in.arena);
	assert_int_equal(t.words_before, 6);
	assert_int_equal(t.words_after, 5);
	assert_string_equal(t.before, "Old words now.");
	assert_string_equal(t.after, "New now.");
	t = text_compare("One.", "One. Two.", &in.arena);
	assert_string_equal(t.before, "");
	assert_string_equal(t.after, "Two.");
	t = text_compare("", "", &in.arena);
	assert_string_equal(t.before, "");
}

int main(void)
{
#define COMPARES(test) cmocka_unit_test_setup(test, fresh)
	const struct CMUnitTest tests[] = {
		COMPARES(the_same_feed_differs_in_nothing),
		COMPARES(other_ways_to_write_the_same_are_the_same),
		COMPARES(every_field_of_an_item_is_told),
		COMPARES(every_field_of_a_channel_is_told),
		COMPARES(new_and_gone_items_are_told_apart),
		COMPARES(new_items_older_than_the_rest_appear_late),
		COMPARES(other_audio_is_downloaded_again),
		COMPARES(audio_of_the_same_size_only_moved),
		COMPARES(moved_audio_without_a_guid_is_downloaded_again),
		COMPARES(an_item_with_another_guid_is_shown_twice),
		COMPARES(audio_stands_for_a_guid_that_is_not_there),
		COMPARES(one_item_that_moved_is_one_change),
		COMPARES(a_guid_that_is_there_twice_is_counted),
		COMPARES(notes_are_compared_by_their_words),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
