#include "media_jobs.h"

#include <math.h>
#include <sys/wait.h>

#include "../../pipeline/media/envelope.h"
#include "base/file.h"
#include "base/mem.h"

/* Pango looks for fonts in a thread of its own and never frees what that has found. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig.so\n";
}

static char dir[] = "/tmp/plot-XXXXXX";

static int make_dir(void **state)
{
	return mkdtemp(dir) ? make_fixtures(state) : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	return rmdir(dir);
}

static struct job_answer plot(const char *source, const char *output, int threads, struct arena *a)
{
	struct job_request r = {
		.id = 1, .kind = JOB_PLOT, .source = source, .output = output, .threads = threads,
	};

	return run(&r, a);
}

/* First: a process that has found fonts keeps them. */
static void without_fonts_nothing_is_drawn(void **state)
{
	struct arena a = { 0 };
	const char *config = arena_printf(&a, "%s/fonts.conf", dir);
	const char *output = arena_printf(&a, "%s/none.png", dir);
	int status;

	(void)state;
	assert_true(file_write(config, "<fontconfig></fontconfig>", 25));
	pid_t child = fork();
	if (child == 0) {
		setenv("FONTCONFIG_FILE", config, 1);
		struct job_answer answer = plot(fixture("mono.wav", &a), output, 0, &a);
		_exit(!answer.ok && strcmp(answer.problem.id, "no-fonts") == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_not_equal(access(output, F_OK), 0);
	unlink(config);
	arena_free(&a);
}

static void the_drawing_is_the_same_on_any_number_of_threads(void **state)
{
	static const char *const sources[] = { "master.wav", "cbr.mp3", "plain.opus", "half-plain.flac" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(sources); i++) {
		char *data[2];
		size_t len[2];

		for (int k = 0; k < 2; k++) {
			const char *output = arena_printf(&a, "%s/%d.png", dir, k);
			struct job_answer answer =
				plot(fixture(sources[i], &a), output, k ? 3 : 1, &a);
			assert_true(answer.ok && answer.has_media);
			assert_true(answer.media.peak_count > 0);
			assert_true(file_read(output, 1 << 24, &data[k], &len[k], &a));
			unlink(output);
		}
		assert_memory_equal(data[0], "\x89PNG\r\n\x1a\n", 8);
		assert_int_equal(len[0], len[1]);
		assert_memory_equal(data[0], data[1], len[0]);
	}
	arena_free(&a);
}

static void it_finds_what_a_probe_finds(void **state)
{
	static const char *const sources[] = { "scratched-cbr.mp3", "joined.mp3", "misnamed.wav" };
	struct arena a = { 0 };
	const char *output = arena_printf(&a, "%s/a.png", dir);

	(void)state;
	for (size_t i = 0; i < COUNT(sources); i++) {
		struct job_request probe = {
			.id = 1, .kind = JOB_PROBE, .source = fixture(sources[i], &a),
		};
		struct job_answer p = run(&probe, &a), d = plot(probe.source, output, 0, &a);

		assert_true(p.media.problem_count > 0);
		assert_int_equal(p.media.problem_count, d.media.problem_count);
		for (size_t k = 0; k < p.media.problem_count; k++)
			assert_string_equal(p.media.problems[k].text, d.media.problems[k].text);
		assert_true(p.media.loudness.integrated == d.media.loudness.integrated);
		unlink(output);
	}
	arena_free(&a);
}

static void nothing_is_overwritten_and_nothing_left(void **state)
{
	struct arena a = { 0 };
	const char *output = arena_printf(&a, "%s/there.png", dir);

	(void)state;
	assert_true(file_write(output, "mine", 4));
	struct job_answer answer = plot(fixture("mono.wav", &a), output, 0, &a);
	assert_false(answer.ok);
	assert_string_equal(answer.problem.id, "cannot-write");
	char *data;
	size_t len;
	assert_true(file_read(output, 100, &data, &len, &a));
	assert_int_equal(len, 4);
	unlink(output);
	assert_false(plot(fixture("text.mp3", &a), output, 0, &a).ok);
	assert_int_not_equal(access(output, F_OK), 0);
	assert_false(plot(fixture("mono.wav", &a), "/proc/none.png", 0, &a).ok);
	arena_free(&a);
}

/* Hears `seconds` of a wave that stands at `level` and at its half in turn, in blocks of `block`. */
static struct envelope *hear(size_t samples, size_t block, struct arena *a)
{
	struct envelope *e = envelope_new(1000, 2, a);
	float *left = arena_array(a, samples, sizeof(float));
	float *right = arena_array(a, samples, sizeof(float));

	for (size_t i = 0; i < samples; i++) {
		left[i] = i < samples / 2 ? 0.5F : -0.25F;
		right[i] = i == samples - 1 ? NAN : 0;
	}
	for (size_t at = 0; at < samples; at += block) {
		const float *planes[] = { left + at, right + at };

		envelope_hear(e, planes, block < samples - at ? block : samples - at);
	}
	return e;
}

static void the_envelope_follows_the_sound_whatever_its_length_and_blocks(void **state)
{
	static const size_t lengths[] = { 1, 9, 100, 8192, 81920, 81930, 1000000 };

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct arena a = { 0 };
		struct stretch one[4], other[4];

		envelope_sum(hear(lengths[i], 7, &a), one, 4);
		envelope_sum(hear(lengths[i], 4096, &a), other, 4);
		assert_memory_equal(one, other, sizeof(one));
		assert_true(lengths[i] == 1 || one[0].highest == 0.5F);
		assert_true(one[3].lowest == -0.25F);
		if (lengths[i] >= 8192) {
			assert_true(one[0].lowest == 0 && one[3].highest == 0);
			assert_true(one[0].rms > 0.35F && one[0].rms < 0.36F);
		}
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_fonts_nothing_is_drawn),
		cmocka_unit_test(the_drawing_is_the_same_on_any_number_of_threads),
		cmocka_unit_test(it_finds_what_a_probe_finds),
		cmocka_unit_test(nothing_is_overwritten_and_nothing_left),
		cmocka_unit_test(the_envelope_follows_the_sound_whatever_its_length_and_blocks),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
