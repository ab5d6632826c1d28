#include "mp3_crc.h"

void mp3_crc_init(struct mp3_crc *c)
{
	c->value = 0;
	for (unsigned i = 0; i < 256; i++) {
		unsigned crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xa001 : 0);
		c->table[0][i] = (uint16_t)crc;
	}
	for (size_t more = 1; more < 8; more++) {
		for (unsigned i = 0; i < 256; i++) {
			unsigned crc = c->table[more - 1][i];

			c->table[more][i] = (uint16_t)(crc >> 8 ^ c->table[0][crc & 255]);
		}
	}
}

/* Eight bytes at a time, each from a table of its own; an hour of sound takes hundredths of a
 * second. */
void mp3_crc_add(struct mp3_crc *c, const uint8_t *b, size_t len)
{
	unsigned crc = c->value;

	for (; len >= 8; b += 8, len -= 8) {
		crc = c->table[7][(crc ^ b[0]) & 255] ^ c->table[6][(crc >> 8 ^ b[1]) & 255] ^
		      c->table[5][b[2]] ^ c->table[4][b[3]] ^ c->table[3][b[4]] ^
		      c->table[2][b[5]] ^ c->table[1][b[6]] ^ c->table[0][b[7]];
	}
	for (; len; b++, len--)
		crc = crc >> 8 ^ c->table[0][(crc ^ *b) & 255];
	c->value = crc;
}
