#include "model/mastering.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What global_gain in an MP3 counts in, in dB (ISO 11172-3 section 2.4.3.4: 2^(1/4)). */
#define MP3_STEP 1.5051499783199060

/* What the header of an Opus file counts in (RFC 7845 section 5.1). */
#define OPUS_STEP (1.0 / 256)

/* Meters differ by this much about the same peak, in dB. */
#define PEAK_TOLERANCE 0.05

/* BS.1770 adds channels up: the same sound in one channel and not in two is this much quieter. */
#define FOLD_CHANGE 3.01

/* Silence that stays at the ends when they are cut, and what is worth a cut, in seconds. */
#define KEPT_BEFORE 0.3
#define KEPT_AFTER  1.0
#define WORTH_A_CUT 0.5

static const struct bitrates {
	const char *format;
	int64_t speech[2], music[2]; /* kbit/s, of one channel and of two */
} defaults[] = {
	{ "mp3", { 96, 128 }, { 128, 192 } },
	{ "m4a", { 64, 96 }, { 96, 160 } },
	{ "opus", { 32, 64 }, { 64, 128 } },
};

bool mastering_is_music(const struct show *show)
{
	return strcmp(show->mastering.preset, "music") == 0;
}

/* What MP3 can be encoded with (ISO 11172-3 table 3-B.1, layer III); an encoder takes the nearest.
 */
static int64_t mp3_bitrate(int64_t wanted)
{
	static const int64_t steps[] = { 32,  40,  48,  56,  64,  80,  96,
					 112, 128, 160, 192, 224, 256, 320 };
	int64_t nearest = steps[0];

	for (size_t i = 0; i < COUNT(steps); i++) {
		if (llabs(steps[i] - wanted) < llabs(nearest - wanted))
			nearest = steps[i];
	}
	return nearest;
}

static int64_t bitrate(const struct show *show, int channels)
{
	for (size_t i = 0; i < COUNT(defaults) && !show->bitrate; i++) {
		if (strcmp(defaults[i].format, show->format) == 0)
			return (mastering_is_music(show) ? defaults[i].music
							 : defaults[i].speech)[channels - 1];
	}
	return strcmp(show->format, "mp3") == 0 ? mp3_bitrate(show->bitrate) : show->bitrate;
}

static double target(const struct mastering *m, int channels)
{
	return channels == 1 ? m->loudness_mono : m->loudness;
}

/* The suffix that its packets can be published under; NULL: they cannot. Phones have two channels.
 */
static const char *copy_format(const struct episode *e)
{
	const char *as = e->recording.facts.copies_as;
	bool asked = as && (strcmp(as, "opus") != 0 || strcmp(e->show->format, "opus") == 0);
	bool surround = e->master && e->recording.facts.channels > 2;

	return asked && !surround ? as : NULL;
}

struct levelling mastering_levelling(const struct media_facts *f, const struct mastering *m)
{
	const struct loudness_facts *l = &f->loudness;
	struct levelling lv = { 0 };

	if (!(l->integrated > LEVEL_NONE))
		return lv;
	lv.target = target(m, f->channels);
	if (fabs(lv.target - l->integrated) > m->tolerance)
		lv.gain = lv.target - l->integrated;
	double excess = l->true_peak + lv.gain - m->peak;
	lv.limiting = excess > PEAK_TOLERANCE ? excess : 0;
	return lv;
}

static bool is_right(const struct media_facts *f, const struct mastering *m)
{
	struct levelling lv = mastering_levelling(f, m);

	return lv.gain == 0 && lv.limiting == 0; /* exactly: that is how it is said */
}

/* dB that bring level and peak to where they must be without encoding; 0: none do. */
static double lossless_gain(const struct loudness_facts *l, double step, const struct mastering *m,
			    double loudness)
{
	double most = floor((m->peak - l->true_peak) / step + 1e-9);
	double gain = fmin(round((loudness - l->integrated) / step), most) * step;

	return fabs(l->integrated + gain - loudness) <= m->tolerance ? gain : 0;
}

static bool plan_gain(const struct episode *e, struct audio_plan *p, struct arena *a)
{
	const struct media_facts *f = &e->recording.facts;
	const struct mastering *m = &e->show->mastering;
	const char *as = copy_format(e);
	double step = strcmp(as, "mp3") == 0 ? MP3_STEP : strcmp(as, "opus") == 0 ? OPUS_STEP : 0;

	if (step <= 0)
		return false;
	p->gain = lossless_gain(&f->loudness, step, m, target(m, f->channels));
	if (p->gain == 0) /* exactly: it is a number of steps */
		return false;
	p->making = AUDIO_GAINED;
	p->why = arena_printf(
		a,
		"is at %.1f LUFS with peaks of %.1f dBTP; it is made %.1f dB %s without "
		"encoding it anew",
		f->loudness.integrated, f->loudness.true_peak, fabs(p->gain),
		p->gain < 0 ? "quieter" : "louder");
	return true;
}

static int channels_of(const struct episode *e)
{
	const struct media_facts *f = &e->recording.facts;
	const char *mono = e->show->mastering.mono;

	if (f->channels == 1 || strcmp(mono, "always") == 0)
		return 1;
	return f->channels == 2 && f->same_channels && strcmp(mono, "never") != 0 ? 1 : 2;
}

/* Does anything tell times of the recording, counted from its start? */
static bool has_times(const struct episode *e)
{
	return e->chapters.count || e->transcript.count || e->recording.facts.chapter_count;
}

static void plan_cuts(const struct episode *e, struct audio_plan *p)
{
	const struct media_facts *f = &e->recording.facts;
	double start = f->silent_start - KEPT_BEFORE, end = f->silent_end - KEPT_AFTER;

	if (!e->show->mastering.trim_silence || !(f->loudness.integrated > LEVEL_NONE))
		return;
	if (start > WORTH_A_CUT && !has_times(e))
		p->start = start;
	if (end > WORTH_A_CUT)
		p->end = f->seconds - end;
}

/* How its level changes, with what goes before it. */
static const char *level_words(const struct episode *e, const struct audio_plan *p, struct arena *a)
{
	const struct loudness_facts *l = &e->recording.facts.loudness;
	bool limited = l->true_peak + p->gain > e->show->mastering.peak;

	if (!(p->loudness > LEVEL_NONE))
		return "is";
	if (fabs(p->gain) > e->show->mastering.tolerance)
		return arena_printf(a, "is at %.1f LUFS; it is %s by %.1f dB%s", l->integrated,
				    p->gain < 0 ? "lowered" : "raised", fabs(p->gain),
				    limited ? ", peaks are limited, and it is" : " and");
	if (limited && l->true_peak > e->show->mastering.peak)
		return arena_printf(a, "has peaks of %.1f dBTP; they are limited, and it is",
				    l->true_peak);
	return limited ? "has about the right level; its highest peaks are limited, and it is"
		       : "has about the right level; it is";
}

static const char *encoding_words(const struct episode *e, const struct audio_plan *p,
				  struct arena *a)
{
	static const char *const names[][2] = { { "mp3", "MP3" },
						{ "m4a", "AAC" },
						{ "opus", "Opus" } };
	const struct media_facts *f = &e->recording.facts;
	const char *name = p->format;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i][0], p->format) == 0)
			name = names[i][1];
	}
	return arena_printf(
		a, "%s encoded as %s with %lld kbit/s%s%s", level_words(e, p, a), name,
		(long long)p->bitrate, p->channels == 1 && f->channels > 1 ? " in one channel" : "",
		f->copies_as ? "; from a WAV or FLAC file it would sound a little better" : "");
}

static void plan_encoding(const struct episode *e, struct audio_plan *p, struct arena *a)
{
	const struct media_facts *f = &e->recording.facts;
	const struct mastering *m = &e->show->mastering;
	bool leave = !e->master || !(f->loudness.integrated > LEVEL_NONE);

	*p = (struct audio_plan){
		.making = AUDIO_ENCODED,
		.format = e->show->format,
		.channels = channels_of(e),
		.sample_rate = (int)strtol(m->sample_rate, NULL, 10), /* "keep": 0 */
	};
	p->bitrate = bitrate(e->show, p->channels);
	p->loudness = leave ? LEVEL_NONE : target(m, p->channels);
	if (!leave) {
		p->gain = p->loudness - f->loudness.integrated;
		if (p->channels == 1 && f->channels > 1)
			p->gain += FOLD_CHANGE;
		plan_cuts(e, p);
	}
	p->why = encoding_words(e, p, a);
}

const char *mastering_kept_suffix(const struct episode *e)
{
	return e->came_from.audio ? media_kept_suffix(&e->recording.facts) : NULL;
}

struct audio_plan mastering_plan(const struct episode *e, struct arena *a)
{
	const struct media_facts *f = &e->recording.facts;
	const struct mastering *m = &e->show->mastering;
	struct audio_plan p = { .making = AUDIO_COPIED, .loudness = LEVEL_NONE };
	bool leave = !e->master || !(f->loudness.integrated > LEVEL_NONE);

	if (mastering_kept_suffix(e))
		return (struct audio_plan){ .making = AUDIO_AS_IT_IS, .loudness = LEVEL_NONE };
	if (copy_format(e) && (leave || is_right(f, m)))
		return p;
	if (!copy_format(e) || !plan_gain(e, &p, a))
		plan_encoding(e, &p, a);
	return p;
}

struct audio_plan mastering_low_data(const struct episode *e)
{
	const struct media_facts *f = &e->recording.facts;
	bool silent = !(f->loudness.integrated > LEVEL_NONE);
	struct audio_plan p = {
		.making = AUDIO_ENCODED,
		.format = "mp3",
		.channels = 1,
		.bitrate = LOW_DATA_KBITS,
		.sample_rate = f->sample_rate % 8000 ? 22050 : 24000,
		.loudness = silent ? LEVEL_NONE : e->show->mastering.loudness_mono,
	};

	if (!silent)
		plan_cuts(e, &p);
	return p;
}

bool mastering_wants_low_data(const struct episode *e, const struct audio_plan *main)
{
	int64_t kbits =
		main->making == AUDIO_ENCODED ? main->bitrate : e->recording.facts.bit_rate / 1000;

	return e->show->mastering.low_data && kbits > LOW_DATA_KBITS;
}
