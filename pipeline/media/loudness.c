#include "loudness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kernels.h"
#include "kweight.h"
#include "true_peak.h"

/* Lengths in steps of 100 ms. */
enum { MOMENTARY = 4, SHORT_TERM = 30, RANGE_STEP = 10 };

/* The loudest 400 ms and 3 s may begin at any tenth of a step. */
enum { TENTHS = 10, RECENT = SHORT_TERM + 1 };

/* What a channel's window holds: the end of the step before, the step, and room that stays 0. */
#define OLD  TRUE_PEAK_TAPS
#define ROOM TRUE_PEAK_AFTER

/* Nobody records faster; a file that says so must not fill the memory. */
#define HIGHEST_RATE 384000

struct channel {
	double weight;
	struct kweight_state state;
	float *window;
};

struct loudness {
	int rate, channel_count;
	size_t step;   /* samples in 100 ms */
	size_t filled; /* samples of the present step */
	struct channel *channels;
	struct kweight kweight;
	struct true_peak peak;
	double *energies; /* weighted mean square of each full step, of all channels */
	size_t count, room;
	double recent[RECENT][TENTHS]; /* what the last steps are made of, in a ring */
	double momentary, short_term;  /* the largest energies so far */
	struct arena *arena;
	const struct kernels *kernels;
};

static size_t step_of(int rate)
{
	return rate < 5 ? 1 : ((size_t)rate + 5) / 10;
}

struct loudness *loudness_new(int sample_rate, int channels, const double *weights, struct arena *a)
{
	const int rate = sample_rate < HIGHEST_RATE ? sample_rate : HIGHEST_RATE;
	struct loudness *l = arena_new(a, struct loudness);

	l->rate = sample_rate;
	l->channel_count = channels;
	l->step = step_of(rate);
	l->channels = arena_array(a, (size_t)channels, sizeof(*l->channels));
	l->arena = a;
	l->kernels = kernels_choose();
	for (int c = 0; c < channels; c++) {
		l->channels[c].weight = weights ? weights[c] : 1;
		l->channels[c].window = arena_array(a, OLD + l->step + ROOM, sizeof(float));
	}
	kweight_init(&l->kweight, rate, l->kernels);
	true_peak_init(&l->peak, l->kernels);
	return l;
}

/* The filter looks ahead: each step, what is half a filter behind is looked at. */
static void hear_peak(struct true_peak *peak, const struct loudness *l, size_t n)
{
	const size_t delay = TRUE_PEAK_TAPS / 2;
	double place = (double)l->count * (double)l->step - (double)delay;

	for (int c = 0; c < l->channel_count; c++)
		true_peak_hear(peak, l->channels[c].window + OLD - delay, n, place);
}

/* Where tenth `i` of a step begins. Whole strides of the kernels; only the last may end between. */
static size_t tenth_begins(const struct loudness *l, size_t i)
{
	size_t at = l->step * i / TENTHS;

	return i == TENTHS ? at : at - at % KERNEL_STEP;
}

static void weigh_tenths(struct loudness *l, double tenths[TENTHS])
{
	for (size_t i = 0; i < TENTHS; i++) {
		const size_t from = tenth_begins(l, i), n = tenth_begins(l, i + 1) - from;

		tenths[i] = 0;
		for (int c = 0; c < l->channel_count; c++) {
			struct channel *ch = &l->channels[c];

			tenths[i] += ch->weight * kweight_energy(&l->kweight, &ch->state,
								 ch->window + OLD + from, n);
		}
		tenths[i] /= (double)l->step;
	}
}

/* Of the `n` steps before step `end`. */
static double sum_before(const struct loudness *l, size_t end, size_t n)
{
	double sum = 0;

	for (size_t i = end - n; i < end; i++)
		sum += l->energies[i];
	return sum;
}

static double mean_before(const struct loudness *l, size_t end, size_t n)
{
	return sum_before(l, end, n) / (double)n;
}

/*
 * The loudest `n` steps that end with one of the tenths of the last. Those that
 * end before the last tenth begin with what is missing to `n` of an older step.
 */
static double loudest_lately(const struct loudness *l, size_t n)
{
	if (l->count < n)
		return 0;
	double max = mean_before(l, l->count, n);
	if (l->count == n)
		return max;

	const double *last = l->recent[(l->count - 1) % RECENT];
	const double *old = l->recent[(l->count - 1 - n) % RECENT];
	const double between = sum_before(l, l->count - 1, n - 1);
	for (size_t end = 1; end < TENTHS; end++) {
		double sum = between;

		for (size_t i = 0; i < TENTHS; i++)
			sum += i < end ? last[i] : old[i];
		max = fmax(max, sum / (double)n);
	}
	return max;
}

static void weigh_step(struct loudness *l)
{
	double *tenths = l->recent[l->count % RECENT];
	double energy = 0;

	weigh_tenths(l, tenths);
	for (size_t i = 0; i < TENTHS; i++)
		energy += tenths[i];
	l->energies = arena_grow(l->arena, l->energies, l->count, &l->room, sizeof(double));
	l->energies[l->count++] = energy;
	l->momentary = fmax(l->momentary, loudest_lately(l, MOMENTARY));
	l->short_term = fmax(l->short_term, loudest_lately(l, SHORT_TERM));
}

static void hear_step(struct loudness *l)
{
	hear_peak(&l->peak, l, l->step);
	weigh_step(l);
	for (int c = 0; c < l->channel_count; c++)
		memmove(l->channels[c].window, l->channels[c].window + l->step,
			OLD * sizeof(float));
	l->filled = 0;
}

void loudness_hear(struct loudness *l, const float *const *planes, size_t samples)
{
	for (size_t done = 0; done < samples;) {
		size_t n = samples - done;

		if (n > l->step - l->filled)
			n = l->step - l->filled;
		for (int c = 0; c < l->channel_count; c++)
			l->kernels->take(l->channels[c].window + OLD + l->filled, planes[c] + done,
					 n);
		done += n;
		l->filled += n;
		if (l->filled == l->step)
			hear_step(l);
	}
}

/* With what is heard of the present step, as if silence followed; that changes nothing. */
static struct true_peak peak_until_now(struct loudness *l)
{
	struct true_peak peak = l->peak;

	for (int c = 0; c < l->channel_count; c++) {
		float *step = l->channels[c].window + OLD;

		memset(step + l->filled, 0, (l->step + ROOM - l->filled) * sizeof(float));
	}
	hear_peak(&peak, l, l->filled + TRUE_PEAK_TAPS / 2);
	return peak;
}

static double lufs(double energy)
{
	return energy > 0 ? 10 * log10(energy) - 0.691 : LEVEL_NONE;
}

static double energy_of(double lufs)
{
	return pow(10, (lufs + 0.691) / 10);
}

static double decibels(double amplitude)
{
	return amplitude > 0 ? 20 * log10(amplitude) : LEVEL_NONE;
}

/* The mean of all blocks of 400 ms that are at least as loud as `gate`. */
static double gated_mean(const struct loudness *l, double gate)
{
	double sum = 0;
	size_t n = 0;

	for (size_t end = MOMENTARY; end <= l->count; end++) {
		double energy = mean_before(l, end, MOMENTARY);

		if (energy >= gate) {
			sum += energy;
			n++;
		}
	}
	return n ? sum / (double)n : 0;
}

/* BS.1770-4 annex 1: an absolute gate, then one 10 LU below what passes that. */
static double integrated(const struct loudness *l)
{
	const double absolute = energy_of(-70);

	return gated_mean(l, fmax(absolute, gated_mean(l, absolute) / 10));
}

static int compare(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* EBU Tech 3342: blocks of 3 s, one a second, at or above -70 LUFS; ascending. */
static double *range_blocks(const struct loudness *l, size_t *count)
{
	double *blocks = arena_array(l->arena, l->count / RANGE_STEP + 1, sizeof(*blocks));

	*count = 0;
	for (size_t end = SHORT_TERM; end <= l->count; end += RANGE_STEP) {
		double energy = mean_before(l, end, SHORT_TERM);

		if (energy >= energy_of(-70))
			blocks[(*count)++] = energy;
	}
	qsort(blocks, *count, sizeof(*blocks), compare);
	return blocks;
}

static size_t nearest(double part, size_t count)
{
	return (size_t)((double)(count - 1) * part + 0.5);
}

/* EBU Tech 3342: of the blocks above the gate, from the 10th to the 95th percentile. */
static double range(const struct loudness *l)
{
	size_t count, quiet = 0;
	const double *blocks = range_blocks(l, &count);
	double mean = 0;

	if (count == 0)
		return LEVEL_NONE;
	for (size_t i = 0; i < count; i++)
		mean += blocks[i] / (double)count;
	while (blocks[quiet] < mean / 100)
		quiet++;
	blocks += quiet;
	count -= quiet;
	return lufs(blocks[nearest(0.95, count)]) - lufs(blocks[nearest(0.10, count)]);
}

struct loudness_facts loudness_sum(struct loudness *l)
{
	const struct true_peak peak = peak_until_now(l);

	return (struct loudness_facts){
		.integrated = lufs(integrated(l)),
		.range = range(l),
		.momentary = lufs(l->momentary),
		.short_term = lufs(l->short_term),
		.true_peak = decibels((double)peak.level),
		.true_peak_at = peak.level > 0 ? fmax(peak.place, 0) / l->rate : NOWHERE,
		.sample_peak = decibels((double)peak.sample),
	};
}

double *loudness_course(const struct loudness *l, size_t *count, struct arena *a)
{
	double *course = arena_array(a, l->count + 1, sizeof(*course));

	*count = l->count;
	for (size_t end = 1; end <= l->count; end++)
		course[end - 1] = lufs(mean_before(l, end, end < SHORT_TERM ? end : SHORT_TERM));
	return course;
}
