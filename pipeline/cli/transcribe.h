#ifndef CLI_TRANSCRIBE_H
#define CLI_TRANSCRIBE_H

#include <stdbool.h>

#include "media.h"

/*
 * Gives episodes that have no transcript the one that the program named by
 * `transcribe` made of their recording, marked as unchecked. A program is run
 * only when `may_run`; else what it printed before is taken, and a message says
 * which are still to be made. To be called behind media_probe().
 */
void transcribe_site(const struct media_run *run, struct site *site, bool may_run);

#endif
