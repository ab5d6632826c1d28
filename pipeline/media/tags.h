#ifndef MEDIA_TAGS_H
#define MEDIA_TAGS_H

#include <libavformat/avformat.h>
#include <stdbool.h>

struct label;

/*
 * Puts a label into a file that libavformat is about to write: MP4 gets iTunes
 * atoms and both forms of chapters, Ogg gets Vorbis comments with the chapters
 * (https://wiki.xiph.org/Chapter_Extension) and the cover as
 * METADATA_BLOCK_PICTURE. The cover of an MP4 file is a stream of its own
 * (container.h). Neither has a place for the pictures of chapters, nor MP4 for
 * their links. False when memory runs out.
 */
bool tags_apply(AVFormatContext *to, AVStream *audio, const struct label *l);

#endif
