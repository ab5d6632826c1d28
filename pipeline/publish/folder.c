#include "publish/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "folder_state.h"

const char *folder_typed(const struct folder *f, const char *path)
{
	return path_join(f->name, path, f->arena);
}

void folder_fail(struct folder *f, const char *what, const char *path)
{
	const char *typed = *path ? folder_typed(f, path) : f->name;

	f->broken = true;
	if (errno == ENOSPC || errno == EDQUOT)
		diag_report(
			f->diag, DIAG_DISK_FULL, span_path(typed, f->arena),
			"the disk is full: there is no room for '%s'; make room and build again",
			*path ? path : f->name);
	else
		diag_report_errno(f->diag, DIAG_CANNOT_WRITE, what, typed);
}

static bool fail(struct folder *f, const char *what)
{
	folder_fail(f, what, "");
	return false;
}

static bool busy(struct folder *f)
{
	diag_report(f->diag, DIAG_FOLDER_BUSY, span_path(f->name, f->arena),
		    "another blether is building into '%s'; wait until it has finished", f->name);
	return false;
}

/* --- where it is ------------------------------------------------------- */

static bool resolve(struct folder *f, const char *path, const char **into)
{
	char real[PATH_MAX];

	if (!realpath(path, real))
		return false;
	*into = arena_strdup(f->arena, real);
	return true;
}

/* The place of a folder that does not exist: its parents are made, it is not. */
static bool locate_missing(struct folder *f)
{
	size_t len = strlen(f->name);

	while (len > 1 && f->name[len - 1] == '/')
		len--;
	const char *path = arena_strndup(f->arena, f->name, len);
	const char *parent = path_dir(path, f->arena);

	if (!*parent)
		parent = *path == '/' ? "/" : ".";
	if (!file_mkdirs(parent) || !resolve(f, parent, &parent))
		return fail(f, "cannot make the folder above it");
	f->place = path_join(parent, path_base(path), f->arena);
	return true;
}

static bool not_a_folder(struct folder *f, const char *what)
{
	diag_report(f->diag, DIAG_NOT_OURS, span_path(f->name, f->arena),
		    "'%s' is %s; give the name of a folder", f->name, what);
	return false;
}

static bool locate(struct folder *f, bool *exists)
{
	struct stat st;

	*exists = stat(f->name, &st) == 0;
	if (*exists && !S_ISDIR(st.st_mode))
		return not_a_folder(f, "a file");
	if (*exists)
		return resolve(f, f->name, &f->place) || fail(f, "cannot open the output folder");
	if (errno != ENOENT)
		return fail(f, "cannot open the output folder");
	if (lstat(f->name, &st) == 0)
		return not_a_folder(f, "a link that leads nowhere");
	return locate_missing(f);
}

static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *found;

	if (!d)
		return false;
	do
		found = readdir(d);
	while (found && (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0));
	closedir(d);
	return !found;
}

/*
 * May another folder take the place of this one? Not when that would be seen:
 * a mount point, someone else's folder, the one we (and so the user's shell) are in.
 */
static bool may_be_replaced(const char *dir)
{
	struct statx sx;
	struct stat here;

	if (!is_empty(dir) || statx(AT_FDCWD, dir, 0, STATX_UID | STATX_INO, &sx) != 0)
		return false;
	if (sx.stx_attributes & STATX_ATTR_MOUNT_ROOT || sx.stx_uid != geteuid())
		return false;
	return stat(".", &here) != 0 || here.st_ino != sx.stx_ino;
}

/* --- opening and locking ------------------------------------------------ */

/* Waits for nobody. A file system without locks is not an obstacle. */
static bool lock(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/* Is `fd` still what has the name? Another build may just have put its own there. */
static bool still_named(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_ino == b.st_ino &&
	       a.st_dev == b.st_dev;
}

static bool enter(struct folder *f, const char *dir)
{
	f->root = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (f->root < 0)
		return fail(f, "cannot open the output folder");
	f->dirs.root = f->root;
	f->locked = lock(f->root) && still_named(f->root, dir);
	return f->locked || busy(f);
}

static int remove_inside(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	return at->level ? remove(path) : 0;
}

/* Empties a folder without following links; false with errno set. */
static bool empty_folder(const char *dir)
{
	return nftw(dir, remove_inside, 16, FTW_DEPTH | FTW_PHYS) == 0;
}

/* A sibling that a killed first build left, when meanwhile the folder came to be by other hands. */
static void remove_old_sibling(const struct folder *f)
{
	int fd = open(f->sibling, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return;
	if (lock(fd) && empty_folder(f->sibling))
		rmdir(f->sibling);
	close(fd);
}

static bool enter_place(struct folder *f)
{
	if (!enter(f, f->place))
		return false;
	remove_old_sibling(f);
	return true;
}

/*
 * What a killed first build left beside is not taken over but made anew: rare,
 * and so nothing needs to be known of it.
 */
static bool enter_sibling(struct folder *f, bool exists)
{
	struct stat st;

	f->fresh = mkdir(f->sibling, 0777) == 0 || errno == EEXIST;
	if (!f->fresh)
		return exists ? enter_place(f) : fail(f, "cannot make the output folder");
	if (!enter(f, f->sibling))
		return false;
	if (!empty_folder(f->sibling))
		return fail(f, "cannot make the output folder");
	if (exists && stat(f->place, &st) == 0)
		fchmod(f->root, st.st_mode & 07777);
	return true;
}

/* --- what is known of it ------------------------------------------------ */

static struct entry *entry_for(struct folder *f, const char *path)
{
	struct entry *e = paths_find(&f->paths, path);

	if (!e) {
		e = arena_new(f->arena, struct entry);
		e->path = path;
		paths_add(&f->paths, e);
	}
	return e;
}

/* Reads a note of ours; `*text` is NULL when there is none. */
static bool read_note(struct folder *f, const char *name, char **text, size_t *len)
{
	*text = NULL;
	if (file_read(path_join(f->place, name, f->arena), MANIFEST_MAX_BYTES, text, len,
		      f->arena) ||
	    errno == ENOENT)
		return true;
	diag_report_errno(f->diag, DIAG_CANNOT_READ, "cannot read blether's own note",
			  folder_typed(f, name));
	return false;
}

static bool load_manifest(struct folder *f)
{
	struct manifest m;
	char *text;
	size_t len;

	if (!read_note(f, MANIFEST_NAME, &text, &len))
		return false;
	if (!text)
		return true;
	if (!manifest_parse(&m, folder_typed(f, MANIFEST_NAME), text, len, f->diag))
		return false;
	for (size_t i = 0; i < m.count; i++)
		entry_for(f, m.records[i].file.path)->was = &m.records[i];
	return true;
}

/* A killed run was about to change this: on disk is what was before, or what it made of it. */
static void recall(struct folder *f, const struct change *c)
{
	struct entry *e = entry_for(f, c->path);
	const char *known = *c->before ? c->before : c->after;

	e->unsure = true;
	e->unborn = !*c->before;
	if (!*known)
		return;
	struct record *r = arena_new(f->arena, struct record);
	*r = (struct record){ .file = { .path = c->path, .type = "", .group = c->group } };
	if (e->was)
		r->file.type = e->was->file.type;
	memcpy(r->file.sha256, known, HASH_HEX);
	e->was = r;
	e->or_else = c->after;
}

static bool is_there(const struct folder *f, const char *path)
{
	return faccessat(f->root, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Did the killed run come as far as deleting? Then all that it changed stands. */
static bool had_begun_deleting(const struct folder *f, const struct journal *j)
{
	for (size_t i = 0; i < j->count; i++) {
		if (*j->changes[i].before && !*j->changes[i].after &&
		    !is_there(f, j->changes[i].path))
			return true;
	}
	return false;
}

/* Deletes a file that still has the bytes that were to go; false when the machine fails. */
static bool delete_rest(struct folder *f, const struct change *c)
{
	struct hash h;
	char hex[HASH_HEX];
	int64_t size;

	if (!is_there(f, c->path) || !hash_file(path_join(f->place, c->path, f->arena), &h, &size))
		return true; /* looked at again, and told, when the plan is made */
	hash_hex(&h, hex);
	int dir = strcmp(hex, c->before) == 0 ? dirs_of(&f->dirs, c->path, false) : -1;
	if (dir < 0 || unlinkat(dir, path_base(c->path), 0) == 0 || errno == ENOENT)
		return true;
	folder_fail(f, "cannot delete", c->path);
	return false;
}

/*
 * Ends the deletions that a killed run began. What it left of them names what is
 * gone already: nothing leads there now, but a page of today's plan could come to
 * lead there before the file itself is replaced.
 */
static bool finish_deletions(struct folder *f, const struct journal *j)
{
	bool begun = had_begun_deleting(f, j);

	for (size_t i = 0; begun && i < j->count; i++) {
		const struct change *c = &j->changes[i];

		if (*c->before && !*c->after && !delete_rest(f, c))
			return false;
	}
	return true;
}

static bool load_journal(struct folder *f)
{
	struct journal j;
	char *text;
	size_t len;

	if (!read_note(f, JOURNAL_NAME, &text, &len))
		return false;
	if (!text)
		return true;
	if (!journal_parse(&j, folder_typed(f, JOURNAL_NAME), text, len, f->diag))
		return false;
	if (!finish_deletions(f, &j))
		return false;
	for (size_t i = 0; i < j.count; i++)
		recall(f, &j.changes[i]);
	f->stale = true;
	return true;
}

static bool load(struct folder *f)
{
	if (f->fresh)
		return true;
	if (!folder_clear_staging(f))
		return fail(f, "cannot remove what a killed build left in '" STAGING_NAME "'");
	return load_manifest(f) && load_journal(f);
}

/* --- life ---------------------------------------------------------------- */

struct folder *folder_open(const char *dir, struct arena *a, struct diag *diag)
{
	struct folder *f = arena_new(a, struct folder);
	bool exists;

	*f = (struct folder){
		.arena = a, .diag = diag, .name = arena_strdup(a, dir), .root = -1, .staging = -1
	};
	folder_sink_init(&f->sink);
	if (!locate(f, &exists))
		return NULL;
	f->sibling =
		arena_printf(a, "%s/.%s.blether-new", path_dir(f->place, a), path_base(f->place));

	bool entered =
		!exists || may_be_replaced(f->place) ? enter_sibling(f, exists) : enter_place(f);
	if (entered && load(f))
		return f;
	folder_close(f);
	return NULL;
}

struct output_sink *folder_sink(struct folder *f)
{
	return &f->sink;
}

const struct output_tree *folder_tree(const struct folder *f)
{
	return &f->tree;
}

/* Leaves nothing behind that is of no use any more. */
static void tidy(struct folder *f)
{
	if (!f->fresh) {
		folder_clear_staging(f);
	} else if (!f->committed) {
		empty_folder(f->sibling);
		rmdir(f->sibling);
	}
}

void folder_close(struct folder *f)
{
	dirs_close(&f->dirs);
	if (f->locked)
		tidy(f);
	if (f->staging >= 0)
		close(f->staging);
	if (f->root >= 0)
		close(f->root);
	paths_release(&f->paths);
}
