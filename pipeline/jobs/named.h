#ifndef JOBS_NAMED_H
#define JOBS_NAMED_H

#include "base/hash.h"

/* The key under which the answer that made a published file is kept besides: "0123456789ab.mp3". */
struct hash named_key(const char *name);

/* The name of the file with that hash and suffix. */
struct named {
	char text[32];
} named_of(const char *sha256, const char *suffix);

#endif
