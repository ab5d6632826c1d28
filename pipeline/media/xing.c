#include "xing.h"

#include <string.h>

#include "bytes.h"
#include "fdio.h"
#include "input.h"
#include "trailer.h"

bool mpeg_header_read(const uint8_t b[static 4], struct mpeg_header *h)
{
	static const int rates[] = { 44100, 48000, 32000 };
	static const int kbits[][15] = {
		{ 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
		{ 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
	};
	unsigned version = b[1] >> 3 & 3, rate = b[2] >> 2 & 3, bits = b[2] >> 4;
	bool first = version == 3, mono = b[3] >> 6 == 3;

	if (b[0] != 0xff || (b[1] & 0xe6) != 0xe2 || version == 1 || rate == 3 || bits == 15)
		return false;
	h->samples = first ? 1152 : 576;
	h->sample_rate = rates[rate] >> (first ? 0 : version == 2 ? 1 : 2);
	h->side_info = first ? (mono ? 17 : 32) : (mono ? 9 : 17);
	h->bytes = kbits[first][bits] * 125 * h->samples / h->sample_rate;
	if (h->bytes)
		h->bytes += b[2] >> 1 & 1;
	return true;
}

/* Name, then 12 bytes of other things, then 12 bits each of delay and padding. */
static void read_lame(const uint8_t *at, struct xing *x)
{
	memcpy(x->name, at, sizeof(x->name) - 1);
	if (strncmp(x->name, "LAME", 4) == 0 || strncmp(x->name, "Lav", 3) == 0)
		x->trim = (at[21] << 4 | at[22] >> 4) + ((at[22] & 15) << 8 | at[23]);
}

/* Flags tell which fields there are: frames, bytes, seek table, quality; then the extension. */
static void read_fields(const uint8_t *tag, struct xing *x)
{
	uint32_t flags = be32(tag + 4);
	const uint8_t *at = tag + 8;

	if (flags & 1) {
		x->frames = be32(at);
		at += 4;
	}
	if (flags & 2) {
		x->bytes = be32(at);
		at += 4;
	}
	at += (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
	read_lame(at, x);
}

struct xing xing_parse(const uint8_t frame[static XING_BYTES])
{
	struct xing x = { 0 };

	if (!mpeg_header_read(frame, &x.first))
		return x;
	const uint8_t *tag = frame + 4 + x.first.side_info;
	if (memcmp(frame + 4 + 32, "VBRI", 4) == 0) {
		x.is_tag = true;
		x.bytes = be32(frame + 4 + 32 + 10);
		x.frames = be32(frame + 4 + 32 + 14);
	} else if (memcmp(tag, "Xing", 4) == 0 || memcmp(tag, "Info", 4) == 0) {
		x.is_tag = true;
		read_fields(tag, &x);
	}
	return x;
}

struct xing xing_read(const struct input *in)
{
	uint8_t b[XING_BYTES];
	int64_t start = in->head_len >= 10 ? id3v2_length(in->head) : 0;

	if (!fd_read_at(in->fd, start, b, sizeof(b)))
		return (struct xing){ 0 };
	struct xing x = xing_parse(b);
	x.at = start;
	return x;
}
