#ifndef MEDIA_CHANNELS_H
#define MEDIA_CHANNELS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problems;
struct window;

/*
 * How the two channels of a stereo recording stand to each other, second by
 * second: mean squares without the offset. Recordings with another number of
 * channels have no left and right, and channels_hear() does nothing.
 */
struct balance {
	float left, right;
	float difference; /* of left minus right */
};

/* So many seconds are 36 hours; of longer recordings two become one. */
#define SECONDS_MOST (1U << 17)

struct channels {
	struct arena *arena;
	int channels;
	size_t second_windows;
	double second; /* how long a second is here: a whole number of windows */
	struct balance *seconds;
	size_t count, room;
	struct {
		double left, right, left_square, right_square, difference;
		size_t samples, windows;
	} now;
};

void channels_init(struct channels *c, int sample_rate, int channels, struct arena *a);
void channels_hear(struct channels *c, const struct window *w);

/* After the last window. */
void channels_end(struct channels *c);

/*
 * Reports a dead, quiet or inverted channel, and the same sound in both; true
 * for that. Seconds softer than `floor`, a mean square, are not judged.
 */
bool channels_report(const struct channels *c, double floor, struct problems *p);

#endif
