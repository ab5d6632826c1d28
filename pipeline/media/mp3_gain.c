#include "mp3_gain.h"

#include <math.h>

#include "mp3_frames.h"
#include "xing.h"

#define HEAD_BYTES 4
#define CRC_BYTES  2
#define MAX_GAIN   255

/* Bits of a granule of one channel: how much data it has, then big_values, then its gain. */
#define DATA_BITS   12
#define GAIN_OFFSET 21
#define GAIN_BITS   8

/* Where the fields of a frame's side information stand, in bits from its start. */
struct side_layout {
	int first, granule; /* of the first granule of a channel, and from each to the next */
	int count;          /* granules times channels */
};

static bool is_mpeg1(const uint8_t *frame)
{
	return (frame[1] >> 3 & 3) == 3;
}

static struct side_layout layout_of(const uint8_t *frame)
{
	bool mono = frame[3] >> 6 == 3;

	if (is_mpeg1(frame)) /* main_data_begin 9, private_bits 5 or 3, scfsi 4 a channel */
		return (struct side_layout){ mono ? 9 + 5 + 4 : 9 + 3 + 8, 59, mono ? 2 : 4 };
	return (struct side_layout){ mono ? 8 + 1 : 8 + 2, 63, mono ? 1 : 2 };
}

static bool has_crc(const uint8_t *frame)
{
	return !(frame[1] & 1);
}

static uint8_t *side_of(uint8_t *frame)
{
	return frame + HEAD_BYTES + (has_crc(frame) ? CRC_BYTES : 0);
}

static unsigned get_bits(const uint8_t *b, int at, int count)
{
	unsigned word = (unsigned)b[at / 8] << 16 | (unsigned)b[at / 8 + 1] << 8 | b[at / 8 + 2];

	return word >> (24 - at % 8 - count) & ((1U << count) - 1);
}

/* Eight bits, which lie in two bytes or in one. */
static void put_gain(uint8_t *b, int at, unsigned value)
{
	int shift = at % 8;

	b += at / 8;
	b[0] = (uint8_t)((b[0] & ~(0xffU >> shift)) | value >> shift);
	if (shift)
		b[1] = (uint8_t)((b[1] & 0xffU >> shift) | value << (8 - shift));
}

/* A granule without data decodes to silence, whatever its gain. */
static bool is_silent(const uint8_t *side, int at)
{
	return get_bits(side, at, DATA_BITS) == 0;
}

/* Is there room for the side information? In a frame of the tables there is always. */
static bool is_whole(const uint8_t *frame, const struct mpeg_header *h)
{
	return HEAD_BYTES + (has_crc(frame) ? CRC_BYTES : 0) + h->side_info <= h->bytes;
}

int mp3_main_data_begin(const uint8_t *frame)
{
	const uint8_t *side = frame + HEAD_BYTES + (has_crc(frame) ? CRC_BYTES : 0);

	return (int)get_bits(side, 0, is_mpeg1(frame) ? 9 : 8);
}

int mp3_gain_steps(double gain)
{
	return (int)lround(fmax(-MAX_GAIN, fmin(MAX_GAIN, gain / MP3_GAIN_STEP)));
}

bool mp3_gain_fits(const struct mp3_sound *s, int steps)
{
	return s->gain_min > s->gain_max ||
	       (s->gain_min + steps >= 0 && s->gain_max + steps <= MAX_GAIN);
}

void mp3_gain_range(const uint8_t *frame, const struct mpeg_header *h, int *min, int *max)
{
	struct side_layout l = layout_of(frame);
	const uint8_t *side = frame + HEAD_BYTES + (has_crc(frame) ? CRC_BYTES : 0);

	if (!is_whole(frame, h))
		return;
	for (int i = 0, at = l.first; i < l.count; i++, at += l.granule) {
		int gain = (int)get_bits(side, at + GAIN_OFFSET, GAIN_BITS);

		if (is_silent(side, at))
			continue;
		*min = gain < *min ? gain : *min;
		*max = gain > *max ? gain : *max;
	}
}

/* CRC-16 of x^16 + x^15 + x^2 + 1 from all ones (ISO 11172-3 section 2.4.3.1). */
static unsigned crc_add(unsigned crc, const uint8_t *b, int len)
{
	for (int i = 0; i < len; i++) {
		crc ^= (unsigned)b[i] << 8;
		for (int bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ (crc & 0x8000 ? 0x18005 : 0);
	}
	return crc;
}

/* It covers half of the header and the side information. */
static void put_crc(uint8_t *frame, const struct mpeg_header *h)
{
	unsigned crc = crc_add(crc_add(0xffff, frame + 2, 2), side_of(frame), h->side_info);

	frame[HEAD_BYTES] = (uint8_t)(crc >> 8);
	frame[HEAD_BYTES + 1] = (uint8_t)crc;
}

void mp3_gain_apply(uint8_t *frame, const struct mpeg_header *h, int steps)
{
	struct side_layout l = layout_of(frame);
	uint8_t *side = side_of(frame);

	if (!is_whole(frame, h))
		return;
	for (int i = 0, at = l.first; i < l.count; i++, at += l.granule) {
		int gain = (int)get_bits(side, at + GAIN_OFFSET, GAIN_BITS) + steps;

		if (!is_silent(side, at) && gain >= 0 && gain <= MAX_GAIN)
			put_gain(side, at + GAIN_OFFSET, (unsigned)gain);
	}
	if (has_crc(frame))
		put_crc(frame, h);
}
