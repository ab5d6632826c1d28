#ifndef MEDIA_TRIM_H
#define MEDIA_TRIM_H

#include <stdint.h>

/* Cuts the ends off sound that comes in blocks of any size; what is cut into is faded. */
struct trim {
	int64_t start, end; /* samples of what stays */
	int64_t fade;       /* samples */
	int64_t at;         /* how many have come */
};

/* `start` and `end` in seconds; an `end` of 0 is none. */
void trim_init(struct trim *t, double start, double end, int rate);

/* Moves `planes` to what stays of the next `samples`, and returns how many that are. */
int trim_run(struct trim *t, float **planes, int channels, int samples);

#endif
