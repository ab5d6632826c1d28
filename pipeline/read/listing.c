#include "listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

/* Hidden files, and what office programs and file managers leave behind. */
static bool is_litter(const char *name)
{
	return name[0] == '.' || text_starts(name, "~$") || text_ends(name, "~") ||
	       strcmp(name, "Thumbs.db") == 0 || strcmp(name, "desktop.ini") == 0;
}

bool listing_inside(const struct reader *r, const char *rel, struct span at)
{
	char *real = realpath(reader_path(r, rel), NULL);
	size_t len = strlen(r->real);
	bool inside = real && strncmp(real, r->real, len) == 0 && (real[len] == '/' || !real[len]);

	if (!inside && real)
		diag_report(r->diag, DIAG_OUTSIDE_CONTENT, at,
			    "this is a link to a place outside the content folder; copy the file here instead");
	else if (!real)
		diag_report(r->diag, DIAG_MISSING_FILE, at, "this link leads to a file that does not exist");
	free(real);
	return inside;
}

/* A link's own kind is that of what it leads to. */
static bool is_folder(int dir, const struct dirent *d)
{
	struct stat st;

	if (d->d_type == DT_DIR || d->d_type == DT_REG)
		return d->d_type == DT_DIR;
	return fstatat(dir, d->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

static bool may_enter(const struct reader *r, const char *rel, const struct dirent *d)
{
	if (is_litter(d->d_name))
		return false;
	if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN)
		return true;
	char *path = path_join(rel, d->d_name, r->arena);

	return listing_inside(r, path, span_path(reader_path(r, path), r->arena));
}

static void add_entry(struct listing *l, size_t *room, struct entry e, struct arena *a)
{
	if (l->count == *room) {
		*room = *room ? *room * 2 : 16;
		struct entry *more = arena_array(a, *room, sizeof(*more));
		if (l->count)
			memcpy(more, l->entries, l->count * sizeof(*more));
		l->entries = more;
	}
	l->entries[l->count++] = e;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

struct listing listing_read(const struct reader *r, const char *rel)
{
	struct listing l = { 0 };
	size_t room = 0;
	const char *path = reader_path(r, rel);
	DIR *dir = opendir(path);

	if (!dir) {
		if (errno != ENOENT && errno != ENOTDIR)
			diag_report_errno(r->diag, DIAG_CANNOT_READ, "cannot read the folder", path);
		return l;
	}
	for (struct dirent *d; (d = readdir(dir));) {
		if (may_enter(r, rel, d))
			add_entry(&l, &room,
				  (struct entry){ arena_strdup(r->arena, d->d_name), is_folder(dirfd(dir), d) },
				  r->arena);
	}
	closedir(dir);
	if (l.count)
		qsort(l.entries, l.count, sizeof(struct entry), by_name);
	return l;
}

const char *const *listing_names(const struct listing *l, bool folders, struct arena *a)
{
	const char **names = arena_array(a, l->count + 1, sizeof(char *));
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		if (l->entries[i].is_folder == folders)
			names[n++] = l->entries[i].name;
	}
	return names;
}
