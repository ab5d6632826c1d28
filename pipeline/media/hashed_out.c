#include "hashed_out.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

/*
 * What is read, hashed and written at a time. copy_file_range() costs as much as this where
 * files cannot share blocks, and no place of the sound in the copy is that of the source.
 */
#define BLOCK_BYTES ((size_t)1 << 20)

bool hashed_out_create(struct hashed_out *o, const char *path, struct arena *a)
{
	*o = (struct hashed_out){ .path = path, .fd = -1 };
	o->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (o->fd < 0) {
		o->error = errno;
		return false;
	}
	o->hasher = hasher_new();
	o->block = arena_alloc(a, BLOCK_BYTES);
	return true;
}

static void flush(struct hashed_out *o)
{
	if (o->filled && !o->error) {
		hasher_add(o->hasher, o->block, o->filled);
		if (!file_write_all(o->fd, o->block, o->filled))
			o->error = errno;
	}
	o->filled = 0;
}

void hashed_out_add(struct hashed_out *o, const void *data, size_t len)
{
	const uint8_t *at = data;

	o->bytes += (int64_t)len;
	while (len) {
		size_t n = BLOCK_BYTES - o->filled < len ? BLOCK_BYTES - o->filled : len;

		memcpy(o->block + o->filled, at, n);
		o->filled += n;
		at += n;
		len -= n;
		if (o->filled == BLOCK_BYTES)
			flush(o);
	}
}

void hashed_out_copy(struct hashed_out *o, int fd, int64_t from, int64_t to)
{
	o->bytes += to - from;
	while (from < to && !o->error) {
		size_t room = BLOCK_BYTES - o->filled;
		size_t want = to - from < (int64_t)room ? (size_t)(to - from) : room;
		ssize_t n = pread(fd, o->block + o->filled, want, from);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			o->error = n ? errno : ENODATA;
			return;
		}
		o->filled += (size_t)n;
		from += n;
		if (o->filled == BLOCK_BYTES)
			flush(o);
	}
}

bool hashed_out_finish(struct hashed_out *o, struct hash *hash)
{
	flush(o);
	if (!o->error && fdatasync(o->fd) != 0)
		o->error = errno;
	if (o->error)
		return false;
	*hash = hasher_end(o->hasher);
	o->hasher = NULL;
	int fd = o->fd;
	o->fd = -1;
	if (close(fd) == 0)
		return true;
	o->error = errno;
	unlink(o->path);
	return false;
}

void hashed_out_free(struct hashed_out *o)
{
	if (o->hasher)
		hasher_end(o->hasher);
	o->hasher = NULL;
	if (o->fd < 0)
		return;
	close(o->fd);
	o->fd = -1;
	unlink(o->path);
}
