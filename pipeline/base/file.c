#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static void close_fd(const int *fd)
{
	int keep = errno;

	if (*fd >= 0)
		close(*fd);
	errno = keep;
}

#define FD_SCOPED __attribute__((cleanup(close_fd)))

static bool fail_with(int error)
{
	errno = error;
	return false;
}

/* Reads until the end of the file; a file that grew meanwhile is cut at `size`. */
static bool read_all(int fd, char *to, size_t size, size_t *len)
{
	*len = 0;
	while (*len < size) {
		ssize_t n = read(fd, to + *len, size - *len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		*len += (size_t)n;
	}
	return true;
}

bool file_read(const char *path, size_t max, char **data, size_t *len, struct arena *a)
{
	FD_SCOPED int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		return false;
	if (S_ISDIR(st.st_mode))
		return fail_with(EISDIR);
	if (!S_ISREG(st.st_mode))
		return fail_with(EINVAL);
	if ((uintmax_t)st.st_size > max)
		return fail_with(EFBIG);
	*data = arena_alloc(a, (size_t)st.st_size + 1);
	if (!read_all(fd, *data, (size_t)st.st_size, len))
		return false;
	(*data)[*len] = '\0';
	return true;
}

bool file_write_all(int fd, const void *data, size_t len)
{
	const char *from = data;

	while (len) {
		ssize_t n = write(fd, from, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		from += n;
		len -= (size_t)n;
	}
	return true;
}

/* The temporary name beside `path`; false when it is too long. */
static bool temp_name(const char *path, char *name, size_t size)
{
	const char *base = strrchr(path, '/');
	int dir = base ? (int)(base - path + 1) : 0;
	int n = snprintf(name, size, "%.*s.%s.blether-tmp", dir, path, base ? base + 1 : path);

	return n > 0 && (size_t)n < size ? true : fail_with(ENAMETOOLONG);
}

/* Closes the temporary file and gives it its name; removes it if that fails. */
static bool finish(int fd, bool written, const char *temp, const char *path)
{
	if (fd < 0)
		return false;
	int error = written ? 0 : errno;

	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(temp, path) == 0)
		return true;
	if (!error)
		error = errno;
	unlink(temp);
	return fail_with(error);
}

bool file_write(const char *path, const void *data, size_t len)
{
	char temp[4096];

	if (!temp_name(path, temp, sizeof(temp)))
		return false;
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return finish(fd, fd >= 0 && file_write_all(fd, data, len), temp, path);
}

bool file_replace(const char *path, const void *data, size_t len)
{
	char temp[4096], whole[PATH_MAX];
	struct stat st;
	bool is_there = realpath(path, whole) && stat(whole, &st) == 0;

	if (!is_there && errno != ENOENT)
		return false;
	const char *to = is_there ? whole : path;
	if (!temp_name(to, temp, sizeof(temp)))
		return false;
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, is_there ? 0600 : 0666);
	bool written = fd >= 0 && (!is_there || fchmod(fd, st.st_mode & 07777) == 0) &&
		       file_write_all(fd, data, len) && fsync(fd) == 0;

	return finish(fd, written, temp, to);
}

/* Gives a file a name that nobody has, in one step; network drives know only the second way. */
static bool take_name(const char *temp, const char *path)
{
	if (renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return true;
	if ((errno != EINVAL && errno != ENOSYS) || link(temp, path) != 0)
		return false;
	unlink(temp);
	return true;
}

/* Killed at any time, it leaves a whole file or none: what is created is often what lasts. */
static bool create(const char *path, const void *data, size_t len, mode_t mode)
{
	char temp[4096];
	struct stat st;

	if (lstat(path, &st) == 0)
		return fail_with(EEXIST);
	if (!temp_name(path, temp, sizeof(temp)))
		return false;
	unlink(temp); /* of one that was killed, with a mode of its own */
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

	if (fd < 0)
		return false;
	int error = file_write_all(fd, data, len) && fsync(fd) == 0 ? 0 : errno;

	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && take_name(temp, path))
		return true;
	if (!error)
		error = errno;
	unlink(temp);
	return fail_with(error);
}

bool file_create(const char *path, const void *data, size_t len)
{
	return create(path, data, len, 0666);
}

bool file_create_private(const char *path, const void *data, size_t len)
{
	return create(path, data, len, 0600);
}

static bool copy_by_hand(int from, int to)
{
	char block[1 << 16];

	for (;;) {
		ssize_t n = read(from, block, sizeof(block));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		if (!file_write_all(to, block, (size_t)n))
			return false;
	}
}

bool file_copy(int from, int to)
{
	for (;;) {
		ssize_t n = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0);

		if (n == 0)
			return true;
		if (n > 0 || errno == EINTR)
			continue;
		/* Not between these file systems, or not on this kernel: from where it stopped. */
		return errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP
			       ? copy_by_hand(from, to)
			       : false;
	}
}

bool file_mkdirs(const char *path)
{
	char dir[4096];
	size_t len = strlen(path);

	if (len >= sizeof(dir))
		return fail_with(ENAMETOOLONG);
	memcpy(dir, path, len + 1);
	for (char *slash = dir + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		if (mkdir(dir, 0777) != 0 && errno != EEXIST)
			return false;
	}
	return !len || mkdir(dir, 0777) == 0 || errno == EEXIST;
}
