#ifndef MEDIA_OWN_H
#define MEDIA_OWN_H

#include <libavutil/dict.h>
#include <stddef.h>

#include "model/media.h"

struct arena;
struct input;

/*
 * What a recording says of itself: one line of text each, valid UTF-8 of
 * characters that XML can hold, of limited length. What cannot be brought into
 * this form is left out.
 */

/* The text of a key, or NULL. */
const char *own_text(const AVDictionary *from, const char *key, struct arena *a);

struct audio_tags own_tags(const struct input *in, struct arena *a);

/* In the order of their starts; those without a title are left out. */
struct audio_chapter *own_chapters(const struct input *in, size_t *count, struct arena *a);

#endif
