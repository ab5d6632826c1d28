#include "cover.h"

#include <libavcodec/avcodec.h>
#include <libswscale/swscale.h>
#include <string.h>

#include "frame.h"
#include "picture.h"
#include "task.h"

/* Of the JPEG in posters: 2 is the best, 31 the worst (libavcodec's qscale). */
#define JPEG_QUALITY 4

static void copy_row(const uint8_t *from, uint8_t *to, int size)
{
	for (int x = 0; x < size; x++, from += 4) {
		uint32_t rgb = (uint32_t)on_white(from[2], from[3]) << 16 |
			       (uint32_t)on_white(from[1], from[3]) << 8 |
			       on_white(from[0], from[3]);

		memcpy(to + 4 * (size_t)x, &rgb, sizeof(rgb));
	}
}

/* Covers are square: directories want it. One that is not is pressed into the square. */
static cairo_surface_t *square(const AVFrame *picture, int size)
{
	AVFrame *f = frame_new(size, size, AV_PIX_FMT_BGRA);
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size, size);
	bool ok = f && cairo_surface_status(s) == CAIRO_STATUS_SUCCESS &&
		  frame_scale(picture, f, SWS_AREA);

	for (int y = 0; ok && y < size; y++)
		copy_row(f->data[0] + (ptrdiff_t)y * f->linesize[0],
			 cairo_image_surface_get_data(s) +
				 (ptrdiff_t)y * cairo_image_surface_get_stride(s),
			 size);
	cairo_surface_mark_dirty(s);
	av_frame_free(&f);
	if (ok)
		return s;
	cairo_surface_destroy(s);
	return NULL;
}

static AVFrame *frame_of(cairo_surface_t *s)
{
	int size = cairo_image_surface_get_width(s);
	AVFrame view = { .width = size, .height = size, .format = AV_PIX_FMT_BGR0 };
	AVFrame *f = frame_new(size, size, AV_PIX_FMT_YUVJ420P);

	view.data[0] = cairo_image_surface_get_data(s);
	view.linesize[0] = cairo_image_surface_get_stride(s);
	if (f && frame_scale(&view, f, SWS_AREA))
		return f;
	av_frame_free(&f);
	return NULL;
}

static void free_packet(void *packet)
{
	AVPacket *p = packet;

	av_packet_free(&p);
}

/* The PDF takes the JPEG as it is, a tenth of what the pixels would need. */
static bool attach_jpeg(cairo_surface_t *s)
{
	AVFrame *f = frame_of(s);
	AVPacket *packet = f ? frame_jpeg(f, JPEG_QUALITY) : NULL;

	av_frame_free(&f);
	return packet && cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, packet->data,
						     (unsigned long)packet->size, free_packet,
						     packet) == CAIRO_STATUS_SUCCESS;
}

bool cover_read(struct cover *c, const char *path, struct task *t)
{
	AVFrame *f = av_frame_alloc();
	PICTURE_SCOPED struct picture_file p = { 0 };

	c->card = c->poster = NULL;
	c->paper.r = -1;
	bool ok = f && (!path || picture_read_into(&p, path, f, t));
	if (ok && path) {
		c->card = square(f, COVER_CARD);
		c->poster = square(f, COVER_POSTER);
		ok = c->card && c->poster && attach_jpeg(c->poster);
	}
	av_frame_free(&f);
	return ok;
}

void cover_free(struct cover *c)
{
	cairo_surface_destroy(c->card); /* NULL is nothing */
	cairo_surface_destroy(c->poster);
	c->card = c->poster = NULL;
}
