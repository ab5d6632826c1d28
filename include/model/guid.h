#ifndef MODEL_GUID_H
#define MODEL_GUID_H

#include <stdbool.h>

struct arena;

/*
 * What apps know an episode by: any text. Those of shows that began elsewhere are addresses,
 * numbers, and whatever a program once made, with line ends in it. Apps do not agree on white
 * space: some take it for a part of the identity, so feeds have it to the letter; some do not, so
 * two that differ by it alone are one inside blether.
 */

/* Without white space at its ends, and with one blank for each run of it inside. */
char *guid_identity(const char *written, struct arena *a);

/* A UUID in small letters (RFC 9562 section 4), as blether makes them. */
bool guid_is_uuid(const char *guid);

#endif
