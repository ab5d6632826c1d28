/*
 * A folder of this computer: what a web server shows, a drive of the network, a memory stick.
 *
 * Each file is written beside the others and gets its name when it is whole. What a job does is
 * done when it is asked for: there is no request to wait for.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "dirs.h"
#include "hosts.h"
#include "record.h"

#define NEW_NAME ".blether-new-" /* how names of what is being written begin */

struct place {
	const char *path;
	int root;             /* -1: it is not made yet */
	const char *new_name; /* random: two computers may have it, on a drive of the network */
	struct dirs dirs;
};

static enum outcome fail(struct job *j, const char *what)
{
	return job_failed(j, "%s '%s': %s", what, j->path, strerror(errno));
}

static enum outcome get(struct job *j, const struct place *p)
{
	int fd = openat(p->root, j->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char block[65536];
	ssize_t n = 0;

	if (fd < 0)
		return errno == ENOENT ? JOB_ABSENT : fail(j, "cannot read");
	while ((n = read(fd, block, sizeof(block))) > 0)
		strbuf_add(&j->body, block, (size_t)n);
	close(fd);
	return n == 0 && strbuf_ok(&j->body) ? JOB_DONE : fail(j, "cannot read");
}

/* The bytes of a job, under a name that nobody reads. False with errno set. */
static bool write_new(struct job *j, const struct place *p)
{
	int fd = openat(p->root, p->new_name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
			0666);
	int from = j->file ? open(j->file->disk, O_RDONLY | O_CLOEXEC) : -1;
	struct stat st;

	if (fd < 0 || (j->file && from < 0)) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool ok = j->file ? file_copy(from, fd) : file_write_all(fd, j->bytes, j->len);
	ok = ok && fstat(fd, &st) == 0;
	if (ok && st.st_size != job_size(j)) {
		ok = false;
		errno = ESTALE;
	}
	int error = errno;
	if (from >= 0)
		close(from);
	if (close(fd) != 0 && ok)
		return false;
	errno = error;
	return ok;
}

static int new_to(const struct place *p, int dir, const char *name, unsigned flags)
{
	return renameat2(p->root, p->new_name, dir, name, flags);
}

static enum outcome put(struct job *j, struct place *p)
{
	int dir = dirs_of(&p->dirs, j->path, true);

	if (dir < 0 || !write_new(j, p))
		return fail(j, "cannot write");
	return new_to(p, dir, path_base(j->path), 0) == 0 ? JOB_DONE : fail(j, "cannot write");
}

/* Some drives of the network cannot rename without taking what is there. */
static enum outcome claim(struct job *j, struct place *p)
{
	if (!write_new(j, p))
		return fail(j, "cannot write");
	if (new_to(p, p->root, j->path, RENAME_NOREPLACE) == 0)
		return JOB_DONE;
	if (errno == EINVAL || errno == ENOSYS) {
		int fd = openat(p->root, j->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

		if (fd >= 0 && close(fd) == 0 && new_to(p, p->root, j->path, 0) == 0)
			return JOB_DONE;
	}
	return errno == EEXIST ? JOB_TAKEN : fail(j, "cannot write");
}

static enum outcome check(struct job *j, const struct place *p)
{
	struct stat st;

	if (fstatat(p->root, j->path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT || errno == ENOTDIR ? JOB_ABSENT : fail(j, "cannot read");
	return S_ISREG(st.st_mode) && st.st_size == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

static DIR *open_top(const struct place *p)
{
	int fd = openat(p->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? NULL : fdopendir(fd);
}

/* What killed runs were writing; another that begins to publish at this moment is refused anyway.
 */
static void sweep(const struct place *p)
{
	DIR *d = open_top(p);
	const struct dirent *e;

	while (d && (e = readdir(d))) {
		if (text_starts(e->d_name, NEW_NAME))
			unlinkat(p->root, e->d_name, 0);
	}
	if (d)
		closedir(d);
}

static enum outcome take_away(struct job *j, struct place *p)
{
	int dir = dirs_of(&p->dirs, j->path, false);

	if (strcmp(j->path, TOUCHED_NAME) == 0)
		sweep(p);
	if (dir < 0)
		return errno == ENOENT ? JOB_DONE : fail(j, "cannot delete");
	if (unlinkat(dir, path_base(j->path), 0) != 0 && errno != ENOENT)
		return fail(j, "cannot delete");
	for (char *above = path_dir(j->path, &j->arena); *above;
	     above = path_dir(above, &j->arena)) {
		dir = dirs_of(&p->dirs, above, false);
		if (dir < 0 || unlinkat(dir, path_base(above), AT_REMOVEDIR) != 0)
			break;
	}
	dirs_close(&p->dirs);
	return JOB_DONE;
}

static enum outcome list(struct job *j, const struct place *p)
{
	DIR *d = open_top(p);
	const struct dirent *e;

	if (!d)
		return fail(j, "cannot read");
	while ((e = readdir(d))) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		    !text_starts(e->d_name, NEW_NAME))
			strbuf_addf(&j->body, "%s\n", e->d_name);
	}
	closedir(d);
	return JOB_DONE;
}

/* What is looked for where there is no folder yet. */
static enum outcome next_nowhere(const struct job *j)
{
	return j->task == TASK_GET || j->task == TASK_CHECK ? JOB_ABSENT : JOB_DONE;
}

/* Only what puts something there makes the folder: a dry run leaves nothing behind. */
static bool make_place(struct place *p)
{
	if (mkdir(p->path, 0777) == 0 || errno == EEXIST)
		p->root = p->dirs.root = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return p->root >= 0;
}

static enum outcome next(struct job *j)
{
	struct place *p = j->host->own;

	if (p->root < 0 && j->task != TASK_PUT && j->task != TASK_CLAIM)
		return next_nowhere(j);
	if (p->root < 0 && !make_place(p))
		return fail(j, "cannot make the folder for");
	switch (j->task) {
	case TASK_GET:
		return get(j, p);
	case TASK_CLAIM:
		return claim(j, p);
	case TASK_PUT:
		return put(j, p);
	case TASK_CHECK:
		return check(j, p);
	case TASK_REMOVE:
		return take_away(j, p);
	case TASK_LIST:
		return list(j, p);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

/* Before anything leads to these files, they are on the disk: sticks are pulled out. */
static bool settle(struct host *h, const char **why)
{
	const struct place *p = h->own;

	if (p->root < 0 || syncfs(p->root) == 0)
		return true;
	*why = arena_printf(h->arena, "what was written did not reach the disk: %s",
			    strerror(errno));
	return false;
}

/*
 * The folder itself may be made later, but none above it: where a stick is not plugged in, its
 * files would land on the disk of the computer.
 */
static bool open_place(struct host *h, struct diag *diag)
{
	struct place *p = arena_new(h->arena, struct place);
	const char *to = h->target->to;
	char run[UUID_LEN + 1];
	char *path = *to == '/' ? arena_strdup(h->arena, to) : path_join(h->dir, to, h->arena);

	for (size_t len = strlen(path); len > 1 && path[len - 1] == '/'; len--)
		path[len - 1] = '\0';
	const char *above = path_dir(path, h->arena);
	h->own = p;
	p->new_name =
		arena_printf(h->arena, NEW_NAME "%s",
			     uuid_v4(run) ? run : arena_printf(h->arena, "%ld", (long)getpid()));
	p->path = path;
	p->root = p->dirs.root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->root >= 0 || (errno == ENOENT && access(*above         ? above
						       : *path == '/' ? "/"
								      : ".",
						       W_OK | X_OK) == 0))
		return true;
	diag_report_errno(diag, DIAG_CANNOT_WRITE,
			  "cannot use the folder (is the drive plugged in?)", path);
	return false;
}

static void close_place(struct host *h)
{
	struct place *p = h->own;

	if (p->root < 0)
		return;
	unlinkat(p->root, p->new_name, 0);
	dirs_close(&p->dirs);
	close(p->root);
}

const struct host_kind host_folder = {
	.name = "folder",
	.traits = { .ranges = true, .connections = 1 },
	.open = open_place,
	.close = close_place,
	.next = next,
	.settle = settle,
};
