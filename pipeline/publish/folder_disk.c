#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "folder_state.h"

struct stamp stamp_of(const struct stat *st)
{
	return (struct stamp){
		.size = st->st_size,
		.mtime = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.inode = st->st_ino,
	};
}

bool stamp_equal(const struct stamp *a, const struct stamp *b)
{
	return a->inode == b->inode && a->mtime == b->mtime && a->size == b->size;
}

/* Reads the file whose stamp is not the recorded one. */
static enum look look_inside(struct folder *f, struct entry *e, const struct stat *st)
{
	struct record *now = arena_new(f->arena, struct record);
	struct hash h;

	*now = *e->was;
	if (!hash_file(path_join(f->place, e->path, f->arena), &h, &now->file.size))
		return LOOK_FAILED;
	hash_hex(&h, now->file.sha256);
	now->stamp = stamp_of(st);

	bool ours = strcmp(now->file.sha256, e->was->file.sha256) == 0 ||
		    (e->or_else && strcmp(now->file.sha256, e->or_else) == 0);
	e->was = now;
	f->stale = true;
	return ours ? LOOK_OURS : e->unborn ? LOOK_STRANGE : LOOK_BY_HAND;
}

enum look folder_look(struct folder *f, struct entry *e)
{
	struct stat st;

	if (fstatat(f->root, e->path, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
			return LOOK_FAILED;
		e->was = NULL;
		f->stale = true;
		return LOOK_NOTHING;
	}
	if (!S_ISREG(st.st_mode))
		return LOOK_STRANGE;
	struct stamp now = stamp_of(&st);
	return stamp_equal(&now, &e->was->stamp) ? LOOK_OURS : look_inside(f, e, &st);
}

static int open_staging(const struct folder *f)
{
	return openat(f->root, STAGING_NAME, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Closed to others: what waits is not to be seen, not even by a web server. */
int folder_staging(struct folder *f)
{
	if (f->staging >= 0)
		return f->staging;
	if (mkdirat(f->root, STAGING_NAME, 0700) != 0 && errno != EEXIST)
		return -1;
	return f->staging = open_staging(f);
}

static bool empty_flat(DIR *d)
{
	const struct dirent *e;

	while ((errno = 0, e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(d), e->d_name, 0) != 0 && errno != ENOENT)
			return false;
	}
	return errno == 0;
}

bool folder_clear_staging(struct folder *f)
{
	int fd = open_staging(f);

	if (fd < 0)
		return errno == ENOENT;
	DIR *d = fdopendir(fd);
	if (!d) {
		close(fd);
		return false;
	}
	bool ok = empty_flat(d);
	int keep = errno;
	closedir(d);
	errno = keep;
	return ok && unlinkat(f->root, STAGING_NAME, AT_REMOVEDIR) == 0;
}

struct waiting_name waiting_name(size_t number)
{
	struct waiting_name name;

	snprintf(name.text, sizeof(name.text), "%zu", number);
	return name;
}
