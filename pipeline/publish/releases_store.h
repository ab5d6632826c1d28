#ifndef PUBLISH_RELEASES_STORE_H
#define PUBLISH_RELEASES_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/table.h"

struct arena;

/* The files of releases, by their SHA-256, below the folder of releases. */

/* Where the file with these bytes is, or would be. */
const char *store_path(const char *dir, const char *sha256, struct arena *a);

/* Keeps the file `disk`, which has these bytes; false with errno set. */
bool store_keep(const char *dir, const char *sha256, const char *disk, struct arena *a);

/* Which files and releases are needed. */
struct store_uses {
	struct table files, releases;
};

void store_use(struct store_uses *u, const char *sha256);
void store_use_number(struct store_uses *u, int64_t release);
void store_uses_release(struct store_uses *u);

/* Removes all others, as far as it can. */
void store_clean(const char *dir, const struct store_uses *u, struct arena *a);

#endif
