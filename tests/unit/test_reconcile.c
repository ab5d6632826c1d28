/* What the notes at a target mean: pure, so every case is a table away. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../pipeline/publish/memo.h"
#include "../../pipeline/publish/reconcile.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define DAY 86400

/* "path letter group", the hash is 64 of that letter: m(edia), p(age), l(ist), f(eed). */
static struct output_file file_of(const char *text, struct arena *a)
{
	struct output_file f = { .path = arena_strndup(a, text, strcspn(text, " ")), .size = 1 };
	const char *rest = text + strcspn(text, " ");

	f.type = "text/html";
	memset(f.sha256, rest[1], 64);
	f.group = rest[3] == 'm'   ? OUTPUT_MEDIA
		  : rest[3] == 'p' ? OUTPUT_PAGE
		  : rest[3] == 'l' ? OUTPUT_LIST
				   : OUTPUT_FEED;
	return f;
}

static struct output_tree tree_of(const char *const *lines, struct arena *a)
{
	struct output_tree t = { .files = arena_array(a, 20, sizeof(*t.files)) };

	for (; *lines; lines++)
		t.files[t.count++] = file_of(*lines, a);
	return t;
}

static struct record_note record_of(const char *const *lines, struct arena *a)
{
	struct record_note n = { .files = arena_array(a, 20, sizeof(*n.files)) };

	for (; *lines; lines++) {
		const char *since = strchr(*lines, '@');

		n.files[n.count].file = file_of(*lines, a);
		n.files[n.count++].leaving = since ? atoll(since + 1) : 0;
	}
	return n;
}

/* "path before after group", a letter each, - for none. */
static struct touched_note touched_of(const char *const *lines, struct arena *a)
{
	struct touched_note n = { .touches = arena_array(a, 20, sizeof(*n.touches)) };

	for (; *lines; lines++) {
		const char *rest = *lines + strcspn(*lines, " ");
		struct touch *t = &n.touches[n.count++];

		t->path = arena_strndup(a, *lines, strcspn(*lines, " "));
		if (rest[1] != '-')
			memset(t->before, rest[1], 64);
		if (rest[3] != '-')
			memset(t->after, rest[3], 64);
		t->group = rest[5] == 'm' ? OUTPUT_MEDIA : OUTPUT_PAGE;
	}
	return n;
}

struct given {
	const char *record[12], *touched[12], *memo[12], *want[12];
	const char *expected; /* steps in their order: "+path" "~path" "-path", with ? where unsure;
				 then "=kept" */
	bool again;
};

static char *said(const struct reconciled *done, struct arena *a)
{
	struct strbuf out = STRBUF_INIT(4000);

	for (size_t i = 0; i < done->plan.count; i++)
		strbuf_addf(&out, "%c%s%s ", "+~-"[done->plan.steps[i].act],
			    done -> plan.steps[i].file->path, done->unsure[i] ? "?" : "");
	for (size_t i = 0; i < done->kept_count; i++)
		strbuf_addf(&out, "=%s@%lld ", done->kept[i].file.path,
			    (long long)done->kept[i].leaving);
	char *text = arena_strdup(a, out.data);
	strbuf_release(&out);
	return text;
}

/* The memo of a killed run: "path letter", - for nothing. */
static struct memo *memo_of(const char *const *lines, const char *path, struct diag *diag)
{
	struct memo *m = memo_open(path, diag);
	char hash[65] = "";

	assert_non_null(m);
	assert_true(memo_begin(m, "id"));
	for (; *lines; lines++) {
		const char *rest = *lines + strcspn(*lines, " ");
		char name[200];

		snprintf(name, sizeof(name), "%.*s", (int)strcspn(*lines, " "), *lines);
		memset(hash, rest[1], 64);
		memo_done(m, name, rest[1] == '-' ? "" : hash);
	}
	return m;
}

static void check(const struct given *g)
{
	struct arena a = { 0 };
	struct diag diag;
	char path[] = "/tmp/blether-memo-XXXXXX";

	diag_init(&diag, &a);
	close(mkstemp(path));
	struct record_note record = record_of(g->record, &a);
	struct touched_note touched = touched_of(g->touched, &a);
	struct output_tree want = tree_of(g->want, &a);
	struct memo *memo = memo_of(g->memo, path, &diag);
	const struct reconcile r = { .record = &record,
				     .touched = touched.count ? &touched : NULL,
				     .memo = *g->memo ? memo : NULL,
				     .want = &want,
				     .now = 100 * DAY,
				     .grace = 7 * DAY,
				     .again = g->again };
	struct reconciled done = reconcile(&r, &a);
	assert_string_equal(said(&done, &a), g->expected);
	memo_close(memo);
	unlink(path);
	arena_free(&a);
}

static void test_simple(void **state)
{
	(void)state;
	check(&(struct given){ .want = { "a.html 1 p", "feed.xml 1 f", "x.mp3 1 m" },
			       .expected = "+x.mp3 +a.html +feed.xml " });
	check(&(struct given){ .record = { "a.html 1 p", "b.html 1 p" },
			       .want = { "a.html 1 p", "b.html 2 p" },
			       .expected = "~b.html " });
	check(&(struct given){ .record = { "a.html 1 p", "feed.xml 1 f", "x.mp3 1 m" },
			       .expected = "-feed.xml -a.html -x.mp3 ",
			       .want = { NULL } });
	check(&(struct given){ .record = { "a.html 1 p" },
			       .want = { "a.html 1 p" },
			       .expected = "~a.html ",
			       .again = true });
}

static void test_grace(void **state)
{
	(void)state;
	/* A successor: the old one stays, from now on. */
	check(&(struct given){ .record = { "loss-0123456789ab.mp3 1 m" },
			       .want = { "loss-ffffffffffff.mp3 2 m" },
			       .expected =
				       "+loss-ffffffffffff.mp3 =loss-0123456789ab.mp3@8640000 " });
	/* None: it was taken away. */
	check(&(struct given){ .record = { "loss-0123456789ab.mp3 1 m" },
			       .want = { "hope-ffffffffffff.mp3 2 m" },
			       .expected = "+hope-ffffffffffff.mp3 -loss-0123456789ab.mp3 " });
	/* Its time goes on, and ends. */
	check(&(struct given){
		.record = { "loss-0123456789ab.mp3 1 m @8553600", "loss-ffffffffffff.mp3 2 m" },
		.want = { "loss-ffffffffffff.mp3 2 m" },
		.expected = "=loss-0123456789ab.mp3@8553600 " });
	check(&(struct given){
		.record = { "loss-0123456789ab.mp3 1 m @8035200", "loss-ffffffffffff.mp3 2 m" },
		.want = { "loss-ffffffffffff.mp3 2 m" },
		.expected = "-loss-0123456789ab.mp3 " });
	/* It was withdrawn meanwhile: both go. */
	check(&(struct given){
		.record = { "loss-0123456789ab.mp3 1 m @8553600", "loss-ffffffffffff.mp3 2 m" },
		.want = { "a.html 1 p" },
		.expected = "+a.html -loss-0123456789ab.mp3 -loss-ffffffffffff.mp3 " });
	/* It is wanted again: nothing is to do. */
	check(&(struct given){ .record = { "loss-0123456789ab.mp3 1 m @8553600" },
			       .want = { "loss-0123456789ab.mp3 1 m" },
			       .expected = "" });
}

static void test_unfinished(void **state)
{
	(void)state;
	/* Another computer was killed: all that it touched is in doubt. */
	check(&(struct given){ .record = { "a.html 1 p", "gone.html 1 p" },
			       .touched = { "a.html 1 2 p", "gone.html 1 - p", "new.mp3 - 1 m" },
			       .want = { "a.html 2 p", "new.mp3 1 m" },
			       .expected = "+new.mp3? ~a.html? -gone.html? " });
	/* What it put, and nobody wants any more, goes, whether it is there or not. */
	check(&(struct given){ .touched = { "new.mp3 - 1 m" },
			       .want = { "b.html 1 p" },
			       .expected = "+b.html -new.mp3? " });
	/* The content has gone back to what it was: it is done again all the same. */
	check(&(struct given){ .record = { "a.html 1 p" },
			       .touched = { "a.html 1 2 p" },
			       .want = { "a.html 1 p" },
			       .expected = "~a.html? " });
	/* What this computer remembers is certain. */
	check(&(struct given){ .record = { "a.html 1 p", "gone.html 1 p" },
			       .touched = { "a.html 1 2 p", "gone.html 1 - p", "new.mp3 - 1 m" },
			       .memo = { "new.mp3 1", "gone.html -" },
			       .want = { "a.html 2 p", "new.mp3 1 m" },
			       .expected = "~a.html? " });
	/* And then something else is wanted. */
	check(&(struct given){ .touched = { "new.mp3 - 1 m" },
			       .memo = { "new.mp3 1" },
			       .want = { "new.mp3 2 m" },
			       .expected = "~new.mp3 " });
	check(&(struct given){ .touched = { "new.mp3 - 1 m" },
			       .memo = { "new.mp3 1" },
			       .want = { "b.html 2 p" },
			       .expected = "+b.html -new.mp3 " });
}

/* Whatever was said before, the record after a plan is what is wanted and what stays. */
static void test_record_after(void **state)
{
	struct arena a = { 0 };
	struct record_note record = record_of(
		(const char *const[]){ "a-0123456789ab.css 1 p", "z.html 1 p", NULL }, &a);
	struct output_tree want =
		tree_of((const char *const[]){ "a-111111111111.css 2 p", "b.html 1 p", NULL }, &a);
	const struct reconcile r = { .record = &record, .want = &want, .now = 5, .grace = DAY };
	struct reconciled done = reconcile(&r, &a);
	struct record_note after = reconcile_record(&r, &done, &a);

	(void)state;
	assert_int_equal(after.count, 3);
	assert_string_equal(after.files[0].file.path, "a-0123456789ab.css");
	assert_int_equal(after.files[0].leaving, 5);
	assert_string_equal(after.files[1].file.path, "a-111111111111.css");
	assert_int_equal(after.files[1].leaving, 0);
	assert_string_equal(after.files[2].file.path, "b.html");
	assert_true(done.retreats);
	arena_free(&a);
}

/* The journal of a second try has what the first one touched as well. */
static void test_touches(void **state)
{
	struct arena a = { 0 };
	struct record_note record = record_of((const char *const[]){ "a.html 1 p", NULL }, &a);
	struct touched_note touched =
		touched_of((const char *const[]){ "a.html 1 2 p", "old.mp3 - 1 m", NULL }, &a);
	struct output_tree want =
		tree_of((const char *const[]){ "a.html 3 p", "new.html 1 p", NULL }, &a);
	const struct reconcile r = {
		.record = &record, .touched = &touched, .want = &want, .now = 5
	};
	struct reconciled done = reconcile(&r, &a);
	struct touched_note both = reconcile_touches(&r, &done.plan, &a);

	(void)state;
	assert_int_equal(both.count, 3);
	assert_string_equal(both.touches[0].path, "a.html");
	assert_int_equal(both.touches[0].before[0], '1');
	assert_string_equal(both.touches[1].path, "new.html");
	assert_string_equal(both.touches[1].before, "");
	assert_string_equal(both.touches[2].path, "old.mp3");
	arena_free(&a);
}

static const char *record_fault(const char *text)
{
	struct arena a = { 0 };
	struct record_note n;
	char *copy = arena_strdup(&a, text);
	const char *fault = record_parse(&n, copy, strlen(text), &a);

	arena_free(&a);
	return fault ? fault : "";
}

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_record_text(void **state)
{
	struct arena a = { 0 };
	struct strbuf out = STRBUF_INIT(4000);
	struct record_note n = record_of(
				   (const char *const[]){ "a_b.html 1 p", "x.mp3 2 m @77", NULL },
				   &a),
			   back;

	(void)state;
	n.files[0].file.path = "a b.html";
	n.release = 12;
	n.time = 99;
	strncpy(n.id.text, "some-id", sizeof(n.id.text) - 1);
	record_format(&n, &out);
	assert_null(record_parse(&back, out.data, out.len, &a));
	assert_int_equal(back.count, 2);
	assert_int_equal(back.release, 12);
	assert_string_equal(back.id.text, "some-id");
	assert_string_equal(back.files[0].file.path, "a b.html");
	assert_int_equal(back.files[1].leaving, 77);
	assert_int_equal(back.files[1].file.group, OUTPUT_MEDIA);
	strbuf_release(&out);
	arena_free(&a);
	/* As a build writes it into the output. */
	assert_string_equal(record_fault("blether-manifest\t1\t1\na.html\t" HASH
					 "\t5\ttext/html\tpage\t123\t456\n"),
			    "");
	assert_string_equal(record_fault("blether-manifest\t2\t1\t1\t5\tid\n"),
			    "the line has no end");
	assert_string_equal(record_fault("blether-manifest\t2\t0\t1\t5\tid\nmore\n"),
			    "there are more lines than the first line says");
	assert_string_equal(record_fault("blether-manifest\t2\t1\t1\t5\tid\n../a\t" HASH
					 "\t5\ttext/html\tpage\t0\n"),
			    "the path is not one that blether writes");
	assert_string_equal(record_fault("blether-manifest\t2\t1\t1\t5\tid\na\t" HASH
					 "\t-5\ttext/html\tpage\t0\n"),
			    "a time or number is none");
	assert_string_equal(record_fault("<html>"),
			    "the first line is not one that blether writes");
}

static void test_memo(void **state)
{
	struct arena a = { 0 };
	struct diag diag;
	char path[] = "/tmp/blether-memo-XXXXXX";

	(void)state;
	diag_init(&diag, &a);
	close(mkstemp(path));
	struct memo *m = memo_open(path, &diag);
	assert_string_equal(memo_id(m), "");
	assert_true(memo_begin(m, "one"));
	memo_done(m, "a/b c.html", HASH);
	memo_done(m, "gone", "");
	memo_note(m, "upload a/b", "id=1");
	memo_note(m, "old", "x");
	memo_note(m, "old", NULL);
	assert_true(memo_sync(m));
	memo_close(m);
	/* A line that a crash cut short. */
	FILE *f = fopen(path, "a");
	fputs("done\tc.html\t0123", f);
	fclose(f);
	m = memo_open(path, &diag);
	assert_string_equal(memo_id(m), "one");
	assert_string_equal(memo_at(m, "a/b c.html"), HASH);
	assert_string_equal(memo_at(m, "gone"), "");
	assert_null(memo_at(m, "c.html"));
	assert_null(memo_at(m, "old"));
	assert_string_equal(memo_recall(m, "upload a/b", &a), "id=1");
	assert_null(memo_recall(m, "old", &a));
	/* What is written behind the cut line is read again. */
	memo_done(m, "d.html", HASH);
	memo_close(m);
	m = memo_open(path, &diag);
	assert_string_equal(memo_at(m, "d.html"), HASH);
	memo_end(m);
	memo_close(m);
	m = memo_open(path, &diag);
	assert_string_equal(memo_id(m), "");
	memo_close(m);
	unlink(path);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simple),     cmocka_unit_test(test_grace),
		cmocka_unit_test(test_unfinished), cmocka_unit_test(test_record_after),
		cmocka_unit_test(test_touches),    cmocka_unit_test(test_record_text),
		cmocka_unit_test(test_memo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
