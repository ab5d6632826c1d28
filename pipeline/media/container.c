#include "container.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fdio.h"
#include "label.h"
#include "mp4_chapters.h"
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
	c->fd = open(t->request->output, O_RDWR | O_TRUNC | O_CLOEXEC);
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

/* In MP4 the cover is a stream of one packet; Ogg has it among the comments. */
static bool add_cover(struct container *c)
{
	const struct label_picture *p = &c->label->cover;

	if (!p->data || strcmp(c->format->oformat->name, "ipod") != 0)
		return true;
	c->cover = avformat_new_stream(c->format, NULL);
	if (!c->cover)
		return write_failed(c, ENOMEM);
	c->cover->disposition = AV_DISPOSITION_ATTACHED_PIC;
	c->cover->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
	c->cover->codecpar->codec_id = p->png ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG;
	c->cover->codecpar->width = (int)p->width;
	c->cover->codecpar->height = (int)p->height;
	return true;
}

static bool put_cover(struct container *c)
{
	AVPacket *packet = c->cover ? av_packet_alloc() : NULL;

	if (!c->cover)
		return true;
	if (!packet || av_new_packet(packet, (int)c->label->cover.len) < 0) {
		av_packet_free(&packet);
		return write_failed(c, ENOMEM);
	}
	memcpy(packet->data, c->label->cover.data, c->label->cover.len);
	packet->flags |= AV_PKT_FLAG_KEY;
	packet->stream_index = c->cover->index;
	packet->pts = packet->dts = 0;
	int r = av_write_frame(c->format, packet);
	av_packet_free(&packet);
	return check(c, r);
}

bool container_begin(struct container *c, const struct label *l)
{
	AVDictionary *options = NULL;

	c->label = l;
	if (l && (!add_cover(c) || !tags_apply(c->format, c->audio, l)))
		return write_failed(c, ENOMEM);
	av_dict_set(&options, "id3v2_version", "0", 0);
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
	if (c->label && !mp4_mend_titles(c->fd))
		return write_failed(c, errno);
	if (fdatasync(c->fd) != 0)
		return write_failed(c, errno);
	int fd = c->fd;
	c->fd = -1;
	return close(fd) == 0 || write_failed(c, errno);
}

void container_free(struct container *c)
{
	avformat_free_context(c->format);
	c->format = NULL;
	fdio_close(&c->io);
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}
