#include "true_peak.h"

#include <math.h>

#include "sinc.h"

#define PHASES TRUE_PEAK_PHASES
#define TAPS   TRUE_PEAK_TAPS
#define BEFORE TRUE_PEAK_BEFORE

/* The taps for the point `phase` steps behind a sample, so that constant sound stays as it is. */
static void taps_init(float *taps, int phase)
{
	double exact[TAPS], sum = 0;

	for (int i = 0; i < TAPS; i++) {
		exact[i] = sinc_tap(i - BEFORE - (double)phase / PHASES, TAPS / 2);
		sum += exact[i];
	}
	for (int i = 0; i < TAPS; i++)
		taps[i] = (float)(exact[i] / sum);
}

/* The largest sum of the sizes of taps: those between two samples have it. */
static float largest_gain(const struct true_peak *t)
{
	float sum = 0;

	for (int i = 0; i < TAPS; i++)
		sum += fabsf(t->taps[PHASES / 2][i]);
	return sum;
}

/*
 * On a grid of 2, 4, 8 … points a sample the nearest one to a crest is at most
 * half a step away, and no sound has lost more of its height by then than a sine
 * at half the sampling rate.
 */
void true_peak_init(struct true_peak *t, const struct kernels *kernels)
{
	*t = (struct true_peak){ .kernels = kernels };
	for (int phase = 0; phase < PHASES; phase++)
		taps_init(t->taps[phase], phase);
	t->reach[0] = largest_gain(t);
	for (int level = 1; level < 4; level++)
		t->reach[level] = (float)(1 / cos(M_PI / (2 << level)));
}

/* The highest of the points `phase` steps behind each of `count` samples. */
static float look(struct true_peak *t, const float *x, size_t count, int phase, double place)
{
	float y[CONVOLVED];

	t->kernels->convolve(y, x - BEFORE, t->taps[phase], TAPS);
	for (size_t i = count; i < CONVOLVED; i++)
		y[i] = 0;
	float found = t->kernels->loudest(y, CONVOLVED);
	if (found <= t->level)
		return found;

	size_t i = 0;
	while (fabsf(y[i]) < found)
		i++;
	t->level = found;
	t->place = place + (double)i + (double)phase / PHASES;
	return found;
}

/* Ever finer grids: the points between those of the grid before, while they can matter. */
static void look_between(struct true_peak *t, const float *x, size_t count, double place)
{
	float known = t->kernels->loudest(x - BEFORE, CONVOLVED + TAPS);

	if (known > t->sample)
		t->sample = known;
	if (known > t->level)
		look(t, x, count, 0, place);
	for (int step = PHASES / 2, level = 0; step > 0; step /= 2, level++) {
		if (known * t->reach[level] <= t->level)
			return;
		for (int phase = step; phase < PHASES; phase += 2 * step)
			known = fmaxf(known, look(t, x, count, phase, place));
	}
}

void true_peak_hear(struct true_peak *t, const float *x, size_t n, double place)
{
	for (size_t i = 0; i < n; i += CONVOLVED) {
		size_t count = n - i < CONVOLVED ? n - i : CONVOLVED;

		look_between(t, x + i, count, place + (double)i);
	}
}
