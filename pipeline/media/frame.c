#include "frame.h"

#include <libswscale/swscale.h>

AVFrame *frame_new(int width, int height, enum AVPixelFormat format)
{
	AVFrame *f = av_frame_alloc();

	if (!f)
		return NULL;
	f->width = width;
	f->height = height;
	f->format = format;
	if (av_frame_get_buffer(f, 0) < 0)
		av_frame_free(&f);
	return f;
}

bool frame_scale(const AVFrame *from, AVFrame *to, int filter)
{
	struct SwsContext *sws = sws_getContext(
		from->width, from->height, from->format, to->width, to->height, to->format,
		filter | SWS_ACCURATE_RND | SWS_BITEXACT, NULL, NULL, NULL);

	if (!sws)
		return false;
	int rows = sws_scale(sws, (const uint8_t *const *)from->data, from->linesize, 0,
			     from->height, to->data, to->linesize);
	sws_freeContext(sws);
	return rows == to->height;
}

AVPacket *frame_jpeg(AVFrame *f, int quality)
{
	AVCodecContext *c = avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_MJPEG));
	AVPacket *packet = av_packet_alloc();

	f->quality = quality * FF_QP2LAMBDA;
	if (c) {
		c->width = f->width;
		c->height = f->height;
		c->pix_fmt = f->format;
		c->time_base = (AVRational){ 1, 1 };
		c->sample_aspect_ratio = f->sample_aspect_ratio; /* known: with a JFIF header */
		c->thread_count = 1;
		c->flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
		c->global_quality = f->quality;
	}
	if (!c || !packet || avcodec_open2(c, c->codec, NULL) < 0 || avcodec_send_frame(c, f) < 0 ||
	    avcodec_receive_packet(c, packet) < 0)
		av_packet_free(&packet);
	avcodec_free_context(&c);
	return packet;
}

uint8_t on_white(uint8_t part, uint8_t alpha)
{
	return (uint8_t)((part * alpha + 255 * (255 - alpha)) / 255);
}
