#ifndef MEDIA_PALETTE_H
#define MEDIA_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

#include "sheet.h"

struct strbuf;

/* As many as the PNG of a card has colours (ISO/IEC 15948 section 11.2.3). */
#define PALETTE_SIZE 256

/*
 * The colours of a card: those of its words, from paper to ink, and as many as are left for its
 * cover. It follows from the cover and the colours of the site alone, so that a card has the same
 * bytes whatever is drawn beside it.
 */
struct palette {
	uint32_t all[PALETTE_SIZE]; /* 0xrrggbb */
	int count;
	int16_t nearest[1 << 15]; /* by the upper five bits of each part; -1: not yet known */
};

void palette_init(struct palette *p);

/* `steps` colours, the first and the last of which are `from` and `to`. */
void palette_add_ramp(struct palette *p, struct tint from, struct tint to, int steps);

/* Fills what is left with what stands for a picture best: P. Heckbert's median cut (1982). */
void palette_add_picture(struct palette *p, cairo_surface_t *picture);

/* The picture as a PNG in these colours; false when libav fails. */
bool palette_png(struct palette *p, cairo_surface_t *picture, struct strbuf *out);

#endif
