#include "hum.h"

#include <libavutil/mem.h>
#include <libavutil/tx.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "levels.h"
#include "problems.h"
#include "window.h"

#define HARMONICS 3

/* A chord may last for a stretch or two. */
#define STRETCHES_NEEDED 5

/* The mains keep within 0.2 Hz, recorders within 0.01 %. */
#define DRIFT_HZ 0.5

/* What a line is compared with: up to so far on both sides, without the line's own foot. */
#define NEIGHBOURS_HZ 7.0
#define FOOT_HZ       2.0

/*
 * Two lines that stand out so far, or the first one alone if it stands out
 * further: bass notes are one line, and seldom at 50 or 60 Hz (18 dB at most
 * was seen); real hum had 19 to 27 dB, clean speech at most 8.
 */
#define LINE_DB  10.0
#define ALONE_DB 20.0

/* Lower than this beside the programme nobody hears so low a tone. */
#define AUDIBLE_DB -55.0

#define BINS (HUM_STRETCH / 2 + 1)

void hum_init(struct hum *h, int sample_rate, struct arena *a)
{
	*h = (struct hum){
		.rate = (double)sample_rate / (double)cell_samples(sample_rate),
		.kept = arena_array(a, HUM_KEPT, sizeof(*h->kept)),
		.now = arena_array(a, HUM_STRETCH, sizeof(*h->now)),
	};
}

static size_t loudest_kept(const struct hum *h)
{
	size_t most = 0;

	for (size_t i = 1; i < h->kept_count; i++) {
		if (h->power[i] > h->power[most])
			most = i;
	}
	return most;
}

static double power_of(const float *x)
{
	double sum = 0, square = 0;

	for (size_t i = 0; i < HUM_STRETCH; i++) {
		sum += (double)x[i];
		square += (double)x[i] * (double)x[i];
	}
	return square / HUM_STRETCH - sum / HUM_STRETCH * (sum / HUM_STRETCH);
}

static void end_stretch(struct hum *h)
{
	double power = power_of(h->now);
	size_t at = h->kept_count;

	h->filled = 0;
	if (power < DIGITAL_SILENCE)
		return;
	h->heard++;
	if (at == HUM_KEPT) {
		at = loudest_kept(h);
		if (power >= h->power[at])
			return;
	} else {
		h->kept_count++;
	}
	h->power[at] = power;
	memcpy(h->kept[at], h->now, sizeof(h->kept[at]));
}

void hum_hear(struct hum *h, const struct window *w)
{
	float cells[WINDOW_CELLS];
	size_t n = window_mix(w, cells);

	for (size_t i = 0; i < n; i++) {
		h->now[h->filled++] = cells[i];
		if (h->filled == HUM_STRETCH)
			end_stretch(h);
	}
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static float median(float *x, size_t n)
{
	qsort(x, n, sizeof(*x), by_size);
	return n ? x[n / 2] : 0;
}

/* The quietest of what is kept; returns how many. */
static size_t quietest(const struct hum *h, size_t order[HUM_KEPT])
{
	size_t n = (h->heard + 3) / 4, taken = 0;

	if (n < STRETCHES_NEEDED)
		n = STRETCHES_NEEDED;
	for (size_t i = 0; i < h->kept_count; i++) {
		size_t quieter = 0;

		for (size_t k = 0; k < h->kept_count; k++)
			quieter +=
				h->power[k] < h->power[i] || (h->power[k] == h->power[i] && k < i);
		if (quieter < n)
			order[taken++] = i;
	}
	return taken;
}

/* Mean square in each bin of a stretch, as a sine of that frequency would have. */
static void transform(AVTXContext *tx, av_tx_fn run, const float *from, float *buffer)
{
	AVComplexFloat *out = (AVComplexFloat *)(buffer + HUM_STRETCH);
	/* The window's mean is a half, a line's two halves make one, and a mean square is half of
	 * its square. */
	const float scale = 8.0F / ((float)HUM_STRETCH * (float)HUM_STRETCH);

	for (int i = 0; i < HUM_STRETCH; i++)
		buffer[i] = from[i] * (float)(0.5 - 0.5 * cos(2 * M_PI * i / HUM_STRETCH));
	run(tx, out, buffer, sizeof(float));
	for (int i = 0; i < BINS; i++)
		buffer[i] = (out[i].re * out[i].re + out[i].im * out[i].im) * scale;
}

/* In each bin the median of all the quietest stretches; false when the transform cannot be had. */
static bool spectrum(const struct hum *h, float bins[BINS], struct arena *a)
{
	size_t order[HUM_KEPT], n = quietest(h, order);
	float *rows = arena_array(a, n * BINS + 1, sizeof(*rows)), column[HUM_KEPT];
	float *buffer = av_malloc((2 * HUM_STRETCH + 2 * BINS) * sizeof(*buffer));
	AVTXContext *tx = NULL;
	av_tx_fn run;
	const float scale = 1;
	bool ok = buffer && av_tx_init(&tx, &run, AV_TX_FLOAT_RDFT, 0, HUM_STRETCH, &scale, 0) >= 0;

	for (size_t i = 0; ok && i < n; i++) {
		transform(tx, run, h->kept[order[i]], buffer);
		memcpy(rows + i * BINS, buffer, BINS * sizeof(*rows));
	}
	av_tx_uninit(&tx);
	av_freep(&buffer);
	for (size_t b = 0; ok && b < BINS; b++) {
		for (size_t i = 0; i < n; i++)
			column[i] = rows[i * BINS + b];
		bins[b] = median(column, n);
	}
	return ok && n > 0;
}

struct line {
	double power;
	double prominence; /* dB over its neighbours */
};

static struct line line_at(const struct hum *h, const float bins[BINS], double hz)
{
	double width = h->rate / HUM_STRETCH, most = 0, beside = 0;
	float neighbours[BINS];
	size_t n = 0;

	for (size_t i = 1; i < BINS; i++) {
		double off = fabs((double)i * width - hz);

		if (off <= DRIFT_HZ)
			most = fmax(most, (double)bins[i]);
		else if (off <= FOOT_HZ)
			beside = fmax(beside, (double)bins[i]);
		else if (off <= NEIGHBOURS_HZ)
			neighbours[n++] = bins[i];
	}
	double around = (double)median(neighbours, n);
	/* The foot of a line that stands elsewhere is none. */
	if (most <= beside || around <= 0)
		return (struct line){ 0, 0 };
	return (struct line){ most, level_db(most) - level_db(around) };
}

/* The lines of one mains frequency that stand out; their power together is the hum's. */
struct found {
	unsigned lines;
	double power;
	bool alone; /* the first one stands out so far that it is enough */
};

static struct found find(const struct hum *h, const float bins[BINS], int mains)
{
	struct found f = { 0 };

	for (int i = 1; i <= HARMONICS; i++) {
		struct line line = line_at(h, bins, mains * i);

		if (line.prominence < LINE_DB)
			continue;
		f.lines++;
		f.power += line.power;
		f.alone |= i == 1 && line.prominence >= ALONE_DB;
	}
	return f;
}

double hum_report(const struct hum *h, double programme, struct arena *a, struct problems *p)
{
	static const int mains[] = { 50, 60 };
	float *bins = arena_array(a, BINS, sizeof(*bins));
	double power = 0;

	if (h->kept_count < STRETCHES_NEEDED || !spectrum(h, bins, a))
		return 0;
	for (size_t i = 0; i < COUNT(mains); i++) {
		struct found f = find(h, bins, mains[i]);

		if ((f.lines < 2 && !f.alone) || f.power < programme * level_power(AUDIBLE_DB))
			continue;
		power += f.power;
		problems_add(p, DIAG_HUM, NOWHERE,
			     "the mains hum at %d Hz is in the recording, at %.0f dB beside the "
			     "voices' %.0f dB; keep microphone cables away from power leads and "
			     "chargers, record on battery, or filter it out with your editor",
			     mains[i], level_db(f.power), level_db(programme));
	}
	return power;
}
