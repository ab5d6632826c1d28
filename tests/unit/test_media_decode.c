/* The decoding pass: the same sound and the same findings on any number of threads. */
#include "media_jobs.h"

#include <libavutil/samplefmt.h>
#include <math.h>

#include "../../pipeline/media/decode.h"
#include "../../pipeline/media/input.h"
#include "../../pipeline/media/task.h"
#include "base/text.h"

/* Keeps what it hears, the samples of the channels in turn; for as long as it is patient. */
struct recorder {
	struct listener listener; /* first */
	struct strbuf sound;
	size_t patience; /* bytes */
};

#define PATIENT ((size_t)64 << 20)

static bool record(struct listener *l, const AVFrame *f)
{
	struct recorder *r = (struct recorder *)l;
	int channels = f->ch_layout.nb_channels, size = av_get_bytes_per_sample(f->format);

	for (int i = 0; i < f->nb_samples; i++) {
		if (!av_sample_fmt_is_planar(f->format)) {
			strbuf_add(&r->sound, (const char *)f->data[0] + i * channels * size,
				   (size_t)(channels * size));
			continue;
		}
		for (int c = 0; c < channels; c++)
			strbuf_add(&r->sound, (const char *)f->extended_data[c] + i * size,
				   (size_t)size);
	}
	return r->sound.len < r->patience;
}

/* What a pass finds out, in words; its sound goes to `r`. */
static const char *pass(const char *name, unsigned threads, struct recorder *r, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(1 << 20);
	struct job_request request = { .source = fixture(name, a), .threads = (int)threads };
	struct task t = { .request = &request, .arena = a, .problems.arena = a };
	struct decoded sum = { 0 };
	struct input in;

	*r = (struct recorder){ { record }, STRBUF_INIT(PATIENT), r->patience };
	assert_true(input_open(&in, request.source, &t));
	bool ok = input_decode(&in, &r->listener, &sum, &t);
	strbuf_addf(&text, "%d: %d Hz, %d channels, %lld samples, %lld packets of %lld bytes, %d",
		    ok, sum.sample_rate, sum.channels, (long long)sum.samples,
		    (long long)sum.packets, (long long)sum.packet_bytes, sum.broken_end);
	for (size_t i = 0; i < t.problems.count; i++)
		strbuf_addf(&text, "; %s at %f: %s", t.problems.items[i].id, t.problems.items[i].at,
			    t.problems.items[i].text);
	input_close(&in);
	return arena_strndup(a, text.data, text.len);
}

static const char *const recordings[] = {
	"long.wav",
	"long.mp3",
	"long-vbr.mp3",
	"long-32k.mp3",
	"long-8k.mp3",
	"long.flac",
	"long-exact.m4a",
	"long-pns.m4a",
	"long-alac.m4a",
	"long.ogg",
	"long.opus",
	"long.wma",
	"half-long.mp3",
	"half-long.flac",
	"half-long.ogg",
	"half-long.opus",
	"scratched-long.mp3",
	"scratched-long.flac",
	"scratched-long.ogg",
	"scratched-long.opus",
	"scratched-long-exact.m4a",
	"joined.mp3",
	"surround.wav",
	"frag.m4a",
	"phone.amr",
	"video.webm",
	"plain.wv",
};

static void test_any_number_of_threads_finds_the_same(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(recordings); i++) {
		struct recorder one = { .patience = PATIENT }, more = { .patience = PATIENT };
		const char *facts = pass(recordings[i], 1, &one, &a);

		for (unsigned threads = 2; threads <= 5; threads++) {
			assert_string_equal(pass(recordings[i], threads, &more, &a), facts);
			assert_int_equal(more.sound.len, one.sound.len);
			if (memcmp(more.sound.data, one.sound.data, one.sound.len) != 0)
				fail_msg("%s sounds otherwise on %u threads", recordings[i],
					 threads);
			strbuf_release(&more.sound);
		}
		strbuf_release(&one.sound);
	}
	arena_free(&a);
}

static void decode_with_ffmpeg(const char *name, const char *format, struct strbuf *into,
			       struct arena *a)
{
	static char block[1 << 16];
	FILE *f = popen(arena_printf(a,
				     "ffmpeg -nostdin -v quiet -i '%s' -map 0:a:0 -f %s -c:a "
				     "pcm_%s -",
				     fixture(name, a), format, format),
			"r");
	size_t n;

	assert_non_null(f);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		strbuf_add(into, block, n);
	assert_int_equal(pclose(f), 0);
}

static const struct {
	const char *name, *format;
	double tolerance;
} undamaged[] = {
	{ "long.wav", "s16le", 0 },
	{ "long.mp3", "f32le", 0 },
	{ "long-vbr.mp3", "f32le", 0 },
	{ "long-32k.mp3", "f32le", 0 },
	{ "long-8k.mp3", "f32le", 0 },
	{ "long.flac", "s16le", 0 },
	{ "long-exact.m4a", "f32le", 0 },
	{ "long-alac.m4a", "s16le", 0 },
	{ "long.ogg", "f32le", 0 },
	{ "long.wma", "f32le", 0 },
	{ "long.opus", "f32le", 1e-6 },
	/* Noise is put in by chance, and other noise after each line of the grid. */
	{ "long-pns.m4a", "f32le", 0.5 },
};

static double largest_difference(const char *a, const char *b, size_t len)
{
	double largest = 0;

	for (size_t i = 0; i + sizeof(float) <= len; i += sizeof(float)) {
		float x, y;

		memcpy(&x, a + i, sizeof(x));
		memcpy(&y, b + i, sizeof(y));
		largest = fmax(largest, fabs((double)x - (double)y));
	}
	return largest;
}

static void test_every_sample_is_the_one_that_ffmpeg_decodes(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(undamaged); i++) {
		struct recorder ours = { .patience = PATIENT };
		struct strbuf theirs = STRBUF_INIT(PATIENT);

		print_message("# %s\n", undamaged[i].name);
		pass(undamaged[i].name, 2, &ours, &a);
		decode_with_ffmpeg(undamaged[i].name, undamaged[i].format, &theirs, &a);
		assert_int_equal(ours.sound.len, theirs.len);
		if (undamaged[i].tolerance > 0)
			assert_true(largest_difference(ours.sound.data, theirs.data, theirs.len) <
				    undamaged[i].tolerance);
		else
			assert_memory_equal(ours.sound.data, theirs.data, theirs.len);
		strbuf_release(&ours.sound);
		strbuf_release(&theirs);
	}
	arena_free(&a);
}

static void test_damage_far_inside_is_found_with_its_time(void **state)
{
	static const char *const names[] = { "scratched-long.mp3", "scratched-long.flac",
					     "scratched-long-exact.m4a" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct job_request r = { .id = 1, .source = fixture(names[i], &a) };
		struct job_answer answer = run(&r, &a);

		print_message("# %s\n", names[i]);
		assert_true(answer.ok);
		assert_int_equal(answer.media.problem_count, 1);
		assert_string_equal(answer.media.problems[0].id, "damaged");
		assert_true(fabs(answer.media.problems[0].at - 10) < 1);
	}
	arena_free(&a);
}

static void test_a_listener_that_has_heard_enough_ends_the_pass(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (unsigned threads = 1; threads <= 4; threads++) {
		struct recorder r = { .patience = 2000000 };
		const char *facts = pass("long.wav", threads, &r, &a);

		assert_true(text_starts(facts, "0:"));
		assert_true(r.sound.len >= 2000000 && r.sound.len < 2100000);
		strbuf_release(&r.sound);
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_number_of_threads_finds_the_same),
		cmocka_unit_test(test_every_sample_is_the_one_that_ffmpeg_decodes),
		cmocka_unit_test(test_damage_far_inside_is_found_with_its_time),
		cmocka_unit_test(test_a_listener_that_has_heard_enough_ends_the_pass),
	};

	return cmocka_run_group_tests(tests, make_fixtures, NULL);
}
