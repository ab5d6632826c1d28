#ifndef MODEL_SPEAKERS_H
#define MODEL_SPEAKERS_H

#include "model/transcript.h"

struct diag;

/*
 * Reports names of speakers that are probably one person's, written in two
 * ways: they differ in capitals and blanks only, or the rare one is a slip of
 * the other. `Speaker 1` and `Speaker 2` are two people.
 */
void speakers_check(const struct transcript *t, struct diag *diag);

#endif
