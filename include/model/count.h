#ifndef MODEL_COUNT_H
#define MODEL_COUNT_H

#include <stdbool.h>
#include <stddef.h>

struct site;

/*
 * How many there are of something on the site, for texts that say so
 * (`{count:groups}`) and for reports. Only what is published counts.
 */
bool site_count(const struct site *site, const char *what, size_t *count);

/* What can be counted, ended by NULL. */
const char *const *site_count_names(void);

#endif
