#ifndef MEDIA_HUM_H
#define MEDIA_HUM_H

#include <stddef.h>

struct arena;
struct problems;
struct window;

/*
 * The hum of the mains, at 50 or 60 Hz and multiples, is looked for in the
 * quietest moments: the quietest quarter of all stretches of two seconds, at
 * most HUM_KEPT of them, is kept at a rate of about 2000 Hz.
 */
#define HUM_STRETCH 4096 /* samples; a power of two, for the transform */
#define HUM_KEPT    64

struct hum {
	double rate; /* Hz */
	float (*kept)[HUM_STRETCH];
	double power[HUM_KEPT]; /* of each that is kept: sum of squares */
	size_t kept_count;
	size_t heard; /* stretches, digital silence not counted */
	float *now;
	size_t filled; /* of `now` */
};

void hum_init(struct hum *h, int sample_rate, struct arena *a);
void hum_hear(struct hum *h, const struct window *w);

/*
 * `programme`: how loud the recording is, a mean square. Hum that nobody hears
 * beside it is no problem. Returns the mean square of the hum, 0 for none.
 */
double hum_report(const struct hum *h, double programme, struct arena *a, struct problems *p);

#endif
