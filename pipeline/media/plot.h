#ifndef MEDIA_PLOT_H
#define MEDIA_PLOT_H

#include <cairo/cairo.h>
#include <stdbool.h>
#include <stddef.h>

#include "envelope.h"
#include "model/media.h"

/* What a drawing of a recording shows. */
struct plot {
	const char *name; /* of the file */
	const struct media_facts *facts;
	const struct stretch *shape; /* one for each of PLOT_COLUMNS */
	const double *course;        /* LUFS, short-term, at the end of each 100 ms */
	size_t course_count;
	struct arena *arena;
};

/* Width of the part that is the recording, in pixels. */
#define PLOT_COLUMNS 1460
#define PLOT_WIDTH   1600

/* Is there any font? Without one, nothing can be written. */
bool plot_has_fonts(void);

/* Frees what is kept of them for the next drawing: there will be none. */
void plot_forget_fonts(void);

/* It grows with what was found. */
int plot_height(const struct plot *p);

void plot_draw(const struct plot *p, cairo_t *c);

#endif
