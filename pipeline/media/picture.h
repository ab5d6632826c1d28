#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include <libavcodec/avcodec.h>
#include <stdbool.h>

#include "model/media.h"

struct task;

/* A picture file in memory, looked at and decoded once. */
struct picture_file {
	enum AVCodecID       codec;
	struct picture_facts facts;
	AVPacket            *bytes; /* the whole file; goes with picture_free() */
};

/* False with the reason in the task's failure; nothing needs freeing then. */
bool picture_read(struct picture_file *p, const char *path, struct task *t);
/* The same, and keeps what it shows. */
bool picture_read_into(struct picture_file *p, const char *path, AVFrame *f, struct task *t);

void picture_free(struct picture_file *p);
#define PICTURE_SCOPED __attribute__((cleanup(picture_free)))

#endif
