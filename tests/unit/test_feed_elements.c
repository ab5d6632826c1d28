#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed_read.h"

/* 2026-09-07T18:00:00Z, 18:00 in Greenwich and 19:00 in Glasgow. */
#define EVENING 1788804000

static const struct moment evening = { EVENING, 60, true };

static void people_and_places(void **state)
{
	static struct person people[] = {
		{ .name = "Ann", .role = "host", .group = "cast", .url = "https://example.org/ann?a=1&b=2",
		  .picture_path = "media/ann 1.jpg" },
		{ .name = "Bob", .role = "guest" },
	};
	static struct location places[] = {
		{ .name = "Greenock, Scotland", .rel = "subject", .geo = "geo:55.95,-4.76", .osm = "R1920901",
		  .country = "GB" },
		{ .name = "Glasgow", .rel = "creator" },
	};
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	struct show *show = site->shows[0];

	show->people = (struct list)LIST_OF(people);
	show->locations = (struct list)LIST_OF(places);
	show->episodes[0]->people = (struct list){ 0 };
	show->episodes[1]->locations = (struct list){ .items = places + 1, .count = 1 };
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:person role=\"host\" group=\"cast\" img=\"https://www.example.org/pod/media/ann%201.jpg\" "
			    "href=\"https://example.org/ann?a=1&amp;b=2\">Ann</podcast:person>");
	text = expect(text, "<podcast:person role=\"guest\">Bob</podcast:person>");
	text = expect(text, "<podcast:location rel=\"subject\" geo=\"geo:55.95,-4.76\" osm=\"R1920901\" country=\"GB\">"
			    "Greenock, Scotland</podcast:location>");
	text = expect(text, "<podcast:location rel=\"creator\">Glasgow</podcast:location>");
	text = expect(text, "<item>");
	const char *second = expect(text, "<item>");
	assert_true(strstr(text, "<podcast:person") > second);
	assert_true(strstr(text, "<podcast:location") > second);
	expect(second, "<podcast:location rel=\"creator\">Glasgow</podcast:location>");
}

static void funding_texts_and_links(void **state)
{
	static struct funding gifts[] = { { "https://example.org/food?a=1&b=2", "The food bank" } };
	static struct text_record texts[] = { { "abc & <def>", "applepodcastsverify" }, { "naked", NULL } };
	static struct content_link links[] = { { "https://video.example.org/1", "With sign language" } };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct episode *e = site->shows[0]->episodes[0];

	site->shows[0]->texts = (struct list)LIST_OF(texts);
	e->funding = (struct list)LIST_OF(gifts);
	e->texts = (struct list){ .items = texts + 1, .count = 1 };
	e->links = (struct list)LIST_OF(links);
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:funding url=\"https://example.org/give?a=1&amp;b=2\">Give &amp; help</podcast:funding>");
	text = expect(text, "<podcast:txt purpose=\"applepodcastsverify\">abc &amp; &#x3C;def&gt;</podcast:txt>");
	text = expect(text, "<podcast:txt>naked</podcast:txt>");
	text = expect(text, "<item>");
	expect(text, "<podcast:funding url=\"https://example.org/food?a=1&amp;b=2\">The food bank</podcast:funding>");
	expect(text, "<podcast:txt>naked</podcast:txt>");
	expect(text, "<podcast:contentLink href=\"https://video.example.org/1\">With sign language</podcast:contentLink>");
}

static void seasons_have_names_and_numbers_a_form(void **state)
{
	static struct season seasons[] = { { 2, "Elsewhere" }, { 1, "Where we begin" } };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->seasons = (struct list)LIST_OF(seasons);
	site->shows[0]->episodes[0]->display = "1b";
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<itunes:season>1</itunes:season>");
	text = expect(text, "<podcast:season name=\"Where we begin\">1</podcast:season>");
	text = expect(text, "<itunes:episode>1</itunes:episode>");
	expect(text, "<podcast:episode display=\"1b\">1</podcast:episode>");
}

static void a_trailer_is_told_of_in_the_channel(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	struct episode *e = site->shows[0]->episodes[1];
	char *title = arena_alloc(&b->arena, 256);

	e->type = "trailer";
	memset(title, 'a', 255);
	memcpy(title, "Hear & <see>", 12);
	e->title = title;
	const char *text = render_valid(b, site, FEED);

	expect(text, arena_printf(&b->arena,
				  "<podcast:trailer pubdate=\"Wed, 14 Sep 2022 09:00:00 +0000\" "
				  "url=\"https://www.example.org/pod/media/loss%%201.mp3\" length=\"20000\" type=\"audio/mpeg\" "
				  "season=\"1\">Hear &amp; &#x3C;see&gt;%.115s\xe2\x80\xa6</podcast:trailer>",
				  title + 12));
	expect(text, "<itunes:episodeType>trailer</itunes:episodeType>");
	assert_true(strstr(text, "<podcast:trailer") < strstr(text, "<item>"));

	e->recording.path = NULL;
	expect_none(render_valid(b, site, FEED), "<podcast:trailer");
}

static void a_licence_has_its_address_where_there_is_one(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->licence = "CC-BY-4.0";
	site->shows[0]->episodes[0]->licence = "ARR";
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:license url=\"https://creativecommons.org/licenses/by/4.0/\">cc-by-4.0</podcast:license>");
	expect(text, "<podcast:license>arr</podcast:license>");
	site->shows[0]->licence = "OGL-UK-3.0";
	expect(render_valid(b, site, FEED),
	       "<podcast:license url=\"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/\">"
	       "ogl-uk-3.0</podcast:license>");
}

static void soundbites_are_in_seconds(void **state)
{
	static struct soundbite bites[] = { { 90000, 45500, "What helped" }, { 0, 15050, NULL } };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->episodes[0]->soundbites = (struct list)LIST_OF(bites);
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:soundbite startTime=\"90\" duration=\"45.5\">What helped</podcast:soundbite>");
	expect(text, "<podcast:soundbite startTime=\"0\" duration=\"15.05\"/>");
}

static void files_can_be_held_to_their_digest(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	struct recording *r = &site->shows[0]->episodes[1]->recording;

	r->facts.bit_rate = 43125;
	r->published.sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:alternateEnclosure type=\"audio/mpeg\" length=\"20000\" bitrate=\"43000\" "
			    "title=\"Standard\" default=\"true\">");
	text = expect(text, "<podcast:source uri=\"https://www.example.org/pod/media/loss%201.mp3\"/>");
	/* printf '' | openssl dgst -sha256 -binary | base64 */
	text = expect(text, "<podcast:integrity type=\"sri\" value=\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"/>");
	text = expect(text, "<podcast:alternateEnclosure type=\"audio/mpeg\" length=\"7000\" bitrate=\"48000\" "
			    "title=\"Small download\">");
	expect_none(text, "podcast:integrity");
}

static void codecs_are_told_where_they_are_known(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct recording *r = &site->shows[0]->episodes[0]->recording;

	r->path = "media/loss.m4a";
	r->published.type = "audio/x-m4a";
	r->published.making = AUDIO_ENCODED;
	site->shows[0]->bitrate = 96;
	site->shows[0]->format = "m4a";
	site->shows[0]->mastering = (struct mastering){ .preset = "speech", .mono = "same", .sample_rate = "keep" };
	r->small.type = "audio/ogg";
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "type=\"audio/x-m4a\" length=\"20000\" bitrate=\"96000\" codecs=\"mp4a.40.2\" title=\"Standard\"");
	expect(text, "type=\"audio/ogg\" length=\"7000\" bitrate=\"48000\" codecs=\"opus\"");
	r->published.making = AUDIO_COPIED;
	r->facts.bit_rate = 64000;
	text = render_valid(b, site, FEED);
	expect(text, "length=\"20000\" bitrate=\"64000\" title=\"Standard\"");
	expect_none(text, "mp4a");
}

static void the_rhythm_of_a_show(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct show *show = site->shows[0];

	expect(render_valid(b, site, FEED), "<podcast:updateFrequency complete=\"true\"/>");
	show->frequency = (struct update_frequency){ .label = "That's all" };
	expect(render_valid(b, site, FEED),
	       "<podcast:updateFrequency complete=\"true\">That's all</podcast:updateFrequency>");
	show->frequency = (struct update_frequency){ "Every second Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", evening };
	expect(render_valid(b, site, FEED), "<podcast:updateFrequency complete=\"true\"/>");
	show->complete = false;
	expect(render_valid(b, site, FEED),
	       "<podcast:updateFrequency dtstart=\"2026-09-07T18:00:00Z\" rrule=\"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO\">"
	       "Every second Monday</podcast:updateFrequency>");
	show->frequency.start.set = false;
	expect(render_valid(b, site, FEED), "<podcast:updateFrequency rrule=\"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO\">");
	show->frequency.label = NULL;
	expect_none(render_valid(b, site, FEED), "updateFrequency");
}

static void apple_is_told_that_a_show_is_complete_only_on_request(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	expect_none(render_valid(b, site, FEED), "itunes:complete");
	site->shows[0]->apple_complete = true;
	expect(render_valid(b, site, FEED), "<itunes:complete>Yes</itunes:complete>");
	site->shows[0]->complete = false;
	expect_none(render_valid(b, site, FEED), "itunes:complete");
}

static void other_shows_and_the_publisher(void **state)
{
	static struct remote_item others[] = {
		{ .guid = "917393E3-1b1e-5cef-ace4-edaa54e1f810", .feed = "https://example.net/feed.xml?a=1&b=2",
		  .title = "A partner's show", .medium = "music", .page = "https://example.net/" },
		{ .guid = "d5a1ae35-5e8b-599a-943b-95609562016d", .episode = "some-id" },
	};
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->podroll = (struct list)LIST_OF(others);
	site->shows[0]->publisher = others[0];
	site->shows[0]->podping = true;
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:podroll>\n"
			    "   <podcast:remoteItem feedGuid=\"917393e3-1b1e-5cef-ace4-edaa54e1f810\" "
			    "feedUrl=\"https://example.net/feed.xml?a=1&amp;b=2\" medium=\"music\" title=\"A partner's show\"/>\n"
			    "   <podcast:remoteItem feedGuid=\"d5a1ae35-5e8b-599a-943b-95609562016d\" itemGuid=\"some-id\"/>\n"
			    "  </podcast:podroll>");
	text = expect(text, "<podcast:publisher>\n   <podcast:remoteItem feedGuid=\"917393e3-1b1e-5cef-ace4-edaa54e1f810\" "
			    "feedUrl=\"https://example.net/feed.xml?a=1&amp;b=2\" medium=\"publisher\" "
			    "title=\"A partner's show\"/>\n  </podcast:publisher>");
	expect(text, "<podcast:podping usesPodping=\"true\"/>");
}

static void blocked_services_are_listed_exceptions_first(void **state)
{
	static const char *block[] = { "all", "google" }, *allow[] = { "apple" };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct show *show = site->shows[0];

	show->block = (struct strings)LIST_OF(block);
	show->allow = (struct strings)LIST_OF(allow);
	const char *text = render_valid(b, site, FEED);
	text = expect(text, "<podcast:block id=\"apple\">no</podcast:block>\n  <podcast:block id=\"google\">yes</podcast:block>\n"
			    "  <podcast:block>yes</podcast:block>\n");
	expect_none(bench_text(b, FEED), "itunes:block");

	allow[0] = "spotify";
	expect(render_valid(b, site, FEED), "<itunes:block>Yes</itunes:block>");
	show->allow.count = 0;
	block[0] = "apple";
	text = render_valid(b, site, FEED);
	expect(text, "<itunes:block>Yes</itunes:block>");
	expect(text, "<podcast:block id=\"apple\">yes</podcast:block>");
	expect_none(text, "<podcast:block>yes");
	block[0] = "amazon";
	expect_none(render_valid(b, site, FEED), "itunes:block");
}

static void pictures_have_sizes_and_words(void **state)
{
	static const struct picture banner = { .path = "media/b & c.png", .type = "image/png",
					       .facts = { .width = 1920, .height = 480 } };
	static struct show_image images[] = {
		{ .alt = "A blue hill & dusk", .purpose = "banner", .picture = &banner },
		{ .alt = "Not found", .purpose = "social", .picture = NULL },
	};
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct show *show = site->shows[0];

	show->cover.facts = (struct picture_facts){ .width = 1400, .height = 1400 };
	show->cover.type = "image/jpeg";
	show->cover_alt = "The title in white";
	show->images = (struct list)LIST_OF(images);
	show->episodes[0]->cover = (struct picture){ .path = "media/loss.png", .type = "image/png" };
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<itunes:image href=\"https://www.example.org/pod/media/cover.jpg\"/>");
	text = expect(text, "<podcast:image href=\"https://www.example.org/pod/media/cover.jpg\" alt=\"The title in white\" "
			    "aspect-ratio=\"1/1\" width=\"1400\" height=\"1400\" type=\"image/jpeg\" purpose=\"artwork\"/>");
	text = expect(text, "<podcast:image href=\"https://www.example.org/pod/media/b%20&amp;%20c.png\" "
			    "alt=\"A blue hill &amp; dusk\" aspect-ratio=\"4/1\" width=\"1920\" height=\"480\" "
			    "type=\"image/png\" purpose=\"banner\"/>");
	text = expect(text, "<item>");
	expect(text, "<itunes:image href=\"https://www.example.org/pod/media/loss.png\"/>");
	expect_none(text, "<podcast:image");
	show->episodes[0]->cover_alt = "Two cups";
	expect(render_valid(b, site, FEED), "<podcast:image href=\"https://www.example.org/pod/media/loss.png\" alt=\"Two cups\" "
					    "type=\"image/png\" purpose=\"artwork\"/>");
}

static void payments_are_written_as_given(void **state)
{
	static struct value_recipient recipients[] = {
		{ .name = "Ann & Bob", .type = "node", .address = "02d5c1", .custom_key = "696969", .custom_value = "x",
		  .split = 95 },
		{ .type = "lnaddress", .address = "app@example.org", .split = 5, .fee = true },
	};
	static struct value_split splits[] = {
		{ .start = 60000, .duration = 237500, .remote = { .guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
		  .remote_start = 1500, .remote_percentage = 90 },
		{ .start = 400000, .duration = 1000, .recipients = { .items = recipients, .count = 1 } },
	};
	static struct value_block values[] = {
		{ "lightning", "keysend", "0.00000005", LIST_OF(recipients), LIST_OF(splits) },
	};
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);

	site->shows[0]->episodes[1]->values = (struct list)LIST_OF(values);
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "<podcast:value type=\"lightning\" method=\"keysend\" suggested=\"0.00000005\">");
	text = expect(text, "<podcast:valueRecipient name=\"Ann &amp; Bob\" type=\"node\" address=\"02d5c1\" "
			    "customKey=\"696969\" customValue=\"x\" split=\"95\"/>");
	text = expect(text, "<podcast:valueRecipient type=\"lnaddress\" address=\"app@example.org\" split=\"5\" fee=\"true\"/>");
	text = expect(text, "<podcast:valueTimeSplit startTime=\"60\" duration=\"237.5\" remoteStartTime=\"1.5\" "
			    "remotePercentage=\"90\">\n     <podcast:remoteItem feedGuid=\"917393e3-1b1e-5cef-ace4-edaa54e1f810\"/>");
	expect(text, "<podcast:valueTimeSplit startTime=\"400\" duration=\"1\">\n     <podcast:valueRecipient name=\"Ann");
	site->shows[0]->values = (struct list)LIST_OF(values);
	text = render_valid(b, site, FEED);
	assert_true(strstr(text, "<podcast:value ") < strstr(text, "<item>"));
}

static void a_moved_feed_and_its_hub(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->hub = "https://hub.example.org/?a=1&b=2";
	site->shows[0]->new_feed_url = "https://new.example.org/feed.xml";
	const char *text = render_valid(b, site, FEED);

	text = expect(text, "rel=\"self\" type=\"application/rss+xml\"/>\n"
			    "  <atom:link href=\"https://hub.example.org/?a=1&amp;b=2\" rel=\"hub\"/>");
	expect(text, "<itunes:new-feed-url>https://new.example.org/feed.xml</itunes:new-feed-url>");
}

static void strict_feeds_have_no_simple_chapters(void **state)
{
	static struct chapter chapters[] = { { .title = "Welcome", .picture_path = "media/c 1.jpg" } };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->episodes[0]->chapters = (struct list)LIST_OF(chapters);
	expect(render_valid(b, site, FEED), "<psc:chapter start=\"00:00:00.000\" title=\"Welcome\" "
					    "image=\"https://www.example.org/pod/media/c%201.jpg\"/>");
	site->shows[0]->strict_w3c = true;
	const char *text = render_valid(b, site, FEED);
	expect_none(text, "psc");
	expect(text, "<podcast:chapters url=");
}

static struct live *add_live(struct site *site)
{
	static struct live live[1];

	live[0] = (struct live){ .title = "An evening & <more>", .guid = "0f3b4a86-7e58-4b2f-9d0f-4f6b1b1f2c11",
				 .summary = "Three people talk.", .url = "https://stream.example.org/live?a=1&b=2",
				 .type = "audio/mpeg", .start = evening, .end = { EVENING + 5400, 60, true } };
	site->shows[0]->live = (struct list)LIST_OF(live);
	return live;
}

static void something_live_comes_first_and_in_the_safe_form(void **state)
{
	static struct content_link links[] = { { "https://example.org/live", "Listen in your browser" } };
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct live *live = add_live(site);

	site->now = (struct moment){ EVENING - 1, 0, true };
	const char *text = render_valid(b, site, FEED);
	text = expect(text, "<channel>\n  <podcast:liveItem status=\"pending\" start=\"2026-09-07T18:00:00Z\" "
			    "end=\"2026-09-07T19:30:00Z\">\n   <title>An evening &amp; &#x3C;more&gt;</title>\n");
	text = expect(text, "<link>https://www.example.org/pod/podcasts/hope/</link>\n");
	text = expect(text, "<guid isPermaLink=\"false\">0f3b4a86-7e58-4b2f-9d0f-4f6b1b1f2c11</guid>\n");
	text = expect(text, "<enclosure url=\"https://stream.example.org/live?a=1&amp;b=2\" length=\"0\" type=\"audio/mpeg\"/>\n");
	text = expect(text, "<podcast:contentLink href=\"https://www.example.org/pod/podcasts/hope/\">"
			    "An evening &amp; &#x3C;more&gt;</podcast:contentLink>\n  </podcast:liveItem>\n  <title>");

	site->now.utc = EVENING;
	live->page = "https://example.org/evening";
	live->links = (struct list)LIST_OF(links);
	text = render_valid(b, site, FEED);
	expect(text, "<podcast:liveItem status=\"live\"");
	expect(text, "<link>https://example.org/evening</link>");
	expect(text, "<podcast:contentLink href=\"https://example.org/live\">Listen in your browser</podcast:contentLink>");

	site->now.utc = EVENING + 5400;
	expect_none(render_valid(b, site, FEED), "liveItem");
}

static void a_build_is_due_when_something_live_begins_and_ends(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	const int64_t newest = site->shows[0]->episodes[0]->date.utc;

	add_live(site);
	site->now = (struct moment){ EVENING - 1, 0, true };
	assert_int_equal(site_next_due(site).utc, EVENING);
	assert_int_equal(site_last_due(site).utc, newest);
	site->now.utc = EVENING;
	assert_int_equal(site_next_due(site).utc, EVENING + 5400);
	assert_int_equal(site_last_due(site).utc, EVENING);
	site->now.utc = EVENING + 5400;
	assert_false(site_next_due(site).set);
	assert_int_equal(site_last_due(site).utc, EVENING + 5400);
}

static void an_episode_held_back_is_due_on_its_date_unless_it_is_a_draft(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	struct show *show = site->shows[0];

	show->held = show->episodes;
	show->held_count = 1;
	show->episodes++;
	show->episode_count = 1;
	site->now = show->episodes[0]->date;
	assert_int_equal(site_next_due(site).utc, show->held[0]->date.utc);
	show->held[0]->status = "draft";
	assert_false(site_next_due(site).set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(people_and_places),
		TEST(funding_texts_and_links),
		TEST(seasons_have_names_and_numbers_a_form),
		TEST(a_trailer_is_told_of_in_the_channel),
		TEST(a_licence_has_its_address_where_there_is_one),
		TEST(soundbites_are_in_seconds),
		TEST(files_can_be_held_to_their_digest),
		TEST(codecs_are_told_where_they_are_known),
		TEST(the_rhythm_of_a_show),
		TEST(apple_is_told_that_a_show_is_complete_only_on_request),
		TEST(other_shows_and_the_publisher),
		TEST(blocked_services_are_listed_exceptions_first),
		TEST(pictures_have_sizes_and_words),
		TEST(payments_are_written_as_given),
		TEST(a_moved_feed_and_its_hub),
		TEST(strict_feeds_have_no_simple_chapters),
		TEST(something_live_comes_first_and_in_the_safe_form),
		TEST(a_build_is_due_when_something_live_begins_and_ends),
		TEST(an_episode_held_back_is_due_on_its_date_unless_it_is_a_draft),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
