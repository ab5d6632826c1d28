#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/publish/plan.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* One file a word: PATH:CONTENT:GROUP, in order of path; a group is one of m p l f. */
static struct output_tree tree_of(const char *words, struct arena *a)
{
	struct output_tree t = { arena_array(a, 100, sizeof(struct output_file)), 0 };
	char path[100], content[65], group;
	int used;

	for (; sscanf(words, " %99[^:]:%64[^:]:%c%n", path, content, &group, &used) == 3; words += used) {
		struct output_file *f = &t.files[t.count++];

		f->path = arena_strdup(a, path);
		f->size = (int64_t)strlen(content);
		f->group = (enum output_group)(strchr("mplf", group) - "mplf");
		memcpy(f->sha256, content, strlen(content) + 1);
	}
	return t;
}

static void check(const char *have, const char *want, const char *steps)
{
	struct arena a = { 0 };
	struct output_tree h = tree_of(have, &a), w = tree_of(want, &a);
	struct plan p = plan_make(&h, &w, &a);
	struct strbuf got = STRBUF_INIT(10000);

	for (size_t i = 0; i < p.count; i++)
		strbuf_addf(&got, "%s%c%s", i ? " " : "", "+~-"[p.steps[i].act], p.steps[i].file->path);
	assert_string_equal(got.data, steps);
	assert_int_equal(p.count, p.of[0] + p.of[1] + p.of[2]);
	assert_int_equal(p.unchanged + p.of[PLAN_CREATE] + p.of[PLAN_REPLACE], w.count);
	assert_int_equal(p.unchanged + p.of[PLAN_DELETE] + p.of[PLAN_REPLACE], h.count);
	strbuf_release(&got);
	arena_free(&a);
}

static void nothing_is_done_when_nothing_differs(void **state)
{
	(void)state;
	check("", "", "");
	check("a:1:m b:2:f", "a:1:m b:2:f", "");
}

static void new_files_come_in_the_order_of_their_groups(void **state)
{
	(void)state;
	check("", "a:1:f b:1:l c:1:p d:1:m e:1:f f:1:m", "+d +f +c +b +a +e");
}

static void changed_files_come_after_all_new_ones(void **state)
{
	(void)state;
	check("a:1:m b:1:l c:1:f", "a:2:m b:2:l c:2:f d:1:f e:1:p", "+e +d ~a ~b ~c");
}

static void deletions_come_last_and_feeds_go_first(void **state)
{
	(void)state;
	check("a:1:m b:1:p c:1:l d:1:f x:1:f", "n:1:m x:2:f", "+n ~x -d -c -b -a");
}

static void a_changed_size_with_the_same_hash_is_a_change(void **state)
{
	struct arena a = { 0 };
	struct output_tree have = tree_of("a:1:m", &a), want = tree_of("a:1:m", &a);

	(void)state;
	want.files[0].size = 7;
	struct plan p = plan_make(&have, &want, &a);
	assert_int_equal(p.of[PLAN_REPLACE], 1);
	assert_int_equal(p.bytes, 7);
	arena_free(&a);
}

static void a_changed_group_alone_is_no_change(void **state)
{
	(void)state;
	check("a:1:m", "a:1:f", "");
}

static void a_deletion_stands_where_the_old_group_says(void **state)
{
	(void)state;
	check("a:1:m b:1:f", "", "-b -a");
}

static void only_what_is_written_counts_as_bytes(void **state)
{
	struct arena a = { 0 };
	struct output_tree have = tree_of("a:1:m b:22:m c:4444:p", &a);
	struct output_tree want = tree_of("a:1:m b:333:m d:55555:l", &a);

	(void)state;
	assert_int_equal(plan_make(&have, &want, &a).bytes, 3 + 5);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_done_when_nothing_differs),
		cmocka_unit_test(new_files_come_in_the_order_of_their_groups),
		cmocka_unit_test(changed_files_come_after_all_new_ones),
		cmocka_unit_test(deletions_come_last_and_feeds_go_first),
		cmocka_unit_test(a_changed_size_with_the_same_hash_is_a_change),
		cmocka_unit_test(a_changed_group_alone_is_no_change),
		cmocka_unit_test(a_deletion_stands_where_the_old_group_says),
		cmocka_unit_test(only_what_is_written_counts_as_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
