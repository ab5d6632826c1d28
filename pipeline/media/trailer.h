#ifndef MEDIA_TRAILER_H
#define MEDIA_TRAILER_H

#include <stdint.h>

/*
 * Where the sound of a file ends and the tags that programs append begin: ID3v1
 * (with the "TAG+" extension), APEv1 and v2, Lyrics3 v2, an ID3v2.4 tag with a
 * footer, in any order. `size` when there are none. A decoder takes such bytes
 * for damaged sound.
 */
int64_t trailer_start(int fd, int64_t size);

/* The length of the ID3v2 tag at the start of a file, or 0. */
int64_t id3v2_length(const uint8_t head[static 10]);

#endif
