#ifndef MEDIA_FORMAT_H
#define MEDIA_FORMAT_H

#include <stdbool.h>

struct input;

/* Is a demuxer of this name one that we open? */
bool format_is_allowed(const char *demuxer);

/* The names of all those, for AVFormatContext.format_whitelist. */
const char *format_whitelist(void);

/* What the file really is, as a suffix: "mp3", "m4a", "wav", … */
const char *format_suffix(const struct input *in);

/* May a file of this format be named `name`? */
bool format_suits_name(const char *suffix, const char *name);

#endif
