#ifndef MODEL_INTERFACE_H
#define MODEL_INTERFACE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/*
 * The words that pages put around the content, in one language. interface_texts.h lists them; a text
 * that a language lacks is the English one. Nothing here is NULL.
 */

/* Forms by number, as CLDR's plural rules name them. */
struct counted {
	const char *zero, *one, *two, *few, *many, *other;
};

struct interface {
	const char *language; /* BCP 47 */
	bool        is_unchecked; /* nobody who speaks it has read these words */
#define TEXT(key, english)        const char *key;
#define COUNTED(key, one_, other_) struct counted key;
#include "model/interface_texts.h"
#undef TEXT
#undef COUNTED
};

extern const struct interface interface_english;

/* What fills a `{name}`; a list of them is ended by a NULL name. */
struct filling {
	const char *name, *value;
};

/* The text with every `{name}` filled; a name that `with` lacks stays as it is. */
const char *interface_fill(const char *text, const struct filling *with, struct arena *a);

/* The form for `n`, with `{n}` filled. */
const char *interface_count(const struct interface *i, const struct counted *forms, int64_t n,
			    struct arena *a);

#endif
