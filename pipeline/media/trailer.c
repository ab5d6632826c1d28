#include "trailer.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "bytes.h"
#include "fdio.h"

#define ID3V1_BYTES    128
#define ID3V1_PLUS     227 /* "TAG+", before an ID3v1 tag */
#define APE_FOOTER     32
#define LYRICS3_FOOTER 15 /* six digits and "LYRICS200" */
#define ID3V2_FOOTER   10

/* Four bytes of seven bits (ID3v2.3 section 3.1). */
static int64_t syncsafe(const uint8_t *b)
{
	return (int64_t)(b[0] & 127) << 21 | (b[1] & 127) << 14 | (b[2] & 127) << 7 | (b[3] & 127);
}

int64_t id3v2_length(const uint8_t head[static 10])
{
	if (memcmp(head, "ID3", 3) != 0 || head[3] == 0xff || head[4] == 0xff)
		return 0;
	return 10 + syncsafe(head + 6) + (head[5] & 0x10 ? ID3V2_FOOTER : 0);
}

/* Each of these: how many bytes of the kind end at `end`, or 0. */

static int64_t id3v1_before(int fd, int64_t end)
{
	char tag[4];

	if (end < ID3V1_BYTES || !fd_read_at(fd, end - ID3V1_BYTES, tag, 3) ||
	    memcmp(tag, "TAG", 3) != 0)
		return 0;
	end -= ID3V1_BYTES + ID3V1_PLUS;
	if (end >= 0 && fd_read_at(fd, end, tag, 4) && memcmp(tag, "TAG+", 4) == 0)
		return ID3V1_BYTES + ID3V1_PLUS;
	return ID3V1_BYTES;
}

/* APEv2: the size counts items and footer; bit 31 of the flags says that a header precedes them. */
static int64_t ape_before(int fd, int64_t end)
{
	uint8_t b[APE_FOOTER];

	if (end < APE_FOOTER || !fd_read_at(fd, end - APE_FOOTER, b, sizeof(b)) ||
	    memcmp(b, "APETAGEX", 8) != 0)
		return 0;
	return (int64_t)le32(b + 12) + (b[23] & 0x80 ? APE_FOOTER : 0);
}

static int64_t lyrics3_before(int fd, int64_t end)
{
	char b[LYRICS3_FOOTER];
	int64_t size = 0;

	if (end < LYRICS3_FOOTER || !fd_read_at(fd, end - LYRICS3_FOOTER, b, sizeof(b)) ||
	    memcmp(b + 6, "LYRICS200", 9) != 0)
		return 0;
	for (int i = 0; i < 6; i++) {
		if (b[i] < '0' || b[i] > '9')
			return 0;
		size = size * 10 + (b[i] - '0');
	}
	return size + LYRICS3_FOOTER;
}

static int64_t id3v2_before(int fd, int64_t end)
{
	uint8_t b[ID3V2_FOOTER];

	if (end < ID3V2_FOOTER || !fd_read_at(fd, end - ID3V2_FOOTER, b, sizeof(b)) ||
	    memcmp(b, "3DI", 3) != 0)
		return 0;
	return syncsafe(b + 6) + 2 * ID3V2_FOOTER;
}

int64_t trailer_start(int fd, int64_t size)
{
	static int64_t (*const kinds[])(int fd, int64_t end) = {
		id3v1_before,
		ape_before,
		lyrics3_before,
		id3v2_before,
	};
	int64_t end = size;

	/* No file has more than a few; a hostile one must not keep us here. */
	for (int found = 0; found < 8; found++) {
		int64_t len = 0;

		for (size_t i = 0; i < COUNT(kinds) && !len; i++)
			len = kinds[i](fd, end);
		if (len <= 0 || len > end)
			break;
		end -= len;
	}
	return end;
}
