#ifndef SITE_PHRASE_H
#define SITE_PHRASE_H

#include <stddef.h>

struct arena;
struct interface;

/* The words around the content, put together. What is made lives in the arena. */

/* Texts with the commas, or with the dots of lines of facts; NULL: none of them has any. */
const char *words_listed(const struct interface *t, const char *const *words, size_t count,
			 struct arena *a);
const char *words_dotted(const char *const *words, size_t count, struct arena *a);

/* A text with one `{name}` in it. */
const char *words_fill(const char *text, const char *name, const char *value, struct arena *a);

#endif
