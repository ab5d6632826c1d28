#ifndef READ_ITEM_H
#define READ_ITEM_H

#include "reader.h"

/*
 * Reads one file of the content into a new struct of its kind: front matter by
 * the kind's table, and where the Markdown begins. Every fault of the front
 * matter is reported. Returns NULL only when the file cannot be read at all.
 *
 * Every kind that has a file of its own begins with a struct item.
 */
void *item_read(struct reader *r, const struct kind *kind, const char *rel, size_t *body);

/* The same for a translation, which has words only; gaps are zero (model/translation.h). */
void *item_read_translation(struct reader *r, const struct kind *kind, const char *rel, size_t *body);

/* That for text that is already in memory; never NULL. */
void *item_parse(struct reader *r, const struct kind *kind, const struct source *src, size_t *body);

/* A guid to offer: made of the file's name, or another that only one item has, so that no two are
 * offered the same. */
char *item_fresh_guid(const char *of, struct arena *a);

/* Was this field written in the front matter? */
bool item_has(const struct item *item, const char *key);

#endif
