#ifndef CLI_PREPARE_H
#define CLI_PREPARE_H

#include "media.h"

/*
 * The steps between a content folder that has been read and a site that can be
 * rendered, the same for everybody who renders it. Each returns how many recordings
 * and pictures the cache did not know.
 */

/* Facts of recordings, what follows from them, and every check that needs the whole. */
size_t prepare_facts(const struct media_run *run, struct site *site, const char *content,
		     bool may_transcribe);

/* What listeners download. Only when everything was in order so far. */
size_t prepare_audio(const struct media_run *run, struct site *site, const char *output);

/* Share cards and posters, unless the site does without. The same. */
size_t prepare_drawings(const struct media_run *run, struct site *site);

#endif
