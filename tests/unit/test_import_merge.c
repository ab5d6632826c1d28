#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "import/merge.h"
#include "import/record.h"

static struct arena arena;

struct merge_case {
	const char *what;
	const char *was, *now, *new;
	const char *want;
	size_t taken, conflicts;
};

#define OLD "---\ntitle: One\nguid: a\nnumber: 1\n---\n\nNotes.\n"

static const struct merge_case cases[] = {
	{ "nothing changed", OLD, OLD, OLD, OLD, 0, 0 },
	{ "the feed changed the title", OLD, OLD, "---\ntitle: Two\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: Two\nguid: a\nnumber: 1\n---\n\nNotes.\n", 1, 0 },
	{ "a person changed the title", OLD, "---\n# mine\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes.\n", OLD,
	  "---\n# mine\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes.\n", 0, 0 },
	{ "both did", OLD, "---\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: Theirs\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes.\n", 0, 1 },
	{ "both did the same", OLD, "---\ntitle: Two\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: Two\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: Two\nguid: a\nnumber: 1\n---\n\nNotes.\n", 0, 0 },
	{ "one each", OLD, "---\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: One\nguid: a\nnumber: 1\n---\n\nNotes, mended.\n",
	  "---\ntitle: Mine\nguid: a\nnumber: 1\n---\n\nNotes, mended.\n", 1, 0 },
	{ "a field is new, behind the one that it follows", OLD, OLD,
	  "---\ntitle: One\nguid: a\nseason: 1\nnumber: 1\n---\n\nNotes.\n",
	  "---\ntitle: One\nguid: a\nseason: 1\nnumber: 1\n---\n\nNotes.\n", 1, 0 },
	{ "a field is gone", OLD, OLD, "---\ntitle: One\nguid: a\n---\n\nNotes.\n",
	  "---\ntitle: One\nguid: a\n---\n\nNotes.\n", 1, 0 },
	{ "a person took a field out, and the feed has it still", OLD,
	  "---\ntitle: One\nguid: a\n---\n\nNotes.\n", OLD, "---\ntitle: One\nguid: a\n---\n\nNotes.\n", 0, 0 },
	{ "a person took a field out, and the feed has another", OLD,
	  "---\ntitle: One\nguid: a\n---\n\nNotes.\n", "---\ntitle: One\nguid: a\nnumber: 2\n---\n\nNotes.\n",
	  "---\ntitle: One\nguid: a\n---\n\nNotes.\n", 0, 1 },
	{ "a person added a field", OLD, "---\ntitle: One\nguid: a\nnumber: 1\nareas:\n- hope\n---\n\nNotes.\n", OLD,
	  "---\ntitle: One\nguid: a\nnumber: 1\nareas:\n- hope\n---\n\nNotes.\n", 0, 0 },
	{ "lists and deeper lines go with their field", "---\npeople:\n  - name: A\n    role: host\nnumber: 1\n---\n",
	  "---\npeople:\n  - name: A\n    role: host\n# of mine\nnumber: 1\n---\n",
	  "---\npeople:\n  - name: B\nnumber: 1\n---\n", "---\npeople:\n  - name: B\n# of mine\nnumber: 1\n---\n", 1, 0 },
	{ "nobody knows what was written", NULL, "---\ntitle: Mine\n---\n", "---\ntitle: Theirs\nnumber: 1\n---\n",
	  "---\ntitle: Mine\n---\n", 0, 2 },
	{ "a body where there was none", "---\ntitle: One\n---\n", "---\ntitle: One\n---\n",
	  "---\ntitle: One\n---\n\nNotes.\n", "---\ntitle: One\n---\n\nNotes.\n", 1, 0 },
	{ "a file without fences", "title: One\n", "title: One\ncover: a.jpg\n", "title: Two\n",
	  "title: Two\ncover: a.jpg\n", 1, 0 },
};

static void test_merge(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct merge_case *c = &cases[i];
		struct merge m = { .was = c->was ? merge_fingerprints(c->was, &arena) : NULL,
				   .now = c->now,
				   .new = c->new };
		STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1000);

		merge_text(&m, &out, &arena);
		if (strcmp(out.data, c->want) != 0)
			print_message("%s\n", c->what);
		assert_string_equal(out.data, c->want);
		assert_int_equal(m.taken, c->taken);
		assert_int_equal(m.conflict_count, c->conflicts);
	}
}

static void test_conflict_is_told(void **state)
{
	struct merge m = { .was = merge_fingerprints(OLD, &arena),
			   .now = "---\ntitle: Mine\n---\n\nNotes.\n",
			   .new = "---\ntitle: Theirs\n---\n\nNotes.\n" };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1000);

	(void)state;
	merge_text(&m, &out, &arena);
	assert_int_equal(m.conflict_count, 1);
	assert_string_equal(m.conflicts[0].part, "title");
	assert_string_equal(m.conflicts[0].ours, "title: Mine\n");
	assert_string_equal(m.conflicts[0].theirs, "title: Theirs\n");
}

static const char table[] =
	"# What 'blether import' brought here, so that it brings nothing twice and keeps what you have changed. "
	"blether writes it; keep it with the content.\n"
	"show\tguid\tkind\tname\thash\tfrom\n"
	"talks\t-\tshow\ttalks\ttitle=0123abcd\thttps://old.example.org/feed\n"
	"talks\ta b\tepisode\t01-one\ttitle=0123abcd\t-\n"
	"talks\ta b\tfile\trecording.mp3\tffee\thttps://old.example.org/1.mp3\n";

static bool read_table(const char *text, struct import_record *into, struct diag *diag)
{
	const struct source *src = source_from_text("imported.tsv", text, strlen(text), &arena, diag);

	return import_record_read(src, into, &arena, diag);
}

static void test_record_comes_back(void **state)
{
	struct import_record r;
	struct diag diag;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(10000);
	const struct record_row key = { .kind = RECORD_FILE,
					.show = "talks",
					.guid = "a b",
					.from = "https://old.example.org/1.mp3" };

	(void)state;
	diag_init(&diag, &arena);
	assert_true(read_table(table, &r, &diag));
	import_record_write(&r, &out);
	assert_string_equal(out.data, table);
	assert_string_equal(import_record_find(&r, &key)->name, "recording.mp3");
	assert_null(import_record_find(&r, &(struct record_row){ .kind = RECORD_SHOW, .show = "other" }));
}

static void test_record_of_others(void **state)
{
	struct import_record r;
	struct diag diag;

	(void)state;
	diag_init(&diag, &arena);
	assert_false(read_table("talks\t-\tshow\n<<<<<<< HEAD\n", &r, &diag));
	assert_int_equal(diag.count[SEV_ERROR], 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_conflict_is_told),
		cmocka_unit_test(test_record_comes_back),
		cmocka_unit_test(test_record_of_others),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
