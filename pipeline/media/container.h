#ifndef MEDIA_CONTAINER_H
#define MEDIA_CONTAINER_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <stdbool.h>

struct label;
struct task;

/*
 * A file that is being made with libavformat, with a label or without: create,
 * fill in `audio`, begin, put packet after packet, finish. It is complete on the disk when finish
 * says so; before, what is in it is nothing. The same calls give the same bytes.
 *
 * Functions return false with the reason in the task's failure; after
 * container_begin() and container_put() `refused` tells whether it was the
 * muxer that did not like what it was given (the machine is then not at fault,
 * and the failure is not set).
 */
struct container {
	struct task        *task;
	int                 fd;
	AVIOContext        *io;
	AVFormatContext    *format;
	AVStream           *audio;
	AVStream           *cover;
	const struct label *label;
	bool                refused;
};

/*
 * `suffix` is "mp3" (which takes no label here), "m4a" or "opus". The file is the
 * request's `output`, which is there (handle.h); what is in it is lost.
 */
bool container_create(struct container *c, const char *suffix, struct task *t);

/* Writes what stands before the sound; `l` may be NULL and else must outlive the container. */
bool container_begin(struct container *c, const struct label *l);

/* Times are in `from`; the packet is emptied. */
bool container_put(struct container *c, AVPacket *packet, AVRational from);

bool container_finish(struct container *c);
void container_free(struct container *c);
#define CONTAINER_SCOPED __attribute__((cleanup(container_free)))

#endif
