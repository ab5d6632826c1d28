#ifndef MEDIA_SHEET_H
#define MEDIA_SHEET_H

#include <cairo/cairo.h>
#include <stdbool.h>

#include "model/sheet.h"

struct arena;
struct cover;
struct strbuf;

/* Draw a sheet, with the cover if there is one, into `out`: false when cairo or libav fails. */
bool card_draw(const struct sheet *s, struct cover *cover, struct strbuf *out);
bool poster_draw(const struct sheet *s, struct cover *cover, struct strbuf *out, struct arena *a);

/* A colour as cairo takes it, each part from 0 to 1. */
struct tint {
	double r, g, b;
};

/* `#rrggbb`; what is none is `otherwise`. */
struct tint tint_of(const char *text, struct tint otherwise);

/* So far from one (0) to the other (1). */
struct tint tint_mix(struct tint from, struct tint to, double share);

/* WCAG 2.2, "contrast ratio": 1 to 21. */
double tint_contrast(struct tint a, struct tint b);

void tint_set(cairo_t *c, struct tint k);

#endif
