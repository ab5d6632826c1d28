#ifndef MEDIA_MP3_CRC_H
#define MEDIA_MP3_CRC_H

#include <stddef.h>
#include <stdint.h>

/* CRC-16 of x^16 + x^15 + x^2 + 1, low bit first, from 0: LAME's of its tag and of the sound. */
struct mp3_crc {
	unsigned value;
	uint16_t table[8][256]; /* of a byte with 0 to 7 more behind it */
};

void mp3_crc_init(struct mp3_crc *c);
void mp3_crc_add(struct mp3_crc *c, const uint8_t *b, size_t len);

#endif
