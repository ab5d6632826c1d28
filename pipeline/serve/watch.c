#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "serve/serve.h"

/* A file counts when it was written to its end, or has got or lost its name. */
#define WATCHED                                                                                    \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |        \
	 IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW)

struct watch {
	int fd;
	const char *skip;
	char **paths; /* of the folders, by watch descriptor; NULL: none has it */
	size_t room;
	struct arena arena;
};

static void remember(struct watch *w, int number, const char *path)
{
	if ((size_t)number >= w->room) {
		size_t room = (size_t)number * 2 + 64;

		w->paths = xreallocarray(w->paths, room, sizeof(char *));
		memset(w->paths + w->room, 0, (room - w->room) * sizeof(char *));
		w->room = room;
	}
	w->paths[number] = arena_strdup(&w->arena, path);
}

/* What file managers hide and editors leave behind for a moment. */
static bool is_litter(const char *name)
{
	return name[0] == '.' || text_ends(name, "~");
}

static bool is_folder(int dir, const struct dirent *d)
{
	struct stat st;

	if (d->d_type != DT_UNKNOWN)
		return d->d_type == DT_DIR;
	return fstatat(dir, d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool watch_tree(struct watch *w, const char *path);

/* Watches the folders inside `path`; how deep they may nest, the length of paths says. */
static bool watch_inside(struct watch *w, const char *path)
{
	struct arena scratch = { 0 };
	DIR *dir = opendir(path);
	bool ok = true;

	for (struct dirent *d; dir && ok && (d = readdir(dir));) {
		const char *below = path_join(path, d->d_name, &scratch);

		if (!is_litter(d->d_name) && is_folder(dirfd(dir), d) && strlen(below) < PATH_MAX)
			ok = watch_tree(w, below);
	}
	int error = errno;
	if (dir)
		closedir(dir);
	arena_free(&scratch);
	errno = error;
	return ok;
}

/* False with errno set; a folder that has vanished since is none to watch. */
static bool watch_tree(struct watch *w, const char *path)
{
	if (w->skip && strcmp(path, w->skip) == 0)
		return true;
	int number = inotify_add_watch(w->fd, path, WATCHED);

	if (number < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	remember(w, number, path);
	return watch_inside(w, path);
}

struct watch *watch_open(const char *dir, const char *skip)
{
	struct watch *w = xcalloc(1, sizeof(*w));

	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	w->skip = skip ? arena_strdup(&w->arena, skip) : NULL;
	if (w->fd >= 0 && watch_tree(w, dir))
		return w;
	int error = errno;
	watch_close(w);
	errno = error;
	return NULL;
}

void watch_close(struct watch *w)
{
	if (!w)
		return;
	if (w->fd >= 0)
		close(w->fd);
	free(w->paths);
	arena_free(&w->arena);
	free(w);
}

int watch_fd(const struct watch *w)
{
	return w->fd;
}

/* The folder that an event tells of; NULL when it is gone. */
static const char *folder_of(const struct watch *w, const struct inotify_event *e)
{
	return e->wd >= 0 && (size_t)e->wd < w->room ? w->paths[e->wd] : NULL;
}

static bool take_event(struct watch *w, const struct inotify_event *e)
{
	const char *folder = folder_of(w, e);

	if (e->mask & IN_Q_OVERFLOW)
		return true; /* some were lost: whatever they were, something has changed */
	if (e->mask & IN_IGNORED) {
		if (folder)
			w->paths[e->wd] = NULL;
		return false;
	}
	if (!folder || (e->len && is_litter(e->name)))
		return false;
	if (e->len && e->mask & IN_ISDIR && e->mask & (IN_CREATE | IN_MOVED_TO)) {
		struct arena scratch = { 0 };

		watch_tree(w, path_join(folder, e->name, &scratch));
		arena_free(&scratch);
	}
	return true;
}

bool watch_take(struct watch *w)
{
	_Alignas(struct inotify_event) char buf[16384];
	bool matters = false;

	for (ssize_t got; (got = read(w->fd, buf, sizeof(buf))) > 0;) {
		for (char *at = buf; at < buf + got;) {
			const struct inotify_event *e = (void *)at;

			matters |= take_event(w, e);
			at += sizeof(*e) + e->len;
		}
	}
	return matters;
}
