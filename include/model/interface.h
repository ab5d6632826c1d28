#ifndef MODEL_INTERFACE_H
#define MODEL_INTERFACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

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

/* A text of the list, for whoever reads a language's file. */
struct interface_key {
	const char *key;
	size_t      offset; /* in struct interface: of a const char *, or of a struct counted */
	bool        is_counted;
};

/* All of them, ended by a NULL key. */
extern const struct interface_key interface_keys[];

/* The forms of a counted text: zero, one, two, few, many, other; ended by a NULL key. */
extern const struct interface_key counted_forms[];

/* What fills a `{name}`; a list of them is ended by a NULL name. */
struct filling {
	const char *name, *value;
};

/*
 * The text with every `{name}` filled; a name that `with` lacks stays as it is. In a text that is
 * written from right to left, what is not stands in isolating characters.
 */
const char *interface_fill(const char *text, const struct filling *with, struct arena *a);

/* What may be from elsewhere, such as a number or a name, among words of the language. */
const char *interface_foreign(const struct interface *i, const char *value, struct arena *a);

/* `22 November 2026`, of the day in the zone it was written in. */
const char *interface_date(const struct interface *i, struct moment m, struct arena *a);

/* `March 2021`: the month that the day is in. */
const char *interface_month(const struct interface *i, struct moment m, struct arena *a);

/* The form for `n`, with `{n}` filled: the language's plural rules for whole numbers (CLDR). */
const char *interface_count(const struct interface *i, const struct counted *forms, int64_t n,
			    struct arena *a);

#endif
