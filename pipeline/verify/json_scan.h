#ifndef VERIFY_JSON_SCAN_H
#define VERIFY_JSON_SCAN_H

#include <stddef.h>

/*
 * A strict look through JSON (RFC 8259) by other code than writes it. What is
 * looked for: an object with a text `version` and a list of objects, each of
 * which has certain members and is in its place.
 */
struct json_shape {
	const char *list;     /* the key of the list */
	const char *text;     /* a text that each entry has, not empty */
	const char *start;    /* a number that each entry has, never less than the one before */
	const char *end;      /* a number that each entry has, more than `start`; NULL: none */
	const char *no_list;  /* what to say when there is no version or no list, … */
	const char *lacking;  /* … an entry lacks something, … */
	const char *disorder; /* … or is out of order */
};

/* What is wrong first, and at which byte; NULL when nothing is. */
const char *json_scan(const char *text, size_t len, const struct json_shape *shape, size_t *at);

#endif
