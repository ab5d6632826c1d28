#include "survey.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "channels.h"
#include "clipping.h"
#include "hum.h"
#include "levels.h"
#include "problems.h"
#include "silence.h"
#include "waveform.h"
#include "window.h"

/* One hundredth of full scale is heard as a click where the recording begins, ends or is cut. */
#define OFFSET_HEARD 0.01

/* Shorter sound may well be more on one side: deep notes, wind. */
#define OFFSET_SECONDS 10.0

/* Noise so near to the programme is heard beside it; what is nearer still is the programme. */
#define NOISE_NEAR_DB 30.0
#define NOISE_SELF_DB 6.0

/* Channels are compared while there is something in them to compare: not in pauses. */
#define COMPARED_DB -25.0

struct survey {
	struct arena *arena;
	struct window window;
	size_t size; /* of a window, in samples */
	size_t held; /* samples of a window that is not yet full */
	float **hold;
	const float **planes; /* of the window */
	struct levels levels;
	struct clipping clipping;
	struct channels channels;
	struct hum hum;
	struct waveform waveform;
};

struct survey *survey_new(int sample_rate, int channels, struct arena *a)
{
	struct survey *s = arena_new(a, struct survey);
	size_t n = (size_t)channels;

	s->arena = a;
	s->size = window_samples(sample_rate);
	s->planes = arena_array(a, n, sizeof(*s->planes));
	s->hold = arena_array(a, n, sizeof(*s->hold));
	for (size_t c = 0; c < n; c++)
		s->hold[c] = arena_array(a, s->size, sizeof(**s->hold));
	s->window = (struct window){
		.channels = channels,
		.sample_rate = sample_rate,
		.planes = s->planes,
		.of = arena_array(a, n, sizeof(*s->window.of)),
	};
	levels_init(&s->levels, sample_rate, channels, a);
	clipping_init(&s->clipping, sample_rate, channels, a);
	channels_init(&s->channels, sample_rate, channels, a);
	hum_init(&s->hum, sample_rate, a);
	waveform_init(&s->waveform);
	return s;
}

/* A copy of the window in which there are only numbers. */
static void clean(struct survey *s)
{
	for (int c = 0; c < s->window.channels; c++) {
		for (size_t i = 0; i < s->window.samples; i++) {
			float x = s->planes[c][i];

			s->hold[c][i] = fabsf(x) <= LOUDEST_SAMPLE ? x : 0;
		}
		s->planes[c] = s->hold[c];
	}
}

static void hear_window(struct survey *s)
{
	if (!window_sum(&s->window)) {
		clean(s);
		(void)window_sum(&s->window);
	}
	levels_hear(&s->levels, &s->window);
	clipping_hear(&s->clipping, &s->window);
	channels_hear(&s->channels, &s->window);
	hum_hear(&s->hum, &s->window);
	waveform_hear(&s->waveform, &s->window);
}

static void hear_held(struct survey *s)
{
	for (int c = 0; c < s->window.channels; c++)
		s->planes[c] = s->hold[c];
	s->window.samples = s->held;
	s->held = 0;
	hear_window(s);
}

/* Takes up to a window of samples from `at` on; returns how many. */
static size_t take(struct survey *s, const float *const *planes, size_t at, size_t samples)
{
	size_t n = s->size - s->held;

	if (n > samples)
		n = samples;
	bool whole = n == s->size;
	for (int c = 0; c < s->window.channels; c++) {
		if (whole)
			s->planes[c] = planes[c] + at;
		else
			memcpy(s->hold[c] + s->held, planes[c] + at, n * sizeof(**s->hold));
	}
	if (whole) {
		s->window.samples = n;
		hear_window(s);
		return n;
	}
	s->held += n;
	if (s->held == s->size)
		hear_held(s);
	return n;
}

void survey_hear(struct survey *s, const float *const *planes, size_t samples)
{
	for (size_t at = 0; at < samples;)
		at += take(s, planes, at, samples - at);
}

static void report_offset(const struct levels *l, struct problems *p)
{
	double offset = levels_offset(l);

	if (levels_seconds(l) >= OFFSET_SECONDS && fabs(offset) >= OFFSET_HEARD)
		problems_add(
			p, DIAG_DC_OFFSET, NOWHERE,
			"the whole wave lies %.0f %% %s the middle, which clicks at every cut; "
			"use your editor's 'remove DC offset', and have the recorder or its "
			"cable looked at",
			fabs(offset) * 100, offset > 0 ? "above" : "below");
}

static void report_noise(struct noise noise, double programme, struct problems *p)
{
	double below = level_db(programme) - level_db(noise.power);

	if (noise.steady && below >= NOISE_SELF_DB && below <= NOISE_NEAR_DB)
		problems_add(
			p, DIAG_NOISY, NOWHERE,
			"there is a steady noise, only %.0f dB softer than the voices; switch off "
			"fans and heaters, go nearer to the microphone, or use your editor's "
			"noise reduction",
			below);
}

void survey_sum(struct survey *s, bool lossy, struct media_facts *into, struct problems *p)
{
	if (s->held)
		hear_held(s);
	levels_end(&s->levels);
	clipping_end(&s->clipping);
	channels_end(&s->channels);

	double programme = levels_programme(&s->levels);
	struct noise noise = levels_noise(&s->levels);
	into->noise_floor = level_db(noise.power);
	into->dc_offset = levels_offset(&s->levels);
	into->peaks = waveform_sum(&s->waveform, &into->peak_count, s->arena);
	if (!silence_report(&s->levels, into, p))
		return;
	clipping_report(&s->clipping, lossy, p);
	report_offset(&s->levels, p);
	into->same_channels =
		channels_report(&s->channels, programme * level_power(COMPARED_DB), p);
	/* What is mostly hum is not told again as noise. */
	if (hum_report(&s->hum, programme, s->arena, p) < noise.power / 2)
		report_noise(noise, programme, p);
}
