#include "dirs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int top(const struct dirs *d)
{
	return d->depth ? d->fd[d->depth - 1] : d->root;
}

static size_t top_end(const struct dirs *d)
{
	return d->depth ? d->end[d->depth - 1] : 0;
}

/* Leaves the folders that do not lead to `path`. */
static void climb(struct dirs *d, const char *path)
{
	while (d->depth && strncmp(d->path, path, top_end(d)) != 0)
		close(d->fd[--d->depth]);
}

/* Enters the folder whose name is the next `len` bytes of `path`. */
static bool descend(struct dirs *d, const char *path, size_t len, bool make)
{
	size_t start = top_end(d);
	char *name = d->path + start;

	if (d->depth == DIRS_DEPTH || start + len + 1 >= sizeof(d->path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(name, path + start, len);
	name[len] = '\0';
	if (make && mkdirat(top(d), name, 0777) != 0 && errno != EEXIST)
		return false;
	int fd = openat(top(d), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	name[len] = '/';
	d->fd[d->depth] = fd;
	d->end[d->depth++] = start + len + 1;
	return true;
}

int dirs_of(struct dirs *d, const char *path, bool make)
{
	climb(d, path);
	for (;;) {
		const char *part = path + top_end(d), *slash = strchr(part, '/');

		if (!slash)
			return top(d);
		if (!descend(d, path, (size_t)(slash - part), make))
			return -1;
	}
}

void dirs_close(struct dirs *d)
{
	while (d->depth)
		close(d->fd[--d->depth]);
}
