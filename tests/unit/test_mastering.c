/* What becomes of a recording: the plan, from facts and settings alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "model/mastering.h"

#define COPY AUDIO_COPIED
#define GAIN AUDIO_GAINED
#define ENC  AUDIO_ENCODED

/* An episode with all that a plan looks at. */
struct set_up {
	struct show show;
	struct episode episode;
};

static const struct episode *set_up(struct set_up *s, struct media_facts facts)
{
	*s = (struct set_up){ 0 };
	s->show.format = "mp3";
	s->show.mastering = (struct mastering){
		.loudness = -16,
		.loudness_mono = -19,
		.peak = -1,
		.tolerance = 0.5,
		.mono = "same",
		.preset = "speech",
		.sample_rate = "keep",
	};
	s->episode.master = true;
	s->episode.show = &s->show;
	s->episode.recording.facts = facts;
	return &s->episode;
}

static struct media_facts heard(const char *copies_as, int channels, double loudness, double peak)
{
	return (struct media_facts){
		.format = copies_as ? copies_as : "wav",
		.copies_as = copies_as,
		.sample_rate = 44100,
		.channels = channels,
		.seconds = 600,
		.loudness = { .integrated = loudness, .true_peak = peak },
	};
}

static const struct {
	const char *what, *copies_as;
	int channels;
	double loudness, peak;
	enum audio_making making;
	double gain;
} plans[] = {
	{ "stereo at its level is copied", "mp3", 2, -16, -1, COPY, 0 },
	{ "so is what is within tolerance", "mp3", 2, -16.5, -1.2, COPY, 0 },
	{ "one channel has a level of its own", "mp3", 1, -19.4, -3, COPY, 0 },
	{ "one channel at the level of two is too loud", "mp3", 1, -16, -3, GAIN, -3.010 },
	{ "AAC that is right is copied", "m4a", 2, -16.2, -1, COPY, 0 },
	{ "AAC of another level is encoded", "m4a", 2, -18, -9, ENC, 2 },
	{ "MP3 two steps too quiet", "mp3", 2, -19, -9, GAIN, 3.010 },
	{ "MP3 nearly two steps too quiet", "mp3", 2, -18.7, -9, GAIN, 3.010 },
	{ "MP3 between two steps is encoded", "mp3", 2, -18.25, -9, ENC, 2.25 },
	{ "MP3 whose peak forbids the step is encoded", "mp3", 2, -19, -4.00, ENC, 3 },
	{ "MP3 whose peak just allows the step", "mp3", 2, -19, -4.02, GAIN, 3.010 },
	{ "MP3 far too quiet", "mp3", 2, -31.1, -20, GAIN, 15.052 },
	{ "MP3 too loud", "mp3", 2, -10, 0.5, GAIN, -6.021 },
	{ "MP3 at its level whose peak is too high by little", "mp3", 2, -14.9, -0.6, GAIN, -1.51 },
	{ "MP3 at its level whose peak is too high", "mp3", 2, -16, 0.2, ENC, 0 },
	{ "WAV at its level must be encoded all the same", NULL, 2, -16, -3, ENC, 0 },
	{ "WAV too quiet", NULL, 2, -23, -9, ENC, 7 },
	{ "WAV of one channel", NULL, 1, -23, -9, ENC, 4 },
	{ "Opus goes into MP3 unless it is asked for", "opus", 2, -16, -3, ENC, 0 },
	{ "surround is mixed to stereo", NULL, 6, -20, -9, ENC, 4 },
};

static void each_recording_takes_the_gentlest_way(void **state)
{
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	for (size_t i = 0; i < COUNT(plans); i++) {
		const struct episode *e = set_up(&s, heard(plans[i].copies_as, plans[i].channels,
							   plans[i].loudness, plans[i].peak));
		struct audio_plan p = mastering_plan(e, &a);

		print_message("# %s: %s\n", plans[i].what, p.why ? p.why : "is copied");
		assert_int_equal(p.making, plans[i].making);
		assert_true(fabs(p.gain - plans[i].gain) < 0.005);
		assert_int_equal(p.why == NULL, p.making == AUDIO_COPIED);
	}
	arena_free(&a);
}

static void opus_takes_any_gain_when_it_is_asked_for(void **state)
{
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	set_up(&s, heard("opus", 2, -18.3, -9));
	s.show.format = "opus";
	struct audio_plan p = mastering_plan(&s.episode, &a);
	assert_int_equal(p.making, AUDIO_GAINED);
	assert_true(fabs(p.gain - 2.3) <= 1.0 / 512);

	/* As far as the peak allows, where that is near enough. */
	s.episode.recording.facts.loudness.true_peak = -3;
	p = mastering_plan(&s.episode, &a);
	assert_int_equal(p.making, AUDIO_GAINED);
	assert_true(p.gain <= 2 && p.gain > 1.99);
	s.episode.recording.facts.loudness.true_peak = -2;
	assert_int_equal(mastering_plan(&s.episode, &a).making, AUDIO_ENCODED);
	arena_free(&a);
}

static void with_mastering_off_no_level_changes(void **state)
{
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	set_up(&s, heard("mp3", 2, -30, -9));
	s.episode.master = false;
	struct audio_plan p = mastering_plan(&s.episode, &a);
	assert_int_equal(p.making, AUDIO_COPIED);
	assert_null(p.why);

	s.episode.recording.facts.copies_as = NULL;
	s.show.mastering.trim_silence = true;
	s.episode.recording.facts.silent_end = 60;
	p = mastering_plan(&s.episode, &a);
	assert_int_equal(p.making, AUDIO_ENCODED);
	assert_true(p.loudness == LEVEL_NONE && p.gain == 0 && p.end == 0);
	arena_free(&a);
}

static void silence_is_left_as_it_is(void **state)
{
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	set_up(&s, heard("mp3", 2, LEVEL_NONE, LEVEL_NONE));
	assert_int_equal(mastering_plan(&s.episode, &a).making, AUDIO_COPIED);
	s.episode.recording.facts.copies_as = NULL;
	struct audio_plan p = mastering_plan(&s.episode, &a);
	assert_int_equal(p.making, AUDIO_ENCODED);
	assert_true(p.loudness == LEVEL_NONE && p.gain == 0);
	arena_free(&a);
}

static void identical_channels_become_one_unless_told_otherwise(void **state)
{
	static const struct {
		const char *mono;
		bool same;
		int channels;
		double loudness, gain;
	} cases[] = {
		{ "same", true, 1, -19, 7 + 0.01 },
		{ "same", false, 2, -16, 7 },
		{ "never", true, 2, -16, 7 },
		{ "always", false, 1, -19, 7 + 0.01 },
	};
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		set_up(&s, heard(NULL, 2, -23, -9));
		s.show.mastering.mono = cases[i].mono;
		s.episode.recording.facts.same_channels = cases[i].same;
		struct audio_plan p = mastering_plan(&s.episode, &a);

		assert_int_equal(p.channels, cases[i].channels);
		assert_true(p.loudness == cases[i].loudness);
		assert_true(fabs(p.gain - cases[i].gain) < 1e-6);
		assert_int_equal(p.bitrate, cases[i].channels == 1 ? 96 : 128);
	}
	arena_free(&a);
}

static void the_preset_chooses_the_bit_rate_and_a_number_wins(void **state)
{
	static const struct {
		const char *format, *preset;
		int64_t mono, stereo;
	} cases[] = {
		{ "mp3", "speech", 96, 128 }, { "mp3", "music", 128, 192 },
		{ "m4a", "speech", 64, 96 },  { "m4a", "music", 96, 160 },
		{ "opus", "speech", 32, 64 }, { "opus", "music", 64, 128 },
	};
	struct arena a = { 0 };
	struct set_up s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (int channels = 1; channels <= 2; channels++) {
			set_up(&s, heard(NULL, channels, -23, -9));
			s.show.format = cases[i].format;
			s.show.mastering.preset = cases[i].preset;
			struct audio_plan p = mastering_plan(&s.episode, &a);
			assert_string_equal(p.format, cases[i].format);
			assert_int_equal(p.bitrate,
					 channels == 1 ? cases[i].mono : cases[i].stereo);
			s.show.bitrate = 80;
			assert_int_equal(mastering_plan(&s.episode, &a).bitrate, 80);
			s.show.bitrate = 100; /* MP3 has none such */
			assert_int_equal(mastering_plan(&s.episode, &a).bitrate,
					 strcmp(s.show.format, "mp3") == 0 ? 96 : 100);
		}
	}
	arena_free(&a);
}

static void silence_is_cut_off_where_no_times_would_be_wrong(void **state)
{
	struct arena a = { 0 };
	struct set_up s;
	struct cue cue = { 0 };

	(void)state;
	set_up(&s, heard(NULL, 2, -23, -9));
	s.episode.recording.facts.silent_start = 5;
	s.episode.recording.facts.silent_end = 20;
	struct audio_plan p = mastering_plan(&s.episode, &a);
	assert_true(p.start == 0 && p.end == 0);

	s.show.mastering.trim_silence = true;
	p = mastering_plan(&s.episode, &a);
	assert_true(fabs(p.start - 4.7) < 1e-9 && fabs(p.end - 581) < 1e-9);

	s.episode.transcript = (struct transcript){ .cues = &cue, .count = 1 };
	p = mastering_plan(&s.episode, &a);
	assert_true(p.start == 0 && fabs(p.end - 581) < 1e-9);

	s.episode.recording.facts.silent_end = 1.2;
	assert_true(mastering_plan(&s.episode, &a).end == 0);
	arena_free(&a);
}

static void the_small_file_is_one_channel_at_48_kbit(void **state)
{
	struct set_up s;

	(void)state;
	struct audio_plan p = mastering_low_data(set_up(&s, heard("mp3", 2, -16, -1)));
	assert_int_equal(p.making, AUDIO_ENCODED);
	assert_string_equal(p.format, "mp3");
	assert_int_equal(p.channels, 1);
	assert_int_equal(p.bitrate, 48);
	assert_int_equal(p.sample_rate, 22050);
	assert_true(p.loudness == -19);

	/* Beside a file that is as small already there is none. */
	const struct audio_plan copy = { .making = AUDIO_COPIED };
	const struct audio_plan encoded = { .making = AUDIO_ENCODED, .bitrate = 96 };
	s.episode.recording.facts.bit_rate = 128000;
	assert_false(mastering_wants_low_data(&s.episode, &copy));
	s.show.mastering.low_data = true;
	assert_true(mastering_wants_low_data(&s.episode, &copy));
	assert_true(mastering_wants_low_data(&s.episode, &encoded));
	s.episode.recording.facts.bit_rate = 48000;
	assert_false(mastering_wants_low_data(&s.episode, &copy));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_recording_takes_the_gentlest_way),
		cmocka_unit_test(opus_takes_any_gain_when_it_is_asked_for),
		cmocka_unit_test(with_mastering_off_no_level_changes),
		cmocka_unit_test(silence_is_left_as_it_is),
		cmocka_unit_test(identical_channels_become_one_unless_told_otherwise),
		cmocka_unit_test(the_preset_chooses_the_bit_rate_and_a_number_wins),
		cmocka_unit_test(silence_is_cut_off_where_no_times_would_be_wrong),
		cmocka_unit_test(the_small_file_is_one_channel_at_48_kbit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
