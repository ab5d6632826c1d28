#ifndef MEDIA_PLACES_H
#define MEDIA_PLACES_H

#include <stdbool.h>

#include "problems.h"

/* So many places of a kind are reported one by one; of the rest there is a count. */
#define PLACES_SHOWN 3

/* The places where one kind of problem was found; begin with the id and zeros. */
struct places {
	enum diag_id id;
	unsigned count;
	double last; /* seconds, where the latest ends */
};

/*
 * Counts a place, in ascending order; what begins within a second after the
 * last is the same one. True: it deserves a line of its own.
 */
bool places_add(struct places *p, struct part part);

/* After the last: how many were not told. */
void places_report_rest(const struct places *p, struct problems *problems);

#endif
