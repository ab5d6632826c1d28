#ifndef MODEL_COLOUR_H
#define MODEL_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/site.h"

struct arena;
struct diag;

/* A colour is red, green and blue of sRGB, a byte each: 0xRRGGBB. */

#define CONTRAST_TEXT 4.5 /* WCAG 2.2, success criterion 1.4.3 */
#define CONTRAST_PART 3.0 /* of what must be seen but not read: 1.4.11 */

/* `#0b5260`, which has been checked when it was read. */
uint32_t colour_parse(const char *text);
char *colour_text(uint32_t c, struct arena *a);

/* WCAG 2.2, "relative luminance" (0 to 1) and "contrast ratio" (1 to 21). */
double colour_luminance(uint32_t c);
double colour_contrast(uint32_t a, uint32_t b);

/* `share` (0 to 1) of `b` in `a`, each of the three by itself. */
uint32_t colour_mix(uint32_t a, uint32_t b, double share);

/* The nearest to `c`, darker or lighter, that stands out by `ratio` against `against`. */
uint32_t colour_readable(uint32_t c, uint32_t against, double ratio);

/* The colours of pages in the light or in the dark: custom properties of the style sheet. */
struct scheme {
	uint32_t paper, sheet;   /* behind the text, and in boxes */
	uint32_t line;           /* rules and edges, which need not be seen */
	uint32_t ink, soft;      /* text, and what matters less */
	uint32_t accent, strong; /* links and buttons, and under the pointer */
	uint32_t on_accent;      /* text on buttons */
	uint32_t mark;           /* focus, quotations, notes */
};

/*
 * The theme's colours with those that the site chose. What it did not choose is made of what it
 * chose, so that it can be read: a missing dark colour of the light one.
 */
struct scheme scheme_of(const struct palette *p, bool dark);

/* Is any colour chosen? */
bool palette_is_own(const struct palette *p);

/* Reports chosen colours that cannot be read on one another, with the nearest that can. */
void palette_check(const struct site *site, struct diag *diag);

#endif
