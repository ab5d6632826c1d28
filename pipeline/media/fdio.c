#include "fdio.h"

#include <errno.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define BUFFER_BYTES (1 << 16)

struct fdio {
	int fd;
	int error;
	int64_t at;
};

static int fail(struct fdio *f)
{
	if (!f->error)
		f->error = errno;
	return AVERROR(errno);
}

static int read_some(void *opaque, uint8_t *into, int len)
{
	struct fdio *f = opaque;
	ssize_t n;

	do
		n = pread(f->fd, into, (size_t)len, f->at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(f);
	f->at += n;
	return n ? (int)n : AVERROR_EOF;
}

static int write_all(void *opaque, uint8_t *from, int len)
{
	struct fdio *f = opaque;

	for (int done = 0; done < len;) {
		ssize_t n = pwrite(f->fd, from + done, (size_t)(len - done), f->at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(f);
		done += (int)n;
		f->at += n;
	}
	return len;
}

static int64_t seek(void *opaque, int64_t offset, int whence)
{
	struct fdio *f = opaque;
	struct stat st;

	if (fstat(f->fd, &st) != 0)
		return fail(f);
	if (whence & AVSEEK_SIZE)
		return st.st_size;
	whence &= ~AVSEEK_FORCE;
	int64_t base = whence == SEEK_CUR ? f->at : whence == SEEK_END ? st.st_size : 0;
	if (__builtin_add_overflow(base, offset, &offset) || offset < 0)
		return AVERROR(EINVAL);
	return f->at = offset;
}

AVIOContext *fdio_open(int fd, bool writable)
{
	struct fdio *f = xcalloc(1, sizeof(*f));
	unsigned char *buffer = av_malloc(BUFFER_BYTES);
	AVIOContext *io = NULL;

	f->fd = fd;
	if (buffer)
		io = avio_alloc_context(buffer, BUFFER_BYTES, writable, f, read_some,
					writable ? write_all : NULL, seek);
	if (!io) {
		av_free(buffer);
		free(f);
	}
	return io;
}

void fdio_close(AVIOContext **io)
{
	if (!*io)
		return;
	free((*io)->opaque);
	av_freep(&(*io)->buffer); /* libav may have put another in its place */
	avio_context_free(io);
}

int fdio_error(const AVIOContext *io)
{
	const struct fdio *f = io->opaque;

	return f->error;
}

bool fd_read_at(int fd, int64_t at, void *into, size_t len)
{
	char *to = into;

	while (len) {
		ssize_t n = pread(fd, to, len, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		at += n;
		len -= (size_t)n;
	}
	return true;
}
