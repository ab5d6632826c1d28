#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include <stdbool.h>

struct arena;

/*
 * May a command write to these places? They are compared without links, before
 * anything is written. The output and the cache may not be, contain or lie in the
 * content folder, save in its `public` and its hidden folders, which nobody
 * reads; nor may the cache and the output be, contain or lie in one another. The
 * output may not be `/` or the home folder. False after printing what is wrong.
 * `output` is NULL for a command that has none.
 */
bool places_ok(const char *content, const char *output, const char *cache, struct arena *a);

/* A path without links, whether it is there already or not. */
char *place_real(const char *path, struct arena *a);

#endif
