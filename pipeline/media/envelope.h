#ifndef MEDIA_ENVELOPE_H
#define MEDIA_ENVELOPE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * The shape of the sound over time, fine enough for a picture. How long a
 * recording is shows only at its end: it is heard in cells of one hundredth of a
 * second, and whenever there is no more room two cells become one.
 */
struct envelope;

/* What is heard in a stretch, in all channels. Full scale is ±1. */
struct stretch {
	float lowest, highest;
	float rms;
};

struct envelope *envelope_new(int sample_rate, int channels, struct arena *a);

/* Samples of each channel. What is not finite counts as 0. */
void envelope_hear(struct envelope *e, const float *const *planes, size_t samples);

/* The recording as `count` equal stretches. */
void envelope_sum(const struct envelope *e, struct stretch *into, size_t count);

/* The largest sample of each of `count` equal stretches, 0 to 255 for 0 to full scale. */
uint8_t *envelope_peaks(const struct envelope *e, size_t count, struct arena *a);

#endif
