/* published.tsv: the file, and what it finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/ledger.h"
#include "read/read.h"

#define HASH  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LOSS  "564431c4-0af3-49eb-9a07-66c3c76659e5"
#define HOPE  "664431c4-0af3-49eb-9a07-66c3c76659e5"
#define DATES "2026-09-07T08:00:00Z\t2026-09-08T08:00:00Z\t"
#define LOSS_ROW                                                                                   \
	LOSS "\tepisode\tloss\tpodcasts/t/loss.html\tpodcasts/t/audio/loss-0123456789ab.mp3\t" HASH \
	     "\t" DATES "Loss\n"

static struct arena arena;
static struct diag diag;
static char dir[64];

static int setup(void **state)
{
	(void)state;
	arena = (struct arena){ 0 };
	diag_init(&diag, &arena);
	snprintf(dir, sizeof(dir), "/tmp/blether-test-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int release(void **state)
{
	char *path = path_join(dir, LEDGER_NAME, &arena);

	(void)state;
	unlink(path);
	rmdir(dir);
	arena_free(&arena);
	return 0;
}

/* The ledger of these lines behind the line that names the columns. */
static struct ledger *ledger_of(const char *rows)
{
	char *text = arena_printf(&arena, "# a remark\n%s%s", ledger_header, rows);

	assert_true(file_write(path_join(dir, LEDGER_NAME, &arena), text, strlen(text)));
	return read_ledger(dir, &arena, &diag);
}

static char *written(const struct ledger *l)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	ledger_write(l, &out);
	return arena_strndup(&arena, out.data, out.len);
}

static char *messages(void)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	diag_print(&diag, out, false);
	fclose(out);
	char *kept = arena_strdup(&arena, text);
	free(text);
	return kept;
}

static void no_file_is_an_empty_ledger(void **state)
{
	const struct ledger *l = read_ledger(dir, &arena, &diag);

	(void)state;
	assert_non_null(l);
	assert_int_equal(l->count, 0);
	assert_null(l->src);
	assert_null(ledger_by_guid(l, LOSS));
	assert_null(ledger_at(NULL, "index.html"));
	assert_null(ledger_site(NULL));
}

static void a_row_is_read_with_all_its_columns(void **state)
{
	const struct ledger *l = ledger_of(LOSS_ROW);

	(void)state;
	assert_non_null(l);
	const struct ledger_row *r = ledger_by_guid(l, LOSS);
	assert_int_equal(r->kind, LEDGER_EPISODE);
	assert_string_equal(r->slug, "loss");
	assert_string_equal(r->permalink, "podcasts/t/loss.html");
	assert_string_equal(r->audio, "podcasts/t/audio/loss-0123456789ab.mp3");
	assert_string_equal(r->recording, HASH);
	assert_int_equal(r->first.utc, 1788768000);
	assert_int_equal(r->changed.utc, 1788768000 + 86400);
	assert_string_equal(r->title, "Loss");
	assert_ptr_equal(ledger_at(l, "podcasts/t/loss.html"), r);
	assert_null(ledger_at(l, "podcasts/t/los.html"));
}

static void what_is_written_is_read_back_and_sorted_by_permalink(void **state)
{
	static const char rows[] = HOPE "\tshow\tt\tpodcasts/t/index.html\t-\t-\t" DATES "T\n" LOSS_ROW
					"-\tsite\t-\thttps://x.org/\t-\t-\t" DATES "X\n"
					"-\tmoved\t-\thttps://old.x.org/\t-\t-\t-\t" "2026-09-08T08:00:00Z" "\t-\n";
	char *first = written(ledger_of(rows));
	char *body = strstr(first, ledger_header) + strlen(ledger_header);
	char *second = written(ledger_of(body));

	(void)state;
	assert_string_equal(first, second);
	assert_ptr_equal(strstr(body, "-\tmoved\t-\thttps://old"), body);
	assert_true(strstr(body, "podcasts/t/index.html") < strstr(body, "podcasts/t/loss.html"));
	assert_true(diag_ok(&diag));
}

static void a_title_cannot_break_its_line(void **state)
{
	struct ledger l = { 0 };
	const struct ledger_row row = { .kind = LEDGER_PAGE, .guid = LOSS, .slug = "a", .permalink = "pages/a.html",
					.title = "One\tTwo\nThree" };

	(void)state;
	ledger_add(&l, &row, &arena);
	ledger_sort(&l, &arena);
	assert_non_null(strstr(written(&l), "\tOne Two Three\n"));
}

static void old_places_lead_straight_to_the_newest(void **state)
{
	const struct ledger *l = ledger_of(
		LOSS "\tepisode\tc\tpodcasts/t/c.html\t-\t-\t" DATES "C\n" LOSS
		     "\tmoved\ta\tpodcasts/t/a.html\t-\t-\t" DATES "-\n" LOSS
		     "\tmoved\tb\tpodcasts/t/b.html\t-\t-\t" DATES "-\n" HOPE
		     "\tshow\tt\tpodcasts/t/index.html\t-\t-\t" DATES "T\n" HOPE
		     "\tmoved\ts\tpodcasts/s/feed.xml\t-\t-\t" DATES "-\n" HOPE
		     "\tmoved\ts\tpodcasts/s/index.html\t-\t-\t" DATES "-\n");

	(void)state;
	assert_non_null(l);
	assert_string_equal(ledger_target(l, ledger_left(l, "podcasts/t/a.html"), &arena), "podcasts/t/c.html");
	assert_string_equal(ledger_target(l, ledger_left(l, "podcasts/t/b.html"), &arena), "podcasts/t/c.html");
	assert_string_equal(ledger_target(l, ledger_left(l, "podcasts/s/index.html"), &arena), "podcasts/t/index.html");
	assert_string_equal(ledger_target(l, ledger_left(l, "podcasts/s/feed.xml"), &arena), "podcasts/t/feed.xml");
	assert_null(ledger_at(l, "podcasts/t/a.html"));
}

static void what_moved_and_was_withdrawn_leads_nowhere(void **state)
{
	const struct ledger *l = ledger_of(LOSS "\twithdrawn\tc\tpodcasts/t/c.html\t-\t-\t" DATES "C\n" LOSS
						"\tmoved\ta\tpodcasts/t/a.html\t-\t-\t" DATES "-\n");

	(void)state;
	assert_non_null(l);
	assert_null(ledger_target(l, ledger_left(l, "podcasts/t/a.html"), &arena));
	assert_int_equal(ledger_by_guid(l, LOSS)->kind, LEDGER_WITHDRAWN);
}

static void every_fault_is_told_with_its_line(void **state)
{
	static const struct {
		const char *rows, *place, *slug, *says;
	} cases[] = {
		{ LOSS "\tepisode\tloss\n", ":3:1:", "bad-ledger", "fewer than 9 columns" },
		{ LOSS "\tepisode\ta\tp\t-\t-\t" DATES "x\ty\n", ":3:1:", "bad-ledger", "more than 9 columns" },
		{ LOSS "\tepisod\ta\tp\t-\t-\t" DATES "x\n", ":3:38:", "bad-ledger", "the kind 'episod' is not" },
		{ LOSS "\tepisode\ta\t../p\t-\t-\t" DATES "x\n", ":3:48:", "bad-ledger", "the permalink '../p'" },
		{ LOSS "\tepisode\ta\t/p\t-\t-\t" DATES "x\n", ":3:48:", "bad-ledger", "the permalink '/p'" },
		{ LOSS "\tepisode\ta\tp/.h\t-\t-\t" DATES "x\n", ":3:48:", "bad-ledger", "the permalink 'p/.h'" },
		{ LOSS "\tepisode\ta\tp\tq/\t-\t" DATES "x\n", ":3:50:", "bad-ledger", "the audio path 'q/'" },
		{ LOSS "\tepisode\ta\tp\t-\tabc\t" DATES "x\n", ":3:52:", "bad-ledger", "64 small hexadecimal" },
		{ LOSS "\tepisode\ta\tp\t-\t-\tyesterday\t-\tx\n", ":3:54:", "bad-ledger", "the first published 'yesterday'" },
		{ "-\tepisode\ta\tp\t-\t-\t" DATES "x\n", ":3:1:", "bad-ledger", "the guid '-' is not a guid" },
		{ "two  blanks\tepisode\ta\tp\t-\t-\t" DATES "x\n", ":3:1:", "bad-ledger", "is not a guid" },
		{ "-\tsite\t-\thttp://x.org/\t-\t-\t" DATES "x\n", ":3:10:", "bad-ledger", "begins with https://" },
		{ LOSS "\tmoved\ta\tp\t-\t-\t" DATES "-\n", ":3:1:", "bad-ledger", "there is no guid" },
		{ LOSS_ROW LOSS_ROW, ":4:1:", "ledger-double", "line 3 has the same guid" },
		{ LOSS_ROW HOPE "\tepisode\tloss\tpodcasts/t/loss.html\t-\t-\t" DATES "-\n", ":4:1:", "ledger-double",
		  "line 3 has the same permalink" },
		{ "-\tsite\t-\thttps://x.org/\t-\t-\t" DATES "x\n-\tsite\t-\thttps://y.org/\t-\t-\t" DATES "x\n", ":4:1:",
		  "ledger-double", "line 3 has the same kind 'site'" },
		{ "<<<<<<< HEAD\n" LOSS_ROW "=======\n" LOSS_ROW ">>>>>>> autumn\n", ":3:1:", "ledger-conflict",
		  "keep one line of each item" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		diag_init(&diag, &arena);
		assert_null(ledger_of(cases[i].rows));
		const char *told = messages();
		if (!strstr(told, cases[i].place) || !strstr(told, cases[i].says) ||
		    strcmp(diag_first_slug(&diag), cases[i].slug) != 0)
			fail_msg("case %zu: %s", i, told);
	}
}

static void a_file_without_its_header_is_refused(void **state)
{
	static const char *const texts[] = { LOSS_ROW, "# only a remark\n", "guid\tkind\n" LOSS_ROW };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		diag_init(&diag, &arena);
		assert_true(file_write(path_join(dir, LEDGER_NAME, &arena), texts[i], strlen(texts[i])));
		assert_null(read_ledger(dir, &arena, &diag));
		assert_string_equal(diag_first_slug(&diag), "bad-ledger");
		assert_int_equal(diag.count[SEV_ERROR], 1);
	}
}

static void what_an_old_windows_editor_saves_is_read(void **state)
{
	char *text = arena_printf(&arena, "\xef\xbb\xbf%.*s\r\n", (int)strlen(ledger_header) - 1, ledger_header);

	(void)state;
	text = arena_printf(&arena, "%s%.*s\r\n\r\n", text, (int)strlen(LOSS_ROW) - 1, LOSS_ROW);
	assert_true(file_write(path_join(dir, LEDGER_NAME, &arena), text, strlen(text)));
	const struct ledger *l = read_ledger(dir, &arena, &diag);
	assert_non_null(l);
	assert_string_equal(ledger_by_guid(l, LOSS)->title, "Loss");
}

static void a_folder_of_that_name_is_a_failure_of_the_machine(void **state)
{
	char *path = path_join(dir, LEDGER_NAME, &arena);

	(void)state;
	assert_true(file_mkdirs(path));
	assert_null(read_ledger(dir, &arena, &diag));
	assert_int_equal(diag.count[SEV_FATAL], 1);
	rmdir(path);
}

static void redirects_that_lead_nowhere_are_dropped(void **state)
{
	struct ledger *l = ledger_copy(
		ledger_of(LOSS_ROW HOPE "\tshow\tt\tpodcasts/t/index.html\t-\t-\t" DATES "T\n" HOPE
					"\tmoved\ts\tpodcasts/t/feed.xml\t-\t-\t" DATES "-\n" HOPE
					"\tmoved\ts\tpodcasts/t/loss.html\t-\t-\t" DATES "-\n" HOPE
					"\tmoved\ts\tpodcasts/s/index.html\t-\t-\t" DATES "-\n"),
		&arena);
	struct ledger_row late = *ledger_left(l, "podcasts/s/index.html");

	(void)state;
	late.guid = LOSS;
	late.changed.utc++;
	ledger_add(l, &late, &arena);
	ledger_tidy(l, &arena);
	assert_int_equal(l->count, 3);
	assert_string_equal(ledger_left(l, "podcasts/s/index.html")->guid, LOSS);
}

/* Podcasting 2.0 namespace, <podcast:guid>: the vectors of the specification, and others made with Python's uuid. */
static void podcast_guids_are_those_of_the_first_feed(void **state)
{
	static const struct {
		const char *url, *guid;
	} vectors[] = {
		{ "https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
		{ "https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
		{ "http://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
		{ "https://feeds.podcastindex.org/pc20.xml", "d5a1ae35-5e8b-599a-943b-95609562016d" },
		{ "https://example.com/feed.xml", "d84ced82-1926-54c0-88c2-bb01dd35d7e3" },
		{ "feed://example.com/feed.xml", "d84ced82-1926-54c0-88c2-bb01dd35d7e3" },
		{ "https://example.com/", "14142ccc-8358-56e4-b1f6-a19708ab14b5" },
		{ "https://example.com", "14142ccc-8358-56e4-b1f6-a19708ab14b5" },
		{ "https://example.com/feed/?id=1&x=2", "92a6be26-d418-5b69-857d-644d6f809da5" },
		{ "https://EXAMPLE.com/Feed.xml", "3a162971-7f31-5e76-94d9-99ac05b743c4" },
		{ "https://example.com/f%C3%A9ed.xml", "eae4465a-40d4-57ba-a1d2-8a42c5c26015" },
		{ "https://pod.example.org/feed.xml", "5d42bc6a-f362-5d89-9b1f-5647bea9ad66" },
	};
	char guid[37];

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		podcast_guid(vectors[i].url, guid);
		assert_string_equal(guid, vectors[i].guid);
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, release)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(no_file_is_an_empty_ledger),
		T(a_row_is_read_with_all_its_columns),
		T(what_is_written_is_read_back_and_sorted_by_permalink),
		T(a_title_cannot_break_its_line),
		T(old_places_lead_straight_to_the_newest),
		T(what_moved_and_was_withdrawn_leads_nowhere),
		T(every_fault_is_told_with_its_line),
		T(a_file_without_its_header_is_refused),
		T(what_an_old_windows_editor_saves_is_read),
		T(a_folder_of_that_name_is_a_failure_of_the_machine),
		T(redirects_that_lead_nowhere_are_dropped),
		T(podcast_guids_are_those_of_the_first_feed),
	};

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
