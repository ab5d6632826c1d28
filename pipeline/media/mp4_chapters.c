#include "mp4_chapters.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "box.h"
#include "fdio.h"

/* Of the list: version and flags, four bytes more, the count; then each chapter's time, length,
 * title. */
#define LIST_HEADER 9
#define TIME_BYTES  8

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

static bool mend_list(int fd, const struct box *list)
{
	uint8_t b[TIME_BYTES + 1];
	int64_t at = list->body + LIST_HEADER;

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
	if (!box_find(fd, 0, st.st_size, "moov", &b) || !box_find_in(fd, &b, "udta", &b) ||
	    !box_find_in(fd, &b, "chpl", &b))
		return true;
	return mend_list(fd, &b);
}
