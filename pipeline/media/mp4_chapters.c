#include "mp4_chapters.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "fdio.h"

/* Of the list: version and flags, four bytes more, the count; then each chapter's time, length,
 * title. */
#define LIST_HEADER 9
#define TIME_BYTES  8

struct box {
	int64_t at, end; /* of what is in it */
};

static int64_t be32(const uint8_t *b)
{
	return (int64_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
}

static int64_t be64(const uint8_t *b)
{
	return (int64_t)((uint64_t)be32(b) << 32 | (uint64_t)be32(b + 4));
}

/* The first box of a kind in another (ISO 14496-12 section 4.2). */
static bool find_box(int fd, struct box in, const char type[static 5], struct box *found)
{
	uint8_t b[16];

	for (int64_t at = in.at; in.end - at >= 8; at = found->end) {
		if (!fd_read_at(fd, at, b, 8))
			return false;
		int64_t size = be32(b), header = 8;
		if (size == 1 && fd_read_at(fd, at + 8, b + 8, 8)) {
			size = be64(b + 8);
			header = 16;
		}
		if (size < header || size > in.end - at)
			return false;
		*found = (struct box){ at + header, at + size };
		if (memcmp(b + 4, type, 4) == 0)
			return true;
	}
	return false;
}

/* Bytes at the end of a title that are no whole character. */
static size_t half_character(const char *title, size_t len)
{
	uint32_t cp;
	size_t n;

	while (len && (n = utf8_decode(title, len, &cp)) > 0) {
		title += n;
		len -= n;
	}
	return len;
}

static bool mend_title(int fd, int64_t at, size_t len)
{
	char title[255];

	if (!fd_read_at(fd, at, title, len))
		return false;
	size_t half = half_character(title, len);
	memset(title, ' ', half);
	return !half || pwrite(fd, title, half, at + (int64_t)(len - half)) == (ssize_t)half;
}

static bool mend_list(int fd, struct box list)
{
	uint8_t b[TIME_BYTES + 1];
	int64_t at = list.at + LIST_HEADER;

	if (!fd_read_at(fd, at - 1, b, 1))
		return false;
	for (int left = b[0]; left > 0; left--) {
		if (!fd_read_at(fd, at, b, sizeof(b)) || !mend_title(fd, at + TIME_BYTES + 1, b[8]))
			return false;
		at += TIME_BYTES + 1 + b[8];
	}
	return true;
}

bool mp4_mend_titles(int fd)
{
	struct stat st;
	struct box b;

	if (fstat(fd, &st) != 0)
		return false;
	errno = EIO; /* for a read that ends too early, which cannot be */
	if (!find_box(fd, (struct box){ 0, st.st_size }, "moov", &b) ||
	    !find_box(fd, b, "udta", &b) || !find_box(fd, b, "chpl", &b))
		return true;
	return mend_list(fd, b);
}
