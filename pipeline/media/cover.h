#ifndef MEDIA_COVER_H
#define MEDIA_COVER_H

#include "palette.h"

struct task;

/* Of the square that a card shows, and of the one in a poster; pixels. */
#define COVER_CARD   396
#define COVER_POSTER 640

/* A cover, decoded once for all sheets of a job. */
struct cover {
	cairo_surface_t *card;   /* NULL: there is none */
	cairo_surface_t *poster; /* carries its own JPEG, which goes into the PDF as it is */
	struct palette palette;  /* of the cards drawn last… */
	struct tint paper;       /* …and what they are drawn on; red < 0: there were none */
};

/* False with the reason in the task's failure; `path` NULL: there is no cover. */
bool cover_read(struct cover *c, const char *path, struct task *t);
void cover_free(struct cover *c);

#endif
