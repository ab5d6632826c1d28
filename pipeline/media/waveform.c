#include "waveform.h"

#include <math.h>

#include "base/mem.h"
#include "window.h"

void waveform_init(struct waveform *w)
{
	w->count = w->filled = 0;
	w->windows = 1;
}

static void halve(struct waveform *w)
{
	for (size_t i = 0; i < WAVEFORM_ROOM / 2; i++)
		w->peaks[i] = fmaxf(w->peaks[2 * i], w->peaks[2 * i + 1]);
	w->count = WAVEFORM_ROOM / 2;
	w->windows *= 2;
}

void waveform_hear(struct waveform *w, const struct window *window)
{
	if (w->filled == 0 || w->filled == w->windows) {
		if (w->count == WAVEFORM_ROOM)
			halve(w);
		w->peaks[w->count++] = 0;
		w->filled = 0;
	}
	w->filled++;
	for (int c = 0; c < window->channels; c++)
		w->peaks[w->count - 1] = fmaxf(w->peaks[w->count - 1], window->of[c].peak);
}

uint8_t *waveform_sum(const struct waveform *w, size_t *count, struct arena *a)
{
	size_t n = w->count < WAVEFORM_PARTS ? w->count : WAVEFORM_PARTS;
	uint8_t *parts = arena_array(a, n + 1, sizeof(*parts));

	for (size_t i = 0; i < n; i++) {
		float most = 0;

		for (size_t k = i * w->count / n; k * n < (i + 1) * w->count; k++)
			most = fmaxf(most, w->peaks[k]);
		parts[i] = (uint8_t)lroundf(fminf(most, 1) * 255);
	}
	*count = n;
	return parts;
}
