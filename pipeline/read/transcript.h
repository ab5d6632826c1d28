#ifndef READ_TRANSCRIPT_H
#define READ_TRANSCRIPT_H

#include "reader.h"

/*
 * Reads a transcript: WebVTT (https://www.w3.org/TR/webvtt1/) or SRT, told by
 * the first line. Voice tags and "Name: " at the start of a cue give the
 * speaker; other tags are dropped. Each bad cue is reported and left out.
 */
void transcript_read(const struct reader *r, const struct source *src, struct transcript *into);

#endif
