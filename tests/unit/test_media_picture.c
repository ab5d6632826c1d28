/* Pictures: what they are, and which of them will not do. */
#include "media_jobs.h"

static struct job_answer look_at(const char *name, struct arena *a)
{
	return run(
		&(struct job_request){ .id = 5, .kind = JOB_PICTURE, .source = fixture(name, a) },
		a);
}

static const struct {
	const char *name, *format, *colour;
	unsigned width, height;
	bool alpha;
} good[] = {
	{ "colour.jpg", "jpeg", "rgb", 120, 120, false },
	{ "grey.jpg", "jpeg", "grey", 8, 8, false },
	{ "cmyk.jpg", "jpeg", "cmyk", 8, 8, false },
	{ "colour.png", "png", "rgb", 120, 100, false },
	{ "grey.png", "png", "grey", 120, 100, false },
	{ "alpha.png", "png", "rgb", 120, 100, true },
	{ "palette.png", "png", "rgb", 120, 100, false },
	{ "small.gif", "gif", "rgb", 40, 30, false },
	{ "small.webp", "webp", "rgb", 40, 30, false },
	{ "small.bmp", "bmp", "rgb", 40, 30, false },
};

static void test_format_size_and_colour_are_found(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct job_answer r = look_at(good[i].name, &a);

		if (!r.ok)
			fail_msg("%s: %s", good[i].name, r.problem.text);
		assert_true(r.has_picture);
		assert_string_equal(r.picture.format, good[i].format);
		assert_string_equal(r.picture.colour, good[i].colour);
		assert_int_equal(r.picture.width, good[i].width);
		assert_int_equal(r.picture.height, good[i].height);
		assert_int_equal(r.picture.alpha, good[i].alpha);
	}
	arena_free(&a);
}

static const struct {
	const char *name, *id, *text;
} bad[] = {
	{ "half-colour.jpg", "damaged-picture", "missing or damaged" },
	{ "half-colour.png", "damaged-picture", "missing or damaged" },
	{ "scratched-colour.png", "damaged-picture", "missing or damaged" },
	{ "huge.png", "picture-too-big", "100000 × 100000" },
	{ "text.mp3", "not-picture", "a text file" },
	{ "cbr.mp3", "not-picture", "something unknown" },
	{ "empty.mp3", "empty-file", "empty" },
	{ "missing.png", "cannot-read", "No such file" },
};

static void test_what_is_no_whole_picture_is_refused(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct job_answer r = look_at(bad[i].name, &a);

		print_message("# %s: %s\n", bad[i].name, r.problem.text ? r.problem.text : "");
		assert_false(r.ok);
		assert_string_equal(r.problem.id, bad[i].id);
		assert_non_null(strstr(r.problem.text, bad[i].text));
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format_size_and_colour_are_found),
		cmocka_unit_test(test_what_is_no_whole_picture_is_refused),
	};

	return cmocka_run_group_tests(tests, make_fixtures, NULL);
}
