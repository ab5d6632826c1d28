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

/* The page in the frame, of the episode whose own page is `page`: `…/loss.embed.html` for `…/loss.html`. */
char *embed_path(const char *page, struct arena *a);

/* And the other way round; NULL when `path` is no such page. */
char *embed_page_of(const char *path, struct arena *a);

struct embed embed_of(const struct site *site, const struct episode *e, struct arena *a);

#endif
