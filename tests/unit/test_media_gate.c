/* Whatever the decoder makes of a recording, what measures hears the same sound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libavutil/channel_layout.h>
#include <math.h>
#include <string.h>

#include "../../pipeline/media/gate.h"
#include "../../pipeline/media/task.h"
#include "base/mem.h"

#define RATE    48000
#define BLOCK   1000
#define SECONDS 6

struct measured {
	struct arena arena;
	struct task task;
	struct gate gate;
	struct media_facts facts;
};

static struct measured *begin(struct measured *m)
{
	*m = (struct measured){ 0 };
	m->task.arena = m->task.problems.arena = &m->arena;
	gate_init(&m->gate, &m->task);
	return m;
}

static void end(struct measured *m)
{
	gate_sum(&m->gate, false, &m->facts);
	gate_free(&m->gate);
}

/* Steps of 1/128, which every format can hold; other sound in each channel. */
static double sound(size_t at, int channel)
{
	double size = at / RATE % 2 ? 0.5 : 0.25;

	return round(128 * size * sin((double)at * (0.05 + 0.03 * channel))) / 128;
}

static void put(AVFrame *f, int i, int c, double x)
{
	enum AVSampleFormat packed = av_get_packed_sample_fmt(f->format);
	int n = f->ch_layout.nb_channels, planar = av_sample_fmt_is_planar(f->format);
	void *plane = f->extended_data[planar ? c : 0];
	size_t k = (size_t)(planar ? i : i * n + c);

	switch (packed) {
	case AV_SAMPLE_FMT_U8:
		((uint8_t *)plane)[k] = (uint8_t)(x * 128 + 128);
		break;
	case AV_SAMPLE_FMT_S16:
		((int16_t *)plane)[k] = (int16_t)ldexp(x, 15);
		break;
	case AV_SAMPLE_FMT_S32:
		((int32_t *)plane)[k] = (int32_t)ldexp(x, 31);
		break;
	case AV_SAMPLE_FMT_S64:
		((int64_t *)plane)[k] = (int64_t)ldexp(x, 63);
		break;
	case AV_SAMPLE_FMT_FLT:
		((float *)plane)[k] = (float)x;
		break;
	case AV_SAMPLE_FMT_DBL:
		((double *)plane)[k] = x;
		break;
	default:
		fail_msg("format %d", packed);
	}
}

struct shape {
	enum AVSampleFormat format;
	int rate;
	AVChannelLayout layout;
};

static void hear_block(struct gate *g, struct shape s, size_t at)
{
	AVFrame *f = av_frame_alloc();

	assert_non_null(f);
	f->format = s.format;
	f->sample_rate = s.rate;
	f->nb_samples = BLOCK;
	assert_int_equal(av_channel_layout_copy(&f->ch_layout, &s.layout), 0);
	assert_int_equal(av_frame_get_buffer(f, 0), 0);
	for (int i = 0; i < BLOCK; i++) {
		for (int c = 0; c < s.layout.nb_channels; c++)
			put(f, i, c, sound(at + (size_t)i, c));
	}
	assert_true(g->listener.hear(&g->listener, f));
	av_frame_free(&f);
}

static void hear_seconds(struct gate *g, struct shape s, int seconds)
{
	for (int at = 0; at < seconds * s.rate; at += BLOCK)
		hear_block(g, s, (size_t)at);
}

static const char *everything(struct measured *m)
{
	const struct media_facts *f = &m->facts;
	uint32_t hash = 0;

	for (size_t i = 0; i < f->peak_count; i++)
		hash = hash * 31 + f->peaks[i];
	return arena_printf(&m->arena, "%a %a %a %a %a %zu %u %zu", f->loudness.integrated,
			    f->loudness.true_peak, f->loudness.sample_peak, f->noise_floor,
			    f->dc_offset, f->peak_count, hash, m->task.problems.count);
}

static void test_every_sample_format_is_the_same_sound(void **state)
{
	struct shape s = { AV_SAMPLE_FMT_FLTP, RATE, AV_CHANNEL_LAYOUT_STEREO };
	struct measured plain;

	(void)state;
	hear_seconds(&begin(&plain)->gate, s, SECONDS);
	end(&plain);
	assert_true(plain.facts.loudness.integrated < 0 && plain.facts.loudness.integrated > -30);
	assert_true(fabs(plain.facts.loudness.sample_peak + 6.02) < 0.1);
	for (s.format = 0; s.format < AV_SAMPLE_FMT_NB; s.format++) {
		struct measured m;

		hear_seconds(&begin(&m)->gate, s, SECONDS);
		end(&m);
		assert_string_equal(everything(&m), everything(&plain));
		arena_free(&m.arena);
	}
	arena_free(&plain.arena);
}

static void test_a_change_of_rate_keeps_times_and_levels(void **state)
{
	static const int rates[] = { 44100, 8000, 96000 };
	struct shape s = { AV_SAMPLE_FMT_FLTP, RATE, AV_CHANNEL_LAYOUT_STEREO };

	(void)state;
	for (size_t i = 0; i < COUNT(rates); i++) {
		struct shape other = { AV_SAMPLE_FMT_S16, rates[i], AV_CHANNEL_LAYOUT_STEREO };
		struct measured m, plain;

		hear_seconds(&begin(&plain)->gate, s, 3 * SECONDS);
		end(&plain);
		begin(&m);
		hear_seconds(&m.gate, s, SECONDS);
		hear_seconds(&m.gate, other, SECONDS);
		hear_seconds(&m.gate, s, SECONDS);
		end(&m);
		assert_int_equal(m.facts.peak_count, plain.facts.peak_count);
		assert_true(fabs(m.facts.loudness.sample_peak - plain.facts.loudness.sample_peak) <
			    0.5);
		/* The lower the rate, the lower the tones of the part in the middle. */
		assert_true(fabs(m.facts.loudness.integrated - plain.facts.loudness.integrated) <
			    3);
		arena_free(&m.arena);
		arena_free(&plain.arena);
	}
}

static void test_another_number_of_channels_is_brought_to_the_first(void **state)
{
	struct shape stereo = { AV_SAMPLE_FMT_FLTP, RATE, AV_CHANNEL_LAYOUT_STEREO };
	struct shape mono = { AV_SAMPLE_FMT_FLTP, RATE, AV_CHANNEL_LAYOUT_MONO };
	struct measured m;

	(void)state;
	begin(&m);
	hear_seconds(&m.gate, stereo, SECONDS);
	hear_seconds(&m.gate, mono, SECONDS);
	end(&m);
	assert_int_equal(m.facts.peak_count, 240);
	assert_true(m.facts.peaks[239] > 0);
	arena_free(&m.arena);
}

/* BS.1770-4 table 3: the bass channel does not count, the surround pair 1.5 dB more. */
static void test_channels_weigh_as_they_are_placed(void **state)
{
	static const AVChannelLayout alone[] = {
		AV_CHANNEL_LAYOUT_MASK(1, AV_CH_FRONT_LEFT),
		AV_CHANNEL_LAYOUT_MASK(1, AV_CH_LOW_FREQUENCY),
		AV_CHANNEL_LAYOUT_MASK(1, AV_CH_SIDE_LEFT),
		AV_CHANNEL_LAYOUT_MASK(1, AV_CH_BACK_LEFT),
	};
	double level[COUNT(alone)];

	(void)state;
	for (size_t i = 0; i < COUNT(alone); i++) {
		struct measured m;

		hear_seconds(&begin(&m)->gate, (struct shape){ AV_SAMPLE_FMT_FLTP, RATE, alone[i] },
			     SECONDS);
		end(&m);
		level[i] = m.facts.loudness.integrated;
		arena_free(&m.arena);
	}
	assert_true(level[1] == LEVEL_NONE);
	assert_true(fabs(level[2] - level[0] - 1.49) < 0.01);
	assert_true(level[3] == level[2]);
}

static void test_files_may_not_say_which_channel_is_which(void **state)
{
	(void)state;
	for (int channels = 1; channels <= 64; channels++) {
		struct shape s = { .format = AV_SAMPLE_FMT_S16, .rate = 8000 };
		struct measured m;

		s.layout = (AVChannelLayout){ .order = AV_CHANNEL_ORDER_UNSPEC,
					      .nb_channels = channels };
		hear_seconds(&begin(&m)->gate, s, 1);
		end(&m);
		assert_true(m.facts.loudness.integrated > -30);
		arena_free(&m.arena);
	}
}

static void test_what_cannot_be_converted_is_not_measured(void **state)
{
	struct shape s = { .format = AV_SAMPLE_FMT_S16, .rate = 8000 };
	struct measured m;

	(void)state;
	s.layout = (AVChannelLayout){ .order = AV_CHANNEL_ORDER_UNSPEC, .nb_channels = 200 };
	hear_seconds(&begin(&m)->gate, s, 1);
	end(&m);
	assert_true(m.facts.loudness.integrated == LEVEL_NONE && m.facts.noise_floor == LEVEL_NONE);
	assert_int_equal(m.facts.peak_count, 0);
	arena_free(&m.arena);
}

static void test_the_loudness_alone_can_be_had(void **state)
{
	struct shape s = { AV_SAMPLE_FMT_S16, RATE, AV_CHANNEL_LAYOUT_MONO };
	struct measured m;

	(void)state;
	begin(&m);
	m.gate.loudness_only = true;
	hear_seconds(&m.gate, s, SECONDS);
	end(&m);
	assert_true(m.facts.loudness.integrated > -30);
	assert_int_equal(m.facts.peak_count, 0);
	assert_int_equal(m.task.problems.count, 0);
	arena_free(&m.arena);
}

static void test_no_sound_has_no_loudness(void **state)
{
	struct measured m;

	(void)state;
	end(begin(&m));
	assert_true(m.facts.loudness.integrated == LEVEL_NONE);
	assert_true(m.facts.loudness.true_peak == LEVEL_NONE);
	arena_free(&m.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sample_format_is_the_same_sound),
		cmocka_unit_test(test_a_change_of_rate_keeps_times_and_levels),
		cmocka_unit_test(test_another_number_of_channels_is_brought_to_the_first),
		cmocka_unit_test(test_channels_weigh_as_they_are_placed),
		cmocka_unit_test(test_files_may_not_say_which_channel_is_which),
		cmocka_unit_test(test_what_cannot_be_converted_is_not_measured),
		cmocka_unit_test(test_the_loudness_alone_can_be_had),
		cmocka_unit_test(test_no_sound_has_no_loudness),
	};

	return cmocka_run_group_tests_name("media_gate", tests, NULL, NULL);
}
