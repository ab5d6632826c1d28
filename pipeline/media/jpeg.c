#include "jpeg.h"

#include <string.h>

/* SOF0 … SOF15 without DHT, JPG and DAC, which share the range. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* In entropy-coded data FF is always followed by 00 or RSTn: an FF D9 there is the end. */
static bool has_end(const uint8_t *data, size_t len)
{
	return memmem(data, len, "\xff\xd9", 2) != NULL;
}

struct jpeg jpeg_scan(const uint8_t *data, size_t len)
{
	struct jpeg j = { 0 };
	size_t at = 2; /* after the start of image */

	while (at + 4 <= len) {
		uint8_t marker = data[at + 1];

		if (data[at] != 0xff || marker == 0xff) {
			at++; /* fill bytes, or junk that every reader skips */
			continue;
		}
		if (marker == 0xda) {
			j.complete = has_end(data + at, len - at);
			break;
		}
		if (is_frame(marker) && at + 10 <= len) {
			j.height = (unsigned)data[at + 5] << 8 | data[at + 6];
			j.width = (unsigned)data[at + 7] << 8 | data[at + 8];
			j.components = data[at + 9];
		}
		bool has_length =
			marker != 0x00 && marker != 0x01 && (marker < 0xd0 || marker > 0xd9);
		at += 2 + (has_length ? (size_t)data[at + 2] << 8 | data[at + 3] : 0);
	}
	return j;
}
