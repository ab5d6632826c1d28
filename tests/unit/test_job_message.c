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

static const struct audio_chapter chapters[] = {
	{ 0, "Hello", NULL, NULL },
	{ 61500, "Ag èisteachd \"…\" <b>", "https://example.org/", "/tmp/a.png" },
};

static const struct job_request publish = {
	.id = 7,
	.kind = JOB_PUBLISH,
	.source = "/tmp/a b/\n\"loss\".wav",
	.threads = 2,
	.output = "/tmp/out.partial",
	.gain = -4.5,
	.tags = { .text = { .title = "Loss & <love>",
			    .artist = "A",
			    .album = "B",
			    .date = "2026-09-07",
			    .comment = "two\nlines\tand a tab",
			    .language = "gd",
			    .copyright = "©",
			    .genre = "Podcast",
			    .track = 3 },
		  .cover = "/tmp/cover.png",
		  .chapters = chapters,
		  .chapter_count = COUNT(chapters) },
};

static const struct job_request master = {
	.id = 8,
	.kind = JOB_MASTER,
	.source = "/s",
	.output = "/o",
	.master = { "opus", 48, 1, 44100, true, -16.5, 0.5, -1, 80, 0.25, 3600 },
	.has_heard = true,
	.heard = { .format = "wav",
		   .sample_rate = 8000,
		   .channels = 1,
		   .bit_rate = 3,
		   .samples = 4,
		   .seconds = 5.25,
		   .loudness = { -23, 7, -20, LEVEL_NONE, -3.5, 1.25, -4 },
		   .silent_start = 0.5,
		   .silent_end = 0.25,
		   .copies_as = "mp3",
		   .same_channels = true },
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
	assert_string_equal(x->text.title, y->text.title);
	assert_string_equal(x->text.artist, y->text.artist);
	assert_string_equal(x->text.album, y->text.album);
	assert_string_equal(x->text.date, y->text.date);
	assert_string_equal(x->text.comment, y->text.comment);
	assert_string_equal(x->text.language, y->text.language);
	assert_string_equal(x->text.copyright, y->text.copyright);
	assert_string_equal(x->text.genre, y->text.genre);
	assert_string_equal(x->cover, y->cover);
	assert_int_equal(x->text.track, y->text.track);
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
	assert_int_equal(r.threads, 2);
	assert_true(fabs(r.gain + 4.5) < 1e-9);
	assert_same_tags(&r.tags, &publish.tags);
	assert_string_equal(r.tags.chapters[1].url, chapters[1].url);
	assert_string_equal(r.tags.chapters[1].picture, chapters[1].picture);
	assert_false(r.has_heard);
	arena_free(&a);
}

static void assert_same_loudness(const struct loudness_facts *x, const struct loudness_facts *y)
{
	assert_true(fabs(x->integrated - y->integrated) < 1e-9);
	assert_true(fabs(x->range - y->range) < 1e-9);
	assert_true(fabs(x->momentary - y->momentary) < 1e-9);
	assert_true(x->short_term == y->short_term || fabs(x->short_term - y->short_term) < 1e-9);
	assert_true(fabs(x->true_peak - y->true_peak) < 1e-9);
	assert_true(fabs(x->true_peak_at - y->true_peak_at) < 1e-9);
	assert_true(fabs(x->sample_peak - y->sample_peak) < 1e-9);
}

static void what_mastering_wants_to_know_survives(void **state)
{
	struct arena a = { 0 };
	struct job_request r;

	(void)state;
	assert_true(read_request(&a, &master, &r));
	assert_string_equal(r.master.format, "opus");
	assert_int_equal(r.master.bitrate, 48);
	assert_int_equal(r.master.channels, 1);
	assert_int_equal(r.master.sample_rate, 44100);
	assert_true(r.master.music);
	assert_true(fabs(r.master.start - 0.25) < 1e-9);
	assert_true(fabs(r.master.end - 3600) < 1e-9);
	assert_true(fabs(r.master.loudness + 16.5) < 1e-9);
	assert_true(fabs(r.master.tolerance - 0.5) < 1e-9);
	assert_true(fabs(r.master.peak + 1) < 1e-9);
	assert_int_equal(r.master.high_pass, 80);
	assert_true(r.has_heard && r.heard.same_channels);
	assert_string_equal(r.heard.copies_as, "mp3");
	assert_int_equal(r.heard.samples, 4);
	assert_true(fabs(r.heard.silent_start - 0.5) < 1e-9);
	assert_true(fabs(r.heard.silent_end - 0.25) < 1e-9);
	assert_same_loudness(&r.heard.loudness, &master.heard.loudness);
	arena_free(&a);
}

static void what_is_not_given_comes_back_as_nothing(void **state)
{
	struct arena a = { 0 };
	struct job_request r;
	const struct job_request bare = {
		.id = 1, .kind = JOB_PUBLISH, .source = "/s", .output = "/o"
	};

	(void)state;
	assert_true(read_request(&a, &bare, &r));
	assert_null(r.tags.text.title);
	assert_null(r.tags.cover);
	assert_null(r.tags.chapters);
	assert_int_equal(r.tags.text.track, 0);
	assert_true(r.gain == 0);
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
	struct media_problem problems[] = { { "truncated", "it ends early", 12.25, 13 },
					    { "damaged", "a bad packet", NOWHERE, NOWHERE } };
	uint8_t peaks[] = { 0, 1, 127, 255 };
	struct audio_chapter own[] = { { 1500, "Own", NULL, NULL } };
	const struct media_facts facts = {
		.format = "wav",
		.codec = "pcm_s16le",
		.sample_rate = 44100,
		.channels = 2,
		.bit_rate = 1411200,
		.samples = 88201,
		.seconds = 88201 / 44100.0,
		.declared_seconds = 2.5,
		.loudness = { LEVEL_NONE, 0, LEVEL_NONE, LEVEL_NONE, 0.25, NOWHERE, -0.5 },
		.noise_floor = LEVEL_NONE,
		.dc_offset = -0.25,
		.silent_start = 1.5,
		.silent_end = 2.5,
		.peaks = peaks,
		.peak_count = COUNT(peaks),
		.tags = { .title = "Its own", .track = 9 },
		.chapters = own,
		.chapter_count = 1,
		.problems = problems,
		.problem_count = 2,
	};
	struct job_answer r = read_answer(
		&a, &(struct job_answer){
			    .id = INT64_MAX, .ok = true, .has_media = true, .media = facts });

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
	assert_true(fabs(r.media.problems[0].until - 13) < 1e-9);
	assert_true(r.media.problems[1].at == NOWHERE && r.media.problems[1].until == NOWHERE);
	assert_true(r.media.loudness.integrated == LEVEL_NONE);
	assert_true(fabs(r.media.loudness.true_peak - 0.25) < 1e-9);
	assert_true(r.media.loudness.true_peak_at == NOWHERE);
	assert_true(r.media.noise_floor == LEVEL_NONE);
	assert_true(fabs(r.media.dc_offset + 0.25) < 1e-9);
	assert_int_equal(r.media.peak_count, COUNT(peaks));
	assert_memory_equal(r.media.peaks, peaks, sizeof(peaks));
	assert_string_equal(r.media.tags.title, "Its own");
	assert_int_equal(r.media.tags.track, 9);
	assert_null(r.media.tags.artist);
	assert_int_equal(r.media.chapter_count, 1);
	assert_int_equal(r.media.chapters[0].start, 1500);
	assert_string_equal(r.media.chapters[0].title, "Own");
	assert_false(r.media.same_channels);
	assert_null(r.media.copies_as);
	arena_free(&a);
}

static void facts_of_pictures_and_published_files_survive(void **state)
{
	struct arena a = { 0 };
	struct job_answer p =
		read_answer(&a, &(struct job_answer){ .ok = true,
						      .has_picture = true,
						      .picture = { "jpeg", "cmyk", 3000, 2999, true } });
	struct job_answer f =
		read_answer(&a, &(struct job_answer){ .ok = true,
						      .has_audio = true,
						      .audio = { .file = "/not/sent",
								 .suffix = "m4a",
								 .type = "audio/x-m4a",
								 .sha256 = SHA,
								 .bytes = 1234,
								 .seconds = 60,
								 .sample_rate = 48000,
								 .channels = 1,
								 .making = AUDIO_GAINED,
								 .gain = -3,
								 .reduction = 1.5,
								 .integrated = -16.25,
								 .true_peak = LEVEL_NONE,
								 .peaks = (uint8_t[]){ 7, 255 },
								 .peak_count = 2 } });

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
	assert_int_equal(f.audio.sample_rate, 48000);
	assert_int_equal(f.audio.channels, 1);
	assert_int_equal(f.audio.making, AUDIO_GAINED);
	assert_true(fabs(f.audio.gain + 3) < 1e-9);
	assert_true(fabs(f.audio.reduction - 1.5) < 1e-9);
	assert_true(fabs(f.audio.integrated + 16.25) < 1e-9);
	assert_true(f.audio.true_peak == LEVEL_NONE);
	assert_int_equal(f.audio.peak_count, 2);
	assert_int_equal(f.audio.peaks[1], 255);
	arena_free(&a);
}

static void failures_and_progress_survive(void **state)
{
	struct arena a = { 0 };
	struct job_answer f = read_answer(
		&a, &(struct job_answer){ .id = 2,
					  .problem = { "not-audio", "a text", NOWHERE, NOWHERE } });
	struct job_answer p = read_answer(
		&a, &(struct job_answer){ .id = 3, .is_progress = true, .progress = 0.25 });

	(void)state;
	assert_false(f.ok);
	assert_string_equal(f.problem.id, "not-audio");
	assert_string_equal(f.problem.text, "a text");
	assert_true(f.problem.at == NOWHERE);
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
	"\"loudness\":{},"                                                                         \
	"\"bit_rate\":1,\"samples\":1,\"seconds\":1,\"declared_seconds\":0," more "}}"
#define AUDIO(more)                                                                                \
	"{\"id\":1,\"ok\":true,\"audio\":{\"type\":\"audio/mpeg\",\"bytes\":1,\"seconds\":1,"      \
	"\"sample_rate\":1,\"channels\":1,\"making\":\"copied\"," more "}}"
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
	{ "{\"id\":1,\"ok\":true,\"media\":{},\"audio\":{}}", "'format' is missing" },
	{ "{\"id\":1,\"ok\":true,\"picture\":{}}", "'format' is missing" },
	{ "{\"id\":1,\"ok\":false}", "'problem' is missing" },
	{ PROBLEM("\"id\":\"a\""), "'text' is missing" },
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
	{ MEDIA("\"sample_rate\":1,\"peaks\":\"0g\""), "'peaks' is not a list of peaks" },
	{ MEDIA("\"sample_rate\":1,\"peaks\":\"012\""), "'peaks' is not a list of peaks" },
	{ MEDIA("\"sample_rate\":1,\"noise_floor\":1e5"), "'noise_floor' is out of range" },
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
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\","
	  "\"tags\":1}",
	  "'tags' is not an object" },
	{ "{\"id\":1,\"job\":\"master\",\"source\":\"/a\",\"output\":\"/b\",\"master\":"
	  "{\"format\":\"mp3\",\"bitrate\":-1}}",
	  "'bitrate' is out of range" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\","
	  "\"tags\":{\"text\":{\"title\":[]}}}",
	  "'title' is not text" },
	{ "{\"id\":1,\"job\":\"publish\",\"source\":\"/a\",\"output\":\"/b\","
	  "\"tags\":{\"text\":{},\"chapters\":[{\"title\":\"x\"}]}}",
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
	strbuf_adds(&line,
		    "{\"id\":1,\"ok\":true,\"media\":{\"format\":\"wav\",\"sample_rate\":1,"
		    "\"channels\":1,\"bit_rate\":1,\"samples\":1,\"seconds\":1,\"loudness\":{},"
		    "\"codec\":\"pcm\",\"problems\":[{}");
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
		cmocka_unit_test(what_mastering_wants_to_know_survives),
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
