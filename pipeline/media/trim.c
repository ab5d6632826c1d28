#include "trim.h"

#include <math.h>

#define FADE_SECONDS 0.01

void trim_init(struct trim *t, double start, double end, int rate)
{
	*t = (struct trim){
		.start = llround(start * rate),
		.end = end > 0 ? llround(end * rate) : INT64_MAX,
		.fade = llround(FADE_SECONDS * rate),
	};
}

/* How loud a sample is that stays: 1 but beside a cut. */
static float level(const struct trim *t, int64_t at)
{
	float up = t->start ? (float)(at - t->start + 1) / (float)(t->fade + 1) : 1;
	float down = t->end < INT64_MAX ? (float)(t->end - at) / (float)(t->fade + 1) : 1;

	return fminf(1, fminf(up, down));
}

static int64_t within(int64_t x, int64_t from, int64_t to)
{
	return x < from ? from : x > to ? to : x;
}

int trim_run(struct trim *t, float **planes, int channels, int samples)
{
	int64_t from = within(t->start, t->at, t->at + samples);
	int64_t to = within(t->end, from, t->at + samples);

	for (int c = 0; c < channels; c++) {
		planes[c] += from - t->at;
		for (int64_t i = from; i < to; i++) {
			if (i < t->start + t->fade || i >= t->end - t->fade)
				planes[c][i - from] *= level(t, i);
		}
	}
	t->at += samples;
	return (int)(to - from);
}
