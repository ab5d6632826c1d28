#ifndef MODEL_TRANSLATION_H
#define MODEL_TRANSLATION_H

#include "model/site.h"

struct arena;

/*
 * A translation is a file beside the original with the language in its name, `loss.gd.md`. It has
 * words only; whatever else there is to say stands in the original and is the same in every
 * language. So a translation as it was read is a struct of its kind with gaps.
 */

/* May a translation have the field? Numbers, dates, flags, names of files and the like stay the same. */
bool field_is_translated(const struct field *f);

/* The original with every field that the translation has in its place; a copy in `a`. */
void *item_translated(const struct item *original, const struct item *translation, struct arena *a);

/* The same for an episode, with notes, chapters and transcript. */
const struct episode *episode_translated(const struct episode *original,
					 const struct episode *translation, struct arena *a);

/* What an item, which may be a translation, is a version of; itself where there is one only. */
const struct item *item_original(const struct item *item);

/* That of the item's versions which is in the language; the original when there is none. */
const struct item *item_in_language(const struct item *item, const char *language);

#endif
