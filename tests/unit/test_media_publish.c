/* The files for listeners: what they sound like, what they say, and that nothing is left behind. */
#include "media_jobs.h"

#include <math.h>
#include <sys/stat.h>

#include "base/hash.h"

/* A folder of this run's own, and in it the file that every job makes. */
static char folder[] = "/tmp/blether-media-XXXXXX";
static char output[64], mastered[64];

static const struct audio_chapter chapters[] = {
	{ .title = "Welcome" },
	{ .start = 1500,
	  .title = "A title that is much longer than fifty-one characters, with “quotes” & 😀 — "
		   "שלום" },
	{ .start = 3000, .title = "Goodbye" },
	{ .start = 9000, .title = "After the end" },
};

static struct job_answer publish_as_it_is(const char *source, struct job_tags tags, struct arena *a)
{
	unlink(output);
	return run(&(struct job_request){ .id = 9,
					  .kind = JOB_PUBLISH,
					  .source = source,
					  .output = output,
					  .tags = tags },
		   a);
}

/* As a build does it: what cannot be copied is encoded first. */
static struct job_answer publish(const char *source, const char *format, struct job_tags tags,
				 struct arena *a)
{
	struct job_request r = { .id = 1, .source = fixture(source, a) };
	const struct media_facts heard = run(&r, a).media;

	if (heard.copies_as && (strcmp(heard.copies_as, "opus") != 0 || strcmp(format, "opus") == 0))
		return publish_as_it_is(r.source, tags, a);
	r.kind = JOB_MASTER;
	r.output = mastered;
	r.master = (struct job_master){ .format = format,
					.bitrate = 96,
					.channels = heard.channels == 1 ? 1 : 2,
					.loudness = LEVEL_NONE,
					.peak = -1 };
	unlink(r.output);
	struct job_answer answer = run(&r, a);
	return answer.ok ? publish_as_it_is(mastered, tags, a) : answer;
}

static const char *md5_of_sound(const char *file, struct arena *a)
{
	return output_of(
		a,
		arena_printf(a, "ffmpeg -nostdin -v error -i '%s' -map 0:a:0 -f md5 - 2>&1", file));
}

static const struct {
	const char *source, *suffix;
} copied[] = {
	{ "cbr.mp3", "mp3" },    { "vbr.mp3", "mp3" },       { "mpeg2.mp3", "mp3" },
	{ "noxing.mp3", "mp3" }, { "vbrnoxing.mp3", "mp3" }, { "tagged.mp3", "mp3" },
	{ "plain.m4a", "m4a" },  { "fast.m4a", "m4a" },      { "frag.m4a", "m4a" },
	{ "tagged.m4a", "m4a" }, { "raw.aac", "m4a" },       { "video.mp4", "m4a" },
	{ "phone.3gp", "m4a" },
};

static void test_a_copy_sounds_exactly_like_its_source(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(copied); i++) {
		/* What the job asks for does not matter when a copy will do. */
		const char *other = copied[i].suffix[2] == '3' ? "m4a" : "mp3";
		struct job_tags tags = { .text.title = "T",
					 .chapters = chapters,
					 .chapter_count = 4 };
		struct job_answer r = publish(copied[i].source, other, tags, &a);

		if (!r.ok)
			fail_msg("%s: %s", copied[i].source, r.problem.text);
		assert_string_equal(r.audio.suffix, copied[i].suffix);
		assert_string_equal(md5_of_sound(output, &a),
				    md5_of_sound(fixture(copied[i].source, &a), &a));
	}
	arena_free(&a);
}

static const char *const encoded[] = {
	"master.wav", "mono.wav",   "rate48.wav", "rate16.wav", "bits24.wav", "surround.wav",
	"layer2.mp2", "plain.flac", "vorbis.ogg", "plain.opus", "plain.wma",  "phone.amr",
	"video.mov",  "video.webm", "plain.mka",  "plain.aiff", "alac.m4a",   "half-fast.m4a",
};

static void test_anything_else_is_encoded_in_full_length(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(encoded); i++) {
		const char *source = encoded[i / 2], *format = i % 2 ? "m4a" : "mp3";
		struct job_request r = { .id = 1, .source = fixture(source, &a) };
		struct media_facts before = run(&r, &a).media;
		struct job_answer made = publish(source, format, (struct job_tags){ 0 }, &a);

		if (!made.ok)
			fail_msg("%s: %s", source, made.problem.text);
		assert_string_equal(made.audio.suffix, format);
		assert_string_equal(made.audio.type, i % 2 ? "audio/x-m4a" : "audio/mpeg");
		assert_true(fabs(made.audio.seconds - before.seconds) < 0.05);
		r.source = output;
		struct media_facts after = run(&r, &a).media;
		assert_int_equal(after.channels, before.channels == 1 ? 1 : 2);
		assert_int_equal(after.sample_rate, before.sample_rate % 8000 ? 44100 : 48000);
		assert_true(llabs(after.bit_rate - 96000) < 9600);
	}
	arena_free(&a);
}

static void test_wild_samples_cannot_stop_an_encoder(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_true(publish("wild.wav", "mp3", (struct job_tags){ 0 }, &a).ok);
	assert_true(publish("wild.wav", "m4a", (struct job_tags){ 0 }, &a).ok);
	arena_free(&a);
}

static double mean_volume(const char *file, struct arena *a)
{
	return strtod(
		output_of(a, arena_printf(a,
					  "ffmpeg -nostdin -i '%s' -map 0:a:0 -af "
					  "aresample=osf=dbl,astats=measure_perchannel=none -f "
					  "null - 2>&1 | sed -n 's/.*RMS level dB: //p'",
					  file)),
		NULL);
}

static void test_an_encoding_is_as_loud_as_its_source(void **state)
{
	struct arena a = { 0 };

	(void)state;
	publish("master.wav", "mp3", (struct job_tags){ 0 }, &a);
	assert_true(fabs(mean_volume(output, &a) - mean_volume(fixture("master.wav", &a), &a)) <
		    0.15);
	arena_free(&a);
}

static void test_the_answer_describes_the_bytes_on_the_disk(void **state)
{
	struct arena a = { 0 };
	struct job_answer r =
		publish("master.wav", "mp3", (struct job_tags){ .text.title = "T" }, &a);
	char hex[HASH_HEX];
	struct hash h;
	int64_t size;

	(void)state;
	assert_true(r.ok && r.has_audio);
	assert_true(hash_file(output, &h, &size));
	hash_hex(&h, hex);
	assert_string_equal(r.audio.sha256, hex);
	assert_int_equal(r.audio.bytes, size);
	arena_free(&a);
}

static void test_the_same_job_gives_the_same_bytes(void **state)
{
	static const char *const sources[] = { "master.wav", "cbr.mp3", "plain.m4a", "tagged.m4a" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(sources); i++) {
		const char *format = i % 2 ? "m4a" : "mp3";
		struct job_tags tags = { .text.title = "T",
					 .cover = fixture("colour.jpg", &a),
					 .chapters = chapters,
					 .chapter_count = 3 };
		struct job_answer one = publish(sources[i / 2], format, tags, &a);
		struct job_answer two = publish(sources[i / 2], format, tags, &a);

		assert_string_equal(one.audio.sha256, two.audio.sha256);
	}
	arena_free(&a);
}

/* Of the file, or of the sound in it. */
static const char *tag(const char *key, struct arena *a)
{
	return output_of(a, arena_printf(a,
					 "ffprobe -v error -select_streams a:0 -show_entries "
					 "format_tags=%s:stream_tags=%s -of default=nw=1:nk=1 %s",
					 key, key, output));
}

static void check_tags(const char *source, const char *format, struct arena *a)
{
	const struct job_tags tags = {
		.text = {
			.title = "Grief & \"loss\" 'now' 😀 — שלום",
			.artist = "A; B / C",
			.album = "Spirituality",
			.date = "2026-09-07",
			.comment = "Notes: <https://example.org/?a=1&b=2>",
			.language = "gd-GB",
			.copyright = "© 2026",
			.genre = "Podcast",
			.track = 12,
		},
		.cover = fixture("colour.png", a),
		.chapters = chapters,
		.chapter_count = 4,
	};
	struct job_answer r = publish(source, format, tags, a);

	assert_true(r.ok);
	assert_string_equal(tag("title", a), tags.text.title);
	assert_string_equal(tag("artist", a), tags.text.artist);
	assert_string_equal(tag("album", a), tags.text.album);
	assert_string_equal(tag("date", a), tags.text.date);
	assert_string_equal(tag("comment", a), tags.text.comment);
	assert_string_equal(tag("copyright", a), tags.text.copyright);
	assert_string_equal(tag("genre", a), tags.text.genre);
	assert_string_equal(tag("language", a), "gla");
	assert_string_equal(tag("track", a), "12");
}

static void check_chapters(struct arena *a)
{
	const char *expected =
		arena_printf(a, "0.000000|1.500000|%s\n1.500000|3.000000|%s\n3.000000|",
			     chapters[0].title, chapters[1].title);
	const char *found = output_of(a, arena_printf(a,
						      "ffprobe -v error -show_chapters "
						      "-show_entries chapter=start_time,end_time:"
						      "chapter_tags=title -of csv=p=0:s='|' %s",
						      output));

	assert_int_equal(strncmp(found, expected, strlen(expected)), 0);
	/* The last ends with the sound; what would begin after that is not there. */
	double end = strtod(found + strlen(expected), NULL);
	assert_true(fabs(end - 4) < 0.05);
	assert_string_equal(strrchr(found, '|'), "|Goodbye");
}

static void check_cover(struct arena *a)
{
	const char *taken = output_of(a, arena_printf(a,
						      "ffmpeg -nostdin -v error -i %s -map 0:v "
						      "-c copy -f image2pipe - | sha256sum",
						      output));
	const char *given =
		output_of(a, arena_printf(a, "sha256sum < '%s'", fixture("colour.png", a)));

	assert_string_equal(taken, given);
}

static void test_tags_chapters_and_cover_come_back(void **state)
{
	static const char *const sources[] = { "master.wav", "tagged.mp3", "tagged.m4a" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(sources); i++) {
		check_tags(sources[i / 2], i % 2 ? "m4a" : "mp3", &a);
		check_chapters(&a);
		check_cover(&a);
	}
	arena_free(&a);
}

static const char *probed(const char *options, struct arena *a)
{
	return output_of(a, arena_printf(a, "ffprobe -v error %s -of csv %s", options, output));
}

static void test_nothing_of_the_source_s_own_tags_is_carried_over(void **state)
{
	static const char *const sources[] = { "tagged.mp3", "tagged.m4a" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(sources); i++) {
		assert_true(publish(sources[i], "mp3", (struct job_tags){ 0 }, &a).ok);
		assert_string_equal(tag("title", &a), "");
		assert_string_equal(probed("-show_chapters", &a), "");
		assert_string_equal(probed("-select_streams v -show_streams", &a), "");
	}
	arena_free(&a);
}

static void refuse(struct job_request r, const char *id, struct arena *a)
{
	r.kind = JOB_PUBLISH;
	struct job_answer answer = run(&r, a);

	assert_false(answer.ok);
	print_message("# %s\n", answer.problem.text);
	assert_string_equal(answer.problem.id, id);
}

static void test_an_output_that_exists_is_not_touched(void **state)
{
	struct arena a = { 0 };
	struct stat st;

	(void)state;
	unlink(output);
	assert_int_equal(system(arena_printf(&a, "echo mine > %s", output)), 0);
	refuse((struct job_request){ .source = fixture("cbr.mp3", &a), .output = output },
	       "cannot-write", &a);
	assert_int_equal(stat(output, &st), 0);
	assert_int_equal(st.st_size, 5);
	arena_free(&a);
}

static void test_a_failed_job_leaves_no_file(void **state)
{
	struct arena a = { 0 };
	const char *cover = fixture("half-colour.jpg", &a);

	(void)state;
	unlink(output);
	refuse((struct job_request){ .source = fixture("text.mp3", &a), .output = output },
	       "not-audio", &a);
	refuse((struct job_request){ .source = fixture("cbr.mp3", &a),
				     .output = output,
				     .tags = { .cover = cover } },
	       "damaged-picture", &a);
	refuse((struct job_request){ .source = fixture("cbr.mp3", &a),
				     .output = output,
				     .tags = { .cover = fixture("small.gif", &a) } },
	       "not-picture", &a);
	refuse((struct job_request){ .source = fixture("master.wav", &a), .output = output },
	       "cannot-encode", &a);
	refuse((struct job_request){ .source = fixture("cbr.mp3", &a),
				     .output = "/tmp/no/such/folder/x" },
	       "cannot-write", &a);
	assert_int_not_equal(access(output, F_OK), 0);
	arena_free(&a);
}

static int begin(void **state)
{
	if (!mkdtemp(folder))
		return -1;
	snprintf(output, sizeof(output), "%s/made", folder);
	snprintf(mastered, sizeof(mastered), "%s/mastered", folder);
	return make_fixtures(state);
}

static int end(void **state)
{
	(void)state;
	unlink(output);
	unlink(mastered);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_copy_sounds_exactly_like_its_source),
		cmocka_unit_test(test_anything_else_is_encoded_in_full_length),
		cmocka_unit_test(test_wild_samples_cannot_stop_an_encoder),
		cmocka_unit_test(test_an_encoding_is_as_loud_as_its_source),
		cmocka_unit_test(test_the_answer_describes_the_bytes_on_the_disk),
		cmocka_unit_test(test_the_same_job_gives_the_same_bytes),
		cmocka_unit_test(test_tags_chapters_and_cover_come_back),
		cmocka_unit_test(test_nothing_of_the_source_s_own_tags_is_carried_over),
		cmocka_unit_test(test_an_output_that_exists_is_not_touched),
		cmocka_unit_test(test_a_failed_job_leaves_no_file),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
