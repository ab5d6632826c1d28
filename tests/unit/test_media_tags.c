/*
 * What files for listeners say of themselves, from job to file in each format
 * that is published: to mutagen, eyeD3, ffprobe, mediainfo, AtomicParsley and
 * opusinfo; and that nothing of what the source said is left.
 */
#include "audio_label.h"

static char folder[] = "/tmp/blether-tags-XXXXXX";
static char output[64];

static const struct {
	const char *source;
	const char *more; /* that only this format can say */
} formats[] = {
	{ "cbr.mp3",
	  "language\tgla\nyear\t2026\nday\t0709\nversion\t2.3\npodcast\tyes\nguid\turn:uuid:1\n"
	  "feed\thttps://example.org/feed.xml\ncategory\tReligion & Spirituality\n"
	  "url\thttps://example.org/podcasts/two\n"
	  "frames\tAPIC CHAP COMM CTOC PCST TALB TCAT TCON TCOP TDAT TDES TGID TIT2 TLAN TPE1 TRCK "
	  "TYER "
	  "WFED WOAF\n" },
	{ "plain.m4a", "language\tgla\nstik\tUnknown value: 21\n" },
	{ "plain.opus", "language\tgla\nurl\thttps://example.org/podcasts/two\n" },
};

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
	.description = "A first line — and a second",
	.url = "https://example.org/podcasts/two",
	.feed_url = "https://example.org/feed.xml",
	.guid = "urn:uuid:1",
	.category = "Religion & Spirituality",
};

static struct job_answer publish(const char *source, struct job_tags tags, struct arena *a)
{
	unlink(output);
	return run(&(struct job_request){ .id = 1,
					  .kind = JOB_PUBLISH,
					  .source = source,
					  .output = output,
					  .tags = tags },
		   a);
}

static struct job_answer publish_well(const char *source, struct job_tags tags, struct arena *a)
{
	struct job_answer r = publish(source, tags, a);

	if (!r.ok)
		fail_msg("%s: %s", source, r.problem.text);
	return r;
}

static void test_everything_is_read_by_others_in_every_format(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct arena a = { 0 };
		const struct audio_chapter chapters[] = {
			{ .start = 0, .title = "Welcome", .picture = fixture("colour.png", &a) },
			{ .start = 1500,
			  .title = "“Zwölf” & 😀",
			  .url = "https://example.org/?a=1&b" },
			{ .start = 3000, .title = "שלום", .picture = fixture("colour.jpg", &a) },
			{ .start = 9000, .title = "After the end" },
		};
		struct label_picture pictures[4] = {
			[0] = load_picture("colour.png", &a), [2] = load_picture("colour.jpg", &a)
		};
		const struct job_tags tags = { .text = full,
					       .cover = fixture("colour.jpg", &a),
					       .chapters = chapters,
					       .chapter_count = 4 };

		const struct job_answer r = publish_well(fixture(formats[i].source, &a), tags, &a);
		const struct label l = { .tags = &full,
					 .cover = pictures[2],
					 .chapters = chapters,
					 .pictures = pictures,
					 .chapter_count = 4,
					 .length = (int64_t)(r.audio.seconds * 1000 + 0.5) };
		assert_others_read(output, &l, formats[i].more, &a);
		arena_free(&a);
	}
}

static void test_255_long_chapters_survive_in_every_format(void **state)
{
	static const char *const more[] = { "version\t2.3\nframes\tCHAP CTOC TIT2\n", "", "" };

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct arena a = { 0 };
		const struct audio_tags text = { .title = "T" };
		const struct job_tags tags = { .text = text,
					       .chapters = many_chapters(&a),
					       .chapter_count = LABEL_MAX_CHAPTERS };
		const struct job_answer r = publish_well(fixture(formats[i].source, &a), tags, &a);
		const struct label l = { .tags = &text,
					 .chapters = tags.chapters,
					 .chapter_count = LABEL_MAX_CHAPTERS,
					 .length = (int64_t)(r.audio.seconds * 1000 + 0.5) };

		assert_others_read(output, &l, more[i], &a);
		arena_free(&a);
	}
}

static void test_the_length_is_told_without_decoding(void **state)
{
	static const char *const names[] = {
		"cbr.mp3",  "vbr.mp3",  "mpeg2.mp3",  "noxing.mp3", "tagged.mp3", "plain.m4a",
		"fast.m4a", "frag.m4a", "tagged.m4a", "raw.aac",    "video.mp4",  "plain.opus",
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *source = fixture(names[i], &a);
		struct job_answer r = publish_well(source, (struct job_tags){ 0 }, &a);
		struct job_answer heard =
			run(&(struct job_request){ .id = 1, .source = output }, &a);

		if (fabs(r.audio.seconds - heard.media.seconds) > 1e-4)
			fail_msg("%s: %f, not %f", names[i], r.audio.seconds, heard.media.seconds);
		assert_int_equal(r.audio.sample_rate, heard.media.sample_rate);
		assert_int_equal(r.audio.channels, heard.media.channels);
		assert_int_equal(r.audio.making, AUDIO_COPIED);
	}
	arena_free(&a);
}

/* Files that say SECRET in every place that their format has for it. */
static const char *const secretive[] = { "secret.mp3", "secret.m4a", "secret.mov", "secret.opus" };

static void assert_no_secret(const char *name, struct arena *a)
{
	char *bytes;
	size_t len;

	assert_true(file_read(output, 1 << 22, &bytes, &len, a));
	if (memmem(bytes, len, "SECRET", 6) || memmem(bytes, len, "S\0E\0C\0R\0E\0T", 11))
		fail_msg("the secret of %s is in the file for listeners", name);
}

static void test_nothing_private_is_carried_over(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(secretive); i++) {
		struct arena a = { 0 };
		const char *source = arena_printf(&a, "%s/%s", folder, secretive[i]);

		assert_string_not_equal(
			output_of(&a, arena_printf(&a, "LC_ALL=C grep -a SECRET %s | head -c 9",
						   source)),
			"");
		publish_well(source, (struct job_tags){ .text.title = "T" }, &a);
		assert_no_secret(secretive[i], &a);
		arena_free(&a);
	}
}

static void test_a_mastered_file_says_nothing_of_its_source(void **state)
{
	static const char *const made[] = { "mp3", "m4a" };

	(void)state;
	for (size_t i = 0; i < COUNT(made); i++) {
		struct arena a = { 0 };
		struct job_request r = { .id = 1, .kind = JOB_MASTER, .output = output };

		r.source = arena_printf(&a, "%s/secret.wav", folder);
		r.master = (struct job_master){ .format = made[i],
						.bitrate = 96,
						.channels = 2,
						.loudness = LEVEL_NONE,
						.peak = -1 };
		unlink(output);
		assert_true(run(&r, &a).ok);
		assert_no_secret("secret.wav", &a);
		arena_free(&a);
	}
}

static void test_pictures_that_are_too_long_for_a_tag_are_refused(void **state)
{
	struct arena a = { 0 };
	const char *picture = arena_printf(&a, "%s/long.png", folder);
	struct audio_chapter *chapters = arena_array(&a, 200, sizeof(*chapters));

	(void)state;
	for (size_t i = 0; i < 200; i++)
		chapters[i] =
			(struct audio_chapter){ .start = (int64_t)i * 10, .picture = picture };
	const struct job_tags tags = { .chapters = chapters, .chapter_count = 200 };
	struct job_answer r = publish(fixture("cbr.mp3", &a), tags, &a);
	assert_false(r.ok);
	assert_string_equal(r.problem.id, "picture-too-big");
	assert_int_not_equal(access(output, F_OK), 0);
	arena_free(&a);
}

static void test_a_picture_of_a_chapter_must_be_one_that_apps_show(void **state)
{
	struct arena a = { 0 };
	const struct audio_chapter chapter = { .title = "T", .picture = fixture("small.gif", &a) };
	const struct job_tags tags = { .chapters = &chapter, .chapter_count = 1 };
	struct job_answer r = publish(fixture("cbr.mp3", &a), tags, &a);

	(void)state;
	assert_false(r.ok);
	assert_string_equal(r.problem.id, "not-picture");
	assert_string_equal(
		r.problem.text,
		"the picture of a chapter is a gif picture; podcast apps show JPEG and PNG only");
	arena_free(&a);
}

static int begin(void **state)
{
	char command[8192];

	if (make_fixtures(state) || !mkdtemp(folder))
		return -1;
	snprintf(output, sizeof(output), "%s/made", folder);
	snprintf(command, sizeof(command), "sh tests/unit/secret_files.sh '%s' %s", fixtures,
		 folder);
	return system(command) ? -1 : 0;
}

static int end(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command) ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everything_is_read_by_others_in_every_format),
		cmocka_unit_test(test_255_long_chapters_survive_in_every_format),
		cmocka_unit_test(test_the_length_is_told_without_decoding),
		cmocka_unit_test(test_nothing_private_is_carried_over),
		cmocka_unit_test(test_a_mastered_file_says_nothing_of_its_source),
		cmocka_unit_test(test_pictures_that_are_too_long_for_a_tag_are_refused),
		cmocka_unit_test(test_a_picture_of_a_chapter_must_be_one_that_apps_show),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
