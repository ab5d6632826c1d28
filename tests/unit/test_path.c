#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/path.h"

static struct arena arena;

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void joins_and_splits(void **state)
{
	(void)state;
	assert_string_equal(path_join("content", "site.yaml", &arena), "content/site.yaml");
	assert_string_equal(path_join("content/", "x", &arena), "content/x");
	assert_string_equal(path_join(".", "x", &arena), "x");
	assert_string_equal(path_join("", "x", &arena), "x");
	assert_string_equal(path_join("/", "x", &arena), "/x");
	assert_string_equal(path_dir("a/b/c", &arena), "a/b");
	assert_string_equal(path_dir("a", &arena), "");
	assert_string_equal(path_base("a/b.mp3"), "b.mp3");
	assert_string_equal(path_suffix("a.b/c.tar.gz"), ".gz");
	assert_string_equal(path_suffix("a.b/.hidden"), "");
}

static void resolves_without_leaving_the_root(void **state)
{
	(void)state;
	assert_string_equal(path_resolve("a/b", "../c", &arena), "a/c");
	assert_string_equal(path_resolve("a/b", "./x//y/.", &arena), "a/b/x/y");
	assert_string_equal(path_resolve("", "x", &arena), "x");
	assert_string_equal(path_resolve("a", "..", &arena), "");
	assert_null(path_resolve("a", "../..", &arena));
	assert_null(path_resolve("a/b", "../../../etc/passwd", &arena));
}

static void leads_from_one_page_to_another(void **state)
{
	(void)state;
	assert_string_equal(path_relative("index.html", "pages/about.html", &arena), "pages/about.html");
	assert_string_equal(path_relative("a/b/c.html", "a/d.html", &arena), "../d.html");
	assert_string_equal(path_relative("a/b.html", "ab/c.html", &arena), "../ab/c.html");
	assert_string_equal(path_relative("a/b.html", "a/c.html", &arena), "c.html");
}

static void knows_what_lies_in_a_folder(void **state)
{
	(void)state;
	assert_true(path_within("a/b", "a/b") && path_within("a/b/c", "a/b"));
	assert_false(path_within("a/bc", "a/b") || path_within("a", "a/b"));
}

static void encodes_for_urls(void **state)
{
	(void)state;
	assert_string_equal(path_to_url("a b/\xc3\xa9?#%.mp3", &arena), "a%20b/%C3%A9%3F%23%25.mp3");
	assert_string_equal(path_to_url("podcasts/talks/one.html", &arena), "podcasts/talks/one.html");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_and_splits),
		cmocka_unit_test(resolves_without_leaving_the_root),
		cmocka_unit_test(leads_from_one_page_to_another),
		cmocka_unit_test(knows_what_lies_in_a_folder),
		cmocka_unit_test(encodes_for_urls),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
