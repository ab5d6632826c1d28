#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "../../pipeline/publish/successor.h"
#include "base/mem.h"

#define TREE(name, ...)                                                                            \
	static struct output_file name##_files[] = { __VA_ARGS__ };                                \
	static const struct output_tree name = { name##_files, COUNT(name##_files) }

TREE(want, { .path = "card-111111111111.png" },
     { .path = "open/02dfae13-dddf-5538-904e-0123456789ab.json" },
     { .path = "podcasts/s/audio/hope-111111111111.mp3" },
     { .path = "podcasts/s/audio/hope-card-333333333333.png" },
     { .path = "podcasts/s/audio/hope-small-222222222222.m4a" },
     { .path = "podcasts/s/audio/loss-444444444444.mp3.txt" },
     { .path = "podcasts/s/audio/loss-4444444444444.mp3" },
     { .path = "podcasts/s/audio/loss-44444444444g.mp3" }, { .path = "podcasts/s/audio/loss.mp3" },
     { .path = "style-555555555555.css" });

static void another_hash_is_a_successor(void **state)
{
	(void)state;
	assert_true(successor_exists(&want, "podcasts/s/audio/hope-000000000000.mp3"));
	assert_true(successor_exists(&want, "podcasts/s/audio/hope-ffffffffffff.mp3"));
	assert_true(successor_exists(&want, "podcasts/s/audio/hope-small-abcdefabcdef.m4a"));
	assert_true(successor_exists(&want, "card-222222222222.png"));
	assert_true(successor_exists(&want, "style-000000000000.css"));
}

static void the_ending_may_be_another(void **state)
{
	(void)state;
	assert_true(successor_exists(&want, "podcasts/s/audio/hope-000000000000.opus"));
	assert_true(successor_exists(&want, "podcasts/s/audio/loss-000000000000.mp3"));
}

static void the_same_file_is_none(void **state)
{
	(void)state;
	assert_false(successor_exists(&want, "podcasts/s/audio/hope-111111111111.mp3"));
	assert_false(successor_exists(&want, "podcasts/s/audio/hope-111111111111.opus"));
	assert_false(successor_exists(&want, "card-111111111111.png"));
	assert_false(successor_exists(&want, "open/02dfae13-dddf-5538-904e-0123456789ab.json"));
}

static void another_name_or_folder_is_none(void **state)
{
	static const char *const paths[] = {
		"podcasts/s/audio/hop-000000000000.mp3",
		"podcasts/s/audio/hope-c-000000000000.mp3",
		"podcasts/s/audio/hopes-000000000000.mp3",
		"podcasts/s/hope-000000000000.mp3",
		"podcasts/t/audio/hope-000000000000.mp3",
		"hope-000000000000.mp3",
		"a-000000000000.png",
		"zebra-000000000000.png",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_false(successor_exists(&want, paths[i]));
}

static void a_name_without_a_hash_has_none(void **state)
{
	static const char *const paths[] = {
		"",
		"-",
		".",
		"/",
		"index.html",
		"podcasts/s/audio/loss.mp3",
		"podcasts/s/audio/hope-00000000000.mp3",   /* eleven digits */
		"podcasts/s/audio/hope-0000000000000.mp3", /* thirteen */
		"podcasts/s/audio/hope-00000000000A.mp3",
		"podcasts/s/audio/hope-000000000000",
		"podcasts/s/audio/hope_000000000000.mp3",
		"podcasts/s/audio/000000000000.mp3",
		"podcasts/s/audio/-000000000000.mp3",
		"podcasts/s/hope-000000000000/index.html",
		"podcasts/s/audio.x/hope-000000000000",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_false(successor_exists(&want, paths[i]));
	assert_false(successor_exists(&(struct output_tree){ 0 }, "card-222222222222.png"));
}

/* Two episodes with a photo each: one is withdrawn. */
TREE(two_photos, { .path = "s/photo-111111111111.jpg" }, { .path = "s/photo-222222222222.jpg" });
TREE(one_photo, { .path = "s/photo-222222222222.jpg" });
TREE(other_photo, { .path = "s/photo-333333333333.jpg" });
TREE(both_new, { .path = "s/photo-333333333333.jpg" }, { .path = "s/photo-444444444444.png" });
TREE(one_new, { .path = "s/photo-222222222222.jpg" }, { .path = "s/photo-333333333333.jpg" });

static void what_was_there_before_is_no_successor(void **state)
{
	(void)state;
	assert_true(successor_exists(&one_photo, "s/photo-111111111111.jpg"));
	assert_false(successor_came(&two_photos, &one_photo, "s/photo-111111111111.jpg"));
	assert_true(successor_came(&two_photos, &one_new, "s/photo-111111111111.jpg"));
	assert_true(successor_came(&one_photo, &other_photo, "s/photo-222222222222.jpg"));
}

static void in_doubt_nothing_came(void **state)
{
	(void)state;
	/* Two gone, one new: whose is it? */
	assert_false(successor_came(&two_photos, &other_photo, "s/photo-111111111111.jpg"));
	assert_false(successor_came(&two_photos, &other_photo, "s/photo-222222222222.jpg"));
	assert_true(successor_came(&two_photos, &both_new, "s/photo-111111111111.jpg"));
	assert_true(successor_came(&two_photos, &both_new, "s/photo-222222222222.jpg"));
	assert_false(successor_came(&two_photos, &both_new, "s/index.html"));
}

#define MANY 100000

/* Beside a loop over everything, for random names. */
static void agrees_with_a_plain_loop(void **state)
{
	static struct output_file files[MANY];
	static char names[MANY][40];
	struct output_tree tree = { files, MANY };
	uint32_t seed = 7;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		seed = seed * 1664525 + 1013904223;
		snprintf(names[i], sizeof(names[i]), "d/%06zu-%012x.mp3", i * 2, seed);
		files[i].path = names[i];
	}
	for (size_t i = 0; i < 2 * MANY; i++) {
		char gone[40];

		snprintf(gone, sizeof(gone), "d/%06zu-%012x.mp3", i, 1U);
		assert_int_equal(successor_exists(&tree, gone), i % 2 == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_hash_is_a_successor),
		cmocka_unit_test(the_ending_may_be_another),
		cmocka_unit_test(the_same_file_is_none),
		cmocka_unit_test(another_name_or_folder_is_none),
		cmocka_unit_test(a_name_without_a_hash_has_none),
		cmocka_unit_test(what_was_there_before_is_no_successor),
		cmocka_unit_test(in_doubt_nothing_came),
		cmocka_unit_test(agrees_with_a_plain_loop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
