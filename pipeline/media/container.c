#include "container.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fdio.h"
#include "tags.h"
#include "task.h"

/* mov's faststart reads its own output again; it may, and nothing else. */
static int open_itself(AVFormatContext *s, AVIOContext **io, const char *url, int flags,
		       AVDictionary **options)
{
	const struct container *c = s->opaque;

	(void)url, (void)options;
	if (flags & AVIO_FLAG_WRITE)
		return AVERROR(EPERM);
	*io = fdio_open(c->fd, false);
	return *io ? 0 : AVERROR(ENOMEM);
}

static int close_itself(AVFormatContext *s, AVIOContext *io)
{
	(void)s;
	fdio_close(&io);
	return 0;
}

static bool write_failed(struct container *c, int error)
{
	return problems_fail(&c->task->problems, DIAG_CANNOT_WRITE,
			     "the file for listeners cannot be written: %s", strerror(error));
}

/* Tells the disk's refusal from the muxer's. */
static bool check(struct container *c, int result)
{
	if (fdio_error(c->io))
		return write_failed(c, fdio_error(c->io));
	if (result == AVERROR(ENOMEM))
		return write_failed(c, ENOMEM);
	c->refused = result < 0;
	return result >= 0;
}

bool container_create(struct container *c, const char *suffix, struct task *t)
{
	const char *muxer = strcmp(suffix, "m4a") == 0 ? "ipod" : suffix;

	*c = (struct container){ .task = t, .fd = -1 };
	c->fd = open(t->request->output, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (c->fd < 0)
		return write_failed(c, errno);
	c->io = fdio_open(c->fd, true);
	if (!c->io || avformat_alloc_output_context2(&c->format, NULL, muxer, NULL) < 0 ||
	    !(c->audio = avformat_new_stream(c->format, NULL)))
		return write_failed(c, ENOMEM);
	c->format->pb = c->io;
	c->format->opaque = c;
	c->format->io_open = open_itself;
	c->format->io_close2 = close_itself;
	c->format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
	return true;
}

static bool add_cover(struct container *c)
{
	const char *path = c->task->request->tags.cover;

	if (!path)
		return true;
	if (!picture_read(&c->picture, path, c->task))
		return false;
	if (c->picture.codec != AV_CODEC_ID_MJPEG && c->picture.codec != AV_CODEC_ID_PNG)
		return problems_fail(
			&c->task->problems, DIAG_NOT_PICTURE,
			"the cover is a %s picture; podcast apps show JPEG and PNG only",
			c->picture.facts.format);
	c->cover = avformat_new_stream(c->format, NULL);
	if (!c->cover)
		return write_failed(c, ENOMEM);
	c->cover->disposition = AV_DISPOSITION_ATTACHED_PIC;
	c->cover->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
	c->cover->codecpar->codec_id = c->picture.codec;
	c->cover->codecpar->width = (int)c->picture.facts.width;
	c->cover->codecpar->height = (int)c->picture.facts.height;
	/* libavformat takes the type and the description of an APIC frame from these. */
	av_dict_set(&c->cover->metadata, "comment", "Cover (front)", 0);
	av_dict_set(&c->cover->metadata, "title", "Cover", 0);
	return true;
}

static bool put_cover(struct container *c)
{
	if (!c->cover)
		return true;
	c->picture.bytes->stream_index = c->cover->index;
	c->picture.bytes->pts = c->picture.bytes->dts = 0;
	return check(c, av_write_frame(c->format, c->picture.bytes));
}

bool container_begin(struct container *c, double seconds)
{
	const struct job_tags *tags = &c->task->request->tags;
	AVDictionary *options = NULL;

	if (!add_cover(c))
		return false;
	tags_apply(c->format, c->audio, tags);
	if (!chapters_apply(c->format, tags, seconds))
		return write_failed(c, ENOMEM);
	av_dict_set(&options, "id3v2_version", "3", 0);
	av_dict_set(&options, "write_id3v1", "0", 0);
	av_dict_set(&options, "movflags", "+faststart", 0);
	int r = avformat_write_header(c->format, &options);
	av_dict_free(&options);
	return check(c, r) && put_cover(c);
}

bool container_put(struct container *c, AVPacket *packet, AVRational from)
{
	packet->stream_index = c->audio->index;
	packet->pos = -1;
	av_packet_rescale_ts(packet, from, c->audio->time_base);
	int r = av_write_frame(c->format, packet);
	av_packet_unref(packet);
	return check(c, r);
}

bool container_finish(struct container *c)
{
	int r = av_write_trailer(c->format);

	avio_flush(c->io);
	if (!check(c, r))
		return c->refused ? problems_fail(&c->task->problems, DIAG_CANNOT_ENCODE,
						  "the file for listeners could not be completed")
				  : false;
	if (fdatasync(c->fd) != 0)
		return write_failed(c, errno);
	int fd = c->fd;
	c->fd = -1;
	if (close(fd) != 0) {
		unlink(c->task->request->output);
		return write_failed(c, errno);
	}
	return true;
}

void container_free(struct container *c)
{
	avformat_free_context(c->format);
	c->format = NULL;
	fdio_close(&c->io);
	picture_free(&c->picture);
	if (c->fd < 0)
		return;
	close(c->fd);
	c->fd = -1;
	unlink(c->task->request->output);
}
