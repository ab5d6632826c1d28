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
#define BLOCK_BYTES ((size_t)1 << 18)

/* More than this is not gathered before it is written. */
#define MUCH_BYTES ((size_t)1 << 16)

bool hashed_out_create(struct hashed_out *o, const char *path, struct arena *a)
{
	*o = (struct hashed_out){ .fd = -1 };
	o->hasher = hasher_new();
	o->block = arena_alloc(a, BLOCK_BYTES);
	o->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd < 0)
		o->error = errno;
	return !o->error;
}

static void put(struct hashed_out *o, const void *data, size_t len)
{
	if (o->error)
		return;
	hasher_add(o->hasher, data, len);
	if (!file_write_all(o->fd, data, len))
		o->error = errno;
}

static void flush(struct hashed_out *o)
{
	put(o, o->block, o->filled);
	o->filled = 0;
}

void hashed_out_add(struct hashed_out *o, const void *data, size_t len)
{
	o->bytes += (int64_t)len;
	if (len > BLOCK_BYTES - o->filled || len >= MUCH_BYTES)
		flush(o);
	if (len >= MUCH_BYTES) {
		put(o, data, len);
		return;
	}
	memcpy(o->block + o->filled, data, len);
	o->filled += len;
}

void hashed_out_rewind(struct hashed_out *o)
{
	hasher_end(o->hasher);
	o->hasher = hasher_new();
	o->bytes = 0;
	o->filled = 0;
	if (!o->error && (lseek(o->fd, 0, SEEK_SET) < 0 || ftruncate(o->fd, 0) != 0))
		o->error = errno;
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
	return false;
}

void hashed_out_free(struct hashed_out *o)
{
	if (o->hasher)
		hasher_end(o->hasher);
	o->hasher = NULL;
	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
}
