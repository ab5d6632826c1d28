#ifndef CLI_IMPORT_LOOK_H
#define CLI_IMPORT_LOOK_H

#include "import_show.h"

/*
 * Opens what was fetched: recordings and pictures by the media worker, chapters and transcripts by their readers. Gives
 * each its name by what it really is, or says why it cannot be used. False when the machine failed, which was reported.
 */
bool import_look(struct importing *im, struct import_asset **all, size_t count);

/* The bytes of the file that waits there, and their hash. */
void import_take_hash(const struct importing *im, struct import_asset *asset, const char *path);

/* Chapters that were fetched are all written in one form, without those that no site would take. */
void import_mend_chapters(struct importing *im);

#endif
