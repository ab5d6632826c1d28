#ifndef MEDIA_WINDOW_H
#define MEDIA_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * What is summed up of each channel over about a hundredth of a second: all
 * that most of the survey wants to know. Windows lie on a fixed grid of the
 * recording and are summed in a fixed order, so that results do not depend on
 * how the sound arrives nor on the machine.
 */
struct channel_sums {
	double sum;    /* of the samples */
	double square; /* of their squares */
	float peak;    /* the largest, without its sign */
};

struct window {
	int channels;
	int sample_rate;
	size_t samples; /* of each channel; fewer in the last window of a recording */
	const float *const *planes;
	struct channel_sums *of; /* one a channel */
	double difference;       /* two channels only: the squares of left minus right */
};

/*
 * A window is so many cells; a cell is as many samples as make a rate of about
 * 2000 Hz, which is what mains hum is looked for in.
 */
#define WINDOW_CELLS 20

/* Samples louder than this are rubbish, as those that are not finite are. */
#define LOUDEST_SAMPLE 1e6F

size_t cell_samples(int sample_rate);
size_t window_samples(int sample_rate);

/* Fills in `of` and `difference`. False: there is rubbish in it, and the sums mean nothing. */
bool window_sum(struct window *w);

/* Mean square of what moves in a channel: without its offset. */
double window_power(const struct window *w, int channel);

/* The mean of all channels over each cell; returns how many are whole. */
size_t window_mix(const struct window *w, float cells[WINDOW_CELLS]);

#endif
