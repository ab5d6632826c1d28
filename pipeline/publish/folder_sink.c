#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "folder_state.h"

/* A folder full of foreign files would be as many errors; the rest is counted. */
#define REFUSED_SHOWN 10

static void refuse(struct folder *f, enum diag_id id, const char *path, const char *why)
{
	if (f->refused++ < REFUSED_SHOWN)
		diag_report(f->diag, id, span_path(folder_typed(f, path), f->arena), "'%s' %s",
			    path, why);
}

static void refuse_foreign(struct folder *f, const char *path)
{
	refuse(f, DIAG_NOT_OURS, path,
	       "is to be written, but something that blether did not write has that name; move it "
	       "away and build again");
}

static void refuse_name(struct folder *f, const char *path)
{
	if (f->refused++ < REFUSED_SHOWN)
		diag_report(f->diag, DIAG_OUTPUT_NAME, span_path(f->name, f->arena),
			    "a file of the site would get the path '%.200s', which cannot be an "
			    "address; rename what it is made from",
			    path);
}

void folder_refuse_double(struct folder *f, const char *path)
{
	refuse(f, DIAG_SAME_OUTPUT, path,
	       "is what two items of the content would become, or one would stand in the other's "
	       "way; give one of them another name");
}

/* The folder that holds `path` cannot be opened (errno). */
static void refuse_way(struct folder *f, const char *path)
{
	if (errno != ENOTDIR && errno != ELOOP) {
		folder_fail(f, "cannot write", path);
		return;
	}
	refuse(f, DIAG_NOT_OURS, path,
	       "is to be written, but a part of its path is a file or a link instead of a folder; "
	       "move that away and build again");
}

void folder_count_refused(struct folder *f)
{
	if (f->refused > REFUSED_SHOWN)
		diag_report(f->diag, DIAG_NOT_OURS, span_path(f->name, f->arena),
			    "%u more files cannot be written into '%s'", f->refused - REFUSED_SHOWN,
			    f->name);
}

/* --- is there anything to write? ------------------------------------------ */

/* Writes down what is wanted; NULL when it cannot be. */
static struct entry *announce(struct folder *f, struct output_meta meta, const char *sha256,
			      int64_t size)
{
	struct entry *e = paths_find(&f->paths, meta.path);

	assert(!f->staged && meta.type && *meta.type);
	if (f->broken)
		return NULL;
	if (!output_path_ok(meta.path))
		return refuse_name(f, meta.path), NULL;
	if (e && e->put)
		return folder_refuse_double(f, meta.path), NULL;
	if (!e) {
		e = arena_new(f->arena, struct entry);
		e->path = arena_strdup(f->arena, meta.path);
		paths_add(&f->paths, e);
	}
	e->put = true;
	e->will.file = (struct output_file){ .path = e->path, .size = size, .group = meta.group };
	e->will.file.type = arena_strdup(f->arena, meta.type);
	memcpy(e->will.file.sha256, sha256, HASH_HEX);
	return e;
}

/* Can a file be put here without touching anything foreign, and without leaving the folder? */
static bool may_write(struct folder *f, const struct entry *e)
{
	int dir = dirs_of(&f->dirs, e->path, false);
	struct stat st;

	if (dir < 0 && errno == ENOENT)
		return true;
	if (dir < 0)
		return refuse_way(f, e->path), false;
	if (e->was || fstatat(dir, path_base(e->path), &st, AT_SYMLINK_NOFOLLOW) != 0)
		return true;
	return refuse_foreign(f, e->path), false;
}

static void warn_by_hand(struct folder *f, const char *path)
{
	diag_report(f->diag, DIAG_CHANGED_BY_HAND, span_path(folder_typed(f, path), f->arena),
		    "'%s' was changed by hand after blether wrote it, and is replaced; change the "
		    "content that it is made from instead",
		    path);
}

/* The file on disk has the bytes already. */
static bool keep(struct folder *f, struct entry *e)
{
	const struct output_file *was = &e->was->file, *will = &e->will.file;

	e->will.stamp = e->was->stamp;
	if (was->group != will->group || strcmp(was->type, will->type) != 0)
		f->stale = true;
	return false;
}

static bool must_write(struct folder *f, struct entry *e)
{
	enum look look = e->was ? folder_look(f, e) : LOOK_NOTHING;

	if (f->fresh)
		return true;
	if (look == LOOK_FAILED)
		return folder_fail(f, "cannot read what is there already", e->path), false;
	if (look == LOOK_STRANGE) {
		e->was = NULL;
		return refuse_foreign(f, e->path), false;
	}
	if (look != LOOK_NOTHING && strcmp(e->was->file.sha256, e->will.file.sha256) == 0)
		return keep(f, e);
	if (look == LOOK_BY_HAND)
		warn_by_hand(f, e->path);
	return may_write(f, e);
}

/* --- writing ---------------------------------------------------------------- */

/* Creates the file that takes the bytes of an entry; -1 with errno set. */
static int create(struct folder *f, struct entry *e)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;

	if (f->fresh) {
		int dir = dirs_of(&f->dirs, e->path, true);
		return dir < 0 ? -1 : openat(dir, path_base(e->path), flags, 0666);
	}
	int dir = folder_staging(f);
	e->waits = ++f->waiting;
	return dir < 0 ? -1 : openat(dir, waiting_name(e->waits).text, flags, 0666);
}

/* Reports why the bytes of `e` could not be written. */
static void give_up(struct folder *f, struct entry *e)
{
	e->put = false;
	/* A fresh folder has nothing in it but what was put: a file and a folder want one name. */
	if (f->fresh && (errno == EEXIST || errno == ENOTDIR || errno == EISDIR))
		folder_refuse_double(f, e->path);
	else
		folder_fail(f, "cannot write", e->path);
}

/* Closes the new file and takes its stamp; false with errno set. */
static bool finish(int fd, bool written, struct stamp *stamp)
{
	struct stat st;

	written = written && fstat(fd, &st) == 0;
	int keep_errno = errno;
	if (close(fd) != 0 && written)
		return false;
	errno = keep_errno;
	if (written)
		*stamp = stamp_of(&st);
	return written;
}

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct folder *f = (struct folder *)sink;
	struct hash h = hash_bytes(bytes, len);
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	struct entry *e = announce(f, meta, hex, (int64_t)len);
	if (!e || !must_write(f, e))
		return;

	int fd = create(f, e);
	if (fd < 0 || !finish(fd, file_write_all(fd, bytes, len), &e->will.stamp))
		give_up(f, e);
}

static void put_copy(struct folder *f, struct entry *e, int from, const char *file)
{
	int fd = create(f, e);

	if (fd < 0 || !finish(fd, file_copy(from, fd), &e->will.stamp)) {
		give_up(f, e);
	} else if (e->will.stamp.size != e->will.file.size) {
		f->broken = true;
		diag_report(f->diag, DIAG_CANNOT_READ, span_path(file, f->arena),
			    "'%s' changed while it was being published; build again", file);
	}
}

static void put_file(struct output_sink *sink, struct output_meta meta, const char *file,
		     const char *sha256, int64_t size)
{
	struct folder *f = (struct folder *)sink;
	struct entry *e = announce(f, meta, sha256, size);

	if (!e || !must_write(f, e))
		return;
	int from = open(file, O_RDONLY | O_CLOEXEC);
	if (from < 0) {
		f->broken = true;
		diag_report_errno(f->diag, DIAG_CANNOT_READ, "cannot read", file);
		return;
	}
	put_copy(f, e, from, file);
	close(from);
}

void folder_sink_init(struct output_sink *sink)
{
	*sink = (struct output_sink){ .put = put, .put_file = put_file };
}
