#ifndef IMPORT_OWNER_H
#define IMPORT_OWNER_H

#include <stdbool.h>

#include "import/show.h"

/* Whose show it is, from wherever the feed says it. */

/* An address that people can be written at; NULL: nobody has given one. */
const char *owner_email(const struct remote_feed *feed, const struct import_settings *s, struct arena *a);

/* Where the show's own page stood, as the address of a new site; NULL: that is a host of many shows, or not known. */
const char *owner_address(const struct remote_feed *feed, struct arena *a);

/* Who makes the show; NULL: the feed does not say. */
const char *owner_author(const struct remote_feed *feed, struct arena *a);

/* 36 characters in small letters (RFC 9562 section 4). */
bool uuid_fits(const char *s);

#endif
