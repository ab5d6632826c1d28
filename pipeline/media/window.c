#include "window.h"

#include <math.h>

/*
 * Sums go to so many places in turn, each to be added to by one lane of a
 * vector unit: compilers see that, and the order is the same without one.
 */
#define LANES 8

#define CELLS_PER_SECOND 2000

/* No recorder has a higher rate; a file that claims one does not get more memory. */
#define HIGHEST_RATE 768000

size_t cell_samples(int sample_rate)
{
	int rate = sample_rate < HIGHEST_RATE ? sample_rate : HIGHEST_RATE;
	int n = (rate + CELLS_PER_SECOND / 2) / CELLS_PER_SECOND;

	return n > 0 ? (size_t)n : 1;
}

size_t window_samples(int sample_rate)
{
	return WINDOW_CELLS * cell_samples(sample_rate);
}

struct lanes {
	float sum[LANES], square[LANES], peak[LANES];
};

static inline void add_sample(struct lanes *s, int k, float x)
{
	float size = fabsf(x);

	s->sum[k] += x;
	s->square[k] += x * x;
	s->peak[k] = size > s->peak[k] ? size : s->peak[k];
}

static struct channel_sums sum_channel(const float *restrict x, size_t n)
{
	struct lanes s = { 0 };
	struct channel_sums all = { 0 };
	size_t i = 0;

	for (; i + LANES <= n; i += LANES) {
		for (int k = 0; k < LANES; k++)
			add_sample(&s, k, x[i + (size_t)k]);
	}
	for (int k = 0; i < n; i++, k++)
		add_sample(&s, k, x[i]);
	for (int k = 0; k < LANES; k++) {
		all.sum += (double)s.sum[k];
		all.square += (double)s.square[k];
		all.peak = s.peak[k] > all.peak ? s.peak[k] : all.peak;
	}
	return all;
}

static double sum_difference(const float *restrict l, const float *restrict r, size_t n)
{
	float square[LANES] = { 0 };
	double all = 0;
	size_t i = 0;

	for (; i + LANES <= n; i += LANES) {
		for (int k = 0; k < LANES; k++) {
			float d = l[i + (size_t)k] - r[i + (size_t)k];
			square[k] += d * d;
		}
	}
	for (int k = 0; i < n; i++, k++)
		square[k] += (l[i] - r[i]) * (l[i] - r[i]);
	for (int k = 0; k < LANES; k++)
		all += (double)square[k];
	return all;
}

bool window_sum(struct window *w)
{
	const double most = (double)LOUDEST_SAMPLE * (double)LOUDEST_SAMPLE;

	for (int c = 0; c < w->channels; c++) {
		w->of[c] = sum_channel(w->planes[c], w->samples);
		if (!(w->of[c].square <= most))
			return false;
	}
	w->difference = 0;
	if (w->channels == 2)
		w->difference = sum_difference(w->planes[0], w->planes[1], w->samples);
	return true;
}

double window_power(const struct window *w, int channel)
{
	double n = (double)w->samples, mean = w->of[channel].sum / n;
	double power = w->of[channel].square / n - mean * mean;

	return power > 0 ? power : 0;
}

static float sum_cell(const float *restrict x, size_t n)
{
	float s[4] = { 0 };
	size_t i = 0;

	for (; i + 4 <= n; i += 4) {
		s[0] += x[i];
		s[1] += x[i + 1];
		s[2] += x[i + 2];
		s[3] += x[i + 3];
	}
	for (; i < n; i++)
		s[0] += x[i];
	return (s[0] + s[1]) + (s[2] + s[3]);
}

size_t window_mix(const struct window *w, float cells[WINDOW_CELLS])
{
	size_t cell = cell_samples(w->sample_rate), whole = w->samples / cell;
	float scale = 1.0F / (float)(cell * (size_t)w->channels);

	for (size_t i = 0; i < whole; i++) {
		float all = 0;

		for (int c = 0; c < w->channels; c++)
			all += sum_cell(w->planes[c] + i * cell, cell);
		cells[i] = all * scale;
	}
	return whole;
}
