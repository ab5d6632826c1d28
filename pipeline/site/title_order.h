#ifndef SITE_TITLE_ORDER_H
#define SITE_TITLE_ORDER_H

#include <stdbool.h>

struct arena;

/*
 * The order of titles in a list from A to Z, the same on every machine: letters as folded
 * (fold.h), digits before letters, numbers by their value, English without a leading article.
 */

/* What a title is sorted by: its words, folded and parted by single blanks. */
const char *title_key(const char *title, bool english, struct arena *a);

int title_compare(const char *key, const char *other);

#endif
