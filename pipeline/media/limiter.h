#ifndef MEDIA_LIMITER_H
#define MEDIA_LIMITER_H

#include <stddef.h>

struct arena;

/*
 * Gain, and a look-ahead limiter of the true peak (ITU-R BS.1770-4 annex 2) where
 * the peak forbids that gain.
 *
 * It knows what is coming: the level goes down over some milliseconds before a
 * peak, is low enough when the peak is there, and comes back over a tenth of a
 * second. All channels go down together. Where nothing is near the ceiling, what
 * comes out is the sample times the gain, to the last bit. No other change of
 * the dynamics: the level of what lies below the ceiling is never touched.
 *
 * How the sound is cut into blocks changes nothing.
 */
struct limiter;

struct limiter_settings {
	int rate, channels;
	float gain;    /* a factor */
	float ceiling; /* of the true peak; full scale is 1 */
};

/* Everything lives in `a`. */
struct limiter *limiter_new(const struct limiter_settings *s, struct arena *a);

/*
 * Takes samples of each channel (finite) and puts what comes out in their place: as
 * many, but limiter_delay() samples later. The first ones to come out are nothing,
 * and so many of silence must go in at the end.
 */
void limiter_run(struct limiter *l, float *const *planes, size_t samples);

size_t limiter_delay(const struct limiter *l);

/* The most that it took off until now, in dB (positive), or 0. */
double limiter_reduction(const struct limiter *l);

#endif
