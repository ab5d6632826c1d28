#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/output.h"

#define BLOCK ((size_t)3 << 16)

struct spool {
	int fd, error;
	size_t used;
	int64_t size;
	char block[BLOCK];
};

/* Where the disk for such files cannot have one without a name, memory is taken. */
struct spool *spool_new(void)
{
	struct spool *s = xcalloc(1, sizeof(*s));

	s->fd = open(P_tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd < 0)
		s->fd = memfd_create("blether", MFD_CLOEXEC);
	if (s->fd < 0)
		s->error = errno;
	return s;
}

void spool_fail(struct spool *s, int error)
{
	if (!s->error)
		s->error = error;
}

static void flush(struct spool *s)
{
	if (!s->error && !file_write_all(s->fd, s->block, s->used))
		s->error = errno;
	s->used = 0;
}

void spool_write(struct spool *s, const void *bytes, size_t len)
{
	const char *from = bytes;

	s->size += (int64_t)len;
	while (len) {
		size_t n = BLOCK - s->used < len ? BLOCK - s->used : len;

		memcpy(s->block + s->used, from, n);
		s->used += n;
		from += n;
		len -= n;
		if (s->used == BLOCK)
			flush(s);
	}
}

void spool_base64(struct spool *s, const void *bytes, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *b = bytes;

	for (size_t i = 0; i < len; i += 3) {
		unsigned bits = (unsigned)b[i] << 16;
		size_t left = len - i;

		if (left > 1)
			bits |= (unsigned)b[i + 1] << 8;
		if (left > 2)
			bits |= b[i + 2];
		char four[4] = { digits[bits >> 18], digits[bits >> 12 & 63],
				 left > 1 ? digits[bits >> 6 & 63] : '=',
				 left > 2 ? digits[bits & 63] : '=' };
		spool_write(s, four, sizeof(four));
	}
}

/* Fills a block, as long as there is something. */
static size_t read_block(int fd, char *block, size_t room, int *error)
{
	size_t have = 0;

	while (have < room) {
		ssize_t n = read(fd, block + have, room - have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			*error = errno;
		if (n <= 0)
			break;
		have += (size_t)n;
	}
	return have;
}

void spool_file(struct spool *s, const struct output_file *file,
		void (*take)(void *arg, const void *bytes, size_t len), void *arg)
{
	struct arena a = { 0 };
	char *block = arena_alloc(&a, BLOCK);
	int fd = open(file->disk, O_RDONLY | O_CLOEXEC), error = 0;
	int64_t left = file->size;

	if (fd < 0)
		spool_fail(s, errno);
	while (fd >= 0 && left && !error && !s->error) {
		size_t room = left < (int64_t)BLOCK ? (size_t)left : BLOCK;
		size_t n = read_block(fd, block, room, &error);

		if (n < room && !error)
			error = ESTALE;
		if (!error)
			take(arg, block, n);
		left -= (int64_t)n;
	}
	if (error)
		spool_fail(s, error);
	if (fd >= 0)
		close(fd);
	arena_free(&a);
}

int spool_end(struct spool *s, int64_t *size)
{
	flush(s);
	int fd = s->fd, error = s->error;

	*size = s->size;
	free(s);
	if (!error)
		return fd;
	if (fd >= 0)
		close(fd);
	errno = error;
	return -1;
}
