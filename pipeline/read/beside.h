#ifndef READ_BESIDE_H
#define READ_BESIDE_H

#include <stddef.h>

#include "listing.h"
#include "reader.h"

/*
 * What the files beside an episode's page are, by their names and, where those
 * leave it open, by what they hold.
 */
struct found {
	size_t count; /* of the files that could be meant */
	const char *first, *second;
};

struct found beside_by_suffix(const struct listing *l, const char *const *suffixes);

struct found beside_recordings(const struct listing *l);

/*
 * WebVTT and SRT; where there is none, JSON and text named `transcript…` or
 * like the recording, which must be known by now. Of one transcript in several
 * forms, as programs write them together, the best.
 */
struct found beside_transcripts(const struct reader *r, const struct episode *e,
				const struct listing *l);

/* A text or JSON whose name does not tell what it is, or NULL. */
const char *beside_perhaps_transcript(const struct reader *r, const struct episode *e,
				      const struct listing *l);

/* Named `chapters…` or `….chapters.…`, as programs name them, or like the recording. */
struct found beside_chapters(const struct reader *r, const struct episode *e,
			     const struct listing *l);

/* A file whose name begins like this in any case: the right thing under a wrong name. */
const char *beside_begun(const struct listing *l, const char *word);

#endif
