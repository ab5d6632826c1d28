#ifndef READ_TRANSCRIPT_H
#define READ_TRANSCRIPT_H

#include "reader.h"

/*
 * Reads a transcript, told by its suffix, and where that says nothing by its
 * content:
 * - WebVTT (https://www.w3.org/TR/webvtt1/) and SRT; voice tags and "Name: "
 *   at the start of a cue give the speaker, other tags are dropped;
 * - JSON of Podcasting 2.0 (docs/examples/transcripts), and Whisper's;
 * - plain text: "Name: words" in paragraphs, with or without a time at their
 *   start, and what Otter exports: "Name  0:03" above the words.
 *
 * Each bad place is reported and left out. Plain text in which fewer than half
 * of the paragraphs have a time becomes a transcript without times.
 */
void transcript_read(const struct reader *r, const struct source *src, struct transcript *into);

/* The same for a file of the content, or what is remembered of it. */
void transcript_load(const struct reader *r, const char *path, struct transcript *into);

#endif
