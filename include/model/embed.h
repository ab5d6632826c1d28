#ifndef MODEL_EMBED_H
#define MODEL_EMBED_H

#include "model/site.h"

struct arena;

/* An episode in a frame of somebody else's page. */
struct embed {
	const char *path;        /* of the page in the frame; NULL: there is nothing to hear */
	const char *oembed_path; /* of what tells programs about it */
	const char *frame;       /* the HTML of the frame */
	int width, height;       /* in pixels of CSS; on a narrow page the frame is narrower */
};

struct embed embed_of(const struct site *site, const struct episode *e, struct arena *a);

#endif
