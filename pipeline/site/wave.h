#ifndef SITE_WAVE_H
#define SITE_WAVE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* The box that wave_path() draws in, in the units of its SVG. */
#define WAVE_WIDTH  480
#define WAVE_HEIGHT 48

/*
 * The waveform as the path of an SVG: a stroke for each part of the recording, the loudest as high
 * as the box. About 700 bytes, compressed. NULL when there are no peaks (0 to 255) to draw.
 */
const char *wave_path(const uint8_t *peaks, size_t count, struct arena *a);

#endif
