/* The worker's side of the conversation: one answer a line, progress before it. */
#include "media_jobs.h"

#include "../../pipeline/media/language.h"
#include "../../pipeline/media/task.h"

static const char probe_line[] = "{\"id\":4,\"job\":\"probe\",\"source\":\"/a\"}";

static char *lines_from(const char *line, size_t len, media_runner *runner, struct arena *a)
{
	struct kept_lines kept = { { keep_line }, STRBUF_INIT(LIMIT_JOB_LINE) };

	assert_true(media_handle_line(line, len, runner, &kept.sink));
	char *text = arena_strndup(a, kept.text.data, kept.text.len);
	strbuf_release(&kept.text);
	return text;
}

static bool must_not_run(struct task *t, struct job_answer *answer)
{
	(void)t, (void)answer;
	fail_msg("a line that is no job was run");
	return false;
}

static void test_what_is_no_job_is_refused_without_running(void **state)
{
	static const struct {
		const char *line;
		size_t len;
	} bad[] = {
		{ "", 0 },
		{ "nonsense", 8 },
		{ "{}", 2 },
		{ "[1]", 3 },
		{ "{\"id\":1}", 8 },
		{ "{\"id\":1,\"job\":\"probe\"}", 22 },
		{ "{\"id\":1,\"job\":\"probe\",\"source\":\"a\"}", 35 },
		{ "{\"id\":1,\"job\":\"probe\",\"source\":\"/\\u0000\"}", 40 },
		{ "\0\0\0", 3 },
		{ "\xff\xfe", 2 },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *answer = lines_from(bad[i].line, bad[i].len, must_not_run, &a);

		assert_int_equal(strncmp(answer, "{\"id\":-1,\"ok\":false", 19), 0);
		assert_non_null(strstr(answer, "\"bad-job\""));
		assert_ptr_equal(strchr(answer, '\n'), answer + strlen(answer) - 1);
	}
	arena_free(&a);
}

static bool run_in_steps(struct task *t, struct job_answer *answer)
{
	progress_at(&t->progress, 0.25);
	t->progress.next_ms = 1; /* as if time had passed */
	progress_at(&t->progress, 0.5);
	progress_part(&t->progress, 0.6, 1);
	t->progress.next_ms = 1;
	progress_at(&t->progress, 0.5);
	answer->has_picture = true;
	answer->picture = (struct picture_facts){ "png", "rgb", 1, 1, false };
	return true;
}

static void test_progress_comes_before_the_answer_and_not_too_often(void **state)
{
	struct arena a = { 0 };
	const char *lines = lines_from(probe_line, strlen(probe_line), run_in_steps, &a);

	(void)state;
	assert_string_equal(lines, "{\"id\":4,\"progress\":0.500000000}\n"
				   "{\"id\":4,\"progress\":0.800000000}\n"
				   "{\"id\":4,\"ok\":true,\"picture\":{\"format\":\"png\","
				   "\"colour\":\"rgb\",\"width\":1,\"height\":1}}\n");
	arena_free(&a);
}

static bool fail_silently(struct task *t, struct job_answer *answer)
{
	(void)t, (void)answer;
	return false;
}

static void test_a_failure_always_has_a_reason(void **state)
{
	struct arena a = { 0 };
	const char *lines = lines_from(probe_line, strlen(probe_line), fail_silently, &a);

	(void)state;
	assert_non_null(strstr(lines, "\"cannot-read\""));
	arena_free(&a);
}

static bool refuse_line(struct line_sink *s, const char *line, size_t len)
{
	(void)s, (void)line, (void)len;
	return false;
}

static void test_an_answer_that_cannot_be_written_is_told(void **state)
{
	struct line_sink broken = { refuse_line };

	(void)state;
	assert_false(media_handle_line(probe_line, strlen(probe_line), fail_silently, &broken));
	assert_false(media_handle_line("x", 1, fail_silently, &broken));
}

static void test_languages_get_three_letters(void **state)
{
	static const struct {
		const char *tag, *code;
	} known[] = {
		{ "en-GB", "eng" }, { "en", "eng" },	  { "GD", "gla" },     { "de_DE", "deu" },
		{ "sco", "sco" },   { "zh-Hant", "zho" }, { "aa", "aar" },     { "zu", "zul" },
		{ "qq", NULL },	    { "", NULL },	  { "english", NULL }, { "e1", NULL },
		{ "x-y", NULL },
	};
	char code[4];

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_int_equal(language_iso639_2(known[i].tag, code), known[i].code != NULL);
		if (known[i].code)
			assert_string_equal(code, known[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_no_job_is_refused_without_running),
		cmocka_unit_test(test_progress_comes_before_the_answer_and_not_too_often),
		cmocka_unit_test(test_a_failure_always_has_a_reason),
		cmocka_unit_test(test_an_answer_that_cannot_be_written_is_told),
		cmocka_unit_test(test_languages_get_three_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
