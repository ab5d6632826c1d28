#ifndef MEDIA_SILENCE_H
#define MEDIA_SILENCE_H

#include <stdbool.h>

struct levels;
struct media_facts;
struct problems;

/*
 * Fills in silent_start and silent_end, and reports them and the silences
 * between when they are long. False, and reported, when there is nothing else.
 */
bool silence_report(const struct levels *l, struct media_facts *into, struct problems *p);

#endif
