#include "palette.h"

#include <libavcodec/avcodec.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* Cells of the histogram: five bits of each part of a colour. */
#define CELLS (1 << 15)

/* zlib's fastest but one: the best is a twentieth smaller and five times slower. */
#define COMPRESSION 3

static int cell_of(uint32_t rgb)
{
	return (int)((rgb >> 9 & 0x7c00) | (rgb >> 6 & 0x3e0) | (rgb >> 3 & 0x1f));
}

static int cell_part(int cell, int part)
{
	return cell >> (10 - 5 * part) & 31;
}

static uint32_t cell_middle(int cell)
{
	uint32_t rgb = 0;

	for (int part = 0; part < 3; part++)
		rgb = rgb << 8 | (uint32_t)(cell_part(cell, part) << 3 | 4);
	return rgb;
}

static uint32_t row_pixel(const uint8_t *row, int x)
{
	uint32_t rgb;

	memcpy(&rgb, row + 4 * (size_t)x, sizeof(rgb));
	return rgb & 0xffffff;
}

static const uint8_t *row_of(cairo_surface_t *s, int y)
{
	return cairo_image_surface_get_data(s) +
	       (size_t)y * (size_t)cairo_image_surface_get_stride(s);
}

void palette_init(struct palette *p)
{
	p->count = 0;
	memset(p->nearest, 0xff, sizeof(p->nearest));
}

static uint32_t rgb_of(struct tint k)
{
	return (uint32_t)lround(k.r * 255) << 16 | (uint32_t)lround(k.g * 255) << 8 |
	       (uint32_t)lround(k.b * 255);
}

void palette_add_ramp(struct palette *p, struct tint from, struct tint to, int steps)
{
	for (int i = 0; i < steps && p->count < PALETTE_SIZE; i++)
		p->all[p->count++] = rgb_of(tint_mix(from, to, (double)i / (steps - 1)));
}

/* Median cut */

/* A part of the list of cells that occur. */
struct box {
	int first, count, part; /* `part`: the widest, 0 red to 2 blue */
	double weight;          /* what would be gained by halving it */
};

struct histogram {
	uint32_t seen[CELLS];
	int cells[CELLS];
	int count;
};

static void count_pixels(struct histogram *h, cairo_surface_t *picture)
{
	int width = cairo_image_surface_get_width(picture);

	for (int y = 0; y < cairo_image_surface_get_height(picture); y++) {
		const uint8_t *row = row_of(picture, y);

		for (int x = 0; x < width; x++)
			h->seen[cell_of(row_pixel(row, x))]++;
	}
	for (int i = 0; i < CELLS; i++) {
		if (h->seen[i])
			h->cells[h->count++] = i;
	}
}

static void measure_box(const struct histogram *h, struct box *b)
{
	int widest = 0;
	double pixels = 0;

	for (int part = 0; part < 3; part++) {
		int least = 31, most = 0;

		for (int i = b->first; i < b->first + b->count; i++) {
			int v = cell_part(h->cells[i], part);

			least = v < least ? v : least;
			most = v > most ? v : most;
		}
		if (most - least > widest) {
			widest = most - least;
			b->part = part;
		}
	}
	for (int i = b->first; i < b->first + b->count; i++)
		pixels += h->seen[h->cells[i]];
	b->weight = b->count > 1 ? widest * sqrt(pixels) : 0;
}

static int by_red(const void *x, const void *y)
{
	const int *a = x, *b = y;

	return *a - *b;
}

static int by_green(const void *x, const void *y)
{
	const int *a = x, *b = y;
	int order = cell_part(*a, 1) - cell_part(*b, 1);

	return order ? order : *a - *b;
}

static int by_blue(const void *x, const void *y)
{
	const int *a = x, *b = y;
	int order = cell_part(*a, 2) - cell_part(*b, 2);

	return order ? order : *a - *b;
}

/* Where the one half of its pixels ends and the other begins: at least one cell on either side. */
static int median(const struct histogram *h, const struct box *b)
{
	double all = 0, sum = 0;
	int i = 0;

	for (int k = 0; k < b->count; k++)
		all += h->seen[h->cells[b->first + k]];
	while (i < b->count - 1 && sum < all / 2)
		sum += h->seen[h->cells[b->first + i++]];
	return i < 1 ? 1 : i;
}

static void halve(struct histogram *h, struct box *b, struct box *other)
{
	static int (*const orders[])(const void *, const void *) = { by_red, by_green, by_blue };

	qsort(h->cells + b->first, (size_t)b->count, sizeof(int), orders[b->part]);
	int at = median(h, b);

	*other = (struct box){ .first = b->first + at, .count = b->count - at };
	b->count = at;
	measure_box(h, b);
	measure_box(h, other);
}

/* The mean of its pixels. */
static uint32_t box_colour(const struct histogram *h, const struct box *b)
{
	double sums[3] = { 0 }, all = 0;
	uint32_t rgb = 0;

	for (int i = b->first; i < b->first + b->count; i++) {
		double n = h->seen[h->cells[i]];
		uint32_t middle = cell_middle(h->cells[i]);

		all += n;
		for (int part = 0; part < 3; part++)
			sums[part] += n * (middle >> (16 - 8 * part) & 0xff);
	}
	for (int part = 0; part < 3; part++)
		rgb = rgb << 8 | (uint32_t)lround(sums[part] / all);
	return rgb;
}

static struct box *heaviest(struct box *boxes, int count)
{
	struct box *best = boxes;

	for (int i = 1; i < count; i++) {
		if (boxes[i].weight > best->weight)
			best = &boxes[i];
	}
	return best;
}

void palette_add_picture(struct palette *p, cairo_surface_t *picture)
{
	struct arena a = { 0 };
	struct histogram *h = arena_new(&a, struct histogram);
	struct box *boxes = arena_array(&a, PALETTE_SIZE, sizeof(*boxes));
	int room = PALETTE_SIZE - p->count, count = 1;

	count_pixels(h, picture);
	boxes[0] = (struct box){ .count = h->count };
	measure_box(h, &boxes[0]);
	for (; count < room; count++) {
		struct box *b = heaviest(boxes, count);

		if (b->weight <= 0)
			break;
		halve(h, b, &boxes[count]);
	}
	for (int i = 0; i < count && h->count; i++)
		p->all[p->count++] = box_colour(h, &boxes[i]);
	arena_free(&a);
}

/* Writing */

static int distance(uint32_t a, uint32_t b)
{
	int sum = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		int d = (int)(a >> shift & 0xff) - (int)(b >> shift & 0xff);

		sum += d * d;
	}
	return sum;
}

static int find_nearest(const struct palette *p, uint32_t rgb)
{
	int best = 0, least = distance(p->all[0], rgb);

	for (int i = 1; i < p->count && least; i++) {
		int d = distance(p->all[i], rgb);

		if (d < least) {
			least = d;
			best = i;
		}
	}
	return best;
}

/* By the middle of its cell, so that it does not matter which colour of a cell came first. */
static int index_of(struct palette *p, uint32_t rgb)
{
	int cell = cell_of(rgb);

	if (p->nearest[cell] < 0)
		p->nearest[cell] = (int16_t)find_nearest(p, cell_middle(cell));
	return p->nearest[cell];
}

static void index_row(struct palette *p, const uint8_t *from, uint8_t *to, int width)
{
	uint32_t paper = p->all[0], last = paper;
	uint8_t index = 0;

	for (int x = 0; x < width; x++) {
		uint32_t rgb = row_pixel(from, x);

		if (rgb != last) {
			last = rgb;
			index = rgb == paper ? 0 : (uint8_t)index_of(p, rgb);
		}
		to[x] = index;
	}
}

static void fill_frame(struct palette *p, cairo_surface_t *picture, AVFrame *f)
{
	for (int i = 0; i < PALETTE_SIZE; i++) {
		uint32_t argb = 0xff000000 | (i < p->count ? p->all[i] : 0);

		memcpy(f->data[1] + 4 * i, &argb, sizeof(argb));
	}
	for (int y = 0; y < f->height; y++)
		index_row(p, row_of(picture, y), f->data[0] + (ptrdiff_t)y * f->linesize[0],
			  f->width);
}

static bool encode(AVCodecContext *c, AVFrame *f, struct strbuf *out)
{
	AVPacket *packet = av_packet_alloc();
	bool ok = packet && avcodec_open2(c, c->codec, NULL) >= 0 &&
		  avcodec_send_frame(c, f) >= 0 && avcodec_receive_packet(c, packet) >= 0;

	if (ok)
		strbuf_add(out, (const char *)packet->data, (size_t)packet->size);
	av_packet_free(&packet);
	return ok && strbuf_ok(out);
}

bool palette_png(struct palette *p, cairo_surface_t *picture, struct strbuf *out)
{
	AVCodecContext *c = avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_PNG));
	AVFrame *f = av_frame_alloc();

	cairo_surface_flush(picture);
	if (c && f) {
		c->width = f->width = cairo_image_surface_get_width(picture);
		c->height = f->height = cairo_image_surface_get_height(picture);
		c->pix_fmt = AV_PIX_FMT_PAL8;
		f->format = AV_PIX_FMT_PAL8;
		c->time_base = (AVRational){ 1, 1 };
		c->thread_count = 1;
		c->compression_level = COMPRESSION;
	}
	bool ok = c && f && av_frame_get_buffer(f, 0) >= 0;
	if (ok)
		fill_frame(p, picture, f);
	ok = ok && encode(c, f, out);
	av_frame_free(&f);
	avcodec_free_context(&c);
	return ok;
}
