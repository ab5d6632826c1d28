#ifndef IMPORT_ELEMENTS_H
#define IMPORT_ELEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/remote_feed.h"

struct arena;
struct strbuf;

/* Elements of a feed that no member of struct remote_feed or remote_episode has. */

/* 1 + the place of the first of that name from `at` on; 0: there is none more. */
size_t element_find(const struct remote_list *l, size_t at, const char *prefix, const char *name);

const struct remote_element *element_at(const struct remote_list *l, size_t i);
bool                         element_named(const struct remote_element *e, const char *prefix, const char *name);

/* The value of an attribute that has no namespace, or NULL. */
const char *element_get(const struct remote_element *e, const char *name);

/* podcast:image: is it the cover itself, whose address is `cover`? */
bool element_is_artwork(const struct remote_element *e, const char *cover);

/*
 * As XML that is well-formed by itself, in one line: with the declarations of its namespaces, but for those that
 * every feed of blether has. False: it is nested too deeply, or has a name that XML does not allow.
 */
bool element_write(const struct remote_element *e, struct strbuf *out);

/* `<prefix:name>text</prefix:name>` */
const char *element_made(const char *prefix, const char *name, const char *text, struct arena *a);

/* podcast:license; `url` may be NULL. */
const char *element_licence(const char *text, const char *url, struct arena *a);

#endif
