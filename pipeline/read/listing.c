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
#include "read/read.h"

/* Hidden files, and what office programs and file managers leave behind. */
static bool is_litter(const char *name)
{
	return name[0] == '.' || text_starts(name, "~$") || text_ends(name, "~") ||
	       strcmp(name, "Thumbs.db") == 0 || strcmp(name, "desktop.ini") == 0;
}

/* The folder may itself be a link: then what counts as private lies where that leads. */
static bool lies_in_private(const struct reader *r, const char *real)
{
	char *folder = realpath(reader_path(r, PRIVATE_FOLDER), NULL);
	bool private = folder && path_within(real, folder);

	free(folder);
	return private;
}

void listing_report_private(const struct reader *r, struct span at)
{
	diag_report(r->diag, DIAG_PRIVATE_FILE, at,
		    "this is kept in '" PRIVATE_FOLDER
		    "', which is never published; if everybody may have it, copy it beside the "
		    "page");
}

bool listing_inside(const struct reader *r, const char *rel, struct span at)
{
	char *real = realpath(reader_path(r, rel), NULL);
	bool inside = false;

	if (!real)
		diag_report(r->diag, DIAG_MISSING_FILE, at,
			    "this link leads to a file that does not exist");
	else if (!path_within(real, r->real))
		diag_report(r->diag, DIAG_OUTSIDE_CONTENT, at,
			    "this is a link to a place outside the content folder; copy the file "
			    "here instead");
	else if (lies_in_private(r, real))
		listing_report_private(r, at);
	else
		inside = true;
	free(real);
	return inside;
}

/* DT_DIR, DT_REG or another; a link's own kind is that of what it leads to. */
static int kind_of(int dir, const struct dirent *d)
{
	struct stat st;

	if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN)
		return d->d_type;
	return fstatat(dir, d->d_name, &st, 0) == 0 ? (int)IFTODT(st.st_mode) : DT_UNKNOWN;
}

static bool is_private_folder(const char *rel, const char *name)
{
	return !*rel && strcmp(name, PRIVATE_FOLDER) == 0;
}

static bool may_enter(const struct reader *r, const char *rel, const struct dirent *d, int kind)
{
	if (is_litter(d->d_name))
		return false;
	if (d->d_type == DT_DIR || d->d_type == DT_REG || is_private_folder(rel, d->d_name))
		return true;
	char *path = path_join(rel, d->d_name, r->arena);
	struct span at = span_path(reader_path(r, path), r->arena);

	if ((d->d_type == DT_LNK || d->d_type == DT_UNKNOWN) && !listing_inside(r, path, at))
		return false;
	if (kind != DT_DIR && kind != DT_REG)
		diag_report(r->diag, DIAG_NOT_A_FILE, at,
			    "this is neither a file nor a folder but a device, a pipe or a socket; "
			    "move it out of the content folder");
	return kind == DT_DIR || kind == DT_REG;
}

static void add_entry(struct listing *l, size_t *room, struct entry e, struct arena *a)
{
	l->entries = arena_grow(a, l->entries, l->count, room, sizeof(e));
	l->entries[l->count++] = e;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void read_entries(const struct reader *r, const char *rel, struct listing *l, size_t *room)
{
	const char *path = reader_path(r, rel);
	DIR *dir = opendir(path);

	if (!dir) {
		if (errno != ENOENT && errno != ENOTDIR)
			diag_report_errno(r->diag, DIAG_CANNOT_READ, "cannot read the folder",
					  path);
		return;
	}
	for (struct dirent *d; (d = readdir(dir));) {
		int kind = kind_of(dirfd(dir), d);

		if (may_enter(r, rel, d, kind))
			add_entry(
				l, room,
				(struct entry){ arena_strdup(r->arena, d->d_name), kind == DT_DIR },
				r->arena);
	}
	closedir(dir);
}

/* Files that might be there, and are not yet. */
static void add_changes(const struct reader *r, const char *rel, struct listing *l, size_t *room)
{
	const size_t found = l->count;

	for (const struct read_change *c = r->changes; c && c->rel; c++) {
		const char *name = path_base(c->rel);
		size_t i = 0;

		if (strcmp(path_dir(c->rel, r->arena), rel) != 0)
			continue;
		while (i < found && strcmp(l->entries[i].name, name) != 0)
			i++;
		if (i == found)
			add_entry(l, room, (struct entry){ name, false }, r->arena);
	}
}

struct listing listing_read(const struct reader *r, const char *rel)
{
	struct listing l = { 0 };
	size_t room = 0;

	read_entries(r, rel, &l, &room);
	add_changes(r, rel, &l, &room);
	if (l.count)
		qsort(l.entries, l.count, sizeof(struct entry), by_name);
	return l;
}

size_t listing_from(const struct listing *l, const char *name)
{
	size_t from = 0, to = l->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(l->entries[middle].name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
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
