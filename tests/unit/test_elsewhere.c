#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "feed_site.h"
#include "feed/feed.h"
#include "model/guid.h"
#include "model/ledger.h"
#include "model/mastering.h"
#include "../../pipeline/model/old_address.h"
#include "model/own_element.h"
#include "read/read.h"

/* What was published elsewhere before: its identity, its recordings, its elements and addresses. */

static struct arena arena;

static void a_guid_is_one_whatever_white_space_is_in_it(void **state)
{
	static const char *const cases[][2] = {
		{ "a", "a" },
		{ " a\n", "a" },
		{ "\r\n\ta \t\n b\r", "a b" },
		{ "a\xc2\xa0", "a\xc2\xa0" }, /* that is a letter to XML */
		{ "", "" },
		{ " \n", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(guid_identity(cases[i][0], &arena), cases[i][1]);
		assert_string_equal(guid_identity(cases[i][1], &arena), cases[i][1]);
	}
	assert_true(guid_is_uuid("564431c4-0af3-49eb-9a07-66c3c76659e5"));
	assert_false(guid_is_uuid("564431C4-0AF3-49EB-9A07-66C3C76659E5"));
	assert_false(guid_is_uuid("564431c4-0af3-49eb-9a07-66c3c76659e"));
	assert_false(guid_is_uuid("564431c4+0af3-49eb-9a07-66c3c76659e5"));
}

static void the_ledger_keeps_guids_that_look_like_something_else(void **state)
{
	static const char *const guids[] = { "#1",  "-",  "%41", "%",	"<<<<<<< a", "=======", ">>>>>>> a", "||||||| a",
					     "- a", "a b", "\xe2\x98\x95", "--", "a\"b", "guid" };
	struct ledger l = { 0 };
	struct diag diag;
	struct strbuf out = STRBUF_INIT(1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(guids); i++) {
		const struct ledger_row row = { .kind = LEDGER_EPISODE,
						.guid = guids[i],
						.slug = "a",
						.permalink = arena_printf(&arena, "podcasts/t/%zu.html", i) };
		ledger_add(&l, &row, &arena);
	}
	ledger_sort(&l, &arena);
	ledger_write(&l, &out);
	diag_init(&diag, &arena);
	const struct ledger *back =
		read_ledger_text(source_from_text("published.tsv", out.data, out.len, &arena, &diag), &arena, &diag);
	assert_int_equal(diag.reported, 0);
	assert_non_null(back);
	assert_int_equal(back->count, COUNT(guids));
	for (size_t i = 0; i < COUNT(guids); i++)
		assert_string_equal(ledger_by_guid(back, guids[i])->permalink, arena_printf(&arena, "podcasts/t/%zu.html", i));
	strbuf_release(&out);
}

static struct media_facts facts(const char *format, const char *codec)
{
	return (struct media_facts){ .format = format, .codec = codec };
}

static void what_apps_play_is_kept_as_it_is(void **state)
{
	static const char *const kept[][3] = {
		{ "mp3", "mp3", "mp3" },  { "m4a", "aac", "m4a" },    { "m4a", "alac", "m4a" }, { "opus", "opus", "opus" },
		{ "ogg", "vorbis", "ogg" }, { "ogg", "flac", NULL },  { "wav", "pcm_s16le", NULL }, { "mp4", "aac", NULL },
		{ "aac", "aac", NULL },   { "mp2", "mp2", NULL },     { "3gp", "amr_nb", NULL },  { NULL, NULL, NULL },
	};
	struct show show = { .format = "mp3", .master = true, .mastering = { .loudness = -16, .tolerance = 0.5, .preset = "speech",
									     .mono = "same", .sample_rate = "keep" } };
	struct episode e = { .show = &show, .master = true };

	(void)state;
	for (size_t i = 0; i < COUNT(kept); i++) {
		const struct media_facts f = facts(kept[i][0], kept[i][1]);
		const char *suffix = media_kept_suffix(&f);

		assert_true(suffix == kept[i][2] || strcmp(suffix, kept[i][2]) == 0);
		if (suffix)
			assert_string_equal(media_kept_format(kept[i][0]), suffix);
		e.recording.facts = f;
		e.recording.facts.channels = 2;
		e.recording.facts.loudness.integrated = -30;
		e.came_from.audio = "https://old.example.org/1";
		assert_int_equal(mastering_plan(&e, &arena).making == AUDIO_AS_IT_IS, kept[i][2] != NULL);
		assert_int_equal(mastering_plan(&e, &arena).why == NULL, kept[i][2] != NULL);
		e.came_from.audio = NULL; /* new work, or its page alone was elsewhere */
		e.came_from.page = "https://old.example.org/1";
		assert_int_not_equal(mastering_plan(&e, &arena).making, AUDIO_AS_IT_IS);
	}
}

static void the_suffix_alone_tells_as_much_as_it_can(void **state)
{
	(void)state;
	assert_string_equal(media_kept_format("MP3"), "mp3");
	assert_null(media_kept_format("wav"));
	assert_null(media_kept_format("mp4"));
	assert_null(media_kept_format(""));
}

static bool begins(const char *summary, const char *notes)
{
	const struct episode e = { .summary = summary, .notes_html = notes };

	return episode_notes_begin_with_summary(&e, &arena);
}

static void notes_that_begin_with_the_summary_are_known_by_their_words(void **state)
{
	(void)state;
	assert_true(begins("Tea & talk.", "<p>Tea &amp; talk.</p>"));
	assert_true(begins("Tea and talk.", "<p><em>Tea</em> and\n<a href=\"x\">talk</a>. More.</p>"));
	assert_true(begins("Tea and talk. More", "<h2>Tea and talk.</h2>\n<p>More, then.</p>"));
	assert_true(begins("Tea  and talk…", "<p>Tea and talk for all.</p>"));
	assert_true(begins("5 < 6", "<p>5 &lt; 6</p>"));
	assert_false(begins("Tea and talk", "<p>Tea and talks</p>"));
	assert_false(begins("Tea and t…", "<p>Tea and talk</p>"));
	assert_false(begins("Talk", "<p>Tea and talk</p>"));
	assert_false(begins("…", "<p>Tea</p>"));
	assert_false(begins(NULL, "<p>Tea</p>"));
	assert_false(begins("Tea", NULL));
}

/* URL of an old page, where that is below the site, and what is asked behind it. */
static void old_addresses_are_those_that_the_site_is_asked_for(void **state)
{
	static const struct {
		const char *url, *path, *query;
	} cases[] = {
		{ "https://www.example.org/sub/2019/hope/", "2019/hope/", NULL },
		{ "http://WWW.example.org/sub/hope#notes", "hope", NULL },
		{ "https://www.example.org/sub/?p=12", "", "p=12" },
		{ "https://www.example.org/sub?p=1&x=2", "", "p=1&x=2" },
		{ "https://www.example.org/sub/a.php?p=1", "a.php", "p=1" },
		{ "https://www.example.org/sub/", NULL, NULL },
		{ "https://www.example.org/sub", NULL, NULL },
		{ "https://www.example.org/subway/hope", NULL, NULL },
		{ "https://www.example.org/hope", NULL, NULL },
		{ "https://example.org/sub/hope", NULL, NULL },
		{ "https://www.example.org.example.net/sub/hope", NULL, NULL },
		{ "https://www.example.org:8443/sub/hope", NULL, NULL },
		{ "https://www.example.org/sub/../hope", NULL, NULL },
		{ "https://www.example.org/sub/.htaccess", NULL, NULL },
		{ "https://www.example.org/sub//hope", NULL, NULL },
		{ "https://www.example.org/sub/a b", NULL, NULL },
		{ "https://www.example.org/sub/a%20b", NULL, NULL },
		{ "https://www.example.org/sub/a;}b", NULL, NULL },
		{ "https://www.example.org/sub/a?b\"c", NULL, NULL },
		{ "https://www.example.org/sub/index.html", NULL, NULL },
		{ "https://www.example.org/sub/robots.txt", NULL, NULL },
		{ "https://www.example.org/sub/topics/hope/", NULL, NULL },
		{ "https://www.example.org/sub/feed.xml", NULL, NULL },
		{ "ftp://www.example.org/sub/hope", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	struct site site = { .address = "https://www.example.org/sub/" };
	struct old_address old;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool found = old_address_of(&site, cases[i].url, &old, &arena);

		if (found != (cases[i].path != NULL))
			fail_msg("%s", cases[i].url);
		if (!found)
			continue;
		assert_string_equal(old.path, cases[i].path);
		assert_string_equal(old.query ? old.query : "-", cases[i].query ? cases[i].query : "-");
	}
	site.address = NULL;
	assert_false(old_address_of(&site, "https://www.example.org/sub/hope", &old, &arena));
}

/* Names of the elements that stand in the channel and in items of a feed, with their namespaces. */
static const char names_of[] =
	"import sys\n"
	"from lxml import etree\n"
	"channel = etree.parse(sys.argv[1]).getroot()[0]\n"
	"for kind, parents in (('channel', [channel]), ('item', channel.iter('item'))):\n"
	"    for tag in sorted({c.tag for p in parents for c in p}):\n"
	"        q = etree.QName(tag)\n"
	"        print(kind, q.namespace or '-', q.localname)\n";

/* The table that keeps others from writing them is complete, as far as a feed with much in it tells. */
static void what_blether_writes_nobody_brings_along(void **state)
{
	struct bench *b = bench_new();
	struct site *site = demo_site(2, &b->arena);
	size_t count = 0;

	(void)state;
	feed_render(site, &b->sink, &b->diag);
	char *script = arena_printf(&b->arena, "%s/names.py", b->dir);
	assert_true(file_write(script, names_of, sizeof(names_of) - 1));
	FILE *names = popen(arena_printf(&b->arena, "/usr/bin/python3 %s %s", script,
					 bench_file(b, "podcasts/hope/feed.xml")->disk),
			    "r");
	char kind[16], ns[200], name[64];

	assert_non_null(names);
	while (fscanf(names, "%15s %199s %63s", kind, ns, name) == 3) {
		const char *address = strcmp(ns, "-") == 0 ? NULL : ns;
		bool link = strcmp(ns, OWN_NS_ATOM) == 0 && strcmp(name, "link") == 0;
		bool other = strcmp(name, "alternateEnclosure") == 0; /* there may be more of them elsewhere */

		count++;
		if (strcmp(kind, "channel") == 0 ? !link && !own_channel_element(address, name)
						 : !other && !own_item_element(address, name))
			fail_msg("%s %s %s", kind, ns, name);
	}
	assert_int_equal(pclose(names), 0);
	assert_true(count > 30);
	bench_free(b);
}

static void others_are_told_apart_by_their_namespace(void **state)
{
	(void)state;
	assert_string_equal(own_channel_element(OWN_NS_ITUNES, "image")->field, "cover");
	assert_null(own_channel_element(OWN_NS_ITUNES, "keywords"));
	assert_null(own_channel_element("http://www.itunes.com/DTDs/Podcast-1.0.dtd", "image"));
	assert_null(own_channel_element(NULL, "category"));
	assert_non_null(own_channel_element("", "item"));
	assert_null(own_item_element(NULL, "comments"));
	assert_null(own_item_element(NULL, "source"));
	assert_null(own_item_element(OWN_NS_PODCAST, "alternateEnclosure"));
	assert_null(own_item_element(OWN_NS_ITUNES, "author"));
	assert_string_equal(own_item_element(OWN_NS_PODCAST, "episode")->field, "number");
	assert_true(own_link_rel("self"));
	assert_false(own_link_rel("payment"));
}

static void redirects_of_old_addresses(void **state)
{
	struct bench *b = bench_new();
	struct site *site = demo_site(2, &b->arena);
	struct show *show = site->shows[0];
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);

	(void)state;
	show->came_from = (struct came_from){ .page = site->address, .feed = "https://www.example.org/pod/old.xml" };
	show->episodes[0]->came_from = (struct came_from){ .page = "https://www.example.org/pod/2019/hope/",
							   .audio = "https://www.example.org/pod/1.mp3" };
	show->episodes[1]->came_from = (struct came_from){ .page = "https://www.example.org/pod/2019/hope/",
							   .audio = "https://cdn.example.org/2.mp3" };
	const struct ledger_redirects all = ledger_redirects(site, &b->arena);

	for (size_t i = 0; i < all.count; i++)
		strbuf_addf(&out, "%s%s>%s\n", all.all[i].from, all.all[i].by_host ? "*" : "", all.all[i].to);
	/* Of two from one place, the first by name; the file at an address of another host is theirs. */
	assert_string_equal(out.data, "1.mp3*>media/loss 2.mp3\n"
				      "2019/hope*>podcasts/hope/01-loss/index.html\n"
				      "2019/hope/index.html>podcasts/hope/01-loss/index.html\n"
				      "old.xml>podcasts/hope/feed.xml\n");
	bench_free(b);
}

static int end(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guid_is_one_whatever_white_space_is_in_it),
		cmocka_unit_test(the_ledger_keeps_guids_that_look_like_something_else),
		cmocka_unit_test(what_apps_play_is_kept_as_it_is),
		cmocka_unit_test(the_suffix_alone_tells_as_much_as_it_can),
		cmocka_unit_test(notes_that_begin_with_the_summary_are_known_by_their_words),
		cmocka_unit_test(old_addresses_are_those_that_the_site_is_asked_for),
		cmocka_unit_test(what_blether_writes_nobody_brings_along),
		cmocka_unit_test(others_are_told_apart_by_their_namespace),
		cmocka_unit_test(redirects_of_old_addresses),
	};

	return cmocka_run_group_tests_name("elsewhere", tests, NULL, end);
}
