#include "picture.h"

#include <errno.h>
#include <libavutil/pixdesc.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "bytes.h"
#include "jpeg.h"
#include "log.h"
#include "signature.h"
#include "task.h"

static const struct {
	size_t at, len;
	const char *bytes;
	enum AVCodecID codec;
	const char *name;
} kinds[] = {
	{ 0, 3, "\xff\xd8\xff", AV_CODEC_ID_MJPEG, "jpeg" },
	{ 0, 8, "\x89PNG\r\n\x1a\n", AV_CODEC_ID_PNG, "png" },
	{ 0, 4, "GIF8", AV_CODEC_ID_GIF, "gif" },
	{ 8, 4, "WEBP", AV_CODEC_ID_WEBP, "webp" },
	{ 0, 4, "II*\0", AV_CODEC_ID_TIFF, "tiff" },
	{ 0, 4, "MM\0*", AV_CODEC_ID_TIFF, "tiff" },
	{ 0, 2, "BM", AV_CODEC_ID_BMP, "bmp" },
};

static bool identify(struct picture_file *p, struct task *t)
{
	const uint8_t *head = p->bytes->data;
	size_t len = (size_t)p->bytes->size;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t at = kinds[i].at, n = kinds[i].len;

		if (at + n <= len && memcmp(head + at, kinds[i].bytes, n) == 0) {
			p->codec = kinds[i].codec;
			p->facts.format = kinds[i].name;
			return true;
		}
	}
	const char *words = signature_words(head, len < 512 ? len : 512);
	return problems_fail(
		&t->problems, DIAG_NOT_PICTURE,
		"this is %s, not a picture that can be used here; save it as JPEG or PNG",
		words ? words : "something unknown");
}

static bool load(struct picture_file *p, const char *path, struct task *t)
{
	char *data;
	size_t len;

	if (!file_read(path, LIMIT_PICTURE_BYTES, &data, &len, t->arena)) {
		if (errno == EFBIG)
			return problems_fail(
				&t->problems, DIAG_PICTURE_TOO_BIG,
				"the file is larger than %zu MB; scale the picture down",
				LIMIT_PICTURE_BYTES >> 20);
		return problems_fail(&t->problems, DIAG_CANNOT_READ, "cannot be read: %s",
				     strerror(errno));
	}
	if (!len)
		return problems_fail(&t->problems, DIAG_EMPTY_FILE,
				     "the file is empty; copy the picture again");
	p->bytes = av_packet_alloc();
	if (!p->bytes || av_new_packet(p->bytes, (int)len) < 0)
		return false;
	memcpy(p->bytes->data, data, len);
	p->bytes->flags |= AV_PKT_FLAG_KEY;
	return true;
}

static const char *colour_of(const AVFrame *f)
{
	const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(f->format);

	return d && d->nb_components <= 2 && !(d->flags & AV_PIX_FMT_FLAG_PAL) ? "grey" : "rgb";
}

static bool damaged(struct task *t)
{
	return problems_fail(&t->problems, DIAG_DAMAGED_PICTURE,
			     "a part of the picture is missing or damaged; copy it again%s%s%s",
			     *log_last() ? " (" : "", log_last(), *log_last() ? ")" : "");
}

/*
 * Colours with an alpha channel, or a list of transparent ones ahead of the
 * first data (PNG, ISO/IEC 15948 sections 11.2.2 and 11.3.2.1).
 */
static bool png_has_alpha(const uint8_t *data, size_t len)
{
	if (data[25] & 4)
		return true;
	for (size_t at = 8; at + 12 <= len; at += (size_t)12 + be32(data + at)) {
		if (memcmp(data + at + 4, "tRNS", 4) == 0)
			return true;
		if (memcmp(data + at + 4, "IDAT", 4) == 0)
			return false;
	}
	return false;
}

/* What decoders do not tell: that the end is missing, and how big it is before it is decoded. */
static bool check_structure(struct picture_file *p, struct task *t)
{
	const uint8_t *data = p->bytes->data;
	size_t len = (size_t)p->bytes->size;

	if (p->codec == AV_CODEC_ID_PNG) {
		if (len < 33 || !memmem(data, len, "IEND", 4))
			return damaged(t);
		p->facts.width = be32(data + 16);
		p->facts.height = be32(data + 20);
		p->facts.alpha = png_has_alpha(data, len);
	} else if (p->codec == AV_CODEC_ID_MJPEG) {
		struct jpeg j = jpeg_scan(data, len);

		if (!j.complete)
			return damaged(t);
		p->facts.colour = j.components == 4 ? "cmyk" : j.components == 1 ? "grey" : "rgb";
		p->facts.width = j.width;
		p->facts.height = j.height;
	}
	return (int64_t)p->facts.width * p->facts.height <= LIMIT_PICTURE_PIXELS ||
	       problems_fail(&t->problems, DIAG_PICTURE_TOO_BIG,
			     "the picture has %u × %u pixels; scale it down", p->facts.width,
			     p->facts.height);
}

static bool decode_with(struct picture_file *p, AVCodecContext *c, AVFrame *f, struct task *t)
{
	unsigned complaints = log_errors();

	c->max_pixels = LIMIT_PICTURE_PIXELS;
	c->thread_count = 1;
	c->err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE;
	bool ok = avcodec_open2(c, c->codec, NULL) >= 0 && avcodec_send_packet(c, p->bytes) >= 0;
	if (ok) {
		avcodec_send_packet(c, NULL);
		ok = avcodec_receive_frame(c, f) >= 0;
	}
	if (!ok || f->decode_error_flags || log_errors() != complaints)
		return damaged(t);
	p->facts.width = (unsigned)f->width;
	p->facts.height = (unsigned)f->height;
	if (!p->facts.colour)
		p->facts.colour = colour_of(f);
	return true;
}

static bool decode(struct picture_file *p, AVFrame *f, struct task *t)
{
	AVCodecContext *c = avcodec_alloc_context3(avcodec_find_decoder(p->codec));
	bool ok = c && decode_with(p, c, f, t);

	avcodec_free_context(&c);
	return ok;
}

bool picture_read_into(struct picture_file *p, const char *path, AVFrame *f, struct task *t)
{
	*p = (struct picture_file){ 0 };
	log_forget();
	if (load(p, path, t) && identify(p, t) && check_structure(p, t) && decode(p, f, t))
		return true;
	picture_free(p);
	return false;
}

bool picture_read(struct picture_file *p, const char *path, struct task *t)
{
	AVFrame *f = av_frame_alloc();
	bool ok = f && picture_read_into(p, path, f, t);

	av_frame_free(&f);
	return ok;
}

void picture_free(struct picture_file *p)
{
	av_packet_free(&p->bytes);
}

bool picture_run(struct task *t, struct job_answer *answer)
{
	PICTURE_SCOPED struct picture_file p = { 0 };

	if (!picture_read(&p, t->request->source, t))
		return false;
	answer->has_picture = true;
	answer->picture = p.facts;
	return true;
}
