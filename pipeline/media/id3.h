#ifndef MEDIA_ID3_H
#define MEDIA_ID3_H

#include <stdbool.h>
#include <stddef.h>

struct label;
struct strbuf;

/*
 * An ID3v2.3 tag (https://id3.org/id3v2.3.0), the version that every player
 * reads: version 2.4 costs chapters in Apple Podcasts and pictures in Windows.
 *
 * Chapters follow the ID3v2 Chapter Frame Addendum: a CTOC named "toc", on top
 * and ordered, with CHAP "ch0", "ch1", … Podcast frames (PCST, TCAT, TDES, TGID,
 * WFED) are in no standard: they are as iTunes writes them, and readers agree.
 *
 * Text is ASCII, or UTF-16 with a byte order mark where it is more than that.
 * No byte is escaped (there is no unsynchronisation); ID3_PADDING zeros end the
 * tag, so that another one can take its place without moving the sound.
 */
#define ID3_PADDING 4096

/* A tag longer than this is refused by some players, and by none of ours. */
#define ID3_MAX_BYTES ((size_t)32 << 20)

/*
 * Appends the tag; `out` must allow for ID3_MAX_BYTES more. False when the tag
 * would be longer, which only pictures can bring about.
 */
bool id3_write(struct strbuf *out, const struct label *l);

#endif
