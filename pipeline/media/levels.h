#ifndef MEDIA_LEVELS_H
#define MEDIA_LEVELS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct window;

/*
 * How the level goes up and down: two numbers for each step of about a tenth of
 * a second. Levels are mean squares of the channel that is loudest, without its
 * offset; level_db() makes decibels of full scale of them.
 */
struct step {
	float power;   /* of the whole step */
	float loudest; /* of its loudest hundredth of a second */
};

struct levels {
	struct arena *arena;
	int channels;
	int sample_rate;
	double step_seconds;
	struct step *steps;
	size_t count, room;
	struct channel_sums *sums; /* of the step that is being heard */
	float loudest;
	size_t samples, windows;
	size_t step_windows;
	double *offsets; /* one a channel: the sum of all samples */
	double heard;    /* samples of each channel */
};

/* So many steps are 29 hours; of longer recordings two steps become one. */
#define STEPS_MOST (1U << 20)

/* What is below is no sound: the last of sixteen bits, when it is dithered, is at -93 dBFS. */
#define DIGITAL_SILENCE 1e-9

void levels_init(struct levels *l, int sample_rate, int channels, struct arena *a);
void levels_hear(struct levels *l, const struct window *w);

/* After the last window. */
void levels_end(struct levels *l);

/* How long the recording is. */
double levels_seconds(const struct levels *l);

double level_db(double power);
double level_power(double db);

/* Of the parts that are not pauses, as in BS.1770-4 but without weighting; 0: no sound. */
double levels_programme(const struct levels *l);

/* Below this nothing is heard beside the rest of the recording. */
double levels_silence(const struct levels *l);

/* The mean of one channel of all, the one that is furthest from 0: -1 to 1. */
double levels_offset(const struct levels *l);

struct noise {
	double power;  /* the middle of the softest tenth of all steps but those of digital silence */
	bool   steady; /* it neither rises nor falls, as music and far voices would */
};

struct noise levels_noise(const struct levels *l);

#endif
