#include "base/stamp.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#define NS_PER_SECOND ((int64_t)1000000000)
#define SETTLED       (2 * NS_PER_SECOND)

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * NS_PER_SECOND + t.tv_nsec;
}

bool stamp_read(const char *path, struct stamp *into)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	*into = (struct stamp){
		.size = st.st_size,
		.mtime = nanoseconds(st.st_mtim),
		.ctime = nanoseconds(st.st_ctim),
		.inode = (int64_t)st.st_ino,
		.device = (int64_t)st.st_dev,
	};
	return true;
}

bool stamp_same_content(const struct stamp *a, const struct stamp *b)
{
	return a->size == b->size && a->mtime == b->mtime && a->inode == b->inode &&
	       a->device == b->device;
}

bool stamp_settled(const struct stamp *s)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return nanoseconds(now) - s->ctime > SETTLED;
}
