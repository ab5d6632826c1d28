/* Opus: copied with another label, and at another level, without decoding. */
#include "audio_label.h"

#include "../../pipeline/media/opus_gain.h"

static char folder[] = "/tmp/blether-opus-XXXXXX";
static char output[64];

static struct job_answer publish(const char *source, double gain, struct arena *a)
{
	unlink(output);
	return run(&(struct job_request){ .id = 1,
					  .kind = JOB_PUBLISH,
					  .source = source,
					  .output = output,
					  .gain = gain,
					  .tags.text.title = "T" },
		   a);
}

static float *samples(const char *file, size_t *count, struct arena *a)
{
	const char *raw = temporary("raw", a);
	char *data;
	size_t len;

	output_of(a,
		  arena_printf(a,
			       "ffmpeg -nostdin -v quiet -y -c:a opus -i '%s' -map 0:a -f f32le "
			       "%s 2>&1",
			       file, raw));
	assert_true(file_read(raw, 1 << 25, &data, &len, a));
	unlink(raw);
	*count = len / 4;
	return (float *)(void *)data;
}

static void assert_scaled(const char *source, double factor, struct arena *a)
{
	size_t n, m;
	const float *x = samples(source, &n, a), *y = samples(output, &m, a);

	assert_true(n > 0);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		if (fabs(y[i] - x[i] * factor) > 2e-6 * factor)
			fail_msg("sample %zu: %g became %g", i, x[i], y[i]);
	}
}

static void assert_opusinfo_finds_nothing(struct arena *a)
{
	assert_string_equal(
		output_of(a, arena_printf(a, "opusinfo %s | grep -E 'WARNING|ERROR'", output)), "");
}

static void test_a_copy_decodes_to_the_same_samples(void **state)
{
	struct arena a = { 0 };
	const char *source = fixture("plain.opus", &a);
	struct job_answer r = publish(source, 0, &a);

	(void)state;
	assert_true(r.ok);
	assert_string_equal(r.audio.suffix, "opus");
	assert_string_equal(r.audio.type, "audio/ogg");
	assert_int_equal(r.audio.making, AUDIO_COPIED);
	assert_scaled(source, 1, &a);
	assert_opusinfo_finds_nothing(&a);
	arena_free(&a);
}

static void test_a_gain_scales_every_sample_and_changes_nothing_else(void **state)
{
	static const double gains[] = { 3.7, -6, 0.004 };
	struct arena a = { 0 };
	const char *source = fixture("plain.opus", &a);

	(void)state;
	for (size_t i = 0; i < COUNT(gains); i++) {
		struct job_answer r = publish(source, gains[i], &a);

		assert_true(r.ok);
		assert_int_equal(r.audio.making, AUDIO_GAINED);
		assert_true(fabs(r.audio.gain - gains[i]) <= OPUS_GAIN_STEP / 2);
		assert_scaled(source, pow(10, r.audio.gain / 20), &a);
		assert_opusinfo_finds_nothing(&a);
	}
	arena_free(&a);
}

static void test_gains_add_up_until_the_header_is_full(void **state)
{
	uint8_t head[19] = "OpusHead\1\2";
	double applied;

	(void)state;
	assert_true(opus_gain_add(head, sizeof(head), 100, &applied));
	assert_true(opus_gain_add(head, sizeof(head), -100.5, &applied));
	assert_true(applied == -100.5);
	assert_int_equal(head[16] | head[17] << 8, 0xff80);
	assert_true(opus_gain_add(head, sizeof(head), 128.25, &applied));
	assert_false(opus_gain_add(head, sizeof(head), 0.5, &applied));
	assert_int_equal(head[16] | head[17] << 8, 0x7fc0);
	assert_false(opus_gain_add(head, sizeof(head), NAN, &applied));
	assert_false(opus_gain_add(head, 18, 1, &applied));
	head[0] = 'o';
	assert_false(opus_gain_add(head, sizeof(head), 1, &applied));
}

static void test_the_level_of_aac_cannot_be_changed_so(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = publish(fixture("plain.m4a", &a), 3, &a);

	(void)state;
	assert_false(r.ok);
	assert_string_equal(r.problem.id, "cannot-encode");
	assert_int_not_equal(access(output, F_OK), 0);
	arena_free(&a);
}

static void test_the_level_of_mp3_changes_in_steps(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = publish(fixture("cbr.mp3", &a), 3.5, &a);

	(void)state;
	assert_true(r.ok);
	assert_int_equal(r.audio.making, AUDIO_GAINED);
	assert_true(fabs(r.audio.gain - 3.0103) < 1e-4);
	r = publish(fixture("cbr.mp3", &a), 0.7, &a);
	assert_int_equal(r.audio.making, AUDIO_COPIED);
	r = publish(fixture("cbr.mp3", &a), 300, &a);
	assert_false(r.ok);
	assert_string_equal(r.problem.id, "cannot-encode");
	arena_free(&a);
}

static int begin(void **state)
{
	if (!mkdtemp(folder))
		return -1;
	snprintf(output, sizeof(output), "%s/made", folder);
	return make_fixtures(state);
}

static int end(void **state)
{
	(void)state;
	unlink(output);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_copy_decodes_to_the_same_samples),
		cmocka_unit_test(test_a_gain_scales_every_sample_and_changes_nothing_else),
		cmocka_unit_test(test_gains_add_up_until_the_header_is_full),
		cmocka_unit_test(test_the_level_of_aac_cannot_be_changed_so),
		cmocka_unit_test(test_the_level_of_mp3_changes_in_steps),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
