#include "limiter.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "sinc.h"

/* The grid on which blocks are worked at, whatever the size of those that come. */
#define BLOCK ((size_t)512)

/* So many samples are looked at together when it is asked whether a peak could be there. */
#define GLANCE ((size_t)64)

/* Between two samples the wave is looked at in eighths, through so many samples on either side. */
#define PHASES 8
#define REACH  ((size_t)24)
#define TAPS   (2 * REACH)

/* Between points of a grid twice as fine as the samples, no crest is higher than this times theirs.
 */
#define CREST 1.4143F

/* What a finer grid than ours may find above a peak that we found. */
#define GRID_MARGIN 0.9886F /* -0.1 dB */

#define ATTACK_SECONDS  0.005
#define HOLD_SECONDS    0.010
#define RELEASE_SECONDS 0.080

/*
 * How much less than 1 the gain is, as a whole number: sums of such numbers never
 * drift, and nothing is left of them when nothing is there.
 */
typedef int64_t deficit;
#define DEFICIT_ONE ((deficit)1 << 30)

typedef float lanes __attribute__((vector_size(16)));
typedef int32_t bits __attribute__((vector_size(16)));
#define LANES ((size_t)4)

/* A mean over the last `length` values, times `length`. */
struct mean {
	deficit *ring, sum;
	size_t length, at;
};

/* The largest of the last `length` values: those that may still become it, falling. */
struct hold {
	struct held {
		deficit value;
		int64_t at;
	} * ring;
	size_t length, first, count;
};

struct limiter {
	struct limiter_settings set;
	lanes kernel[TAPS][PHASES / LANES];
	lanes middle[TAPS]; /* the phase in the middle, in every lane */
	float bound;  /* no wave between samples is higher than the highest sample around times this
		       */
	size_t delay; /* from what is newest to what goes out, within `wave` */
	float *wave[2];        /* the last `delay` samples, then a block */
	float *in[2], *out[2]; /* a block being filled, and one being given away */
	size_t filled;
	deficit *need; /* for each sample of a block */
	int64_t now;   /* its first one's number */
	struct hold hold;
	deficit release, release_divisor, most;
	struct mean first, second;
};

static void make_kernel(struct limiter *l)
{
	for (size_t p = 0; p < PHASES; p++) {
		double h[TAPS], sum = 0, size = 0;

		for (size_t t = 0; t < TAPS; t++) {
			double x = (double)p / PHASES - (double)t + (double)(REACH - 1);

			h[t] = sinc_tap(x, (int)REACH);
			sum += h[t];
		}
		for (size_t t = 0; t < TAPS; t++) {
			l->kernel[t][p / LANES][p % LANES] = (float)(h[t] / sum);
			size += fabs(h[t] / sum);
		}
		l->bound = fmaxf(l->bound, (float)size * 1.0001F);
	}
	for (size_t t = 0; t < TAPS; t++) {
		float h = l->kernel[t][PHASES / 2 / LANES][PHASES / 2 % LANES];

		l->middle[t] = (lanes){ h, h, h, h };
	}
}

static size_t samples_of(double seconds, int rate)
{
	return (size_t)lround(seconds * rate) + 1;
}

static void make_mean(struct mean *b, size_t length, struct arena *a)
{
	*b = (struct mean){ .ring = arena_array(a, length, sizeof(deficit)), .length = length };
}

struct limiter *limiter_new(const struct limiter_settings *s, struct arena *a)
{
	struct limiter *l = arena_alloc(a, sizeof(*l));
	size_t half = samples_of(ATTACK_SECONDS / 2, s->rate), attack = 2 * half - 1;

	assert(s->channels == 1 || s->channels == 2);
	*l = (struct limiter){ .set = *s };
	l->set.ceiling *= GRID_MARGIN;
	make_kernel(l);
	/* A peak is known REACH samples late; the gain is down REACH samples before it. */
	l->delay = REACH + attack - 1 + REACH;
	for (int c = 0; c < s->channels; c++) {
		l->wave[c] = arena_array(a, l->delay + BLOCK, sizeof(float));
		l->in[c] = arena_array(a, BLOCK, sizeof(float));
		l->out[c] = arena_array(a, BLOCK, sizeof(float));
	}
	l->need = arena_array(a, BLOCK, sizeof(deficit));
	l->hold.length = attack + 2 * REACH + samples_of(HOLD_SECONDS, s->rate);
	l->hold.ring = arena_array(a, l->hold.length + 1, sizeof(struct held));
	l->release_divisor = (deficit)samples_of(RELEASE_SECONDS, s->rate);
	make_mean(&l->first, half, a);
	make_mean(&l->second, half, a);
	return l;
}

size_t limiter_delay(const struct limiter *l)
{
	return BLOCK + l->delay;
}

double limiter_reduction(const struct limiter *l)
{
	deficit one = DEFICIT_ONE * (deficit)l->first.length * (deficit)l->second.length;

	return l->most ? -20 * log10(1 - (double)l->most / (double)one) : 0;
}

/* The highest of `count` samples, which is a multiple of LANES. Floats without sign order as
 * integers do. */
static float highest(const float *x, size_t count)
{
	const int32_t unsign = INT32_MAX;
	bits most = { 0 }, now;

	for (size_t i = 0; i < count; i += LANES) {
		memcpy(&now, x + i, sizeof(now));
		now &= (bits){ unsign, unsign, unsign, unsign };
		bits more = now > most;
		most = (now & more) | (most & ~more);
	}
	float each[LANES], top = 0;
	memcpy(each, &most, sizeof(each));
	for (size_t i = 0; i < LANES; i++)
		top = fmaxf(top, each[i]);
	return top;
}

/* The highest of the wave from x[0] to just before x[1]. */
static float peak_after(const struct limiter *l, const float *x)
{
	lanes sum[PHASES / LANES] = { 0 };
	float each[PHASES], top = 0;

	x -= REACH - 1;
	for (size_t t = 0; t < TAPS; t++) {
		const lanes v = { x[t], x[t], x[t], x[t] };

		for (size_t k = 0; k < PHASES / LANES; k++)
			sum[k] += v * l->kernel[t][k];
	}
	memcpy(each, sum, sizeof(each));
	for (size_t p = 0; p < PHASES; p++)
		top = fmaxf(top, fabsf(each[p]));
	return top;
}

static deficit deficit_of(const struct limiter *l, float peak)
{
	if (peak <= l->set.ceiling)
		return 0;
	return (deficit)ceil((1 - (double)l->set.ceiling / peak) * (double)DEFICIT_ONE);
}

/* Could the wave pass the ceiling in the GLANCE samples from x on? */
static bool is_near(const struct limiter *l, const float *x)
{
	return highest(x - REACH, GLANCE + 2 * REACH) * l->bound > l->set.ceiling;
}

/* The wave in the middle between each of GLANCE samples from x on and the next. */
static void find_middles(const struct limiter *l, const float *x, float *into)
{
	x -= REACH - 1;
	for (size_t i = 0; i < GLANCE; i += LANES) {
		lanes sum = { 0 }, v;

		for (size_t t = 0; t < TAPS; t++) {
			memcpy(&v, x + i + t, sizeof(v));
			sum += v * l->middle[t];
		}
		memcpy(into + i, &sum, sizeof(sum));
	}
}

/* What the samples of one channel need, GLANCE of them from `from` on; false: none needs anything.
 */
static bool glance(struct limiter *l, const float *x, size_t from)
{
	float middle[GLANCE];
	bool any = false;

	find_middles(l, x + from, middle);
	for (size_t i = from; i < from + GLANCE; i++) {
		float near = fmaxf(fmaxf(fabsf(x[i]), fabsf(x[i + 1])), fabsf(middle[i - from]));
		deficit d = near * CREST > l->set.ceiling ? deficit_of(l, peak_after(l, x + i)) : 0;

		any = any || d;
		if (d > l->need[i])
			l->need[i] = d;
	}
	return any;
}

/* What each sample of the block needs; false when none needs anything. */
static bool find_needs(struct limiter *l)
{
	bool any = false;

	memset(l->need, 0, BLOCK * sizeof(deficit));
	for (int c = 0; c < l->set.channels; c++) {
		const float *x = l->wave[c] + l->delay - REACH;

		for (size_t from = 0; from < BLOCK; from += GLANCE) {
			if (is_near(l, x + from) && glance(l, x, from))
				any = true;
		}
	}
	return any;
}

static deficit hold_next(struct hold *h, deficit value, int64_t now)
{
	size_t room = h->length + 1;

	if (h->count && h->ring[h->first].at <= now - (int64_t)h->length) {
		h->first = (h->first + 1) % room;
		h->count--;
	}
	while (h->count && h->ring[(h->first + h->count - 1) % room].value <= value)
		h->count--;
	if (value || h->count)
		h->ring[(h->first + h->count++) % room] = (struct held){ value, now };
	return h->count ? h->ring[h->first].value : 0;
}

static deficit mean_next(struct mean *b, deficit value)
{
	b->sum += value - b->ring[b->at];
	b->ring[b->at] = value;
	b->at = b->at + 1 == b->length ? 0 : b->at + 1;
	return b->sum;
}

/* How far the gain is down, times the lengths of both boxes. */
static deficit follow(struct limiter *l, deficit need, int64_t now)
{
	deficit held = hold_next(&l->hold, need, now);

	l->release -= (l->release + l->release_divisor - 1) / l->release_divisor;
	if (held > l->release)
		l->release = held;
	return mean_next(&l->second, mean_next(&l->first, l->release));
}

static bool is_idle(const struct limiter *l)
{
	return !l->hold.count && !l->release && !l->second.sum && !l->first.sum;
}

static void turn_down(struct limiter *l)
{
	deficit one = DEFICIT_ONE * (deficit)l->first.length * (deficit)l->second.length;

	for (size_t i = 0; i < BLOCK; i++) {
		deficit down = follow(l, l->need[i], l->now + (int64_t)i);

		if (down > l->most)
			l->most = down;
		if (!down)
			continue;
		float gain = (float)(1 - (double)down / (double)one);
		for (int c = 0; c < l->set.channels; c++)
			l->out[c][i] *= gain;
	}
}

static void amplify(float *restrict to, const float *restrict from, float gain)
{
	for (size_t i = 0; i < BLOCK; i++)
		to[i] = from[i] * gain;
}

static void work_block(struct limiter *l)
{
	for (int c = 0; c < l->set.channels; c++) {
		memmove(l->wave[c], l->wave[c] + BLOCK, l->delay * sizeof(float));
		amplify(l->wave[c] + l->delay, l->in[c], l->set.gain);
		memcpy(l->out[c], l->wave[c], BLOCK * sizeof(float));
	}
	if (find_needs(l) || !is_idle(l))
		turn_down(l);
	l->now += (int64_t)BLOCK;
}

static void swap(float *in, float *out, float *plane, size_t count)
{
	memcpy(in, plane, count * sizeof(float));
	memcpy(plane, out, count * sizeof(float));
}

void limiter_run(struct limiter *l, float *const *planes, size_t samples)
{
	for (size_t at = 0, n; at < samples; at += n) {
		n = samples - at < BLOCK - l->filled ? samples - at : BLOCK - l->filled;
		for (int c = 0; c < l->set.channels; c++)
			swap(l->in[c] + l->filled, l->out[c] + l->filled, planes[c] + at, n);
		l->filled = (l->filled + n) % BLOCK;
		if (!l->filled)
			work_block(l);
	}
}
