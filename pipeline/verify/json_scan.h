#ifndef VERIFY_JSON_SCAN_H
#define VERIFY_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A strict look through JSON (RFC 8259) by other code than writes it. What is
 * looked for: an object with a text `version` and a list of objects, each of
 * which has certain members and is in its place.
 */
struct json_shape {
	const char *version;  /* exactly so; NULL: any */
	const char *list;     /* the key of the list; NULL: none, `text` is the object's own */
	const char *text;     /* a text that each entry has, not empty */
	bool is_unique;       /* no two entries have the same text */
	const char *start;    /* a number that each entry has, never less than the one before; NULL:
				 none */
	const char *end;      /* a number that each entry has, more than `start`; NULL: none */
	const char *no_list;  /* what to say when there is no version or no list, … */
	const char *lacking;  /* … an entry lacks something, … */
	const char *disorder; /* … or is out of order or there twice */
};

/* What was read. */
struct json_found {
	size_t at;        /* the byte that a fault is at */
	uint64_t entries; /* scan_entry_key() of all entries, of lists without an `end` */
};

/* What is wrong first; NULL when nothing is. */
const char *json_scan(const char *text, size_t len, const struct json_shape *shape,
		      struct json_found *found);

/* Goes on from the entries before, 0 at first: two lists have the same key if they are the same. */
uint64_t scan_entry_key(uint64_t before, int64_t start_ms, const char *text);

#endif
