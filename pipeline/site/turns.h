#ifndef SITE_TURNS_H
#define SITE_TURNS_H

#include "model/site.h"
#include "view.h"

struct arena;

/* What one speaker says at a stretch, as a paragraph of the page. */
struct turn_line {
	const char *id;      /* of the element: "t-75", never twice in a page */
	const char *speaker; /* only where it changes */
	const char *clock;   /* "1:15"; NULL when the transcript has no times */
	int64_t seconds;
	const char *text;
	const char *cues; /* "57 4 61 5": each cue after the first begins so many UTF-16 units and
			     seconds after the one before; NULL: there is only one, or no times */
};

extern const struct view view_turn;

/* The transcript in paragraphs, each with an id by which it can be linked. */
struct list turns_of(const struct transcript *t, struct arena *a);

#endif
