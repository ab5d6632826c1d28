#ifndef MEDIA_SIGNATURE_H
#define MEDIA_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

/*
 * What a file that is neither a recording nor a picture for us really is, by
 * its first bytes, in words that fit "this is …"; NULL when nobody can say.
 */
const char *signature_words(const uint8_t *head, size_t len);

/* The same for recordings of a kind that cannot be opened. `head` begins behind leading tags. */
const char *signature_sound(const uint8_t *head, size_t len);

#endif
