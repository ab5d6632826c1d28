/* The lines between blether and its workers: every member survives, every fault is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "jobs/message.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct job_chapter chapters[] = { { 0, "Hello" },
					       { 61500, "Ag èisteachd \"…\" <b>" } };

static const struct job_request publish = {
	.id = 7,
	.kind = JOB_PUBLISH,
	.source = "/tmp/a b/\n\"loss\".wav",
	.output = "/tmp/out.partial",
	.format = "mp3",
	.bitrate = 96,
	.tags = { .title = "Loss & <love>",
		  .artist = "A",
		  .album = "B",
		  .date = "2026-09-07",
		  .comment = "two\nlines\tand a tab",
		  .language = "gd",
		  .copyright = "©",
		  .genre = "Podcast",
		  .track = 3,
		  .cover = "/tmp/cover.png",
		  .chapters = chapters,
		  .chapter_count = COUNT(chapters) },
};

static bool read_request(struct arena *a, const struct job_request *from, struct job_request *into)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE);
	const char *why;

	job_request_write(from, &line);
	assert_true(strbuf_ok(&line));
	assert_ptr_equal(strchr(line.data, '\n'), line.data + line.len - 1);
	return job_request_read(line.data, line.len, into, a, &why);
}

static void assert_same_tags(const struct job_tags *x, const struct job_tags *y)
{
	assert_string_equal(x->title, y->title);
	assert_string_equal(x->artist, y->artist);
	assert_string_equal(x->album, y->album);
	assert_string_equal(x->date, y->date);
	assert_string_equal(x->comment, y->comment);
	assert_string_equal(x->language, y->language);
	assert_string_equal(x->copyright, y->copyright);
	assert_string_equal(x->genre, y->genre);
	assert_string_equal(x->cover, y->cover);
	assert_int_equal(x->track, y->track);
	assert_int_equal(x->chapter_count, y->chapter_count);
	for (size_t i = 0; i < x->chapter_count; i++) {
		assert_int_equal(x->chapters[i].start, y->chapters[i].start);
		assert_string_equal(x->chapters[i].title, y->chapters[i].title);
	}
}

static void a_request_survives_with_every_member(void **state)
{
	struct arena a = { 0 };
	struct job_request r;

	(void)state;
	assert_true(read_request(&a, &publish, &r));
	assert_int_equal(r.id, 7);
	assert_int_equal(r.kind, JOB_PUBLISH);
	assert_string_equal(r.source, publish.source);
	assert_string_equal(r.output, publish.output);
	assert_string_equal(r.format, "mp3");
	assert_int_equal(r.bitrate, 96);
	assert_same_tags(&r.tags, &publish.tags);
	arena_free(&a);
}

static void what_is_not_given_comes_back_as_nothing(void **state)
{
	struct arena a = { 0 };
	struct job_request r;
	const struct job_request bare = {
		.id = 1, .kind = JOB_PUBLISH, .source = "/s", .output = "/o", .format = "m4a"
	};

	(void)state;
	assert_true(read_request(&a, &bare, &r));
	assert_null(r.tags.title);
	assert_null(r.tags.cover);
	assert_null(r.tags.chapters);
	assert_int_equal(r.tags.track, 0);
	assert_int_equal(r.bitrate, 0);
	assert_true(
		read_request(&a, &(struct job_request){ .kind = JOB_PICTURE, .source = "/p" }, &r));
	assert_int_equal(r.kind, JOB_PICTURE);
	assert_null(r.output);
	arena_free(&a);
}

static struct job_answer read_answer(struct arena *a, const struct job_answer *from)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE);
	struct job_answer into;
	const char *why = NULL;

	job_answer_write(from, &line);
	if (!job_answer_read(line.data, line.len, &into, a, &why))
		fail_msg("%s: %s", why, line.data);
	assert_null(why);
	return into;
}

static void facts_of_a_recording_survive(void **state)
{
	struct arena a = { 0 };
	struct media_problem problems[] = { { "truncated", "it ends early", 12.25 },
					    { "damaged", "a bad packet", -1 } };
	struct job_answer r = read_answer(
		&a, &(struct job_answer){ .id = INT64_MAX,
					  .ok = true,
					  .has_media = true,
					  .media = { "wav", "pcm_s16le", 44100, 2, 1411200, 88201,
						     88201 / 44100.0, 2.5, problems, 2 } });

	(void)state;
	assert_int_equal(r.id, INT64_MAX);
	assert_true(r.ok && r.has_media && !r.has_picture && !r.has_audio && !r.is_progress);
	assert_string_equal(r.media.format, "wav");
	assert_string_equal(r.media.codec, "pcm_s16le");
	assert_int_equal(r.media.sample_rate, 44100);
	assert_int_equal(r.media.channels, 2);
	assert_int_equal(r.media.bit_rate, 1411200);
	assert_int_equal(r.media.samples, 88201);
	assert_true(fabs(r.media.seconds - 88201 / 44100.0) < 1e-9);
	assert_true(fabs(r.media.declared_seconds - 2.5) < 1e-9);
	assert_int_equal(r.media.problem_count, 2);
	assert_string_equal(r.media.problems[0].id, "truncated");
	assert_string_equal(r.media.problems[0].text, "it ends early");
	assert_true(fabs(r.media.problems[0].at - 12.25) < 1e-9);
	assert_true(fabs(r.media.problems[1].at + 1) < 1e-9);
	arena_free(&a);
}

static void facts_of_pictures_and_published_files_survive(void **state)
{
	struct arena a = { 0 };
	struct job_answer p =
		read_answer(&a, &(struct job_answer){ .ok = true,
						      .has_picture = true,
						      .picture = { "jpeg", "cmyk", 3000, 2999 } });
	struct job_answer f =
		read_answer(&a, &(struct job_answer){ .ok = true,
						      .has_audio = true,
						      .audio = { "/not/sent", "m4a", "audio/x-m4a",
								 SHA, 1234, 60 } });

	(void)state;
	assert_true(p.has_picture);
	assert_string_equal(p.picture.format, "jpeg");
	assert_string_equal(p.picture.colour, "cmyk");
	assert_int_equal(p.picture.width, 3000);
	assert_int_equal(p.picture.height, 2999);
	assert_true(f.has_audio);
	assert_null(f.audio.file);
	assert_string_equal(f.audio.suffix, "m4a");
	assert_string_equal(f.audio.type, "audio/x-m4a");
	assert_string_equal(f.audio.sha256, SHA);
	assert_int_equal(f.audio.bytes, 1234);
	assert_true(fabs(f.audio.seconds - 60) < 1e-9);
	arena_free(&a);
}

static void failures_and_progress_survive(void **state)
{
	struct arena a = { 0 };
	struct job_answer f = read_answer(
		&a, &(struct job_answer){ .id = 2, .problem = { "not-audio", "a text", -1 } });
	struct job_answer p = read_answer(
		&a, &(struct job_answer){ .id = 3, .is_progress = true, .progress = 0.25 });

	(void)state;
	assert_false(f.ok);
	assert_string_equal(f.problem.id, "not-audio");
	assert_string_equal(f.problem.text, "a text");
	assert_true(fabs(f.problem.at + 1) < 1e-9);
	assert_true(p.is_progress);
	assert_int_equal(p.id, 3);
	assert_true(fabs(p.progress - 0.25) < 1e-9);
	arena_free(&a);
}

static void unknown_keys_are_ignored(void **state)
{
	struct arena a = { 0 };
	struct job_answer r;
	const char *why, line[] = "{\"new\":[1],\"id\":1,\"progress\":1}";

	(void)state;
	assert_true(job_answer_read(line, strlen(line), &r, &a, &why));
	assert_true(r.is_progress);
	arena_free(&a);
}

#define MEDIA(more)                                                                                \
	"{\"id\":1,\"ok\":true,\"media\":{\"format\":\"wav\",\"codec\":\"pcm\",\"channels\":1,"    \
	"\"bit_rate\":1,\"samples\":1,\"seconds\":1,\"declared_seconds\":0," more "}}"
#define AUDIO(more)                                                                                \
	"{\"id\":1,\"ok\":true,\"audio\":{\"type\":\"audio/mpeg\",\"bytes\":1,\"seconds\":1," more \
	"}}"
#define PROBLEM(more) "{\"id\":1,\"ok\":false,\"problem\":{" more "}}"

static const struct {
	const char *line, *why;
} bad_answers[] = {
	{ "", "it is not JSON" },
	{ "\x7f"
	  "ELF\x01",
	  "it is not JSON" },
	{ "{\"id\":1,\"ok\":true", "it is not JSON" },
	{ "{\"id\":1,\"progress\":0}{}", "it is not JSON" },
	{ "{\"id\":1,\"id\":2,\"progress\":0}", "it is not JSON" },
	{ "{\"id\":1,\"progress\":nan}", "it is not JSON" },
	{ "{\"id\":1,\"progress\":1e999}", "it is not JSON" },
	{ "{\"id\":99999999999999999999,\"progress\":0}", "it is not JSON" },
	{ PROBLEM("\"id\":\"damaged\",\"text\":\"\xff\",\"at\":1"), "it is not JSON" },
	{ PROBLEM("\"id\":\"damaged\",\"text\":\"\\u0000\",\"at\":1"), "it is not JSON" },
	{ "[1]", "it is not a JSON object" },
	{ "{}", "'id' is missing" },
	{ "{\"id\":\"1\",\"progress\":0}", "'id' is not a whole number" },
	{ "{\"id\":1.0,\"progress\":0}", "'id' is not a whole number" },
	{ "{\"id\":-2,\"progress\":0}", "'id' is out of range" },
	{ "{\"id\":1,\"progress\":\"half\"}", "'progress' is not a number" },
	{ "{\"id\":1,\"progress\":1.5}", "'progress' is out of range" },
	{ "{\"id\":1}", "'ok' is missing" },
	{ "{\"id\":1,\"ok\":1}", "'ok' is neither true nor false" },
	{ "{\"id\":-1,\"ok\":true}", "'ok' is true without a job" },
	{ "{\"id\":1,\"ok\":true}", "'ok' is true without exactly one" },
	{ "{\"id\":1,\"ok\":true,\"media\":7}", "'media' is not an object" },
	{ "{\"id\":1,\"ok\":true,\"media\":{},\"audio\":{}}", "'ok' is true without exactly one" },
	{ "{\"id\":1,\"ok\":true,\"picture\":{}}", "'format' is missing" },
	{ "{\"id\":1,\"ok\":false}", "'problem' is missing" },
	{ PROBLEM("\"id\":\"a\",\"text\":\"b\""), "'at' is missing" },
	{ PROBLEM("\"id\":\"a\",\"text\":\"b\",\"at\":-2"), "'at' is out of range" },
	{ PROBLEM("\"id\":\"a\",\"text\":\"\\u001b[2J\",\"at\":0"),
	  "'text' has a control character" },
	{ PROBLEM("\"id\":\"A b\",\"text\":\"b\",\"at\":0"), "'id' is not a short word" },
	{ MEDIA("\"x\":1"), "'sample_rate' is missing" },
	{ MEDIA("\"sample_rate\":4294967296"), "'sample_rate' is out of range" },
	{ MEDIA("\"sample_rate\":1,\"problems\":{}"), "'problems' is not a list" },
	{ MEDIA("\"sample_rate\":1,\"problems\":[1]"), "'problems' has an entry that is not" },
	{ AUDIO("\"suffix\":\"../x\",\"sha256\":\"" SHA "\""), "'suffix' is not a short word" },
	{ AUDIO("\"suffix\":\"\",\"sha256\":\"" SHA "\""), "'suffix' is not a short word" },
	{ AUDIO("\"suffix\":\"mp3\",\"sha256\":\"abc\""), "'sha256' is not a SHA-256" },
};

static void a_malformed_answer_is_refused_with_a_reason(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad_answers); i++) {
		const char *line = bad_answers[i].line, *why = NULL;
		struct job_answer r;

		if (job_answer_read(line, strlen(line), &r, &a, &why))
			fail_msg("accepted: %s", line);
		if (strncmp(why, bad_answers[i].why, strlen(bad_answers[i].why)) != 0)
			fail_msg("%s: %s", line, why);
	}
	arena_free(&a);
}

static const struct {
	const char *line, *why;
} bad_requests[] = {
	{ "nonsense", "it is not JSON" },
	{ "{\"id\":1,\"job\":\"dance\",\"source\":\"/a\"}", "'job' is not a kind of job" },
	{ "{\"id\":1,\"job\":\"probe\"}", "'source' is missing" },
	{ "{\"id\":1,\"job\":\"probe\",\"source\":\"a\"}", "'source' is not an absolute path" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\"}", "'output' is missing" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\",\"format\":\"mp3\","
	  "\"bitrate\":-1}",
	  "'bitrate' is out of range" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\",\"format\":\"mp3\","
	  "\"tags\":{\"title\":[]}}",
	  "'title' is not text" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\",\"format\":\"mp3\","
	  "\"tags\":{\"chapters\":[{\"title\":\"x\"}]}}",
	  "'start' is missing" },
};

static void a_malformed_request_is_refused_with_a_reason(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad_requests); i++) {
		const char *line = bad_requests[i].line, *why = NULL;
		struct job_request r;

		if (job_request_read(line, strlen(line), &r, &a, &why))
			fail_msg("accepted: %s", line);
		if (strncmp(why, bad_requests[i].why, strlen(bad_requests[i].why)) != 0)
			fail_msg("%s: %s", line, why);
	}
	arena_free(&a);
}

static void a_line_or_list_past_its_ceiling_is_refused(void **state)
{
	struct arena a = { 0 };
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(2 * LIMIT_JOB_LINE);
	struct job_answer r;
	const char *why;

	(void)state;
	while (line.len <= LIMIT_JOB_LINE)
		strbuf_adds(&line, "        ");
	assert_false(job_answer_read(line.data, line.len, &r, &a, &why));
	assert_string_equal(why, "the line is too long");

	strbuf_clear(&line);
	strbuf_adds(&line, "{\"id\":1,\"ok\":true,\"media\":{\"problems\":[{}");
	for (size_t i = 0; i < MESSAGE_MAX_PROBLEMS; i++)
		strbuf_adds(&line, ",{}");
	strbuf_adds(&line, "]}}");
	assert_false(job_answer_read(line.data, line.len, &r, &a, &why));
	assert_string_equal(why, "'problems' is too long");
	arena_free(&a);
}

static void deep_nesting_is_refused_without_harm(void **state)
{
	struct arena a = { 0 };
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE);
	struct job_answer r;
	const char *why;

	(void)state;
	for (size_t i = 0; i < 1000000; i++)
		strbuf_addc(&line, '[');
	assert_false(job_answer_read(line.data, line.len, &r, &a, &why));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_survives_with_every_member),
		cmocka_unit_test(what_is_not_given_comes_back_as_nothing),
		cmocka_unit_test(facts_of_a_recording_survive),
		cmocka_unit_test(facts_of_pictures_and_published_files_survive),
		cmocka_unit_test(failures_and_progress_survive),
		cmocka_unit_test(unknown_keys_are_ignored),
		cmocka_unit_test(a_malformed_answer_is_refused_with_a_reason),
		cmocka_unit_test(a_malformed_request_is_refused_with_a_reason),
		cmocka_unit_test(a_line_or_list_past_its_ceiling_is_refused),
		cmocka_unit_test(deep_nesting_is_refused_without_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
