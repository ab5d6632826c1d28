#ifndef MEDIA_TAGS_H
#define MEDIA_TAGS_H

#include <libavformat/avformat.h>

#include "jobs/message.h"

/*
 * Puts the tags of a job into a container that is about to be written.
 *
 * MP3 gets ID3v2.3 frames; libavformat writes the comment as TXXX:comment. MP4
 * gets iTunes atoms and the language of the stream. Only what the job says is
 * written; the source's own tags are not carried over.
 */
void tags_apply(AVFormatContext *to, AVStream *audio, const struct job_tags *tags);

/*
 * Chapters from the job: each ends where the next begins, the last at `seconds`.
 * What begins after that is left out, as is more than ID3 can count (255).
 */
bool chapters_apply(AVFormatContext *to, const struct job_tags *tags, double seconds);

#endif
