/* What the worker learns of a recording, held against ffmpeg's own decoding. */
#include "media_jobs.h"

#include <math.h>

static struct job_answer probe(const char *name, struct arena *a)
{
	return run(&(struct job_request){ .id = 3, .source = fixture(name, a) }, a);
}

static const struct {
	const char *name, *format, *codec;
	int sample_rate, channels;
} clean[] = {
	{ "master.wav", "wav", "pcm_s16le", 44100, 2 },
	{ "mono.wav", "wav", "pcm_s16le", 44100, 1 },
	{ "rate16.wav", "wav", "pcm_s16le", 16000, 1 },
	{ "bits24.wav", "wav", "pcm_s24le", 44100, 1 },
	{ "surround.wav", "wav", "pcm_s16le", 44100, 6 },
	{ "UPPER.WAV", "wav", "pcm_s16le", 44100, 2 },
	{ "cbr.mp3", "mp3", "mp3", 44100, 2 },
	{ "vbr.mp3", "mp3", "mp3", 44100, 2 },
	{ "mpeg2.mp3", "mp3", "mp3", 22050, 1 },
	{ "noxing.mp3", "mp3", "mp3", 44100, 2 },
	{ "tagged.mp3", "mp3", "mp3", 44100, 2 },
	{ "id3v1.mp3", "mp3", "mp3", 44100, 2 },
	{ "ape-cbr.mp3", "mp3", "mp3", 44100, 2 },
	{ "both-cbr.mp3", "mp3", "mp3", 44100, 2 },
	{ "lyrics-cbr.mp3", "mp3", "mp3", 44100, 2 },
	{ "ape-noxing.mp3", "mp3", "mp3", 44100, 2 },
	{ "both-noxing.mp3", "mp3", "mp3", 44100, 2 },
	{ "lyrics-noxing.mp3", "mp3", "mp3", 44100, 2 },
	{ "layer2.mp2", "mp2", "mp2", 44100, 2 },
	{ "plain.m4a", "m4a", "aac", 44100, 2 },
	{ "fast.m4a", "m4a", "aac", 44100, 2 },
	{ "frag.m4a", "m4a", "aac", 44100, 2 },
	{ "tagged.m4a", "m4a", "aac", 44100, 2 },
	{ "alac.m4a", "m4a", "alac", 44100, 2 },
	{ "raw.aac", "aac", "aac", 44100, 2 },
	{ "ape-raw.aac", "aac", "aac", 44100, 2 },
	{ "both-raw.aac", "aac", "aac", 44100, 2 },
	{ "lyrics-raw.aac", "aac", "aac", 44100, 2 },
	{ "plain.flac", "flac", "flac", 44100, 2 },
	{ "vorbis.ogg", "ogg", "vorbis", 44100, 2 },
	{ "plain.opus", "opus", "opus", 48000, 2 },
	{ "plain.wma", "wma", "wmav2", 44100, 2 },
	{ "phone.amr", "amr", "amr_nb", 8000, 1 },
	{ "phone.3gp", "3gp", "aac", 44100, 1 },
	{ "video.mp4", "mp4", "aac", 44100, 2 },
	{ "video.mov", "mov", "pcm_s16le", 44100, 2 },
	{ "video.webm", "webm", "vorbis", 44100, 2 },
	{ "plain.mka", "mka", "mp3", 44100, 2 },
	{ "plain.aiff", "aiff", "pcm_s16be", 44100, 2 },
	{ "plain.caf", "caf", "pcm_s16be", 44100, 2 },
	{ "plain.w64", "w64", "pcm_s16le", 44100, 2 },
	{ "rf64.wav", "wav", "pcm_s16le", 44100, 2 },
	{ "plain.au", "au", "pcm_s16be", 44100, 2 },
	{ "plain.wv", "wv", "wavpack", 44100, 2 },
};

static void test_a_clean_recording_has_no_problems(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(clean); i++) {
		struct job_answer r = probe(clean[i].name, &a);

		print_message("# %s\n", clean[i].name);
		assert_true(r.ok && r.has_media);
		for (size_t p = 0; p < r.media.problem_count; p++) {
			if (strcmp(r.media.problems[p].id, "moov-at-end") != 0)
				fail_msg("%s: %s", clean[i].name, r.media.problems[p].text);
		}
		assert_string_equal(r.media.format, clean[i].format);
		assert_string_equal(r.media.codec, clean[i].codec);
		assert_int_equal(r.media.sample_rate, clean[i].sample_rate);
		assert_int_equal(r.media.channels, clean[i].channels);
	}
	arena_free(&a);
}

/* Bytes of 16-bit sound that the ffmpeg program decodes from the file. */
static double seconds_by_ffmpeg(const char *file, const struct media_facts *m, struct arena *a)
{
	const char *bytes = output_of(
		a,
		arena_printf(a,
			     "ffmpeg -nostdin -v quiet -i '%s' -map 0:a:0 -f s16le -ar %d -ac %d - "
			     "| wc -c",
			     file, m->sample_rate, m->channels));

	return strtod(bytes, NULL) / 2 / m->channels / m->sample_rate;
}

static void test_the_duration_is_that_of_the_decoded_samples(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(clean); i++) {
		struct job_answer r = probe(clean[i].name, &a);
		double expected = seconds_by_ffmpeg(fixture(clean[i].name, &a), &r.media, &a);

		if (fabs(r.media.seconds - expected) > 0.1)
			fail_msg("%s: %f instead of %f s", clean[i].name, r.media.seconds,
				 expected);
		assert_true(fabs(r.media.seconds - 4) < 0.1);
		assert_true(fabs(r.media.seconds - (double)r.media.samples / r.media.sample_rate) <
			    1e-6);
		if (r.media.declared_seconds > 0)
			assert_true(fabs(r.media.declared_seconds - 4) < 0.1);
	}
	arena_free(&a);
}

static void test_the_bit_rate_is_counted_from_the_packets(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(probe("master.wav", &a).media.bit_rate, 1411200);
	/* The cover does not count. */
	assert_int_equal(probe("tagged.mp3", &a).media.bit_rate,
			 probe("cbr.mp3", &a).media.bit_rate);
	arena_free(&a);
}

static const struct {
	const char *name, *id;
	double at; /* seconds, or -1 */
} faulty[] = {
	{ "half-master.wav", "truncated", 2 },
	{ "half-cbr.mp3", "truncated", 2 },
	{ "half-vbr.mp3", "truncated", 2 },
	{ "half-noxing.mp3", "truncated", 2 },
	{ "half-fast.m4a", "truncated", 1.9 },
	{ "half-frag.m4a", "truncated", 2 },
	{ "half-raw.aac", "truncated", 2 },
	{ "half-plain.flac", "truncated", 1.9 },
	{ "half-vorbis.ogg", "truncated", 1 },
	{ "half-plain.opus", "truncated", 1 },
	{ "half-plain.aiff", "truncated", 2 },
	{ "half-plain.caf", "truncated", 2 },
	{ "scratched-cbr.mp3", "damaged", 2 },
	{ "scratched-raw.aac", "damaged", 2 },
	{ "scratched-fast.m4a", "damaged", 1.9 },
	{ "scratched-plain.flac", "damaged", 1.9 },
	{ "scratched-vorbis.ogg", "damaged", 1 },
	{ "scratched-plain.opus", "damaged", 1 },
	{ "misnamed.wav", "wrong-suffix", -1 },
	{ "clipped.wav", "clipping", 0 },
	{ "clipped.mp3", "clipping", 0 },
	{ "dead.m4a", "dead-channel", -1 },
	{ "inverted.flac", "inverted-phase", -1 },
	{ "quiet.ogg", "quiet-channel", -1 },
	{ "same.opus", "mono-as-stereo", -1 },
	{ "offset.wav", "dc-offset", -1 },
	{ "hum.mp3", "hum", -1 },
	{ "mute.mp3", "no-sound", -1 },
	{ "half-rf64.wav", "truncated", 2 },
	{ "half-plain.w64", "truncated", 2 },
	{ "vbrnoxing.mp3", "no-vbr-header", -1 },
	{ "lying.mp3", "lying-header", -1 },
	{ "short-header.mp3", "lying-header", -1 },
	{ "plain.m4a", "moov-at-end", -1 },
	{ "tagged.m4a", "moov-at-end", -1 },
};

/* Whether `answer` tells of a problem, and where. */
static const struct media_problem *find_problem(const struct job_answer *answer, const char *id)
{
	for (size_t i = 0; i < answer->media.problem_count; i++) {
		if (strcmp(answer->media.problems[i].id, id) == 0)
			return &answer->media.problems[i];
	}
	return NULL;
}

static void test_joined_files_change_their_format_and_have_a_wrong_header(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = probe("joined.mp3", &a);

	(void)state;
	assert_int_equal(r.media.problem_count, 2);
	assert_non_null(find_problem(&r, "format-change"));
	assert_true(fabs(find_problem(&r, "format-change")->at - 4) < 0.1);
	assert_non_null(find_problem(&r, "lying-header"));
	assert_non_null(strstr(find_problem(&r, "lying-header")->text, "0:04, but it lasts 0:08"));
	arena_free(&a);
}

static void test_of_several_recordings_in_a_file_the_used_one_is_named(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = probe("streams.m4a", &a);

	(void)state;
	assert_non_null(find_problem(&r, "several-streams"));
	print_message("# %s\n", find_problem(&r, "several-streams")->text);
	assert_non_null(strstr(find_problem(&r, "several-streams")->text,
			       "2 recordings in this one file, and only number 1"));
	assert_non_null(strstr(find_problem(&r, "several-streams")->text, "in language eng"));
	arena_free(&a);
}

static void test_an_index_in_front_is_nothing_to_tell(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(probe("fast.m4a", &a).media.problem_count, 0);
	assert_int_equal(probe("frag.m4a", &a).media.problem_count, 0);
	arena_free(&a);
}

static void test_a_fault_is_found_once_and_with_its_time(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(faulty); i++) {
		struct job_answer r = probe(faulty[i].name, &a);

		print_message("# %s\n", faulty[i].name);
		assert_true(r.ok);
		/* Damage may also be heard: as clipping, for one. */
		assert_string_equal(r.media.problems[0].id, faulty[i].id);
		for (size_t p = 1; p < r.media.problem_count; p++)
			assert_string_equal(r.media.problems[p].id, "clipping");
		if (fabs(r.media.problems[0].at - faulty[i].at) > 0.1)
			fail_msg("%s: at %f", faulty[i].name, r.media.problems[0].at);
	}
	arena_free(&a);
}

static const struct {
	const char *name, *id, *text;
} refused[] = {
	{ "empty.mp3", "empty-file", "the file is empty" },
	{ "text.mp3", "not-audio", "a text file" },
	{ "picture.mp3", "not-audio", "a JPEG picture" },
	{ "silent.mp4", "not-audio", "no sound" },
	{ "noise.mp3", "not-audio", "no sound" },
	{ "zeros.wav", "not-audio", "zero bytes" },
	{ "playlist.mp3", "not-audio", "a playlist" },
	{ "script.mp3", "not-audio", "a list of files" },
	{ "half-plain.m4a", "truncated", "the index at the end of the file is missing" },
	{ "headless.mp3", "not-audio", "no sound" },
	{ "drms.m4a", "protected", "copy protection" },
	{ "enca.m4a", "protected", "copy protection" },
	{ "aavd.m4a", "protected", "copy protection" },
	{ "locked.wma", "protected", "copy protection" },
	{ "nosamples.wav", "no-samples", "not one moment" },
	{ "missing.wav", "cannot-read", "No such file" },
	{ ".", "cannot-read", "a folder" },
};

static void test_what_is_no_recording_is_refused_and_named(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct job_answer r = probe(refused[i].name, &a);

		print_message("# %s: %s\n", refused[i].name, r.problem.text ? r.problem.text : "");
		assert_false(r.ok);
		assert_string_equal(r.problem.id, refused[i].id);
		assert_non_null(strstr(r.problem.text, refused[i].text));
	}
	arena_free(&a);
}

static void test_the_text_names_the_real_format(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = probe("misnamed.wav", &a);

	(void)state;
	assert_string_equal(r.media.format, "mp3");
	assert_non_null(strstr(r.media.problems[0].text, "'mp3'"));
	assert_non_null(strstr(r.media.problems[0].text, "'.mp3'"));
	arena_free(&a);
}

/* A header of one frame less than what is cut off it, and a chunk of two exabytes. */
static const char nonsense[] = "/usr/bin/python3 -c \""
			       "d = bytearray(open('%s/cbr.mp3', 'rb').read());"
			       "i = max(d.find(b'Xing'), d.find(b'Info'));"
			       "d[i+8:i+12] = bytes([0, 0, 0, 1]);"
			       "d[i+141:i+144] = bytes([255, 255, 255]);"
			       "open('%s', 'wb').write(d);"
			       "d = bytearray(open('%s/plain.w64', 'rb').read());"
			       "i = d.find(b'data');"
			       "d[i+16:i+24] = bytes([255] * 7 + [31]);"
			       "open('%s', 'wb').write(d)\"";

static void test_a_header_of_nonsense_tells_no_length(void **state)
{
	struct arena a = { 0 };
	const char *mp3 = arena_printf(&a, "/tmp/blether-nonsense-%d.mp3", (int)getpid());
	const char *w64 = arena_printf(&a, "/tmp/blether-nonsense-%d.w64", (int)getpid());

	(void)state;
	assert_int_equal(system(arena_printf(&a, nonsense, fixtures, mp3, fixtures, w64)), 0);
	struct job_answer r = run(&(struct job_request){ .id = 3, .source = mp3 }, &a);
	assert_true(r.ok && r.media.declared_seconds == 0);
	assert_non_null(find_problem(&r, "lying-header"));
	r = run(&(struct job_request){ .id = 3, .source = w64 }, &a);
	assert_true(r.ok && r.media.declared_seconds == 0);
	assert_non_null(find_problem(&r, "truncated"));
	unlink(mp3);
	unlink(w64);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_clean_recording_has_no_problems),
		cmocka_unit_test(test_the_duration_is_that_of_the_decoded_samples),
		cmocka_unit_test(test_the_bit_rate_is_counted_from_the_packets),
		cmocka_unit_test(test_a_fault_is_found_once_and_with_its_time),
		cmocka_unit_test(test_joined_files_change_their_format_and_have_a_wrong_header),
		cmocka_unit_test(test_of_several_recordings_in_a_file_the_used_one_is_named),
		cmocka_unit_test(test_an_index_in_front_is_nothing_to_tell),
		cmocka_unit_test(test_what_is_no_recording_is_refused_and_named),
		cmocka_unit_test(test_the_text_names_the_real_format),
		cmocka_unit_test(test_a_header_of_nonsense_tells_no_length),
	};

	return cmocka_run_group_tests(tests, make_fixtures, NULL);
}
