/* What a recording says of itself: texts and chapters, cleaned. */
#include "media_jobs.h"

#include "../../pipeline/media/input.h"
#include "../../pipeline/media/own.h"
#include "../../pipeline/media/task.h"

/* Copies of the tags and chapters of a fixture. */
static struct media_facts own(const char *name, struct arena *a)
{
	struct job_request request = { .source = fixture(name, a) };
	struct task t = { .request = &request, .arena = a, .problems.arena = a };
	struct media_facts m = { 0 };
	struct input in;

	assert_true(input_open(&in, request.source, &t));
	m.tags = own_tags(&in, a);
	m.chapters = own_chapters(&in, &m.chapter_count, a);
	input_close(&in);
	return m;
}

static const char *const tagged[] = { "own-cbr.mp3", "own-plain.m4a", "own-plain.opus",
				      "own-plain.flac", "own-vorbis.ogg" };

static void test_texts_are_found_in_every_format(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(tagged); i++) {
		const struct audio_tags t = own(tagged[i], &a).tags;

		print_message("# %s\n", tagged[i]);
		assert_string_equal(t.title, "Grief and “loss” — שלום 😀");
		assert_string_equal(t.artist, "A; B");
		assert_string_equal(t.album, "Hope");
		assert_string_equal(t.date, "2026-09-07");
		assert_string_equal(t.comment, "one two");
		assert_string_equal(t.copyright, "© Us");
		assert_string_equal(t.genre, "Podcast");
		assert_int_equal(t.track, 7);
		assert_true(!t.language || strcmp(t.language, "eng") == 0);
	}
	arena_free(&a);
}

static void test_chapters_come_in_the_order_of_their_starts(void **state)
{
	static const char *const titles[] = { "First", "Second", "Third" };
	static const char *const names[] = { "own-cbr.mp3", "own-plain.m4a", "own-plain.opus",
					     "disorder.mp3" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct media_facts m = own(names[i], &a);

		print_message("# %s\n", names[i]);
		assert_int_equal(m.chapter_count, 3);
		for (size_t c = 0; c < 3; c++)
			assert_string_equal(m.chapters[c].title, titles[c]);
		assert_int_equal(m.chapters[0].start, 0);
		assert_int_equal(m.chapters[1].start, 2000);
		assert_int_equal(m.chapters[2].start, 3000);
	}
	arena_free(&a);
}

static void test_what_says_nothing_gives_nothing(void **state)
{
	struct arena a = { 0 };
	const struct media_facts m = own("master.wav", &a);

	(void)state;
	assert_null(m.tags.title);
	assert_null(m.tags.language);
	assert_int_equal(m.tags.track, 0);
	assert_int_equal(m.chapter_count, 0);
	assert_null(own("plain.m4a", &a).tags.language);
	arena_free(&a);
}

static void test_text_that_is_none_is_left_out_and_long_text_is_cut(void **state)
{
	struct arena a = { 0 };
	const char *latin = own("latin.mp3", &a).tags.title;
	const struct audio_tags wordy = own("wordy.mp3", &a).tags;

	(void)state;
	assert_null(latin);
	assert_int_equal(strlen(wordy.title), 4096);
	assert_string_equal(wordy.genre, "ab");
	arena_free(&a);
}

static void test_single_texts_are_cleaned(void **state)
{
	static const struct {
		const char *from, *to;
	} texts[] = {
		{ "plain", "plain" },
		{ "  a \t\r\n b  ", "a b" },
		{ "a\xc2\xa0"
		  "b",
		  "a b" },
		{ "bell\ahere", "bellhere" },
		{ "\xef\xbf\xbe x", "x" },
		{ "", NULL },
		{ " \n ", NULL },
		{ "\x80", NULL },
		{ "over\xc0\xaflong", NULL },
		{ "half \xe2\x82", NULL },
		{ "\xed\xa0\x80", NULL },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		AVDictionary *d = NULL;

		av_dict_set(&d, "key", texts[i].from, 0);
		const char *text = own_text(d, "key", &a);
		print_message("# %zu\n", i);
		if (texts[i].to)
			assert_string_equal(text, texts[i].to);
		else
			assert_null(text);
		av_dict_free(&d);
	}
	assert_null(own_text(NULL, "key", &a));
	arena_free(&a);
}

static void test_chapters_of_many_words_fit_on_a_line(void **state)
{
	AVChapter chapters[1440] = { 0 }, *list[1440];
	AVFormatContext format = { .nb_chapters = COUNT(list), .chapters = list };
	const struct input in = { .format = &format };
	struct arena a = { 0 };
	char title[4000] = { 0 };
	size_t count;

	(void)state;
	memset(title, 'x', sizeof(title) - 1);
	for (size_t i = 0; i < COUNT(list); i++) {
		list[i] = &chapters[i];
		chapters[i].time_base = (AVRational){ 1, 1 };
		av_dict_set(&chapters[i].metadata, "title", title, 0);
	}
	own_chapters(&in, &count, &a);
	assert_in_range(count, 200, 300);
	for (size_t i = 0; i < COUNT(list); i++)
		av_dict_free(&chapters[i].metadata);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_are_found_in_every_format),
		cmocka_unit_test(test_chapters_come_in_the_order_of_their_starts),
		cmocka_unit_test(test_what_says_nothing_gives_nothing),
		cmocka_unit_test(test_text_that_is_none_is_left_out_and_long_text_is_cut),
		cmocka_unit_test(test_single_texts_are_cleaned),
		cmocka_unit_test(test_chapters_of_many_words_fit_on_a_line),
	};

	return cmocka_run_group_tests(tests, make_fixtures, NULL);
}
