#ifndef MEDIA_LETTERS_H
#define MEDIA_LETTERS_H

#include <cairo/cairo.h>
#include <stdbool.h>

/* Words in a box: as large as they fit. */
struct letters {
	const char *text;
	double size, least; /* height of the type, in the units of the canvas; the smallest that is
			       tried (0: only `size`) */
	bool bold;
	bool title;    /* in the type of headings */
	double width;  /* of the box */
	int lines;     /* at most; what goes beyond ends with an ellipsis */
	double height; /* of the box; 0: any */
	bool rtl;      /* of the canvas: they begin at its right */
	bool centred;
};

/* Without hinting, which would make it another picture with every change of a machine's settings.
 */
struct _PangoLayout;
void letters_steady(struct _PangoLayout *l);

/* Lays out and shows with the box's top corner at the left at x and y; returns the height. */
double letters_show(cairo_t *c, double x, double y, const struct letters *w);

#endif
