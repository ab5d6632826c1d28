#include "clipping.h"

#include <math.h>

#include "base/mem.h"
#include "places.h"
#include "window.h"

/* A top is flat when so many samples are level with each other, as a part of the peak … */
#define FLAT_SAMPLES 3
#define FLAT         2e-4F

/*
 * … and the wave breaks off beside them. The round top of a slow wave with
 * three samples within FLAT has the next ones within 4 FLAT.
 */
#define CORNER (8 * FLAT)

/* Tops are cut at the peak; those cut before the level was last changed may be a trace lower. */
#define AT_PEAK 0.985F

/*
 * Coarse numbers (8 bits, telephones) make tops flat at every level. Cutting
 * piles them up at one: so tops in the band below are counted too, and those at
 * the peak must be so many times more.
 */
#define BELOW_PEAK 0.9F
#define PILE_UP    2

/* Of a softer recording the steps of 16 bits are as coarse as that. */
#define FAINT 0.05F

/* Fewer flat tops in a whole recording are chance, or heard as nothing. */
#define TOPS_NEEDED 10

/* A wave that is flat nearly all the time was made so: alarms, old computer games. */
#define SQUARE_WAVE 0.8

/* Packing throws single peaks of loud sound beyond full scale; this part of a second is more. */
#define OVER_SHARE 1e-3

/*
 * Natural sound has the fewer samples the louder they are: 0.4 to 1.06 times as
 * many near the peak as lower, in speech and music. Clipped speech, packed at
 * 48 to 128 kbit/s, has 1.3 to 2 times as many. Sines have more by nature, but
 * of their peak's square they have a half as mean.
 */
#define NEAR_PEAK    0.9F
#define LOWER        0.8F
#define NEAR_RATIO   1.2
#define NEAR_SECONDS 0.005 /* so long is the sound near the peak, at least */
#define SINE_POWER   0.4
#define NEAR_FAINT   0.25F /* whoever clipped it would hardly have turned it down by 12 dB: a tone */

/* The peak may still have been growing by so much. */
#define SAME_PEAK 0.93F

/* Clipped seconds with so few good ones between them are one place. */
#define GAP_SECONDS 3

void clipping_init(struct clipping *c, int sample_rate, int channels, struct arena *a)
{
	size_t n = (size_t)channels;

	*c = (struct clipping){
		.arena = a,
		.sample_rate = sample_rate,
		.channels = channels,
		.peaks = arena_array(a, n, sizeof(*c->peaks)),
		.now = arena_array(a, n, sizeof(*c->now)),
	};
}

/* The first sample from `i` on whose size is at least `level`; eight at a time. */
static size_t next_loud(const float *x, size_t i, size_t n, float level)
{
	for (; i + 8 <= n; i += 8) {
		int loud = 0;

		for (size_t k = 0; k < 8; k++)
			loud |= fabsf(x[i + k]) >= level;
		if (loud)
			break;
	}
	while (i < n && fabsf(x[i]) < level)
		i++;
	return i;
}

/* How many samples from the first on are level with it. */
static size_t flat_length(const float *x, size_t n, float tolerance)
{
	size_t i = 1;

	while (i < n && fabsf(x[i] - x[0]) <= tolerance)
		i++;
	return i;
}

static void add_top(struct tops *t, float level)
{
	if (level > t->level) {
		if (level * AT_PEAK > t->level) {
			t->below = level * BELOW_PEAK > t->level ? 0 : t->below + t->flat;
			t->flat = 0;
		}
		t->level = level;
	}
	if (level >= t->level * AT_PEAK)
		t->flat++;
	else if (level >= t->level * BELOW_PEAK)
		t->below++;
}

/* Tops that reach over the end of a window are lost: it is the many that count. */
static struct tops tops_in(const float *x, size_t n, float peak, struct tops t)
{
	size_t level_samples = 0;
	struct tops before = t;

	for (size_t i = 1; (i = next_loud(x, i, n, peak * BELOW_PEAK)) < n;) {
		size_t length = flat_length(x + i, n - i, peak * FLAT);
		float level = fabsf(x[i]);

		if (length >= FLAT_SAMPLES && i + length < n &&
		    (level - fabsf(x[i - 1]) > peak * CORNER ||
		     level - fabsf(x[i + length]) > peak * CORNER)) {
			level_samples += length;
			add_top(&t, level);
		}
		i += length;
	}
	return (double)level_samples < SQUARE_WAVE * (double)n ? t : before;
}

/* Sums with a fixed number of steps inside, which compilers turn into vectors. */
static uint32_t count_from(const float *x, size_t n, float level)
{
	uint32_t count = 0;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		for (size_t k = 0; k < 8; k++)
			count += fabsf(x[i + k]) >= level;
	}
	for (; i < n; i++)
		count += fabsf(x[i]) >= level;
	return count;
}

static void count_near(struct tops *t, const float *x, size_t n, float peak)
{
	if (t->peak < peak * SAME_PEAK) {
		t->near = t->lower = 0;
		t->peak = peak;
	}
	uint32_t near = count_from(x, n, t->peak * NEAR_PEAK);

	t->near += near;
	t->lower += count_from(x, n, t->peak * LOWER) - near;
}

/* Room is made of what has turned out to be far below the peak. */
static void forget_low(struct clipping *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct tops *t = &c->kept[i];

		if (t->over || t->level >= c->peaks[t->channel] * AT_PEAK ||
		    t->peak >= c->peaks[t->channel] * SAME_PEAK)
			c->kept[n++] = *t;
	}
	c->count = n;
}

static void end_second(struct clipping *c)
{
	for (int i = 0; i < c->channels; i++) {
		struct tops *t = &c->now[i];
		bool worth = t->flat || t->over || t->near;

		if (worth && c->count == TOPS_KEPT)
			forget_low(c);
		if (worth && c->count < TOPS_KEPT) {
			c->kept = arena_grow(c->arena, c->kept, c->count, &c->room, sizeof(*t));
			t->second = (uint32_t)(c->heard / (uint64_t)c->sample_rate);
			t->channel = (uint16_t)i;
			c->kept[c->count++] = *t;
		}
		*t = (struct tops){ 0 };
	}
}

static void hear_channel(struct clipping *c, const struct window *w, int i)
{
	const float *x = w->planes[i];
	struct tops *t = &c->now[i];
	float peak = w->of[i].peak;

	c->peaks[i] = fmaxf(c->peaks[i], peak);
	if (c->peaks[i] < FAINT || peak < c->peaks[i] * BELOW_PEAK)
		return;
	*t = tops_in(x, w->samples, c->peaks[i], *t);
	if (c->peaks[i] >= NEAR_FAINT &&
	    window_power(w, i) < SINE_POWER * (double)peak * (double)peak)
		count_near(t, x, w->samples, c->peaks[i]);
}

void clipping_hear(struct clipping *c, const struct window *w)
{
	uint64_t rate = (uint64_t)c->sample_rate;

	for (int i = 0; i < c->channels; i++) {
		if (w->of[i].peak >= 1)
			c->now[i].over += count_from(w->planes[i], w->samples, 1);
		hear_channel(c, w, i);
	}
	if ((c->heard + w->samples) / rate != c->heard / rate)
		end_second(c);
	c->heard += w->samples;
}

void clipping_end(struct clipping *c)
{
	end_second(c);
}

/* Is a channel clipped at all? */
static bool piles_up(const struct clipping *c, int channel)
{
	float peak = c->peaks[channel];
	uint64_t flat = 0, below = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct tops *t = &c->kept[i];

		if (t->channel != channel)
			continue;
		if (t->level >= peak * AT_PEAK) {
			flat += t->flat;
			below += t->below;
		} else if (t->level >= peak * BELOW_PEAK) {
			below += t->flat;
		}
	}
	return flat >= TOPS_NEEDED && flat >= PILE_UP * below;
}

static bool is_near(const struct clipping *c, const struct tops *t)
{
	return t->peak >= c->peaks[t->channel] * SAME_PEAK && t->near > NEAR_RATIO * t->lower;
}

/* Do the samples of a channel crowd near its peak? */
static bool crowds(const struct clipping *c, int channel)
{
	uint64_t near = 0, lower = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct tops *t = &c->kept[i];

		if (t->channel != channel || t->peak < c->peaks[channel] * SAME_PEAK)
			continue;
		near += t->near;
		lower += t->lower;
	}
	return (double)near >= NEAR_SECONDS * c->sample_rate &&
	       (double)near > NEAR_RATIO * (double)lower;
}

static bool is_clipped(const struct clipping *c, const struct tops *t, bool lossy)
{
	if (lossy)
		return (double)t->over >= OVER_SHARE * c->sample_rate ||
		       (is_near(c, t) && crowds(c, t->channel));
	return t->flat && t->level >= c->peaks[t->channel] * AT_PEAK && piles_up(c, t->channel);
}

static void report_place(struct places *places, struct part part, struct problems *p)
{
	if (places_add(places, part))
		problems_add_part(
			p, DIAG_CLIPPING, part,
			"here the sound was louder than can be recorded, and its peaks are cut "
			"off, "
			"which is heard as crackling; turn the recording level down next time, and "
			"try your editor's 'declip' on this part");
}

void clipping_report(const struct clipping *c, bool lossy, struct problems *p)
{
	struct places places = { .id = DIAG_CLIPPING };
	double length = (double)c->heard / c->sample_rate;
	struct part part = { 0, 0 };

	for (size_t i = 0; i < c->count; i++) {
		if (!is_clipped(c, &c->kept[i], lossy))
			continue;
		double at = c->kept[i].second;

		if (part.to > 0 && at - part.to >= GAP_SECONDS) {
			report_place(&places, part, p);
			part.to = 0;
		}
		if (part.to <= 0)
			part.from = at;
		part.to = fmin(at + 1, length);
	}
	if (part.to > 0)
		report_place(&places, part, p);
	places_report_rest(&places, p);
}
