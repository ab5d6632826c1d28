#include "channels.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "levels.h"
#include "places.h"
#include "window.h"

#define SECOND_WINDOWS 100

/* A loose cable or a microphone that is off; crosstalk of good recorders is at -80 dB. */
#define DEAD_DB -60.0

/* Panning a voice for a stereo picture takes 6 dB or so. */
#define QUIET_DB -12.0

/* Of music and rooms, left and right are now alike and now not; of one voice they are always alike.
 */
#define INVERTED_CORRELATION -0.8

/* The same sound after lossy packing (-53 dB of AAC at 96 kbit/s), or with one channel a trace
 * softer. */
#define SAME_DB          -50.0
#define SAME_CORRELATION 0.999
#define SAME_LEVEL_DB    1.0

/* Two people with a microphone and a channel each: one side or the other is alone for so much of
 * the time. */
#define SPLIT_SHARE 0.7
#define SPLIT_LEAST 0.1 /* … and each of them so much */

enum fault { LEFT_DEAD, RIGHT_DEAD, LEFT_QUIET, RIGHT_QUIET, INVERTED };

/*
 * A fault is one when it lasts so many seconds, or as long as the recording. A
 * few seconds in between may be otherwise: a cough, applause.
 */
static const struct {
	enum diag_id id;
	size_t lasts, forgiven;
	const char *what;
} faults[] = {
	[LEFT_DEAD] = { DIAG_DEAD_CHANNEL, 10, 0,
			"the left channel is dead, so people with headphones hear one side only; "
			"check cables and the recorder's inputs, or save the recording as mono "
			"from "
			"the right channel" },
	[RIGHT_DEAD] = { DIAG_DEAD_CHANNEL, 10, 0,
			 "the right channel is dead, so people with headphones hear one side only; "
			 "check cables and the recorder's inputs, or save the recording as mono "
			 "from the left channel" },
	[LEFT_QUIET] = { DIAG_QUIET_CHANNEL, 30, 2,
			 "the left channel is far quieter than the right one; balance the "
			 "channels, "
			 "or save the recording as mono" },
	[RIGHT_QUIET] = { DIAG_QUIET_CHANNEL, 30, 2,
			  "the right channel is far quieter than the left one; balance the "
			  "channels, or save the recording as mono" },
	[INVERTED] = { DIAG_INVERTED_PHASE, 10, 2,
		       "one channel is the other one upside down, so on a telephone, which plays "
		       "both together, the sound vanishes; invert one channel in your editor" },
};

void channels_init(struct channels *c, int sample_rate, int channels, struct arena *a)
{
	*c = (struct channels){
		.arena = a,
		.channels = channels,
		.second_windows = SECOND_WINDOWS,
		.second = (double)(SECOND_WINDOWS * window_samples(sample_rate)) / sample_rate,
	};
}

static float moving(double square, double sum, double n)
{
	return (float)fmax(0, square / n - sum / n * (sum / n));
}

static void halve(struct channels *c)
{
	for (size_t i = 0; i < c->count / 2; i++) {
		struct balance a = c->seconds[2 * i], b = c->seconds[2 * i + 1];

		c->seconds[i] = (struct balance){
			.left = (a.left + b.left) / 2,
			.right = (a.right + b.right) / 2,
			.difference = (a.difference + b.difference) / 2,
		};
	}
	c->count /= 2;
	c->second_windows *= 2;
	c->second *= 2;
}

static void end_second(struct channels *c)
{
	double n = (double)c->now.samples;

	c->seconds = arena_grow(c->arena, c->seconds, c->count, &c->room, sizeof(*c->seconds));
	c->seconds[c->count++] = (struct balance){
		.left = moving(c->now.left_square, c->now.left, n),
		.right = moving(c->now.right_square, c->now.right, n),
		.difference = moving(c->now.difference, c->now.left - c->now.right, n),
	};
	memset(&c->now, 0, sizeof(c->now));
	if (c->count == SECONDS_MOST)
		halve(c);
}

void channels_hear(struct channels *c, const struct window *w)
{
	if (c->channels != 2)
		return;
	c->now.left += w->of[0].sum;
	c->now.right += w->of[1].sum;
	c->now.left_square += w->of[0].square;
	c->now.right_square += w->of[1].square;
	c->now.difference += w->difference;
	c->now.samples += w->samples;
	if (++c->now.windows == c->second_windows)
		end_second(c);
}

void channels_end(struct channels *c)
{
	if (c->now.samples)
		end_second(c);
}

static double correlation(struct balance b)
{
	double both = ((double)b.left + (double)b.right - (double)b.difference) / 2;
	double size = sqrt((double)b.left * (double)b.right);

	return size > 0 ? both / size : 0;
}

/* Of the first level to the second, in decibels; very low when there is no first. */
static double ratio_db(double first, double second)
{
	return level_db(first + 1e-30) - level_db(second + 1e-30);
}

static bool has_fault(struct balance b, enum fault f)
{
	double db = ratio_db((double)b.left, (double)b.right);

	switch (f) {
	case LEFT_DEAD:
		return db <= DEAD_DB;
	case RIGHT_DEAD:
		return -db <= DEAD_DB;
	case LEFT_QUIET:
		return db > DEAD_DB && db <= QUIET_DB;
	case RIGHT_QUIET:
		return -db > DEAD_DB && -db <= QUIET_DB;
	case INVERTED:
		return correlation(b) <= INVERTED_CORRELATION;
	}
	return false;
}

static bool is_heard(struct balance b, double floor)
{
	return (double)fmaxf(b.left, b.right) >= floor;
}

/* Seconds [from, to) that begin and end with the fault. */
struct run {
	size_t from, to;
};

/* The next run from second `at` on; empty when there is none. What is not heard neither ends nor
 * begins one. */
static struct run next_run(const struct channels *c, size_t at, enum fault f, double floor)
{
	struct run run = { c->count, c->count };
	size_t otherwise = 0;

	for (size_t i = at; i < c->count; i++) {
		if (!is_heard(c->seconds[i], floor))
			continue;
		bool faulty = has_fault(c->seconds[i], f);

		if (run.from == c->count && faulty)
			run.from = i;
		if (faulty) {
			run.to = i + 1;
			otherwise = 0;
		} else if (run.from < c->count && ++otherwise > faults[f].forgiven) {
			return run;
		}
	}
	return run;
}

/* From the first second that is heard to the last. */
static struct run whole(const struct channels *c, double floor)
{
	struct run run = { 0, c->count };

	while (run.from < run.to && !is_heard(c->seconds[run.from], floor))
		run.from++;
	while (run.to > run.from && !is_heard(c->seconds[run.to - 1], floor))
		run.to--;
	return run;
}

/* Reports where a fault is; true when that is everywhere. */
static bool report_fault(const struct channels *c, enum fault f, double floor, struct problems *p)
{
	struct places places = { .id = faults[f].id };
	struct run all = whole(c, floor);
	struct run run = next_run(c, 0, f, floor);

	if (run.from < run.to && run.from == all.from && run.to == all.to) {
		problems_add(p, faults[f].id, NOWHERE, "%s", faults[f].what);
		return true;
	}
	for (; run.from < run.to; run = next_run(c, run.to, f, floor)) {
		struct part part = { (double)run.from * c->second, (double)run.to * c->second };

		if (run.to - run.from >= faults[f].lasts && places_add(&places, part))
			problems_add_part(p, faults[f].id, part, "here %s", faults[f].what);
	}
	places_report_rest(&places, p);
	return false;
}

static bool is_split(const struct channels *c, double floor)
{
	double heard = 0, left = 0, right = 0;

	for (size_t i = 0; i < c->count; i++) {
		struct balance b = c->seconds[i];
		double db = ratio_db((double)b.left, (double)b.right);

		if (!is_heard(b, floor))
			continue;
		heard++;
		left += -db <= QUIET_DB;
		right += db <= QUIET_DB;
	}
	return left + right >= SPLIT_SHARE * heard && fmin(left, right) > SPLIT_LEAST * heard;
}

static bool is_same(const struct channels *c, double floor)
{
	struct balance all = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		if (!is_heard(c->seconds[i], floor))
			continue;
		all.left += c->seconds[i].left;
		all.right += c->seconds[i].right;
		all.difference += c->seconds[i].difference;
	}
	double middle = 2 * ((double)all.left + (double)all.right) - (double)all.difference;

	if (!(all.left > 0 && all.right > 0))
		return false;
	return ratio_db((double)all.difference, middle) <= SAME_DB ||
	       (correlation(all) > SAME_CORRELATION &&
		fabs(ratio_db((double)all.left, (double)all.right)) <= SAME_LEVEL_DB);
}

bool channels_report(const struct channels *c, double floor, struct problems *p)
{
	if (is_split(c, floor)) {
		problems_add(
			p, DIAG_QUIET_CHANNEL, NOWHERE,
			"some voices are on the left side only and others on the right, as when "
			"two microphones are recorded with a channel each; with headphones that "
			"is hard to bear: mix both channels to mono");
		return false;
	}
	for (enum fault f = LEFT_DEAD; f <= INVERTED; f++) {
		if (report_fault(c, f, floor, p))
			return false;
	}
	if (!is_same(c, floor))
		return false;
	problems_add(p, DIAG_MONO_AS_STEREO, NOWHERE,
		     "both channels carry the same sound, so the file is bigger than it need be; "
		     "recorded or saved as mono it sounds just the same");
	return true;
}
