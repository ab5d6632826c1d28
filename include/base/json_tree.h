#ifndef BASE_JSON_TREE_H
#define BASE_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

struct arena;

/*
 * Reads JSON (RFC 8259) into a tree in which every value knows its place.
 *
 * A key that stands twice in one object, nesting beyond LIMIT_JSON_DEPTH, a
 * number that no double holds, and text with characters that pages and feeds
 * cannot carry (utf8_is_xml) are faults like any other.
 */
enum tree_kind { TREE_NULL, TREE_FLAG, TREE_NUMBER, TREE_TEXT, TREE_LIST, TREE_MAP };

struct tree {
	enum tree_kind kind;
	const char    *key;    /* inside a map */
	uint32_t       off;    /* where the value begins in the text */
	uint32_t       len;    /* of the value; of lists and maps the bracket */
	const char    *text;   /* TREE_TEXT; without NUL inside */
	double         number; /* TREE_NUMBER; of TREE_FLAG 0 or 1 */
	size_t         count;  /* of what is inside */
	struct tree   *first, *next; /* as written */
};

struct tree_fault {
	uint32_t    off;
	const char *text; /* what is wrong there, in lower case */
};

/* NULL with the first fault in `fault`. What is returned lives in `a`; `len` is below 4 GB. */
const struct tree *tree_read(const char *text, size_t len, struct arena *a,
			     struct tree_fault *fault);

/* What a map has under `key`; NULL when there is nothing, or `map` is NULL or no map. */
const struct tree *tree_member(const struct tree *map, const char *key);

/* The same, of one kind: NULL, or false, when it is there but of another. */
const char        *tree_text(const struct tree *map, const char *key);
const struct tree *tree_list(const struct tree *map, const char *key);
bool               tree_number(const struct tree *map, const char *key, double *into);

/* Where a value stands in the source that it was read from. */
struct span tree_span(const struct source *src, const struct tree *value);

#endif
