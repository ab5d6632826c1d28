#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "model/output.h"

static struct output_file files[] = {
	{ .path = "episodes/one/index.html" },
	{ .path = "feed.xml" },
	{ .path = "index.html" },
};
static const struct output_tree tree = { files, COUNT(files) };

static void a_file_is_found_by_its_path(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		assert_ptr_equal(output_find(&tree, files[i].path), &files[i]);
}

static void a_path_that_is_not_there_is_not_found(void **state)
{
	static const char *const paths[] = { "", "a", "feed.xm", "feed.xml2", "zebra" };

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_null(output_find(&tree, paths[i]));
}

static void nothing_is_found_in_an_empty_output(void **state)
{
	(void)state;
	assert_null(output_find(&(struct output_tree){ 0 }, "index.html"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_found_by_its_path),
		cmocka_unit_test(a_path_that_is_not_there_is_not_found),
		cmocka_unit_test(nothing_is_found_in_an_empty_output),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
