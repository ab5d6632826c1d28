#include "levels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/media.h"
#include "window.h"

#define STEP_WINDOWS 10

/* The gates of BS.1770-4: what is no sound at all, and how far a pause is below the rest. */
#define ABSOLUTE_GATE -70.0
#define RELATIVE_GATE -10.0

/*
 * In a quiet room, what is 40 dB below a voice is not heard. Yet no recording is
 * so loud that -50 dBFS would be silence, nor so soft that -70 dBFS would be sound.
 */
#define SILENCE_BELOW_PROGRAMME -40.0
#define SILENCE_AT_MOST         -50.0
#define SILENCE_AT_LEAST        -70.0

/*
 * In pauses that are filled with noise, the softest steps are as loud as each
 * other: 0.1 to 1.3 dB lay between the softest fiftieth and tenth of speech with
 * white to brown noise, 3 dB and more in 40 pieces of music.
 */
#define STEADY_DB 2.0

/* Ten seconds have pauses enough to tell. */
#define STEADY_STEPS 100

double level_db(double power)
{
	return power > 0 ? 10 * log10(power) : LEVEL_NONE;
}

double level_power(double db)
{
	return pow(10, db / 10);
}

void levels_init(struct levels *l, int sample_rate, int channels, struct arena *a)
{
	size_t n = (size_t)channels;

	*l = (struct levels){
		.arena = a,
		.channels = channels,
		.sample_rate = sample_rate,
		.step_seconds = (double)(STEP_WINDOWS * window_samples(sample_rate)) / sample_rate,
		.step_windows = STEP_WINDOWS,
		.sums = arena_array(a, n, sizeof(*l->sums)),
		.offsets = arena_array(a, n, sizeof(*l->offsets)),
	};
}

static void halve(struct levels *l)
{
	for (size_t i = 0; i < l->count / 2; i++) {
		struct step a = l->steps[2 * i], b = l->steps[2 * i + 1];

		l->steps[i] = (struct step){ (a.power + b.power) / 2, fmaxf(a.loudest, b.loudest) };
	}
	l->count /= 2;
	l->step_windows *= 2;
	l->step_seconds *= 2;
}

static void end_step(struct levels *l)
{
	double n = (double)l->samples, most = 0;

	for (int c = 0; c < l->channels; c++) {
		double mean = l->sums[c].sum / n;

		most = fmax(most, l->sums[c].square / n - mean * mean);
	}
	l->steps = arena_grow(l->arena, l->steps, l->count, &l->room, sizeof(*l->steps));
	l->steps[l->count++] = (struct step){ (float)most, l->loudest };
	memset(l->sums, 0, (size_t)l->channels * sizeof(*l->sums));
	l->loudest = 0;
	l->samples = l->windows = 0;
	if (l->count == STEPS_MOST)
		halve(l);
}

void levels_hear(struct levels *l, const struct window *w)
{
	for (int c = 0; c < l->channels; c++) {
		l->sums[c].sum += w->of[c].sum;
		l->sums[c].square += w->of[c].square;
		l->offsets[c] += w->of[c].sum;
		l->loudest = fmaxf(l->loudest, (float)window_power(w, c));
	}
	l->heard += (double)w->samples;
	l->samples += w->samples;
	if (++l->windows == l->step_windows)
		end_step(l);
}

void levels_end(struct levels *l)
{
	if (l->samples)
		end_step(l);
}

double levels_seconds(const struct levels *l)
{
	return l->heard / l->sample_rate;
}

static double gated_mean(const struct levels *l, double gate)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		if ((double)l->steps[i].power < gate)
			continue;
		sum += (double)l->steps[i].power;
		n++;
	}
	return n ? sum / (double)n : 0;
}

double levels_programme(const struct levels *l)
{
	double gate = level_power(ABSOLUTE_GATE);

	return gated_mean(l, fmax(gate, gated_mean(l, gate) * level_power(RELATIVE_GATE)));
}

double levels_silence(const struct levels *l)
{
	double db = level_db(levels_programme(l)) + SILENCE_BELOW_PROGRAMME;

	return level_power(fmin(fmax(db, SILENCE_AT_LEAST), SILENCE_AT_MOST));
}

double levels_offset(const struct levels *l)
{
	double worst = 0;

	for (int c = 0; c < l->channels && l->heard > 0; c++) {
		double mean = l->offsets[c] / l->heard;

		if (fabs(mean) > fabs(worst))
			worst = mean;
	}
	return worst;
}

static int by_power(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

struct noise levels_noise(const struct levels *l)
{
	float *all = arena_array(l->arena, l->count + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		if ((double)l->steps[i].power >= DIGITAL_SILENCE)
			all[n++] = l->steps[i].power;
	}
	if (!n)
		return (struct noise){ 0, false };
	qsort(all, n, sizeof(*all), by_power);
	return (struct noise){
		.power = (double)all[n / 20],
		.steady = n >= STEADY_STEPS &&
			  (double)(all[n / 10] / all[n / 50]) < level_power(STEADY_DB),
	};
}
