/* What is wrong with the sound itself: each finding provoked by sound that is made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/media/channels.h"
#include "../../pipeline/media/levels.h"
#include "../../pipeline/media/problems.h"
#include "../../pipeline/media/survey.h"
#include "../../pipeline/media/window.h"
#include "base/mem.h"

#define RATE 16000

/* A recording of one or two channels, and what the survey says of it. */
struct recording {
	struct arena arena;
	int rate, channels;
	size_t length; /* samples of each channel */
	float *planes[2];
	uint32_t seed;
	struct media_facts facts;
	struct problems problems;
};

static struct recording new_recording(int rate, int channels, double seconds)
{
	struct recording r = { .rate = rate, .channels = channels, .seed = 1 };

	r.length = (size_t)(seconds * rate);
	for (int c = 0; c < channels; c++)
		r.planes[c] = arena_array(&r.arena, r.length, sizeof(float));
	return r;
}

/* -1 to 1 */
static float random_of(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return (float)(*seed >> 8) / 8388608.0F - 1;
}

static size_t sample_at(const struct recording *r, double seconds)
{
	return (size_t)(seconds * r->rate + 0.5);
}

static void add_noise(struct recording *r, int c, double from, double to, double size)
{
	for (size_t i = sample_at(r, from); i < sample_at(r, to) && i < r->length; i++)
		r->planes[c][i] += random_of(&r->seed) * (float)size;
}

static void add_tone(struct recording *r, int c, double hz, double size)
{
	for (size_t i = 0; i < r->length; i++)
		r->planes[c][i] += (float)(size * sin(2 * M_PI * hz * (double)i / r->rate));
}

/*
 * Something like a voice: pulses 110 to 150 times a second that ring at 600 Hz
 * and fade, louder and softer, with a pause of 0.8 s in every two.
 */
static void add_voice(struct recording *r, int c, double from, double to, double size)
{
	double ring = 0, phase = 0, at = 0;
	uint32_t seed = 7;

	for (size_t i = sample_at(r, from); i < sample_at(r, to) && i < r->length; i++) {
		double t = (double)i / r->rate, hz = 130 + 20 * sin(2 * M_PI * 0.7 * t);

		phase += hz / r->rate;
		if (phase >= 1) {
			phase -= 1;
			at = 0;
			ring = fmod(t, 2) < 1.2 ? 0.6 + 0.4 * (double)random_of(&seed) : 0;
			ring *= random_of(&seed) < 0 ? -1 : 1;
		}
		r->planes[c][i] += (float)(size * ring * exp(-at * 60) * sin(2 * M_PI * 600 * at));
		at += 1.0 / r->rate;
	}
}

static void clip(struct recording *r, int c, double from, double to, float most)
{
	for (size_t i = sample_at(r, from); i < sample_at(r, to) && i < r->length; i++)
		r->planes[c][i] = fmaxf(-most, fminf(most, r->planes[c][i]));
}

static void hear(struct recording *r, bool lossy, size_t block)
{
	struct survey *s = survey_new(r->rate, r->channels, &r->arena);

	for (size_t at = 0; at < r->length; at += block) {
		const float *planes[2] = { r->planes[0] + at,
					   r->planes[1] ? r->planes[1] + at : NULL };

		survey_hear(s, planes, block < r->length - at ? block : r->length - at);
	}
	r->facts = (struct media_facts){ 0 };
	r->problems = (struct problems){ .arena = &r->arena };
	survey_sum(s, lossy, &r->facts, &r->problems);
}

/* What was found, as "slug slug@from-until …". */
static const char *findings(struct recording *r)
{
	const char *all = "";

	for (size_t i = 0; i < r->problems.count; i++) {
		const struct media_problem *p = &r->problems.items[i];
		const char *place =
			p->at < 0 ? "" : arena_printf(&r->arena, "@%.1f-%.1f", p->at, p->until);

		all = arena_printf(&r->arena, "%s%s%s%s", all, *all ? " " : "", p->id, place);
	}
	return all;
}

static const char *heard(struct recording *r)
{
	hear(r, false, 1152);
	return findings(r);
}

static bool has(struct recording *r, const char *slug)
{
	return strstr(heard(r), slug) != NULL;
}

static struct recording new_talk(int channels, double seconds)
{
	struct recording r = new_recording(RATE, channels, seconds);

	for (int c = 0; c < channels; c++) {
		add_voice(&r, c, 0, seconds, 0.5);
		add_noise(&r, c, 0, seconds, 0.0005);
	}
	return r;
}

static void test_a_good_recording_has_no_findings(void **state)
{
	struct recording mono = new_talk(1, 40), stereo = new_talk(2, 40);

	(void)state;
	assert_string_equal(heard(&mono), "");
	assert_true(fabs(mono.facts.dc_offset) < 0.005);
	add_voice(&stereo, 0, 1, 39, 0.1);
	assert_string_equal(heard(&stereo), "");
	assert_false(stereo.facts.same_channels);
	arena_free(&mono.arena);
	arena_free(&stereo.arena);
}

static void test_clipped_seconds_are_found_at_any_level(void **state)
{
	(void)state;
	for (float scale = 1; scale > 0.1F; scale /= 2) {
		struct recording r = new_talk(1, 40);

		clip(&r, 0, 10, 14, 0.3F);
		clip(&r, 0, 0, 40, 0.32F);
		for (size_t i = 0; i < r.length; i++)
			r.planes[0][i] *= scale * 3;
		clip(&r, 0, 0, 10, 0.2F * scale * 3);
		clip(&r, 0, 14, 40, 0.2F * scale * 3);
		assert_string_equal(heard(&r), "clipping@10.0-14.0");
		arena_free(&r.arena);
	}
}

static void test_what_is_only_loud_or_square_is_not_clipped(void **state)
{
	(void)state;
	for (double hz = 23; hz < RATE / 2; hz *= 1.7) {
		struct recording r = new_recording(RATE, 1, 12);

		add_tone(&r, 0, hz, 1);
		assert_string_equal(heard(&r), "");
		for (size_t i = 0; i < r.length; i++)
			r.planes[0][i] = fmod((double)i * hz / RATE, 1) < 0.5 ? 0.5F : -0.5F;
		assert_false(has(&r, "clipping"));
		arena_free(&r.arena);
	}
}

static void test_coarse_numbers_are_not_clipping(void **state)
{
	(void)state;
	for (int bits = 6; bits <= 16; bits++) {
		struct recording r = new_talk(1, 40);
		float step = ldexpf(1, 1 - bits);

		for (size_t i = 0; i < r.length; i++)
			r.planes[0][i] = roundf(r.planes[0][i] / step) * step;
		assert_false(has(&r, "clipping"));
		arena_free(&r.arena);
	}
}

static void test_lossy_sound_is_clipped_where_it_goes_beyond_full_scale(void **state)
{
	struct recording r = new_talk(1, 40);

	(void)state;
	for (size_t i = sample_at(&r, 20); i < sample_at(&r, 23); i++)
		r.planes[0][i] *= 3;
	hear(&r, true, 1152);
	assert_string_equal(findings(&r), "clipping@20.0-23.0");
	arena_free(&r.arena);
}

/* Packing leaves a little noise on everything, and no top is flat any more. */
static void test_lossy_sound_is_clipped_where_its_samples_crowd_near_the_peak(void **state)
{
	struct recording r = new_talk(1, 40), whole = new_talk(1, 40);

	(void)state;
	clip(&r, 0, 0, 40, 0.26F);
	add_noise(&r, 0, 0, 40, 0.003);
	hear(&r, false, 1152);
	assert_string_equal(findings(&r), "");
	hear(&r, true, 1152);
	assert_string_equal(findings(&r), "clipping@0.0-40.0");
	add_noise(&whole, 0, 0, 40, 0.003);
	hear(&whole, true, 1152);
	assert_string_equal(findings(&whole), "");
	arena_free(&r.arena);
	arena_free(&whole.arena);
}

static void test_three_places_are_told_and_the_rest_counted(void **state)
{
	struct recording r = new_talk(1, 100);

	(void)state;
	for (int at = 5; at < 100; at += 10) {
		for (size_t i = sample_at(&r, at); i < sample_at(&r, at + 2); i++)
			r.planes[0][i] *= 3;
	}
	hear(&r, true, 1152);
	assert_string_equal(findings(&r),
			    "clipping@5.0-7.0 clipping@15.0-17.0 clipping@25.0-27.0 clipping");
	assert_string_equal(r.problems.items[3].text, "the same happens in 7 more places");
	arena_free(&r.arena);
}

static void test_an_offset_is_measured_and_told(void **state)
{
	struct recording r = new_talk(2, 20);

	(void)state;
	add_voice(&r, 1, 1, 19, 0.2);
	for (size_t i = 0; i < r.length; i++)
		r.planes[1][i] -= 0.06F;
	assert_string_equal(heard(&r), "dc-offset");
	assert_true(fabs(r.facts.dc_offset + 0.06) < 0.002);
	assert_non_null(strstr(r.problems.items[0].text, "6 % below the middle"));
	arena_free(&r.arena);
}

static void test_the_noise_floor_is_the_level_of_the_pauses(void **state)
{
	struct recording r = new_talk(1, 40), digital = new_recording(RATE, 1, 40);

	(void)state;
	assert_string_equal(heard(&r), "");
	/* Evenly spread noise between -s and s has the mean square s²/3. */
	assert_true(fabs(r.facts.noise_floor - 20 * log10(0.0005 / sqrt(3))) < 0.5);
	add_voice(&digital, 0, 0, 10, 0.5);
	assert_string_equal(heard(&digital), "silent-ends@9.3-40.0");
	assert_true(digital.facts.noise_floor > -60);
	arena_free(&r.arena);
	arena_free(&digital.arena);
}

static void test_noise_near_to_the_voice_is_told(void **state)
{
	struct recording r = new_talk(1, 40);

	(void)state;
	add_noise(&r, 0, 0, 40, 0.03);
	assert_string_equal(heard(&r), "noisy");
	arena_free(&r.arena);
}

static void test_silence_is_told_with_its_place(void **state)
{
	struct recording r = new_recording(RATE, 1, 60);

	(void)state;
	add_noise(&r, 0, 0, 60, 0.0002);
	add_voice(&r, 0, 4, 20, 0.5);
	add_voice(&r, 0, 34, 50, 0.5);
	assert_string_equal(heard(&r),
			    "silent-ends@0.0-4.0 silent-ends@49.3-60.0 long-silence@19.3-34.0");
	assert_string_equal(r.problems.items[0].id, "silent-ends");
	assert_string_equal(r.problems.items[2].id, "long-silence");
	assert_true(fabs(r.facts.silent_start - 4) <= 0.1);
	assert_true(fabs(r.facts.silent_end - 10.7) <= 0.1);
	arena_free(&r.arena);
}

static void test_a_recording_without_sound_is_an_error(void **state)
{
	struct recording r = new_recording(RATE, 2, 20);

	(void)state;
	assert_string_equal(heard(&r), "no-sound");
	assert_true(r.facts.noise_floor == LEVEL_NONE);
	assert_true(r.facts.silent_start == 20 && r.facts.silent_end == 20);
	add_noise(&r, 0, 0, 20, 0.0001);
	assert_string_equal(heard(&r), "no-sound");
	arena_free(&r.arena);
}

static void test_a_dead_channel_is_told_from_where_it_died(void **state)
{
	struct recording r = new_talk(2, 60);

	(void)state;
	add_noise(&r, 0, 0, 60, 0.02);
	memset(r.planes[0] + sample_at(&r, 20), 0, (r.length - sample_at(&r, 20)) * sizeof(float));
	assert_string_equal(heard(&r), "dead-channel@20.0-60.0");
	assert_non_null(strstr(r.problems.items[0].text, "left channel"));
	memset(r.planes[0], 0, r.length * sizeof(float));
	assert_string_equal(heard(&r), "dead-channel");
	arena_free(&r.arena);
}

static void test_a_far_quieter_channel_is_told(void **state)
{
	struct recording r = new_talk(2, 60);

	(void)state;
	for (size_t i = 0; i < r.length; i++)
		r.planes[1][i] *= 0.1F;
	assert_string_equal(heard(&r), "quiet-channel");
	assert_non_null(strstr(r.problems.items[0].text, "right channel"));
	arena_free(&r.arena);
}

static void test_voices_with_a_channel_each_are_told(void **state)
{
	struct recording r = new_recording(RATE, 2, 80);

	(void)state;
	for (int at = 0; at < 80; at += 20) {
		add_voice(&r, 0, at, at + 10, 0.5);
		add_voice(&r, 1, at + 10, at + 20, 0.5);
	}
	for (int c = 0; c < 2; c++)
		add_noise(&r, c, 0, 80, 0.0005);
	assert_string_equal(heard(&r), "quiet-channel");
	assert_non_null(strstr(r.problems.items[0].text, "others on the right"));
	arena_free(&r.arena);
}

static void test_an_inverted_channel_is_told(void **state)
{
	struct recording r = new_talk(2, 60);

	(void)state;
	for (size_t i = 0; i < sample_at(&r, 30); i++)
		r.planes[1][i] *= -1;
	add_noise(&r, 0, 0, 60, 0.002);
	assert_string_equal(heard(&r), "inverted-phase@0.0-30.0");
	for (size_t i = sample_at(&r, 30); i < r.length; i++)
		r.planes[1][i] *= -1;
	assert_string_equal(heard(&r), "inverted-phase");
	arena_free(&r.arena);
}

static void test_the_same_sound_in_both_channels_is_noted(void **state)
{
	struct recording r = new_recording(RATE, 2, 20);

	(void)state;
	add_voice(&r, 0, 0, 20, 0.5);
	memcpy(r.planes[1], r.planes[0], r.length * sizeof(float));
	assert_string_equal(heard(&r), "mono-as-stereo");
	assert_true(r.facts.same_channels);
	for (size_t i = 0; i < r.length; i++)
		r.planes[1][i] *= 0.97F;
	assert_string_equal(heard(&r), "mono-as-stereo");
	arena_free(&r.arena);
}

static void test_the_waveform_has_the_largest_sample_of_each_part(void **state)
{
	(void)state;
	for (double seconds = 0.5; seconds < 500; seconds *= 3.1) {
		struct recording r = new_recording(RATE, 1, seconds);

		add_noise(&r, 0, 0, seconds, 0.2);
		r.planes[0][r.length * 3 / 4] = -0.8F;
		heard(&r);
		assert_int_equal(r.facts.peak_count, fmin(240, ceil(seconds * 100)));
		size_t at = r.facts.peak_count * 3 / 4, top = 0;
		for (size_t i = 0; i < r.facts.peak_count; i++)
			top = r.facts.peaks[i] > r.facts.peaks[top] ? i : top;
		assert_int_equal(r.facts.peaks[top], 204);
		assert_true(top + 1 >= at && top <= at + 1);
		assert_true(r.facts.peaks[0] > 40 && r.facts.peaks[0] <= 51);
		arena_free(&r.arena);
	}
}

/* Everything that was found, byte by byte. */
static const char *everything(struct recording *r)
{
	const struct media_facts *f = &r->facts;
	uint32_t hash = 0;

	for (size_t i = 0; i < f->peak_count; i++)
		hash = hash * 31 + f->peaks[i];
	return arena_printf(&r->arena, "%s %a %a %a %a %d %zu %u", findings(r), f->noise_floor,
			    f->dc_offset, f->silent_start, f->silent_end, f->same_channels,
			    f->peak_count, hash);
}

static void test_the_size_of_the_blocks_changes_nothing(void **state)
{
	static const size_t blocks[] = { 1, 7, 159, 160, 161, 1000, 4097, 1 << 20 };
	struct recording r = new_talk(2, 21.37);

	(void)state;
	add_noise(&r, 0, 3, 9, 0.1);
	clip(&r, 0, 0, 30, 0.2F);
	hear(&r, false, 1152);
	const char *expected = everything(&r);
	assert_true(r.problems.count > 0);
	for (size_t i = 0; i < COUNT(blocks); i++) {
		hear(&r, false, blocks[i]);
		assert_string_equal(everything(&r), expected);
	}
	arena_free(&r.arena);
}

static void test_what_is_no_number_counts_as_nothing(void **state)
{
	static const float rubbish[] = { NAN, HUGE_VALF, -HUGE_VALF, 3e38F, 1e20F };
	struct recording r = new_talk(2, 20);

	(void)state;
	for (size_t i = 0; i < COUNT(rubbish); i++)
		r.planes[i % 2][i * 16000 + 5] = 0;
	heard(&r);
	const char *expected = everything(&r);
	for (size_t i = 0; i < COUNT(rubbish); i++)
		r.planes[i % 2][i * 16000 + 5] = rubbish[i];
	hear(&r, false, 777);
	assert_string_equal(everything(&r), expected);
	arena_free(&r.arena);
}

static void test_any_rate_and_any_length_can_be_heard(void **state)
{
	static const int rates[] = { 1, 99, 4000, 8000, 11025, 22050, 44100, 96000, 768000 };

	(void)state;
	for (size_t i = 0; i < COUNT(rates); i++) {
		for (double seconds = 0; seconds < 3; seconds += 0.33) {
			struct recording r = new_recording(rates[i], 2, seconds);

			add_noise(&r, 0, 0, seconds, 0.2);
			heard(&r);
			assert_true(r.facts.peak_count <= 800);
			arena_free(&r.arena);
		}
	}
}

static void test_a_rate_that_nobody_has_takes_no_more_memory(void **state)
{
	struct recording r = new_recording(RATE, 2, 10);

	(void)state;
	add_noise(&r, 0, 0, 10, 0.2);
	r.rate = INT_MAX;
	heard(&r);
	assert_true(window_samples(INT_MAX) == window_samples(768000));
	assert_true(r.facts.peak_count > 0);
	arena_free(&r.arena);
}

/* Windows with made-up sums: two days of a left channel at half scale, and then silence on it. */
static void test_of_very_long_recordings_two_steps_become_one(void **state)
{
	struct channel_sums of[] = { { 0, 0.25 * 80, 0.5F }, { 0, 0.25 * 80, 0.5F } };
	struct window w = { .channels = 2, .sample_rate = 8000, .samples = 80, .of = of };
	const size_t windows = (size_t)48 * 3600 * 100;
	struct problems problems = { 0 };
	struct arena a = { 0 };
	struct channels channels;
	struct levels levels;

	(void)state;
	levels_init(&levels, 8000, 2, &a);
	channels_init(&channels, 8000, 2, &a);
	for (size_t i = 0; i < windows; i++) {
		if (i == windows / 2)
			of[0] = (struct channel_sums){ 0 };
		w.difference = 80 * 0.25;
		levels_hear(&levels, &w);
		channels_hear(&channels, &w);
	}
	levels_end(&levels);
	channels_end(&channels);
	assert_true(levels.count <= STEPS_MOST && channels.count <= SECONDS_MOST);
	assert_true(fabs(levels_seconds(&levels) - 48 * 3600) < 1);
	assert_true(fabs((double)levels.count * levels.step_seconds - 48 * 3600) < 1);
	assert_true(fabs(levels_programme(&levels) - 0.25) < 1e-6);
	problems.arena = &a;
	assert_false(channels_report(&channels, 0.01, &problems));
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].id, "dead-channel");
	assert_true(fabs(problems.items[0].at - 24 * 3600) < 3);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_good_recording_has_no_findings),
		cmocka_unit_test(test_clipped_seconds_are_found_at_any_level),
		cmocka_unit_test(test_what_is_only_loud_or_square_is_not_clipped),
		cmocka_unit_test(test_coarse_numbers_are_not_clipping),
		cmocka_unit_test(test_lossy_sound_is_clipped_where_it_goes_beyond_full_scale),
		cmocka_unit_test(test_lossy_sound_is_clipped_where_its_samples_crowd_near_the_peak),
		cmocka_unit_test(test_three_places_are_told_and_the_rest_counted),
		cmocka_unit_test(test_an_offset_is_measured_and_told),
		cmocka_unit_test(test_the_noise_floor_is_the_level_of_the_pauses),
		cmocka_unit_test(test_noise_near_to_the_voice_is_told),
		cmocka_unit_test(test_silence_is_told_with_its_place),
		cmocka_unit_test(test_a_recording_without_sound_is_an_error),
		cmocka_unit_test(test_a_dead_channel_is_told_from_where_it_died),
		cmocka_unit_test(test_a_far_quieter_channel_is_told),
		cmocka_unit_test(test_voices_with_a_channel_each_are_told),
		cmocka_unit_test(test_an_inverted_channel_is_told),
		cmocka_unit_test(test_the_same_sound_in_both_channels_is_noted),
		cmocka_unit_test(test_the_waveform_has_the_largest_sample_of_each_part),
		cmocka_unit_test(test_the_size_of_the_blocks_changes_nothing),
		cmocka_unit_test(test_what_is_no_number_counts_as_nothing),
		cmocka_unit_test(test_any_rate_and_any_length_can_be_heard),
		cmocka_unit_test(test_a_rate_that_nobody_has_takes_no_more_memory),
		cmocka_unit_test(test_of_very_long_recordings_two_steps_become_one),
	};

	return cmocka_run_group_tests_name("media_survey", tests, NULL, NULL);
}
