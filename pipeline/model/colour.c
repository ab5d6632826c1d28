#include "model/colour.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define WHITE 0xffffffU
#define BLACK 0x000000U
#define STEPS 255 /* from a colour to black or white */

uint32_t colour_parse(const char *text)
{
	return (uint32_t)strtoul(text + 1, NULL, 16);
}

char *colour_text(uint32_t c, struct arena *a)
{
	return arena_printf(a, "#%06x", c);
}

/* WCAG 2.2 has 0.04045 where its forerunner had 0.03928; no byte lies between them. */
static double linear(unsigned byte)
{
	double part = byte / 255.0;

	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

double colour_luminance(uint32_t c)
{
	return 0.2126 * linear(c >> 16 & 255) + 0.7152 * linear(c >> 8 & 255) +
	       0.0722 * linear(c & 255);
}

double colour_contrast(uint32_t a, uint32_t b)
{
	double la = colour_luminance(a), lb = colour_luminance(b);

	return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

uint32_t colour_mix(uint32_t a, uint32_t b, double share)
{
	uint32_t mixed = 0;

	for (unsigned shift = 0; shift < 24; shift += 8) {
		double from = a >> shift & 255, to = b >> shift & 255;

		mixed |= (uint32_t)(from + (to - from) * share + 0.5) << shift;
	}
	return mixed;
}

uint32_t colour_readable(uint32_t c, uint32_t against, double ratio)
{
	for (int step = 0; step <= STEPS; step++) {
		uint32_t darker = colour_mix(c, BLACK, step / (double)STEPS);
		uint32_t lighter = colour_mix(c, WHITE, step / (double)STEPS);

		if (colour_contrast(darker, against) >= ratio)
			return darker;
		if (colour_contrast(lighter, against) >= ratio)
			return lighter;
	}
	return colour_contrast(BLACK, against) > colour_contrast(WHITE, against) ? BLACK : WHITE;
}
