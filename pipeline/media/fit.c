/* JOB_COVER: of any picture, a cover that directories take. */
#include <errno.h>
#include <fcntl.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "frame.h"
#include "picture.h"
#include "task.h"

/* libavcodec's qscale: nobody sees what 2 to 4 take away; past 16 flat colours fall into blocks. */
#define BEST_QUALITY  2
#define WORST_QUALITY 16

static bool has_alpha(const AVFrame *f)
{
	const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(f->format);

	return d && d->flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL);
}

static uint8_t *row_of(const AVFrame *f, int y)
{
	return f->data[0] + (ptrdiff_t)y * f->linesize[0];
}

/* Before it is scaled: what is transparent has colours, too, that would show as a seam. */
static void lay_on_white(AVFrame *f)
{
	for (int y = 0; y < f->height; y++) {
		uint8_t *p = row_of(f, y);

		for (int x = 0; x < f->width; x++, p += 4) {
			for (int i = 0; i < 3; i++)
				p[i] = on_white(p[i], p[3]);
			p[3] = 255;
		}
	}
}

/* The picture in the size that it has in the cover, without transparent parts. */
static AVFrame *scaled(const AVFrame *picture, int width, int height)
{
	AVFrame *whole = NULL, *to = frame_new(width, height, AV_PIX_FMT_BGRA);
	bool ok = to != NULL;

	if (ok && has_alpha(picture)) {
		whole = frame_new(picture->width, picture->height, AV_PIX_FMT_BGRA);
		ok = whole && frame_scale(picture, whole, SWS_POINT);
		if (ok)
			lay_on_white(whole);
	}
	ok = ok && frame_scale(whole ? whole : picture, to, SWS_LANCZOS);
	av_frame_free(&whole);
	if (!ok)
		av_frame_free(&to);
	return to;
}

/* How often a value stands along the edges where the ground shows. */
struct edge {
	unsigned counts[3][256];
	unsigned total;
};

static void count_pixel(struct edge *e, const uint8_t *p)
{
	for (int i = 0; i < 3; i++)
		e->counts[i][p[i]]++;
	e->total++;
}

/* The middle of the values: a signature in a corner does not count. */
static uint8_t median(const unsigned counts[256], unsigned total)
{
	unsigned sum = 0;
	int value = 0;

	while (value < 255 && (sum += counts[value]) * 2 < total)
		value++;
	return (uint8_t)value;
}

/* The colour of the two edges beside which there is room in the square. */
static void ground_of(const AVFrame *f, uint8_t ground[4])
{
	struct edge e = { 0 };

	if (f->width >= f->height) {
		for (int x = 0; x < f->width; x++) {
			count_pixel(&e, row_of(f, 0) + (ptrdiff_t)x * 4);
			count_pixel(&e, row_of(f, f->height - 1) + (ptrdiff_t)x * 4);
		}
	} else {
		for (int y = 0; y < f->height; y++) {
			count_pixel(&e, row_of(f, y));
			count_pixel(&e, row_of(f, y) + (ptrdiff_t)(f->width - 1) * 4);
		}
	}
	for (int i = 0; i < 3; i++)
		ground[i] = median(e.counts[i], e.total);
	ground[3] = 255;
}

/* In the middle of a square of its own colour. */
static AVFrame *squared(const AVFrame *f, int size)
{
	AVFrame *to = frame_new(size, size, AV_PIX_FMT_BGRA);
	int left = (size - f->width) / 2, top = (size - f->height) / 2;
	uint8_t ground[4];

	ground_of(f, ground);
	for (int y = 0; to && y < size; y++) {
		uint8_t *row = row_of(to, y);

		for (int x = 0; x < size; x++)
			memcpy(row + (ptrdiff_t)x * 4, ground, 4);
		if (y >= top && y < top + f->height)
			memcpy(row + (ptrdiff_t)left * 4, row_of(f, y - top), (size_t)f->width * 4);
	}
	return to;
}

/* The longer side, between what directories take. */
static int size_for(const AVFrame *picture)
{
	int longer = picture->width > picture->height ? picture->width : picture->height;

	return longer < COVER_LEAST ? COVER_LEAST : longer > COVER_MOST ? COVER_MOST : longer;
}

static int share_of(int side, int longer, int size)
{
	int64_t n = ((int64_t)side * size + longer / 2) / longer;

	return n < 1 ? 1 : (int)n;
}

/* A cover of this size with all its colours in full: lettering keeps its edges. */
static AVFrame *cover_of(const AVFrame *picture, int size)
{
	int longer = picture->width > picture->height ? picture->width : picture->height;
	AVFrame *small = scaled(picture, share_of(picture->width, longer, size),
				share_of(picture->height, longer, size));
	AVFrame *square = small ? squared(small, size) : NULL;
	AVFrame *cover = square ? frame_new(size, size, AV_PIX_FMT_YUVJ444P) : NULL;

	if (cover && !frame_scale(square, cover, SWS_POINT))
		av_frame_free(&cover);
	if (cover)
		cover->sample_aspect_ratio = (AVRational){ 1, 1 };
	av_frame_free(&small);
	av_frame_free(&square);
	return cover;
}

/* The best that is as light as directories and telephones want it, or the lightest. */
static AVPacket *light_jpeg(AVFrame *cover)
{
	int low = BEST_QUALITY, high = WORST_QUALITY;
	AVPacket *light = frame_jpeg(cover, high);

	while (light && light->size <= COVER_BYTES && low < high) {
		int middle = (low + high) / 2;
		AVPacket *packet = frame_jpeg(cover, middle);

		if (packet && packet->size <= COVER_BYTES) {
			av_packet_free(&light);
			light = packet;
			high = middle;
		} else {
			av_packet_free(&packet);
			low = middle + 1;
		}
	}
	return light;
}

/* A picture with so much in it that it is too heavy is made smaller. NULL: no memory. */
static AVPacket *encoded(const AVFrame *picture, struct picture_facts *facts)
{
	int size = size_for(picture);

	for (;;) {
		AVFrame *cover = cover_of(picture, size);
		AVPacket *packet = cover ? light_jpeg(cover) : NULL;

		av_frame_free(&cover);
		if (!packet || packet->size <= COVER_BYTES || size == COVER_LEAST) {
			*facts = (struct picture_facts){ .format = "jpeg",
							 .colour = "rgb",
							 .width = (unsigned)size,
							 .height = (unsigned)size };
			return packet;
		}
		av_packet_free(&packet);
		size = size * 3 / 4 < COVER_LEAST ? COVER_LEAST : size * 3 / 4;
	}
}

static bool save(struct task *t, const AVPacket *packet)
{
	int fd = open(t->request->output, O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool ok = fd >= 0 && file_write_all(fd, packet->data, (size_t)packet->size);

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	return ok || problems_fail(&t->problems, DIAG_CANNOT_WRITE,
				   "the cover cannot be written: %s", strerror(errno));
}

bool cover_run(struct task *t, struct job_answer *answer)
{
	PICTURE_SCOPED struct picture_file p = { 0 };
	AVFrame *f = av_frame_alloc();
	AVPacket *packet = f && picture_read_into(&p, t->request->source, f, t)
				   ? encoded(f, &answer->picture)
				   : NULL;

	answer->has_picture = packet && save(t, packet);
	av_packet_free(&packet);
	av_frame_free(&f);
	return answer->has_picture;
}
