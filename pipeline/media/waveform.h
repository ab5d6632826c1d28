#ifndef MEDIA_WAVEFORM_H
#define MEDIA_WAVEFORM_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct window;

/* The waveform has so many parts, if the recording has as many hundredths of a second. */
#define WAVEFORM_PARTS 240

/*
 * The largest sample of each part of a recording whose length is known only at
 * its end: whenever there is no more room, two parts become one.
 */
#define WAVEFORM_ROOM (WAVEFORM_PARTS * 64)

struct waveform {
	float peaks[WAVEFORM_ROOM];
	size_t count;
	size_t windows; /* in each part */
	size_t filled;  /* in the last part; 0: there is none yet */
};

void waveform_init(struct waveform *w);
void waveform_hear(struct waveform *w, const struct window *window);

/* 0 to 255 for 0 to full scale, as many as possible up to WAVEFORM_PARTS. */
uint8_t *waveform_sum(const struct waveform *w, size_t *count, struct arena *a);

#endif
