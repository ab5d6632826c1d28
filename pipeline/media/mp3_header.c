#include "mp3_header.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "fdio.h"
#include "mp3_crc.h"

#define HEAD_BYTES 4

/* The tag: "Xing", flags, frames, bytes, seek table, quality; what is there depends on the flags.
 */
#define HAS_FRAMES  1
#define HAS_BYTES   2
#define HAS_TOC     4
#define HAS_QUALITY 8
#define TOC_ENTRIES 100
#define TAG_BYTES   (8 + 4 + 4 + TOC_ENTRIES + 4)

/* LAME's extension behind it, and where its fields stand. */
#define EXTENSION_BYTES 36
#define AT_PEAK         11 /* four bytes, then two times two of replay gain */
#define LEVEL_BYTES     8
#define AT_DELAY        21 /* 12 bits each of delay and padding */
#define AT_GAIN         25 /* sign and seven bits, in steps of global_gain */
#define AT_LENGTH       28
#define AT_SOUND_CRC    32
#define AT_CRC          34

/* Samples that every decoder is late by. */
#define DECODER_DELAY 529

/* Parts of 256 that a seek table may be off, for encoders count and round in their own ways. */
#define TOC_SLACK 4

static void put_be32(uint8_t *b, int64_t n)
{
	for (int i = 0; i < 4; i++)
		b[i] = (uint8_t)(n >> (24 - 8 * i));
}

static void put_be16(uint8_t *b, unsigned n)
{
	b[0] = (uint8_t)(n >> 8);
	b[1] = (uint8_t)n;
}

/* The fields of a tag in a frame; NULL where it has none. */
struct fields {
	uint8_t *tag, *frames, *bytes, *toc, *quality, *extension;
};

static struct fields fields_of(uint8_t *frame, int side_info)
{
	struct fields f = { .tag = frame + HEAD_BYTES + side_info };
	uint32_t flags = be32(f.tag + 4);
	uint8_t *at = f.tag + 8;

	if (flags & HAS_FRAMES)
		f.frames = at, at += 4;
	if (flags & HAS_BYTES)
		f.bytes = at, at += 4;
	if (flags & HAS_TOC)
		f.toc = at, at += TOC_ENTRIES;
	if (flags & HAS_QUALITY)
		f.quality = at, at += 4;
	f.extension = at;
	return f;
}

static bool is_xing(const uint8_t *tag)
{
	return memcmp(tag, "Xing", 4) == 0 || memcmp(tag, "Info", 4) == 0;
}

/* Is there an extension? Where there is none, zeros are. */
static bool is_named(const uint8_t *extension)
{
	return extension[0] >= ' ' && extension[0] < 127;
}

/* Does it name an encoder whose delay decoders cut off? */
static bool is_trimmed(const uint8_t *extension)
{
	return memcmp(extension, "LAME", 4) == 0 || memcmp(extension, "Lavf", 4) == 0 ||
	       memcmp(extension, "Lavc", 4) == 0;
}

/* Part i of 100 of the sound begins at so many parts of 256 of the bytes. */
static uint8_t toc_entry(const struct mp3_header *h, const struct mp3_sound *s, int i)
{
	int silent = h->silent_len > 0;
	int64_t frame = (s->frames + silent) * i / TOC_ENTRIES - silent;
	int64_t before = frame < 0 ? h->len - h->silent_len : h->len + mp3_bytes_before(s, frame);

	return (uint8_t)(before * 256 / (h->len + s->bytes));
}

static bool toc_is_right(const uint8_t *toc, const struct mp3_header *h, const struct mp3_sound *s)
{
	for (int i = 0; i < TOC_ENTRIES; i++) {
		if (abs(toc[i] - toc_entry(h, s, i)) > TOC_SLACK)
			return false;
	}
	return true;
}

/* A frame with room for the tag; as long as those of the sound if it can, so that a constant rate
 * stays one. */
static bool choose_frame(struct mp3_header *h, const struct mp3_sound *s)
{
	int need = HEAD_BYTES + s->first.side_info + TAG_BYTES + EXTENSION_BYTES;
	uint8_t head[4] = { s->head[0], s->head[1] | 1, s->head[2] & 0xf0, s->head[3] };
	struct mpeg_header m;

	head[2] |= s->head[2] & 0x0c;
	for (; mpeg_header_read(head, &m); head[2] = (uint8_t)(head[2] + 0x10)) {
		if (m.bytes < need)
			continue;
		memcpy(h->bytes, head, sizeof(head));
		h->len = m.bytes;
		return true;
	}
	return false;
}

/* Of all that stands before it. */
static void put_crc(const struct mp3_header *h, uint8_t *extension)
{
	struct mp3_crc crc;

	mp3_crc_init(&crc);
	mp3_crc_add(&crc, h->bytes, (size_t)(extension + AT_CRC - h->bytes));
	put_be16(extension + AT_CRC, crc.value);
}

/* All zeros but for its header: no granule has data. */
static void add_silence(struct mp3_header *h)
{
	memcpy(h->bytes + h->len, h->bytes, HEAD_BYTES);
	h->silent_len = h->len;
	h->len *= 2;
}

/* Decoders shall cut off the silent frame at the start, and nothing at the end. */
static void put_silence(const struct mp3_sound *s, uint8_t *extension)
{
	int delay = s->first.samples - DECODER_DELAY, padding = DECODER_DELAY;

	memcpy(extension, "Lavf", 4); /* of the names that they heed the one without a version */
	extension[AT_DELAY] = (uint8_t)(delay >> 4);
	extension[AT_DELAY + 1] = (uint8_t)(delay << 4 | padding >> 8);
	extension[AT_DELAY + 2] = (uint8_t)padding;
}

/* What the old extension says of the encoder stays; of an end that is elsewhere now it says
 * nothing. */
static void put_old(uint8_t *to, const uint8_t *old, bool same_end)
{
	memcpy(to, old, EXTENSION_BYTES);
	if (same_end)
		return;
	to[AT_DELAY + 1] &= 0xf0;
	to[AT_DELAY + 2] = 0;
	put_be16(to + AT_SOUND_CRC, 0);
}

static void put_fields(const struct mp3_header *h, const struct mp3_sound *s,
		       const struct fields *f)
{
	put_be32(f->frames, s->frames + (h->silent_len > 0));
	put_be32(f->bytes, s->bytes + h->len);
	for (int i = 0; i < TOC_ENTRIES; i++)
		f->toc[i] = toc_entry(h, s, i);
}

/* `old` is the source's tag, or all NULL; `same_end`: it knew where the sound ends. */
static bool build(struct mp3_header *h, const struct mp3_sound *s, const struct fields *old,
		  bool same_end)
{
	if (!choose_frame(h, s))
		return false;
	uint8_t *tag = h->bytes + HEAD_BYTES + s->first.side_info;

	if (!old->tag && s->self_contained)
		add_silence(h);
	memcpy(tag, s->constant ? "Info" : "Xing", 4);
	put_be32(tag + 4, HAS_FRAMES | HAS_BYTES | HAS_TOC | (old->quality ? HAS_QUALITY : 0));
	struct fields f = fields_of(h->bytes, s->first.side_info);
	put_fields(h, s, &f);
	if (old->quality)
		memcpy(f.quality, old->quality, 4);
	if (h->silent_len)
		put_silence(s, f.extension);
	else if (old->tag && is_named(old->extension))
		put_old(f.extension, old->extension, same_end);
	if (!is_named(f.extension))
		return true;
	put_be32(f.extension + AT_LENGTH, s->bytes + h->len);
	put_crc(h, f.extension);
	return true;
}

/* As players count: ffmpeg and mpg123 agree. */
static int64_t samples_of(struct mp3_header *h, int64_t frames)
{
	struct mpeg_header m;

	if (!mpeg_header_read(h->bytes, &m))
		return 0;
	int64_t samples = frames * m.samples;
	struct fields f = fields_of(h->bytes, m.side_info);
	if (!is_xing(f.tag) || !is_trimmed(f.extension))
		return samples;
	int delay = f.extension[AT_DELAY] << 4 | f.extension[AT_DELAY + 1] >> 4;
	int padding = (f.extension[AT_DELAY + 1] & 15) << 8 | f.extension[AT_DELAY + 2];
	samples -= delay + DECODER_DELAY;
	if (padding > DECODER_DELAY)
		samples -= padding - DECODER_DELAY;
	return samples > 0 ? samples : 0;
}

static bool load(struct mp3_header *h, struct xing *x, int fd, const struct mp3_sound *s)
{
	*h = (struct mp3_header){ .len = (int)(s->header.to - s->header.from) };
	if (!fd_read_at(fd, s->header.from, h->bytes, (size_t)h->len))
		return false;
	*x = xing_parse(h->bytes);
	return true;
}

bool mp3_header_claim(struct mp3_header *h, int fd, const struct mp3_sound *s)
{
	struct xing x;

	if (!load(h, &x, fd, s))
		return false;
	h->samples = samples_of(h, x.frames);
	return x.frames > 0;
}

/* "VBRI" counts its own frame and has a seek table of another kind, which is believed. */
static bool is_right(const struct mp3_header *h, const struct xing *x, const struct fields *f,
		     const struct mp3_sound *s)
{
	if (!h->len || x->bytes != s->bytes + h->len)
		return false;
	if (!f->tag)
		return x->frames == s->frames + 1;
	return x->frames == s->frames && f->toc && toc_is_right(f->toc, h, s);
}

bool mp3_header_make(struct mp3_header *h, int fd, const struct mp3_sound *s)
{
	struct mp3_header source;
	struct fields old = { 0 };
	struct xing x;

	if (!load(&source, &x, fd, s))
		return false;
	if (source.len && is_xing(source.bytes + HEAD_BYTES + x.first.side_info))
		old = fields_of(source.bytes, x.first.side_info);
	*h = (struct mp3_header){ 0 };
	if (is_right(&source, &x, &old, s)) {
		*h = source;
		h->kept = true;
	} else if (!build(h, s, &old, x.frames == s->frames)) {
		return false;
	}
	h->samples = samples_of(h, s->frames + (h->silent_len > 0));
	return true;
}

/* The extension, or NULL. */
static uint8_t *extension_of(struct mp3_header *h)
{
	struct mpeg_header m;

	if (!mpeg_header_read(h->bytes, &m))
		return NULL;
	struct fields f = fields_of(h->bytes, m.side_info);
	return is_xing(f.tag) && is_named(f.extension) ? f.extension : NULL;
}

bool mp3_header_wants_crc(struct mp3_header *h)
{
	const uint8_t *e = extension_of(h);

	return e && (e[AT_SOUND_CRC] || e[AT_SOUND_CRC + 1]);
}

void mp3_header_gain(struct mp3_header *h, int steps, unsigned sound_crc)
{
	uint8_t *e = extension_of(h);

	if (!e)
		return;
	int before = e[AT_GAIN] & 0x80 ? -(e[AT_GAIN] & 0x7f) : e[AT_GAIN];
	int sum = before + steps;
	int size = abs(sum) < 0x7f ? abs(sum) : 0x7f;
	e[AT_GAIN] = (uint8_t)(sum < 0 ? 0x80 | size : size);
	memset(e + AT_PEAK, 0, LEVEL_BYTES);
	if (mp3_header_wants_crc(h))
		put_be16(e + AT_SOUND_CRC, sound_crc);
	put_crc(h, e);
}
