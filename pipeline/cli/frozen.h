#ifndef CLI_FROZEN_H
#define CLI_FROZEN_H

#include "media.h"

/*
 * An audio file that was published stays as it is, whatever its page says by
 * now: with other tags it would be another file, under another address, and
 * every app would download it again. Takes the files that the ledger names
 * from the cache, or else from the output folder, for episodes whose recording
 * is the one that was published. What is found nowhere is made anew, at its old
 * address if it comes out the same.
 */
void media_freeze(const struct media_run *run, struct site *site, const char *output);

/* Publishes the recording itself, for an episode whose file may be published as it is (media_kept_suffix). */
void media_keep(const struct media_run *run, const struct site *site, struct episode *e);

/*
 * Where the file that was made of an episode goes: where it was, if it has the
 * same bytes. Warns when it was published and has others.
 */
const char *media_audio_path(const struct media_run *run, const struct site *site,
			     const struct episode *e);

/* That of the low-data file; beside the recording, whatever the episode is called now: so an older one has its successor. */
const char *media_small_path(const struct media_run *run, const struct site *site,
			     const struct episode *e);

#endif
