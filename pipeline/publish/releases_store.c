#include "releases_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "releases_list.h"

#define OBJECTS "objects"
#define HALF    ".half" /* behind the name of what is being copied */

const char *store_path(const char *dir, const char *sha256, struct arena *a)
{
	return arena_printf(a, "%s/" OBJECTS "/%.2s/%s", dir, sha256, sha256);
}

static bool link_file(const char *disk, const char *half)
{
	if (link(disk, half) == 0)
		return true;
	if (errno == EEXIST) /* of a run that was killed */
		return unlink(half) == 0 && link(disk, half) == 0;
	return false;
}

/* For disks that cannot link, or where the output is on another one. */
static bool copy_file(const char *disk, const char *half)
{
	int from = open(disk, O_RDONLY | O_CLOEXEC);
	int to = from < 0 ? -1 : open(half, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool ok = to >= 0 && file_copy(from, to);
	int error = errno;

	if (to >= 0 && close(to) != 0 && ok) {
		error = errno;
		ok = false;
	}
	if (from >= 0)
		close(from);
	if (!ok)
		unlink(half);
	errno = error;
	return ok;
}

/*
 * Is it kept already? A link that is not of this file may have been changed by hand, with the file
 * that it was of; nobody changes a copy.
 */
static bool is_kept(const char *path, const char *disk)
{
	struct stat kept, is;

	if (stat(path, &kept) != 0 || stat(disk, &is) != 0)
		return false;
	if (kept.st_dev == is.st_dev && kept.st_ino == is.st_ino)
		return true;
	return kept.st_nlink == 1 && kept.st_size == is.st_size;
}

bool store_keep(const char *dir, const char *sha256, const char *disk, struct arena *a)
{
	const char *path = store_path(dir, sha256, a);
	const char *half = arena_printf(a, "%s" HALF, path);

	/* A release that is brought back is in the store. */
	if (strcmp(path, disk) == 0 || is_kept(path, disk))
		return true;
	if (!file_mkdirs(path_dir(path, a)))
		return false;
	return (link_file(disk, half) || copy_file(disk, half)) && rename(half, path) == 0;
}

/* --- what is needed --------------------------------------------------------------- */

static uint64_t key(const char *text)
{
	return key_of(0, text, strlen(text));
}

void store_use(struct store_uses *u, const char *sha256)
{
	*table_at(&u->files, key(sha256)) = 1;
}

void store_use_number(struct store_uses *u, int64_t release)
{
	*table_at(&u->releases, (uint64_t)release) = 1;
}

void store_uses_release(struct store_uses *u)
{
	table_release(&u->files);
	table_release(&u->releases);
}

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

/* Calls `act` with the path of everything in a folder. */
static void each(const char *dir, void (*act)(void *arg, const char *path), void *arg,
		 struct arena *a)
{
	struct dirent **names;
	int count = scandir(dir, &names, is_visible, NULL);

	for (int i = 0; i < count; i++) {
		act(arg, path_join(dir, names[i]->d_name, a));
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

struct cleaning {
	const struct store_uses *uses;
	struct arena *arena;
};

static void clean_object(void *arg, const char *path)
{
	const struct cleaning *c = arg;

	if (!table_find(&c->uses->files, key(path_base(path))))
		unlink(path);
}

static void clean_shelf(void *arg, const char *path)
{
	struct cleaning *c = arg;

	each(path, clean_object, arg, c->arena);
	rmdir(path); /* unless something is in it */
}

static void clean_release(void *arg, const char *path)
{
	const struct cleaning *c = arg;
	char *end;
	const long long number = strtoll(path_base(path), &end, 10);

	if (*end || table_find(&c->uses->releases, (uint64_t)number))
		return;
	unlink(path_join(path, RELEASES_FILES, c->arena));
	unlink(path_join(path, RELEASES_LEDGER, c->arena));
	rmdir(path);
}

void store_clean(const char *dir, const struct store_uses *u, struct arena *a)
{
	struct cleaning c = { u, a };

	each(dir, clean_release, &c, a);
	each(path_join(dir, OBJECTS, a), clean_shelf, &c, a);
}
