#include "envelope.h"

#include <math.h>

#include "base/mem.h"

#define CELLS 8192

/* Lossy decoders go beyond full scale; what lies further out is broken. */
#define LOUDEST 8.0f

struct cell {
	float lowest, highest;
	double squares;
	size_t samples; /* of all channels */
};

struct envelope {
	struct cell cells[CELLS];
	size_t count;
	size_t size; /* samples of a channel in a cell */
	size_t held; /* of them, in the last cell; 0: there is none yet */
	size_t channels;
};

struct envelope *envelope_new(int sample_rate, int channels, struct arena *a)
{
	struct envelope *e = arena_new(a, struct envelope);

	e->size = sample_rate < 100 ? 1 : (size_t)sample_rate / 100;
	e->channels = (size_t)channels;
	return e;
}

static void join(struct cell *to, const struct cell *c)
{
	to->lowest = fminf(to->lowest, c->lowest);
	to->highest = fmaxf(to->highest, c->highest);
	to->squares += c->squares;
	to->samples += c->samples;
}

static void halve(struct envelope *e)
{
	for (size_t i = 0; i < CELLS / 2; i++) {
		e->cells[i] = e->cells[2 * i];
		join(&e->cells[i], &e->cells[2 * i + 1]);
	}
	e->count = CELLS / 2;
	e->size *= 2;
}

static struct cell *last_cell(struct envelope *e)
{
	if (e->held)
		return &e->cells[e->count - 1];
	if (e->count == CELLS)
		halve(e);
	e->cells[e->count] = (struct cell){ 0 };
	return &e->cells[e->count++];
}

static void hear(struct cell *c, const float *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		float x = fabsf(samples[i]) <= LOUDEST ? samples[i] : 0;

		c->lowest = x < c->lowest ? x : c->lowest;
		c->highest = x > c->highest ? x : c->highest;
		c->squares += (double)x * (double)x;
	}
	c->samples += count;
}

void envelope_hear(struct envelope *e, const float *const *planes, size_t samples)
{
	for (size_t at = 0; at < samples;) {
		struct cell *c = last_cell(e);
		size_t n = e->size - e->held;

		if (n > samples - at)
			n = samples - at;
		for (size_t k = 0; k < e->channels; k++)
			hear(c, planes[k] + at, n);
		e->held = (e->held + n) % e->size;
		at += n;
	}
}

void envelope_sum(const struct envelope *e, struct stretch *into, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t from = i * e->count / count, to = (i + 1) * e->count / count;
		struct cell sum = { 0 };

		if (e->count)
			sum = e->cells[from];
		for (size_t k = from + 1; k < to; k++)
			join(&sum, &e->cells[k]);
		into[i] = (struct stretch){
			.lowest = sum.lowest,
			.highest = sum.highest,
			.rms = sum.samples ? (float)sqrt(sum.squares / (double)sum.samples) : 0,
		};
	}
}

uint8_t *envelope_peaks(const struct envelope *e, size_t count, struct arena *a)
{
	struct stretch *parts = arena_array(a, count, sizeof(*parts));
	uint8_t *peaks = arena_array(a, count, sizeof(*peaks));

	envelope_sum(e, parts, count);
	for (size_t i = 0; i < count; i++) {
		float most = fmaxf(-parts[i].lowest, parts[i].highest);

		peaks[i] = (uint8_t)lroundf(fminf(most, 1) * 255);
	}
	return peaks;
}
