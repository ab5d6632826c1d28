#ifndef MEDIA_HIGHPASS_H
#define MEDIA_HIGHPASS_H

#include <stddef.h>

/*
 * Takes away what lies below `frequency` (footsteps, wind, the rumble of a lorry): a
 * Butterworth filter of the fourth order, 3 dB down there and 24 dB an octave below.
 */
struct highpass {
	struct stage {
		double b, a1, a2;   /* b (1 - 2 z^-1 + z^-2) / (1 + a1 z^-1 + a2 z^-2) */
		double state[2][2]; /* of each channel */
	} stages[2];
	int channels;
};

/* One or two channels; `frequency` below half the rate. */
void highpass_init(struct highpass *h, double frequency, int rate, int channels);

/* In place. */
void highpass_run(struct highpass *h, float *const *planes, size_t samples);

#endif
