#ifndef SITE_TAGS_H
#define SITE_TAGS_H

#include "model/collect.h"
#include "view.h"

struct arena;

/* An area or a topic as pages link to it. */
struct tag {
	const struct collection *collection;
	const char *title, *path;
	const char *summary;  /* of an area */
	const char *episodes; /* "4 episodes" */
	const char *holds;    /* the same, of an area with how many groups work on it */
};

extern const struct view view_tag;

/* The areas or topics of the site, `most` of them: areas in their order, topics as they are used
 * most. */
struct list tags_of_site(const struct site *site, enum collection_kind kind, size_t most,
			 struct arena *a);

/* The areas, then the topics of an episode. */
struct list tags_of_episode(const struct site *site, const struct episode *e, struct arena *a);

/* What the list of all of a kind is called. */
const char *tag_list_title(const struct site *site, enum collection_kind kind);

#endif
