#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed/feed.h"
#include "feed_site.h"
#include "verify/verify.h"

#define FEED "podcasts/hope/feed.xml"

static int setup(void **state)
{
	*state = bench_new();
	return 0;
}

static int teardown(void **state)
{
	bench_free(*state);
	return 0;
}

static struct site *render(struct bench *b, size_t episodes)
{
	struct site *site = demo_site(episodes, &b->arena);

	feed_render(site, &b->sink, &b->diag);
	return site;
}

/* What a command prints to stdout; fails the test when it fails. */
static char *run(struct bench *b, const char *command)
{
	char *text = arena_alloc(&b->arena, 1 << 16);
	FILE *p = popen(command, "r");
	size_t len = fread(text, 1, (1 << 16) - 1, p);

	text[len] = '\0';
	if (pclose(p) != 0)
		fail_msg("failed: %s\n%s", command, text);
	return text;
}

static bool have(const char *command)
{
	char *check = NULL;

	if (asprintf(&check, "command -v %s >/dev/null 2>&1", command) < 0)
		abort();
	bool found = system(check) == 0;
	free(check);
	return found;
}

static void the_feed_is_valid_to_xmllint(void **state)
{
	struct bench *b = *state;

	assert_true(have("xmllint"));
	render(b, 3);
	run(b, arena_printf(&b->arena, "xmllint --noout --nonet --relaxng feeds/podcast.rng %s 2>&1",
			    bench_file(b, FEED)->disk));
	run(b, arena_printf(&b->arena, "xmllint --noout --nonet --relaxng feeds/sitemap.rng %s 2>&1",
			    bench_file(b, "sitemap.xml")->disk));
}

static const char read_back[] =
	"import sys, feedparser\n"
	"d = feedparser.parse(open(sys.argv[1], 'rb').read())\n"
	"assert not d.bozo, d.bozo_exception\n"
	"print(d.feed.title, d.feed.author, d.feed.publisher_detail.email, d.feed.language, sep='|')\n"
	"for e in d.entries:\n"
	"    x = e.enclosures[0]\n"
	"    print(e.title, e.id, e.guidislink, x.href, x.length, x.type, e.itunes_duration, sep='|')\n";

static void feedparser_reads_back_what_was_meant(void **state)
{
	struct bench *b = *state;

	render(b, 2);
	char *script = arena_printf(&b->arena, "%s/read.py", b->dir);
	if (!file_write(script, read_back, sizeof(read_back) - 1))
		abort();
	assert_string_equal(
		run(b, arena_printf(&b->arena, "PYTHONIOENCODING=utf-8 /usr/bin/python3 %s %s 2>&1", script,
				    bench_file(b, FEED)->disk)),
		"Hope & us|Example Network|ann@example.org|en-gb\n"
		"Loss, part 2|564431c4-0af3-49eb-9a07-66c3c7665902|False|"
		"https://www.example.org/pod/media/loss%202.mp3|20000|audio/mpeg|3726\n" HOSTILE_TITLE
		"|564431c4-0af3-49eb-9a07-66c3c7665901|False|"
		"https://www.example.org/pod/media/loss%201.mp3|20000|audio/mpeg|3726\n");
}

static void a_small_file_is_an_alternate_enclosure(void **state)
{
	struct bench *b = *state;

	render(b, 2);
	const char *feed = bench_text(b, FEED);
	const char *found = strstr(feed, "<podcast:alternateEnclosure type=\"audio/mpeg\" length=\"7000\" "
					 "bitrate=\"48000\" title=\"Small download\">");
	assert_non_null(found);
	assert_non_null(strstr(found, "<podcast:source uri=\"https://www.example.org/pod/media/loss-small.mp3\"/>"));
	assert_null(strstr(found + 40, "<podcast:alternateEnclosure"));
}

static void two_renderings_give_the_same_bytes(void **state)
{
	struct bench *b = *state;

	render(b, 3);
	char *first = bench_text(b, FEED);
	b->count = 0;
	render(b, 3);
	assert_string_equal(first, bench_text(b, FEED));
}

static void only_namespaces_in_use_are_declared(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct episode *e = site->shows[0]->episodes[0];

	e->notes_html = NULL;
	e->chapters = (struct list){ 0 };
	e->chapters_path = NULL;
	feed_render(site, &b->sink, &b->diag);
	const char *text = bench_text(b, FEED);
	assert_null(strstr(text, "xmlns:psc"));
	assert_null(strstr(text, "xmlns:content"));
	assert_null(strstr(text, "content:encoded"));
	assert_non_null(strstr(text, "xmlns:itunes"));
	assert_null(bench_file(b, "podcasts/hope/01-loss/chapters.json"));
}

static void what_an_item_shares_with_its_show_is_not_repeated(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	struct show *show = site->shows[0];

	show->episodes[0]->people = show->people;
	show->episodes[0]->licence = "CC-BY-SA-4.0";
	show->episodes[1]->licence = "CC0-1.0";
	feed_render(site, &b->sink, &b->diag);
	const char *text = bench_text(b, FEED);
	const char *first = strstr(text, "<item>"), *second = strstr(first + 1, "<item>");
	const char *person = strstr(first, "<podcast:person"), *licence = strstr(first, "<podcast:license");

	assert_true(person > second && licence > second);
	assert_non_null(strstr(licence, "url=\"https://creativecommons.org/publicdomain/zero/1.0/\">cc0-1.0<"));
}

static void a_show_keeps_its_own_guid(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
	feed_render(site, &b->sink, &b->diag);
	assert_non_null(strstr(bench_text(b, FEED),
			       "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"));
}

static void an_episode_without_a_recording_is_left_out(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);

	site->shows[0]->episodes[0]->recording.path = NULL;
	feed_render(site, &b->sink, &b->diag);
	assert_null(strstr(bench_text(b, FEED), "part 2"));
}

static void a_show_without_episodes_has_a_valid_feed(void **state)
{
	struct bench *b = *state;
	struct site *site = render(b, 0);

	demo_files(b, site);
	struct output_tree tree = bench_tree(b);
	verify_output(&tree, site->address, &b->arena, &b->diag);
	assert_string_equal(bench_messages(b), "");
}

static void a_text_with_a_control_character_is_refused(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	site->shows[0]->episodes[0]->title = "Lo\vss";
	feed_render(site, &b->sink, &b->diag);
	assert_string_equal(bench_messages(b), "episode.md:1:1: error: the feed could not be written: a control "
					       "character [feed-refused]\n");
	assert_null(bench_file(b, FEED));
}

static void an_item_beyond_5_mb_is_warned_of_and_beyond_64_refused(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(2, &b->arena);
	size_t len = (size_t)6 << 20;

	char *notes = arena_alloc(&b->arena, 12 * len + 1);
	memset(notes, 'x', len);
	site->shows[0]->episodes[0]->notes_html = notes;
	feed_render(site, &b->sink, &b->diag);
	assert_non_null(strstr(bench_messages(b), "[long-feed]"));
	assert_non_null(bench_file(b, "podcasts/hope/feed-1.xml"));

	bench_forget(b);
	memset(notes, 'x', 12 * len);
	feed_render(site, &b->sink, &b->diag);
	assert_non_null(strstr(bench_messages(b), "[feed-refused]"));
}

static void a_sitemap_that_must_leave_pages_out_says_so(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(0, &b->arena);
	struct page **pages = arena_array(&b->arena, 50001, sizeof(struct page *));

	for (size_t i = 0; i < 50001; i++)
		pages[i] = site->pages[0];
	site->pages = pages;
	site->page_count = 50001;
	feed_render(site, &b->sink, &b->diag);
	assert_non_null(strstr(bench_messages(b), "the sitemap lists 50000 of 50004 pages"));
}

static void chapters_are_json_and_transcripts_webvtt(void **state)
{
	struct bench *b = *state;

	render(b, 1);
	assert_string_equal(bench_text(b, "podcasts/hope/01-loss/transcript.vtt"),
			    "WEBVTT\n"
			    "\n00:00:00.000 --> 00:00:01.500\n<v Ann + Bob>Hello &lt;you&gt; &amp; all\n"
			    "\n00:00:01.500 --> 00:00:04.000\ntwo\nlines\n"
			    "\n00:00:04.000 --> 01:02:03.250\n<v Guest>bye\n");
	assert_string_equal(
		run(b, arena_printf(&b->arena,
				    "/usr/bin/python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); "
				    "print(d[\"version\"], [(c[\"startTime\"], c[\"title\"]) for c in d[\"chapters\"]])' %s",
				    bench_file(b, "podcasts/hope/01-loss/chapters.json")->disk)),
		"1.2.0 [(0, 'Welcome & <hello>'), (61.5, 'Middle'), (3723, 'End')]\n");
}

/* The demo transcript with other cues, rendered. */
static const char *transcript_of(struct bench *b, const struct transcript *t, enum transcript_form form)
{
	struct site *site = demo_site(1, &b->arena);
	struct episode *e = site->shows[0]->episodes[0];

	e->transcript = *t;
	b->count = 0;
	feed_render(site, &b->sink, &b->diag);
	return bench_text(b, e->transcript_paths[form]);
}

static void a_transcript_is_written_in_five_forms(void **state)
{
	static struct cue cues[] = {
		{ 0, 1500, "Ann & Bob", "Hello <you> & all", { 0 } },
		{ 1500, 4000, "Ann & Bob", "two\n\nlines", { 0 } },
		{ 4000, 3723250, "Guest", "bye", { 0 } },
	};
	const struct transcript t = { .cues = cues, .count = 3, .is_timed = true, .is_unchecked = true };
	struct bench *b = *state;

	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_VTT),
			    "WEBVTT\n\nNOTE made by machine, not checked\n"
			    "\n00:00:00.000 --> 00:00:01.500\n<v Ann + Bob>Hello &lt;you&gt; &amp; all\n"
			    "\n00:00:01.500 --> 00:00:04.000\ntwo\nlines\n"
			    "\n00:00:04.000 --> 01:02:03.250\n<v Guest>bye\n");
	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_SRT),
			    "1\n00:00:00,000 --> 00:00:01,500\nAnn & Bob: Hello <you> & all\n\n"
			    "2\n00:00:01,500 --> 00:00:04,000\ntwo\nlines\n\n"
			    "3\n00:00:04,000 --> 01:02:03,250\nGuest: bye\n");
	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_HTML),
			    "\xef\xbb\xbf<p>[made by machine, not checked]</p>\n"
			    "<cite>Ann &amp; Bob:</cite>\n<time>0:00</time>\n<p>Hello &lt;you&gt; &amp; all two lines</p>\n"
			    "<cite>Guest:</cite>\n<time>0:04</time>\n<p>bye</p>\n");
	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_TEXT),
			    "\xef\xbb\xbf[made by machine, not checked]\n\n"
			    "[0:00] Ann & Bob: Hello <you> & all two lines\n\n[0:04] Guest: bye\n");
	transcript_of(b, &t, TRANSCRIPT_JSON);
	assert_string_equal(run(b, arena_printf(&b->arena,
						"/usr/bin/python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); "
						"print(d[\"version\"], [tuple(s.values()) for s in d[\"segments\"]])' %s",
						bench_file(b, "podcasts/hope/01-loss/transcript.transcript.json")->disk)),
			    "1.0.0 [('Ann & Bob', 0, 1.5, 'Hello <you> & all'), ('Ann & Bob', 1.5, 4, 'two lines'), "
			    "('Guest', 4, 3723.25, 'bye')]\n");
}

static void a_long_cue_becomes_captions_that_fit(void **state)
{
	static struct cue cue = {
		0, 100000, "Margaret",
		"One thing I learnt: at 10:30 nobody minds, and the kettle is always on for whoever comes. "
		"Supercalifragilisticexpialidociousness is a word: truly. Caf\xc3\xa9s are good too, and so are benches.",
		{ 0 }
	};
	const struct transcript t = { .cues = &cue, .count = 1, .is_timed = true };
	struct bench *b = *state;
	const char *srt = transcript_of(b, &t, TRANSCRIPT_SRT);

	/* behind a name no other colon; behind other colons a blank that does not break */
	assert_non_null(strstr(srt, "1\n00:00:00,000 --> "));
	assert_non_null(strstr(srt, "\nMargaret: One thing I\n\n2\n"));
	assert_non_null(strstr(srt, "learnt:\xc2\xa0" "at 10:30"));
	assert_non_null(strstr(srt, "word:\xc2\xa0"));
	assert_non_null(strstr(srt, " --> 00:01:40,000\n"));
	const char *wide = run(b, arena_printf(&b->arena,
					       "/usr/bin/python3 -c 'import sys\n"
					       "for path, width in zip(sys.argv[1::2], sys.argv[2::2]):\n"
					       "  for block in open(path).read().split(\"\\n\\n\"):\n"
					       "    lines = block.strip().split(\"\\n\"); at = [i for i, l in enumerate(lines) if \" --> \" in l]\n"
					       "    words = lines[at[0] + 1:] if at else []\n"
					       "    if len(words) > 2 or any(len(w) > int(width) and \" \" in w for w in words): print(block)\n' %s 32 %s 78",
					       bench_file(b, "podcasts/hope/01-loss/transcript.srt")->disk,
					       bench_file(b, "podcasts/hope/01-loss/transcript.vtt")->disk));
	assert_string_equal(wide, "");
	/* every word is there, in its place */
	assert_string_equal(run(b, arena_printf(&b->arena,
						"grep -vE '^[0-9]+$|-->|^$' %s | tr '\\n\\302\\240' '  ' | tr -s ' ' | sed 's/Margaret: //; s/ $//'",
						bench_file(b, "podcasts/hope/01-loss/transcript.srt")->disk)),
			    run(b, arena_printf(&b->arena, "printf '%%s' '%s' | tr '\\302\\240' '  ' | tr -s ' '", cue.text)));
}

static void a_transcript_without_times_has_no_captions(void **state)
{
	static struct cue cue = { 0, 0, "Ann", "Hello", { 0 } };
	const struct transcript t = { .cues = &cue, .count = 1 };
	struct bench *b = *state;

	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_TEXT), "\xef\xbb\xbf" "Ann: Hello\n");
	assert_string_equal(transcript_of(b, &t, TRANSCRIPT_HTML), "\xef\xbb\xbf<cite>Ann:</cite>\n<p>Hello</p>\n");
}

static void the_feed_names_each_form(void **state)
{
	struct bench *b = *state;

	render(b, 1);
	const char *feed = bench_text(b, "podcasts/hope/feed.xml");

	static const char *const types[] = { "text/vtt\" language=\"en-gb\" rel=\"captions\"/>",
					     "application/x-subrip\" language=\"en-gb\" rel=\"captions\"/>",
					     "application/json\" language=\"en-gb\" rel=\"captions\"/>",
					     "text/html\" language=\"en-gb\"/>", "text/plain\" language=\"en-gb\"/>" };

	for (size_t i = 0; i < COUNT(types); i++) {
		const char *found = strstr(feed, types[i]);

		if (!found)
			fail_msg("no '%s' in\n%s", types[i], feed);
		feed = found;
	}
}

static void every_category_is_in_the_grammar(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	const char *category;
	size_t count = 0;

	site->shows[0]->categories = (struct strings){ .items = &category, .count = 1 };
	demo_files(b, site);
	for (const char *const *top = category_tops(); *top; top++) {
		const char *const *sub = category_subs(*top);

		for (category = *top; category; count++) {
			size_t files = b->count;

			feed_render(site, &b->sink, &b->diag);
			struct output_tree tree = { b->files, b->count };
			verify_output(&tree, site->address, &b->arena, &b->diag);
			assert_string_equal(bench_messages(b), "");
			b->count = files;
			category = *sub ? arena_printf(&b->arena, "%s > %s", *top, *sub) : NULL;
			sub += *sub != NULL;
		}
	}
	assert_int_equal(count, 19 + 91);
	if (!have("xmllint"))
		return;
	/* and the grammar has no others */
	assert_string_equal(run(b, "xmllint --xpath \"count(//*[local-name()='define'][@name='category']"
				   "//*[local-name()='value'])\" feeds/podcast.rng"),
			    "110\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(the_feed_is_valid_to_xmllint),
		TEST(feedparser_reads_back_what_was_meant),
		TEST(a_small_file_is_an_alternate_enclosure),
		TEST(two_renderings_give_the_same_bytes),
		TEST(only_namespaces_in_use_are_declared),
		TEST(what_an_item_shares_with_its_show_is_not_repeated),
		TEST(a_show_keeps_its_own_guid),
		TEST(an_episode_without_a_recording_is_left_out),
		TEST(a_show_without_episodes_has_a_valid_feed),
		TEST(a_text_with_a_control_character_is_refused),
		TEST(an_item_beyond_5_mb_is_warned_of_and_beyond_64_refused),
		TEST(a_sitemap_that_must_leave_pages_out_says_so),
		TEST(chapters_are_json_and_transcripts_webvtt),
		TEST(a_transcript_is_written_in_five_forms),
		TEST(a_long_cue_becomes_captions_that_fit),
		TEST(a_transcript_without_times_has_no_captions),
		TEST(the_feed_names_each_form),
		TEST(every_category_is_in_the_grammar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
