#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmark.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import/redirects.h"
#include "import/show.h"
#include "model/ledger.h"
#include "model/site.h"
#include "../../pipeline/import/plain_words.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct {
	struct arena arena;
	struct remote_feed feed;
	struct remote_episode remote[8];
	struct import_episode episodes[8];
	struct import_asset audio[8], cover, transcript, chapters;
	struct import_asset *assets[16];
	struct import_note notes[16];
	struct import_show show;
	const char *people[3];
} in;

static int forget(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

static void add_asset(struct import_asset *asset, enum import_asset_kind kind, const char *url,
		      const char *file)
{
	*asset = (struct import_asset){ .kind = kind,
					.url = url,
					.stem = "recording",
					.file = file,
					.why = file ? NULL : "the server answered 404 (not found)",
					.sha256 = file ? SHA : NULL,
					.bytes = file ? 24100000 : 0,
					.seconds = file && kind == ASSET_AUDIO ? 1800 : 0 };
	in.assets[in.show.assets.count++] = asset;
}

static void add_episode(const char *slug, const char *title, const char *link, const char *url)
{
	const size_t i = in.show.count++;

	in.remote[i] = (struct remote_episode){ .line = (unsigned)(20 + i * 10),
						.title = title,
						.link = link,
						.guid = slug };
	in.remote[i].enclosure.url = url;
	add_asset(&in.audio[i], ASSET_AUDIO, url, "recording.mp3");
	in.episodes[i] = (struct import_episode){ .from = &in.remote[i],
						  .folder = slug,
						  .slug = slug,
						  .guid = slug,
						  .audio = &in.audio[i],
						  .is_new = true };
}

static void note(enum import_note_kind kind, int episode, const char *field, const char *text)
{
	in.notes[in.show.note_count++] = (struct import_note){
		.kind = kind,
		.episode = episode < 0 ? NULL : &in.episodes[episode],
		.line = episode < 0 ? 0 : in.remote[episode].line,
		.field = field,
		.text = text,
	};
}

/* A show of three episodes. */
static int begin(void **state)
{
	(void)state;
	memset(&in, 0, sizeof(in));
	in.feed = (struct remote_feed){ .title = "Tea & talk",
					.from = "https://feeds.example.org/tea",
					.self = "https://www.example.com/feed/podcast/",
					.link = "https://www.example.com/" };
	in.show = (struct import_show){ .from = &in.feed,
					.slug = "tea",
					.address = "https://talks.example.net/",
					.episodes = in.episodes,
					.notes = in.notes,
					.arena = &in.arena };
	in.show.assets.all = in.assets;
	add_episode("hope", "Hope", "https://www.example.com/?p=1", "https://cdn.example.org/a/hope.mp3");
	add_episode("loss", "Loss", "https://www.example.com/2019/loss#player",
		    "https://count.example/e/cdn.example.org/a/loss.mp3");
	in.audio[1].url = "https://cdn.example.org/a/loss.mp3";
	add_episode("care", "Care", "https://www.example.com/2019/care/",
		    "https://cdn.example.org/a/care.wav");
	in.audio[2].file = "recording.wav";
	return 0;
}

static const char *moved(const struct import_moves *m, const char *from)
{
	const char *to = NULL;

	for (size_t i = 0; i < m->count; i++) {
		if (strcmp(m->all[i].from, from) == 0) {
			assert_null(to);
			to = m->all[i].to;
		}
	}
	return to;
}

static void test_moves(void **state)
{
	(void)state;
	const struct import_moves m = import_moves(&in.show, NULL, &in.arena);

	assert_int_equal(m.count, 9);
	assert_int_equal(m.all[0].kind, MOVE_FEED);
	assert_string_equal(moved(&m, in.feed.from), "https://talks.example.net/podcasts/tea/feed.xml");
	assert_string_equal(moved(&m, in.feed.self), "https://talks.example.net/podcasts/tea/feed.xml");
	assert_string_equal(moved(&m, in.feed.link), "https://talks.example.net/podcasts/tea/");
	assert_string_equal(moved(&m, "https://www.example.com/?p=1"),
			    "https://talks.example.net/podcasts/tea/hope.html");
	/* No server is asked for what stands behind #. */
	assert_string_equal(moved(&m, "https://www.example.com/2019/loss"),
			    "https://talks.example.net/podcasts/tea/loss.html");
	assert_string_equal(moved(&m, "https://cdn.example.org/a/hope.mp3"),
			    "https://talks.example.net/podcasts/tea/audio/hope-0123456789ab.mp3");
	/* With and without the counter before it. */
	assert_string_equal(moved(&m, "https://cdn.example.org/a/loss.mp3"),
			    "https://talks.example.net/podcasts/tea/audio/loss-0123456789ab.mp3");
	assert_string_equal(moved(&m, in.remote[1].enclosure.url),
			    moved(&m, "https://cdn.example.org/a/loss.mp3"));
	/* What must be encoded has other bytes, and so another name. */
	assert_null(moved(&m, "https://cdn.example.org/a/care.wav"));
	assert_int_equal(m.unsure, 1);
}

static void test_moves_shared(void **state)
{
	(void)state;
	in.remote[0].link = in.remote[1].link = "https://www.example.com/podcast/";
	in.remote[2].link = "javascript:alert(1)";
	in.feed.from = "/home/somebody/feed.xml";
	const struct import_moves m = import_moves(&in.show, NULL, &in.arena);

	assert_string_equal(moved(&m, "https://www.example.com/podcast/"),
			    "https://talks.example.net/podcasts/tea/");
	assert_null(moved(&m, "javascript:alert(1)"));
	assert_null(moved(&m, "/home/somebody/feed.xml"));
}

static void test_moves_to_itself(void **state)
{
	(void)state;
	in.feed.from = in.feed.self = "https://talks.example.net/podcasts/tea/feed.xml";
	in.feed.link = "https://talks.example.net/podcasts/tea/";
	in.remote[0].link = "https://talks.example.net/podcasts/tea/hope.html";
	const struct import_moves m = import_moves(&in.show, NULL, &in.arena);

	assert_null(moved(&m, in.feed.from));
	assert_null(moved(&m, in.feed.link));
	assert_null(moved(&m, in.remote[0].link));
}

/* What was renamed here since the last import is where the ledger says. */
static void test_moves_of_ledger(void **state)
{
	(void)state;
	struct ledger ledger = { 0 };
	const struct ledger_row row = { .kind = LEDGER_EPISODE,
					.guid = "hope",
					.slug = "hopes",
					.permalink = "podcasts/tea/hopes.html",
					.audio = "podcasts/tea/audio/hopes-ba9876543210.mp3",
					.recording = SHA,
					.title = "Hopes" };

	ledger_add(&ledger, &row, &in.arena);
	ledger_sort(&ledger, &in.arena);
	const struct site site = { .address = "https://talks.example.net/",
				   .audio_address = "https://audio.example.net/tea/",
				   .ledger = &ledger };
	const struct import_moves m = import_moves(&in.show, &site, &in.arena);

	assert_string_equal(moved(&m, "https://www.example.com/?p=1"),
			    "https://talks.example.net/podcasts/tea/hopes.html");
	assert_string_equal(moved(&m, "https://cdn.example.org/a/hope.mp3"),
			    "https://audio.example.net/tea/podcasts/tea/audio/hopes-ba9876543210.mp3");
}

/* --- the report ------------------------------------------------------------------------- */

static struct import_outcome outcome(void)
{
	struct import_outcome o = { .from = "https://feeds.example.org/tea",
				    .day = { .utc = 1795305600, .set = true }, /* 22 November 2026 */
				    .added = in.show.count };

	return o;
}

/* The same as a file of tests/unit/import_report/; BLESS=1 writes it. */
static void same_as_golden(const char *name, const char *text, size_t len)
{
	const char *path = arena_printf(&in.arena, "tests/unit/import_report/%s", name);
	char *want = NULL;
	size_t size = 0;

	if (getenv("BLESS"))
		assert_true(file_write(path, text, len));
	assert_true(file_read(path, LIMIT_IMPORT_REPORT, &want, &size, &in.arena));
	assert_string_equal(text, want);
	assert_int_equal(len, size);
}

static const struct import_file *file_at(const struct import_files *f, const char *path)
{
	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(f->all[i].path, path) == 0)
			return &f->all[i];
	}
	fail_msg("there is no %s", path);
	return NULL;
}

static void test_report(void **state)
{
	(void)state;
	static const char *const conflicts[] = { "podcasts/tea/hope/episode.md: title", NULL };
	static const char *const gone[] = { "A *very* old one", NULL };
	struct import_outcome o = outcome();

	o.conflicts = conflicts;
	o.gone = gone;
	in.people[0] = "Example Person";
	in.people[1] = "Another_Person <b>";
	in.show.people = in.people;
	add_asset(&in.cover, ASSET_COVER, "https://cdn.example.org/cover.jpg", "cover.jpg");
	in.cover.bytes = 912;
	add_asset(&in.transcript, ASSET_TRANSCRIPT, "https://cdn.example.org/t.vtt?a=`b`", NULL);
	add_asset(&in.chapters, ASSET_CHAPTERS, NULL, NULL);
	note(IMPORT_GUESSED, -1, "cover_alt", "the cover is described as 'The cover of Tea & talk'");
	note(IMPORT_GUESSED, 0, "no_transcript", "there is no transcript");
	note(IMPORT_GUESSED, 1, "no_transcript", "there is no transcript");
	note(IMPORT_CHANGED, 2, "season", "'9,999' is no number and was left out");
	note(IMPORT_LOST, 2, NULL, "'<script>' was taken out\nof [the notes](javascript:x)");
	note(IMPORT_UNWRAPPED, 1, NULL, "https://count.example/e/cdn.example.org/a/loss.mp3");
	const struct import_files f = import_report_files(&in.show, &o, &in.arena);

	same_as_golden("import-report.md", f.all[0].text, f.all[0].len);
	assert_string_equal(f.all[0].path, IMPORT_REPORT);
	const struct import_file *notes = file_at(&f, IMPORT_NOTES);

	same_as_golden("import-notes.tsv", notes->text, notes->len);
	const struct import_file *csv = file_at(&f, "import-redirects/redirects.csv");

	same_as_golden("redirects.csv", csv->text, csv->len);
	const struct import_file *apache =
		file_at(&f, "import-redirects/www.example.com/apache-htaccess.txt");

	same_as_golden("apache-htaccess.txt", apache->text, apache->len);
	STRBUF_SCOPED struct strbuf alone = STRBUF_INIT(LIMIT_IMPORT_REPORT);

	import_report(&in.show, &o, &alone);
	assert_string_equal(alone.data, f.all[0].text);
}

/* A week after it was published here: the dates are those of the first time. */
static void test_report_again(void **state)
{
	(void)state;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	struct import_outcome o = outcome();
	struct ledger ledger = { 0 };
	const struct site site = { .address = in.show.address, .ledger = &ledger };
	const struct ledger_row row = { .kind = LEDGER_SHOW,
					.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810",
					.slug = in.show.slug,
					.permalink = show_page_path(in.show.slug, &in.arena),
					.first = { .utc = o.day.utc - 7 * 86400, .set = true },
					.title = "Tea & talk" };

	ledger_add(&ledger, &row, &in.arena);
	ledger_sort(&ledger, &in.arena);
	o.site = &site;
	import_report(&in.show, &o, &out);
	same_as_golden("again.md", out.data, out.len);
}

/* The new site stands where the old one did: its own front page is redirected nowhere. */
static void test_front_page(void **state)
{
	(void)state;
	static const char *const pages[] = { "https://tea.example.org", "https://tea.example.org/" };

	in.show.address = "https://tea.example.org/";
	for (size_t i = 0; i < COUNT(pages); i++) {
		in.feed.link = pages[i];
		const struct import_moves moves = import_moves(&in.show, NULL, &in.arena);

		for (size_t j = 0; j < moves.count; j++)
			assert_string_not_equal(moves.all[j].from, pages[i]);
	}
	in.feed.link = "https://tea.example.org/shows";
	const struct import_moves moves = import_moves(&in.show, NULL, &in.arena);
	bool there = false;

	for (size_t i = 0; i < moves.count; i++)
		there = there || strcmp(moves.all[i].from, in.feed.link) == 0;
	assert_true(there);
}

/* From a folder of MP3s: there was no feed, and nothing need be redirected. */
static void test_report_small(void **state)
{
	(void)state;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	struct import_outcome o = outcome();

	in.feed = (struct remote_feed){ .title = "1. #Tea", .from = "old-files" };
	o.from = "old-files";
	for (size_t i = 0; i < in.show.count; i++) {
		in.remote[i].link = in.remote[i].enclosure.url = NULL;
		in.audio[i].url = "old-files/one.mp3";
	}
	import_report(&in.show, &o, &out);
	same_as_golden("small.md", out.data, out.len);
}

#define MANY 10000

/* Nothing is lost, whatever there is of it; and the page stays one that can be read. */
static void test_report_many(void **state)
{
	(void)state;
	struct arena *a = &in.arena;
	struct import_outcome o = outcome();
	struct remote_episode *remote = arena_array(a, MANY, sizeof(*remote));
	struct import_asset *audio = arena_array(a, MANY, sizeof(*audio));

	in.show.count = MANY;
	in.show.episodes = arena_array(a, MANY, sizeof(*in.show.episodes));
	in.show.notes = arena_array(a, 2 * MANY, sizeof(*in.show.notes));
	in.show.assets.all = arena_array(a, MANY, sizeof(struct import_asset *));
	in.show.assets.count = MANY;
	for (size_t i = 0; i < MANY; i++) {
		struct import_episode *e = &in.show.episodes[i];

		remote[i].title = arena_printf(a, "Episode %zu", i);
		remote[i].link = arena_printf(a, "https://www.example.com/%zu", i);
		audio[i].url = arena_printf(a, "https://cdn.example.org/%zu.mp3", i);
		*e = (struct import_episode){ .from = &remote[i],
					      .slug = remote[i].title,
					      .folder = remote[i].title,
					      .audio = &audio[i] };
		in.show.assets.all[i] = &audio[i];
		in.show.notes[in.show.note_count++] = (struct import_note){
			.kind = IMPORT_GUESSED, .episode = e, .field = "no_transcript", .text = "none" };
		in.show.notes[in.show.note_count++] =
			(struct import_note){ .kind = IMPORT_CHANGED,
					      .episode = e,
					      .text = arena_printf(a, "'%zu' is no number", i) };
	}
	const struct import_files f = import_report_files(&in.show, &o, a);
	size_t lines = 0;

	assert_true(f.all[0].len < 40000);
	assert_non_null(strstr(f.all[0].text, "10,000 times"));
	assert_non_null(strstr(f.all[0].text, "and 9,960 more, in `import-notes.tsv`"));
	for (const char *c = f.all[1].text; (c = strchr(c, '\n')); c++)
		lines++;
	assert_int_equal(lines, 1 + 2 * MANY + MANY); /* names, notes, recordings that were not fetched */
}

/* --- words of strangers ----------------------------------------------------------------- */

/* What cmark reads in it; fails when there is anything but text and code in one list entry. */
static void read_back(const char *markdown, struct strbuf *out)
{
	cmark_node *tree = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(tree);
	int blocks = 0;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		const cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			strbuf_adds(out, cmark_node_get_literal(node));
		else if (type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_LIST ||
			 type == CMARK_NODE_ITEM || type == CMARK_NODE_PARAGRAPH)
			blocks++;
		else
			fail_msg("%s in: %s", cmark_node_get_type_string(node), markdown);
	}
	assert_int_equal(blocks, 8); /* each is entered and left */
	cmark_iter_free(iter);
	cmark_node_free(tree);
}

static void test_words(void **state)
{
	(void)state;
	static const char letters[] = "a 1.)#-+=*_`[]()<>&;!|~\\\"'{}@:/amp;x";
	unsigned seed = 8;

	for (int round = 0; round < 20000; round++) {
		STRBUF_SCOPED struct strbuf text = STRBUF_INIT(4096);
		STRBUF_SCOPED struct strbuf code = STRBUF_INIT(4096);
		STRBUF_SCOPED struct strbuf back = STRBUF_INIT(4096);
		char written[16] = "x";
		const size_t len = 1 + (size_t)round % 12;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1103515245 + 12345;
			written[i] = letters[(seed >> 16) % (sizeof(letters) - 1)];
			if (written[i] == ' ' && (!i || i == len - 1 || written[i - 1] == ' '))
				written[i] = 'b';
		}
		strbuf_adds(&text, "- ");
		md_text(&text, written);
		read_back(text.data, &back);
		assert_string_equal(back.data, written);
		strbuf_adds(&code, "- ");
		md_code(&code, written);
		strbuf_clear(&back);
		read_back(code.data, &back);
		assert_string_equal(back.data, written);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_moves, begin, forget),
		cmocka_unit_test_setup_teardown(test_moves_shared, begin, forget),
		cmocka_unit_test_setup_teardown(test_moves_to_itself, begin, forget),
		cmocka_unit_test_setup_teardown(test_moves_of_ledger, begin, forget),
		cmocka_unit_test_setup_teardown(test_report, begin, forget),
		cmocka_unit_test_setup_teardown(test_report_small, begin, forget),
		cmocka_unit_test_setup_teardown(test_report_again, begin, forget),
		cmocka_unit_test_setup_teardown(test_front_page, begin, forget),
		cmocka_unit_test_setup_teardown(test_report_many, begin, forget),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
