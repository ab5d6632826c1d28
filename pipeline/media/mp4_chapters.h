#ifndef MEDIA_MP4_CHAPTERS_H
#define MEDIA_MP4_CHAPTERS_H

#include <stdbool.h>

/*
 * Nero's list of chapters in an MP4 file (`moov/udta/chpl`) has room for 255
 * bytes a title. libavformat cuts longer ones wherever that is, also inside a
 * character, and readers refuse the text. This puts spaces in the place of such
 * half characters. (QuickTime's chapters, in the same file, have whole titles.)
 *
 * False with errno when the file, which must be one that was written just now,
 * cannot be read or written. A file without such a list is fine.
 */
bool mp4_mend_titles(int fd);

#endif
