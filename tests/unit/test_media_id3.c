/* The ID3v2.3 tag: what mutagen, eyeD3 and ffprobe read in it, and its bytes. */
#include "audio_label.h"

#include "../../pipeline/media/id3.h"
#include "../../pipeline/media/trailer.h"
#include "base/text.h"

static const struct audio_tags full = {
	.title = "Grief & \"loss\" 'now' 😀 — שלום",
	.artist = "A; B / C",
	.album = "Spirituality",
	.date = "2026-09-07",
	.comment = "Notes: <https://example.org/?a=1&b=2> — “so”",
	.language = "gd-GB",
	.copyright = "2026 Æ",
	.genre = "Podcast",
	.track = 12,
	.description = "First line\nSecond — line",
	.url = "https://example.org/podcasts/é",
	.feed_url = "https://example.org/feed.xml",
	.guid = "urn:uuid:1",
	.category = "Religion & Spirituality",
};

static const char full_lines[] =
	"language\tgla\nyear\t2026\nday\t0709\nversion\t2.3\npodcast\tyes\n"
	"guid\turn:uuid:1\nfeed\thttps://example.org/feed.xml\ncategory\tReligion & Spirituality\n"
	"url\thttps://example.org/podcasts/%C3%A9\n";

/* A tag and behind it the sound of a fixture, which has an ID3 tag of its own. */
static const char *tagged_file(const struct label *l, struct arena *a)
{
	const char *path = temporary("tagged.mp3", a);
	struct strbuf out = STRBUF_INIT(ID3_MAX_BYTES + (1 << 20));
	char *sound;
	size_t len;

	assert_true(file_read(fixture("cbr.mp3", a), 1 << 20, &sound, &len, a));
	size_t tag = (size_t)id3v2_length((const uint8_t *)sound);
	assert_true(id3_write(&out, l));
	assert_int_equal(id3v2_length((const uint8_t *)out.data), out.len);
	strbuf_add(&out, sound + tag, len - tag);
	put_file(path, out.data, out.len);
	strbuf_release(&out);
	return path;
}

static void test_every_frame_is_read_by_others(void **state)
{
	struct arena a = { 0 };
	const struct audio_chapter chapters[] = {
		{ .start = 0, .title = "Welcome" },
		{ .start = 1500,
		  .title = "“Zwölf” & 😀 — שלום",
		  .url = "https://example.org/two?a=1&b" },
		{ .start = 3000, .title = "A picture" },
		{ .start = 9000, .title = "After the end" },
	};
	struct label_picture pictures[4] = { [2] = load_picture("colour.jpg", &a) };
	const struct label l = { .tags = &full,
				 .cover = load_picture("colour.png", &a),
				 .chapters = chapters,
				 .pictures = pictures,
				 .chapter_count = 4,
				 .length = 4000 };
	const char *file = tagged_file(&l, &a);

	(void)state;
	assert_others_read(
		file, &l,
		arena_printf(&a,
			     "%sframes\tAPIC CHAP COMM CTOC PCST TALB TCAT TCON TCOP TDAT TDES "
			     "TGID TIT2 TLAN TPE1 TRCK TYER WFED WOAF\n",
			     full_lines),
		&a);
	unlink(file);
	arena_free(&a);
}

static void test_a_label_without_words_is_a_tag_without_frames(void **state)
{
	struct arena a = { 0 };
	const struct audio_tags none = { .title = "", .date = "some day", .language = "?" };
	const struct label l = { .tags = &none };
	struct strbuf out = STRBUF_INIT(ID3_MAX_BYTES);

	(void)state;
	assert_true(id3_write(&out, &l));
	assert_int_equal(out.len, 10 + ID3_PADDING);
	strbuf_release(&out);
	arena_free(&a);
}

static void test_a_date_may_have_less_or_more_than_a_day(void **state)
{
	static const struct {
		const char *date, *lines;
	} cases[] = {
		{ "2026", "version\t2.3\nyear\t2026\nframes\tTYER\n" },
		{ "2026-09-07T18:30:05+01:00",
		  "version\t2.3\nyear\t2026\nday\t0709\ntime\t1830\nframes\tTDAT TIME TYER\n" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct audio_tags t = { .date = cases[i].date };
		const struct label l = { .tags = &t };
		const char *file = tagged_file(&l, &a);
		const struct audio_tags read = { .date = i ? "2026-09-07 18:30" : "2026" };

		assert_others_read(file, &(struct label){ .tags = &read }, cases[i].lines, &a);
		unlink(file);
	}
	arena_free(&a);
}

/* All characters that XML allows, tabs aside, which the test itself needs. */
static const char *every_character(struct arena *a)
{
	struct strbuf all = STRBUF_INIT(1 << 23);

	for (uint32_t cp = ' '; cp < 0x110000; cp += cp < 0x10000 ? 1 : 97) {
		if (utf8_is_xml(cp) && (cp < 0xd800 || cp > 0xdfff) && cp != '\\' && cp != 0x2028)
			utf8_encode(&all, cp);
	}
	const char *text = arena_strdup(a, all.data);
	strbuf_release(&all);
	return text;
}

static void test_every_character_comes_back(void **state)
{
	struct arena a = { 0 };
	const struct audio_tags t = { .title = "T", .comment = every_character(&a) };
	const struct label l = { .tags = &t };
	const char *file = tagged_file(&l, &a);

	(void)state;
	assert_others_read(file, &l, "version\t2.3\nframes\tCOMM TIT2\n", &a);
	unlink(file);
	arena_free(&a);
}

static void test_255_chapters_with_long_titles_in_three_scripts_survive(void **state)
{
	struct arena a = { 0 };
	const struct audio_tags t = { .title = "T" };
	const struct label l = { .tags = &t,
				 .chapters = many_chapters(&a),
				 .chapter_count = LABEL_MAX_CHAPTERS,
				 .length = 4000 };
	const char *file = tagged_file(&l, &a);

	(void)state;
	assert_int_equal(label_chapters(&l), 255);
	assert_others_read(file, &l, "version\t2.3\nframes\tCHAP CTOC TIT2\n", &a);
	unlink(file);
	arena_free(&a);
}

static void test_what_cannot_be_counted_is_left_out(void **state)
{
	struct audio_chapter chapters[300];

	(void)state;
	for (size_t i = 0; i < 300; i++)
		chapters[i] = (struct audio_chapter){ .start = (int64_t)i * 10, .title = "T" };
	struct label l = { .chapters = chapters, .chapter_count = 300, .length = 4000 };
	assert_int_equal(label_chapters(&l), 255);
	assert_int_equal(label_chapter_end(&l, 254), 2550);
	l.length = 1234;
	assert_int_equal(label_chapters(&l), 124);
	assert_int_equal(label_chapter_end(&l, 123), 1234);
}

static void test_a_tag_that_no_player_reads_is_not_written(void **state)
{
	struct arena a = { 0 };
	const struct audio_tags none = { 0 };
	const struct label l = { .tags = &none,
				 .cover = { .data = arena_alloc(&a, ID3_MAX_BYTES),
					    .len = ID3_MAX_BYTES } };
	struct strbuf out = STRBUF_INIT(2 * ID3_MAX_BYTES);

	(void)state;
	assert_false(id3_write(&out, &l));
	strbuf_release(&out);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_frame_is_read_by_others),
		cmocka_unit_test(test_a_label_without_words_is_a_tag_without_frames),
		cmocka_unit_test(test_a_date_may_have_less_or_more_than_a_day),
		cmocka_unit_test(test_every_character_comes_back),
		cmocka_unit_test(test_255_chapters_with_long_titles_in_three_scripts_survive),
		cmocka_unit_test(test_what_cannot_be_counted_is_left_out),
		cmocka_unit_test(test_a_tag_that_no_player_reads_is_not_written),
	};

	return cmocka_run_group_tests(tests, make_fixtures, NULL);
}
