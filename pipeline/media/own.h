#ifndef MEDIA_OWN_H
#define MEDIA_OWN_H

#include <libavutil/dict.h>

struct arena;

/*
 * A text that a recording has about itself, without blanks and control
 * characters around it and inside. NULL when there is none, and when its bytes
 * are not UTF-8.
 */
const char *own_text(const AVDictionary *from, const char *key, struct arena *a);

#endif
