/* Loudness against the signals of EBU Tech 3341 and 3342, and against libebur128. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ebur128.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/media/loudness.h"
#include "base/mem.h"

enum { MAX_CHANNELS = 6 };

struct sound {
	int rate, channels;
	size_t samples;
	float *planes[MAX_CHANNELS];
};

static struct sound sound_new(int rate, int channels, double seconds, struct arena *a)
{
	struct sound s = { .rate = rate, .channels = channels };

	s.samples = (size_t)lround(seconds * rate);
	for (int c = 0; c < channels; c++)
		s.planes[c] = arena_array(a, s.samples + 1, sizeof(float));
	return s;
}

static const float *const *from(const struct sound *s, size_t at, const float **planes)
{
	for (int c = 0; c < s->channels; c++)
		planes[c] = s->planes[c] + at;
	return planes;
}

static struct loudness_facts measure(const struct sound *s, const double *weights)
{
	struct arena a = { 0 };
	struct loudness *l = loudness_new(s->rate, s->channels, weights, &a);
	const float *planes[MAX_CHANNELS];

	loudness_hear(l, from(s, 0, planes), s->samples);
	struct loudness_facts facts = loudness_sum(l);
	arena_free(&a);
	return facts;
}

/* The same numbers in every run, between -1 and 1. */
static float noise(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return (float)(int32_t)*seed / 2147483648.0F;
}

/* A sine of 1000 Hz in all channels: `dbfs` for `seconds`, one part after the other. */
struct part {
	double dbfs, seconds;
};

static const double nothing = -HUGE_VAL;

static struct sound tones(const struct part *parts, size_t count, struct arena *a)
{
	double total = 0, until = 0;
	size_t i = 0;

	for (size_t p = 0; p < count; p++)
		total += parts[p].seconds;
	struct sound s = sound_new(48000, 2, total, a);
	for (size_t p = 0; p < count; p++) {
		until += parts[p].seconds;
		for (; i < s.samples && i < (size_t)lround(until * s.rate); i++) {
			double y = pow(10, parts[p].dbfs / 20) *
				   sin(2 * M_PI * 1000 * (double)i / s.rate);
			s.planes[0][i] = s.planes[1][i] = (float)y;
		}
	}
	return s;
}

static void about(double level, double expected, double tolerance)
{
	if (!(fabs(level - expected) <= tolerance))
		fail_msg("%.4f is not within %.3f of %.4f", level, tolerance, expected);
}

static struct loudness_facts measure_tones(const struct part *parts, size_t count)
{
	struct arena a = { 0 };
	struct sound s = tones(parts, count, &a);
	struct loudness_facts facts = measure(&s, NULL);

	arena_free(&a);
	return facts;
}

static void test_tech_3341_cases_1_to_5_have_their_integrated_loudness(void **state)
{
	static const struct {
		struct part parts[5];
		double lufs;
	} cases[] = {
		{ { { -23, 20 } }, -23 },
		{ { { -33, 20 } }, -33 },
		{ { { -36, 10 }, { -23, 60 }, { -36, 10 } }, -23 },
		{ { { -72, 10 }, { -36, 10 }, { -23, 60 }, { -36, 10 }, { -72, 10 } }, -23 },
		{ { { -26, 20 }, { -20, 20.1 }, { -26, 20 } }, -23 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct loudness_facts f = measure_tones(cases[i].parts, 5);

		about(f.integrated, cases[i].lufs, 0.1);
		if (i < 2) {
			about(f.momentary, cases[i].lufs, 0.1);
			about(f.short_term, cases[i].lufs, 0.1);
		}
	}
}

static void test_tech_3341_case_6_weighs_surround_channels(void **state)
{
	static const double dbfs[] = { -28, -28, -24, -30, -30 };
	static const double weights[] = { 1, 1, 1, 1.41, 1.41 };
	struct arena a = { 0 };
	struct sound s = sound_new(48000, 5, 20, &a);

	(void)state;
	for (int c = 0; c < 5; c++) {
		for (size_t i = 0; i < s.samples; i++)
			s.planes[c][i] = (float)(pow(10, dbfs[c] / 20) *
						 sin(2 * M_PI * 1000 * (double)i / 48000));
	}
	about(measure(&s, weights).integrated, -23, 0.1);
	arena_free(&a);
}

static void test_tech_3341_cases_9_and_12_are_steady(void **state)
{
	struct part nine[10], twelve[50];

	(void)state;
	for (size_t i = 0; i < 10; i++)
		nine[i] = i % 2 ? (struct part){ -30, 1.66 } : (struct part){ -20, 1.34 };
	for (size_t i = 0; i < 50; i++)
		twelve[i] = i % 2 ? (struct part){ -30, 0.22 } : (struct part){ -20, 0.18 };
	about(measure_tones(nine, 10).short_term, -23, 0.1);
	about(measure_tones(twelve, 50).momentary, -23, 0.1);
}

static void test_tech_3341_cases_10_and_13_find_the_loudest_wherever_it_begins(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		struct part ten[] = { { nothing, i * 0.15 }, { -23, 3 }, { nothing, 1 } };
		struct part thirteen[] = { { nothing, i * 0.02 }, { -23, 0.4 }, { nothing, 1 } };

		about(measure_tones(ten, 3).short_term, -23, 0.1);
		about(measure_tones(thirteen, 3).momentary, -23, 0.1);
	}
}

/* Ever louder tones, asked after each; the gap before each grows by `shift`, after it shrinks. */
static void climb(double seconds, double shift, bool momentary)
{
	struct arena a = { 0 };
	struct loudness *l = loudness_new(48000, 2, NULL, &a);

	for (int i = 0; i < 20; i++) {
		struct part parts[] = { { nothing, i * shift },
					{ -38 + i, seconds },
					{ nothing, seconds - i * shift } };
		struct sound s = tones(parts, 3, &a);
		const float *planes[MAX_CHANNELS];

		loudness_hear(l, from(&s, 0, planes), s.samples);
		struct loudness_facts f = loudness_sum(l);
		about(momentary ? f.momentary : f.short_term, -38 + i, 0.1);
	}
	arena_free(&a);
}

static void test_tech_3341_cases_11_and_14_follow_ever_louder_tones(void **state)
{
	(void)state;
	climb(3, 0.15, false);
	climb(0.4, 0.02, true);
}

static void test_tech_3342_cases_1_to_4_have_their_range(void **state)
{
	static const struct {
		struct part parts[5];
		double range;
	} cases[] = {
		{ { { -20, 20 }, { -30, 20 } }, 10 },
		{ { { -20, 20 }, { -15, 20 } }, 5 },
		{ { { -40, 20 }, { -20, 20 } }, 20 },
		{ { { -50, 20 }, { -35, 20 }, { -20, 20 }, { -35, 20 }, { -50, 20 } }, 15 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		about(measure_tones(cases[i].parts, 5).range, cases[i].range, 1);
}

/* What libebur128 says, asked for momentary and short-term loudness every 10 ms. */
static struct loudness_facts reference(const struct sound *s)
{
	ebur128_state *e = ebur128_init((unsigned)s->channels, (unsigned long)s->rate,
					EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK |
						EBUR128_MODE_SAMPLE_PEAK);
	struct loudness_facts f = { .momentary = LEVEL_NONE, .short_term = LEVEL_NONE };
	const size_t step = ((size_t)s->rate + 5) / 10;
	double level, true_peak = 0, sample_peak = 0;
	float block[MAX_CHANNELS * 20000];

	assert_non_null(e);
	for (size_t at = 0, tenth = 1; at < s->samples; tenth++) {
		size_t end = step * tenth / 10 < s->samples ? step * tenth / 10 : s->samples;
		size_t k = 0;

		for (; at < end; at++) {
			for (int c = 0; c < s->channels; c++)
				block[k++] = s->planes[c][at];
		}
		ebur128_add_frames_float(e, block, k / (size_t)s->channels);
		ebur128_loudness_momentary(e, &level);
		f.momentary = tenth >= 40 ? fmax(f.momentary, level) : LEVEL_NONE;
		ebur128_loudness_shortterm(e, &level);
		f.short_term = tenth >= 300 ? fmax(f.short_term, level) : LEVEL_NONE;
	}
	ebur128_loudness_global(e, &f.integrated);
	ebur128_loudness_range(e, &f.range);
	for (unsigned c = 0; c < (unsigned)s->channels; c++) {
		ebur128_true_peak(e, c, &level);
		true_peak = fmax(true_peak, level);
		ebur128_sample_peak(e, c, &level);
		sample_peak = fmax(sample_peak, level);
	}
	f.true_peak = 20 * log10(true_peak);
	f.sample_peak = 20 * log10(sample_peak);
	ebur128_destroy(&e);
	return f;
}

/* Channel `c` at `t` samples, by a far longer sinc than anyone would use. */
static double at_time(const struct sound *s, int c, double t)
{
	const int half = 100, middle = (int)t;
	double y = 0;

	for (int i = middle - half; i <= middle + half; i++) {
		double d = M_PI * (t - i), window = cos(d / (2 * half + 4));

		if (i >= 0 && (size_t)i < s->samples)
			y += (double)s->planes[c][i] * (d == 0 ? 1 : sin(d) / d * window * window);
	}
	return y;
}

/* The highest point of a grid of 16 points a sample, wherever a sample is not far below the
 * highest. */
static double crest(const struct sound *s, double sample_peak)
{
	const double near = pow(10, sample_peak / 20) * 0.6;
	double max = 0;

	for (int c = 0; c < s->channels; c++) {
		for (size_t i = 1; i + 1 < s->samples; i++) {
			if (fabs((double)s->planes[c][i]) < near)
				continue;
			for (int phase = -8; phase <= 8; phase++)
				max = fmax(max, fabs(at_time(s, c, (double)i + phase / 16.0)));
		}
	}
	return 20 * log10(max);
}

/* Near half the sampling rate libebur128's grid and filter are too coarse: then ours must be right.
 */
static bool same_peak(const struct sound *s, double ours, double its, double sample_peak)
{
	return fabs(ours - its) <= 0.1 || fabs(ours - crest(s, sample_peak)) <= 0.05;
}

static void agree(const char *name, const struct sound *s)
{
	struct loudness_facts f = measure(s, NULL), r = reference(s);

	if (fabs(f.integrated - r.integrated) <= 0.05 && fabs(f.range - r.range) <= 0.05 &&
	    fabs(f.momentary - r.momentary) <= 0.05 && fabs(f.short_term - r.short_term) <= 0.05 &&
	    same_peak(s, f.true_peak, r.true_peak, r.sample_peak) &&
	    fabs(f.sample_peak - r.sample_peak) <= 1e-6)
		return;
	fail_msg("%s, %d Hz, %d channels: I %.4f for %.4f, LRA %.4f for %.4f, M %.4f for %.4f, "
		 "S %.4f for %.4f, TP %.4f for %.4f (%.4f), SP %.4f for %.4f",
		 name, s->rate, s->channels, f.integrated, r.integrated, f.range, r.range,
		 f.momentary, r.momentary, f.short_term, r.short_term, f.true_peak, r.true_peak,
		 crest(s, r.sample_peak), f.sample_peak, r.sample_peak);
}

/* Speech that ships with the site, at another rate and in one or two channels that differ. */
static struct sound speech(int rate, int channels, struct arena *a)
{
	struct sound s = sound_new(rate, channels, 10, a);
	float frame[2] = { 0 };
	char command[400];

	snprintf(command, sizeof(command),
		 "ffmpeg -v error -i content/podcasts/spirituality/02-hope/hope.m4a -ss 10 -t 10 "
		 "-af '%s' -ar %d -f f32le -",
		 channels == 1 ? "pan=mono|c0=c0" : "pan=stereo|c0=0.9*c0|c1=0.6*c0", rate);
	FILE *f = popen(command, "r");
	assert_non_null(f);
	for (s.samples = 0; s.samples < (size_t)rate * 10; s.samples++) {
		if (fread(frame, sizeof(float), (size_t)channels, f) != (size_t)channels)
			break;
		for (int c = 0; c < channels; c++)
			s.planes[c][s.samples] = frame[c];
	}
	assert_int_equal(pclose(f), 0);
	assert_true(s.samples > (size_t)rate * 9);
	return s;
}

/* Chords that fade, with a drum of noise. */
static struct sound music(int rate, int channels, struct arena *a)
{
	static const double notes[] = { 110, 164.8, 220, 277.2, 329.6, 659.3, 1318.5 };
	struct sound s = sound_new(rate, channels, 10, a);
	uint32_t seed = 7;
	double stick = 0, drum = 0;

	for (size_t i = 0; i < s.samples; i++) {
		const double t = (double)i / rate;

		stick = 0.7 * stick + 0.3 * (double)noise(&seed);
		drum = 0.7 * drum + 0.6 * stick;
		for (int c = 0; c < channels; c++) {
			double y = 0;

			for (size_t n = 0; n < COUNT(notes); n++)
				y += sin(2 * M_PI * notes[n] * (1 + 0.001 * c) * t + (double)n) /
				     12;
			y = y * exp(-2 * fmod(t, 2)) + drum * exp(-20 * fmod(t, 0.5));
			s.planes[c][i] = (float)(y * (t < 5 ? 0.3 : 0.9));
		}
	}
	return s;
}

static const int rates[] = { 8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000 };

static void test_speech_and_music_read_as_libebur128_reads_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rates); i++) {
		for (int channels = 1; channels <= 2; channels++) {
			struct arena a = { 0 };
			struct sound talk = speech(rates[i], channels, &a);
			struct sound song = music(rates[i], channels, &a);

			agree("speech", &talk);
			agree("music", &song);
			arena_free(&a);
		}
	}
}

static void same_bits(const struct loudness_facts *f, const struct loudness_facts *g)
{
	assert_memory_equal(f, g, sizeof(*f));
}

static void test_how_the_sound_is_cut_changes_nothing(void **state)
{
	static const size_t longest[] = { 1, 7, 64, 1153, 20000 };
	struct arena a = { 0 };
	struct sound s = music(44100, 2, &a);
	struct loudness_facts whole = measure(&s, NULL);
	uint32_t seed = 3;

	(void)state;
	for (size_t i = 0; i < COUNT(longest); i++) {
		struct loudness *l = loudness_new(s.rate, s.channels, NULL, &a);
		const float *planes[MAX_CHANNELS];

		for (size_t at = 0, n; at < s.samples; at += n) {
			n = 1 + (size_t)(fabsf(noise(&seed)) * (float)longest[i]);
			n = n < s.samples - at ? n : s.samples - at;
			loudness_hear(l, from(&s, at, planes), n);
			if (seed >> 24 == 0)
				loudness_sum(l);
		}
		struct loudness_facts f = loudness_sum(l);
		same_bits(&f, &whole);
		f = loudness_sum(l);
		same_bits(&f, &whole);
	}
	arena_free(&a);
}

static void test_what_is_not_finite_counts_as_silence(void **state)
{
	struct arena a = { 0 };
	struct sound s = music(16000, 1, &a);

	(void)state;
	for (size_t i = 0; i < s.samples; i += 1000)
		s.planes[0][i] = 0;
	struct loudness_facts clean = measure(&s, NULL);
	for (size_t i = 0; i < s.samples; i += 1000)
		s.planes[0][i] = i % 3000 == 0 ? NAN : i % 2000 == 0 ? HUGE_VALF : -3e38F;
	struct loudness_facts damaged = measure(&s, NULL);
	same_bits(&clean, &damaged);
	arena_free(&a);
}

static void test_silence_and_too_little_sound_have_no_loudness(void **state)
{
	static const struct part silence[] = { { nothing, 10 } }, brief[] = { { -20, 0.39 } };
	static const struct part second[] = { { -20, 1 } };
	struct loudness_facts f = measure_tones(silence, 1);

	(void)state;
	assert_true(f.integrated == LEVEL_NONE && f.range == LEVEL_NONE);
	assert_true(f.momentary == LEVEL_NONE && f.short_term == LEVEL_NONE);
	assert_true(f.true_peak == LEVEL_NONE && f.sample_peak == LEVEL_NONE);
	assert_true(f.true_peak_at == NOWHERE);

	f = measure_tones(brief, 1);
	assert_true(f.integrated == LEVEL_NONE && f.momentary == LEVEL_NONE);
	about(f.sample_peak, -20, 0.001);
	assert_true(f.true_peak >= f.sample_peak && f.true_peak < -19);

	f = measure_tones(second, 1);
	assert_true(f.short_term == LEVEL_NONE && f.range == LEVEL_NONE);
	about(f.integrated, -20, 0.1);
	about(f.momentary, -20, 0.1);
}

static void test_nothing_heard_has_no_loudness(void **state)
{
	struct arena a = { 0 };
	struct loudness *l = loudness_new(44100, 2, NULL, &a);
	size_t count = 1;

	(void)state;
	assert_true(loudness_sum(l).integrated == LEVEL_NONE);
	assert_true(loudness_sum(l).true_peak == LEVEL_NONE);
	loudness_course(l, &count, &a);
	assert_int_equal(count, 0);
	arena_free(&a);
}

static void test_rates_that_no_recording_has_do_no_harm(void **state)
{
	static const int odd[] = { 1, 4, 7, 50, 399, 3000, 192000, 768000 };

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct arena a = { 0 };
		struct sound s = sound_new(odd[i], 1, odd[i] < 4000 ? 60 : 4, &a);
		uint32_t seed = 9;

		for (size_t k = 0; k < s.samples; k++)
			s.planes[0][k] = noise(&seed);
		struct loudness_facts f = measure(&s, NULL);
		if (!(f.integrated > -30 && f.integrated < 30) ||
		    !(f.true_peak >= f.sample_peak && f.true_peak < 10))
			fail_msg("%d Hz: I %f, TP %f", odd[i], f.integrated, f.true_peak);
		arena_free(&a);
	}
}

static void test_the_course_follows_the_sound(void **state)
{
	static const struct part parts[] = { { -20, 5 }, { -30, 5 }, { nothing, 4 } };
	struct arena a = { 0 };
	struct sound s = tones(parts, 3, &a);
	struct loudness *l = loudness_new(s.rate, s.channels, NULL, &a);
	const float *planes[MAX_CHANNELS];
	size_t count;

	(void)state;
	loudness_hear(l, from(&s, 0, planes), s.samples);
	const double *course = loudness_course(l, &count, &a);
	assert_int_equal(count, 140);
	about(course[0], -20, 0.2);
	about(course[49], -20, 0.1);
	about(course[99], -30, 0.1);
	assert_true(course[139] < -100);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tech_3341_cases_1_to_5_have_their_integrated_loudness),
		cmocka_unit_test(test_tech_3341_case_6_weighs_surround_channels),
		cmocka_unit_test(test_tech_3341_cases_9_and_12_are_steady),
		cmocka_unit_test(
			test_tech_3341_cases_10_and_13_find_the_loudest_wherever_it_begins),
		cmocka_unit_test(test_tech_3341_cases_11_and_14_follow_ever_louder_tones),
		cmocka_unit_test(test_tech_3342_cases_1_to_4_have_their_range),
		cmocka_unit_test(test_speech_and_music_read_as_libebur128_reads_them),
		cmocka_unit_test(test_how_the_sound_is_cut_changes_nothing),
		cmocka_unit_test(test_what_is_not_finite_counts_as_silence),
		cmocka_unit_test(test_silence_and_too_little_sound_have_no_loudness),
		cmocka_unit_test(test_nothing_heard_has_no_loudness),
		cmocka_unit_test(test_rates_that_no_recording_has_do_no_harm),
		cmocka_unit_test(test_the_course_follows_the_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
