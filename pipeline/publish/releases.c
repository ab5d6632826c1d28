#include "publish/releases.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "manifest.h"
#include "releases_list.h"
#include "releases_store.h"

struct releases {
	const char *dir; /* .blether/releases */
	int lock;
	struct release *all;
	size_t count, room;
	struct arena *arena;
	struct diag *diag;
};

static bool fail(const struct releases *r, const char *what, const char *path)
{
	if (errno == ENOSPC || errno == EDQUOT)
		diag_report(
			r->diag, DIAG_DISK_FULL, span_path(path, r->arena),
			"the disk is full: there is no room for what is kept of a release; make "
			"room and publish again");
	else
		diag_report_errno(r->diag, DIAG_CANNOT_WRITE, what, path);
	return false;
}

static const char *inside(const struct releases *r, const char *name)
{
	return path_join(r->dir, name, r->arena);
}

const char *releases_folder(const struct releases *r, int64_t number)
{
	return arena_printf(r->arena, "%s/%lld", r->dir, (long long)number);
}

static const char *files_of(const struct releases *r, int64_t number)
{
	return path_join(releases_folder(r, number), RELEASES_FILES, r->arena);
}

/* --- opening ------------------------------------------------------------------- */

static bool take_lock(struct releases *r)
{
	if (!file_mkdirs(r->dir))
		return fail(r, "cannot make the folder", r->dir);
	r->lock = open(r->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* A file system without locks is not an obstacle. */
	if (r->lock < 0 || flock(r->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return true;
	diag_report(r->diag, DIAG_PUBLISHING_NOW, span_path(r->dir, r->arena),
		    "another blether on this computer is publishing at this moment; wait until it "
		    "has finished");
	return false;
}

static bool load(struct releases *r)
{
	const char *path = inside(r, RELEASES_LIST);
	const char *fault;
	char *text;
	size_t len;

	if (!file_read(path, RELEASES_LIST_BYTES, &text, &len, r->arena)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return true;
		diag_report_errno(r->diag, DIAG_CANNOT_READ, "cannot read the list of releases",
				  path);
		return false;
	}
	r->all = releases_list_read(text, len, &r->count, &fault, r->arena);
	r->room = r->count;
	if (!fault)
		return true;
	diag_report(r->diag, DIAG_RELEASES_DAMAGED, span_path(path, r->arena),
		    "the list of releases is damaged (%s); move '%s' away to begin a new one",
		    fault, r->dir);
	return false;
}

struct releases *releases_open(const char *cache, bool write, struct arena *a, struct diag *diag)
{
	struct releases *r = arena_new(a, struct releases);

	*r = (struct releases){
		.dir = path_join(cache, "releases", a), .lock = -1, .arena = a, .diag = diag
	};
	if ((!write || take_lock(r)) && load(r))
		return r;
	releases_close(r);
	return NULL;
}

void releases_close(struct releases *r)
{
	if (r->lock >= 0)
		close(r->lock);
	r->lock = -1;
}

/* --- asking --------------------------------------------------------------------- */

size_t releases_count(const struct releases *r)
{
	return r->count;
}

const struct release *releases_at(const struct releases *r, size_t i)
{
	return &r->all[i];
}

static struct release *find(const struct releases *r, int64_t number)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->all[i].number == number)
			return &r->all[i];
	}
	return NULL;
}

const struct release *releases_find(const struct releases *r, int64_t number)
{
	return find(r, number);
}

static bool went_to(const struct release *one, const char *target)
{
	for (const char *const *t = one->targets; *t; t++) {
		if (strcmp(*t, target) == 0)
			return true;
	}
	return false;
}

const struct release *releases_before(const struct releases *r, int64_t number, const char *target)
{
	for (size_t i = r->count; i-- > 0;) {
		const struct release *one = &r->all[i];

		if (one->number < number && one->ended && (!target || went_to(one, target)))
			return one;
	}
	return NULL;
}

const struct release *releases_last(const struct releases *r, const char *target)
{
	return releases_before(r, INT64_MAX, target);
}

const struct release *releases_begun(const struct releases *r)
{
	return r->count && !r->all[r->count - 1].ended ? &r->all[r->count - 1] : NULL;
}

bool releases_tree(const struct releases *r, int64_t number, struct output_tree *tree)
{
	const char *path = files_of(r, number);
	struct diag unheard;
	struct manifest m;
	char *text;
	size_t len;

	diag_init(&unheard, r->arena);
	if (!file_read(path, MANIFEST_MAX_BYTES, &text, &len, r->arena) ||
	    !manifest_parse(&m, path, text, len, &unheard))
		return false;
	*tree = (struct output_tree){ arena_array(r->arena, m.count + 1, sizeof(*tree->files)),
				      m.count };
	for (size_t i = 0; i < m.count; i++) {
		tree->files[i] = m.records[i].file;
		tree->files[i].disk = store_path(r->dir, tree->files[i].sha256, r->arena);
	}
	return true;
}

static bool is_damaged(const struct output_file *file)
{
	char sha256[HASH_HEX];
	struct hash hash;
	int64_t size;

	if (!hash_file(file->disk, &hash, &size))
		return true;
	hash_hex(&hash, sha256);
	return size != file->size || strcmp(sha256, file->sha256) != 0;
}

bool releases_whole_tree(const struct releases *r, int64_t number, struct output_tree *tree)
{
	if (!releases_tree(r, number, tree)) {
		diag_report(r->diag, DIAG_RELEASE_GONE, span_path(files_of(r, number), r->arena),
			    "what release %lld was made of is not known any more",
			    (long long)number);
		return false;
	}
	for (size_t i = 0; i < tree->count; i++) {
		if (!is_damaged(&tree->files[i]))
			continue;
		diag_report(
			r->diag, DIAG_RELEASE_GONE, span_path(r->dir, r->arena),
			"release %lld cannot be brought back: what is kept of '%s' is missing or "
			"was changed",
			(long long)number, tree->files[i].path);
		return false;
	}
	return true;
}

const char *releases_object(void *releases, const char *sha256)
{
	const struct releases *r = releases;
	const char *path = store_path(r->dir, sha256, r->arena);
	char found[HASH_HEX];
	struct hash hash;
	int64_t size;

	if (!hash_file(path, &hash, &size))
		return NULL;
	hash_hex(&hash, found);
	return strcmp(found, sha256) == 0 ? path : NULL;
}

/* --- keeping --------------------------------------------------------------------- */

static bool write_list(struct releases *r)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(RELEASES_LIST_BYTES);
	const char *path = inside(r, RELEASES_LIST);
	struct stat st;

	releases_list_write(r->all, r->count, &out, r->arena);
	/* The bytes are on the disk before the old ones go; the first list has no old ones. */
	bool written = stat(path, &st) == 0 ? file_replace(path, out.data, out.len)
					    : file_write(path, out.data, out.len);
	return written || fail(r, "cannot write the list of releases", path);
}

static bool write_files(struct releases *r, int64_t number, const struct output_tree *tree)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(MANIFEST_MAX_BYTES);
	struct manifest m = { arena_array(r->arena, tree->count + 1, sizeof(struct record)),
			      tree->count };
	const char *path = files_of(r, number);

	for (size_t i = 0; i < tree->count; i++) {
		m.records[i].file = tree->files[i];
		m.records[i].stamp.size = tree->files[i].size;
	}
	manifest_format(&m, &out);
	return file_write(path, out.data, out.len) || fail(r, "cannot write", path);
}

static bool keep_files(struct releases *r, const struct output_tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct output_file *file = &tree->files[i];

		if (!store_keep(r->dir, file->sha256, file->disk, r->arena))
			return fail(r, "cannot keep a copy of", file->disk);
	}
	return true;
}

bool releases_begin(struct releases *r, const struct release *what, const struct output_tree *tree,
		    const char *ledger, size_t len)
{
	const char *folder = releases_folder(r, what->number);
	const char *kept = path_join(folder, RELEASES_LEDGER, r->arena);

	if (!file_mkdirs(folder))
		return fail(r, "cannot make the folder", folder);
	if (!keep_files(r, tree) || !write_files(r, what->number, tree))
		return false;
	if (!file_write(kept, ledger, len))
		return fail(r, "cannot write", kept);
	if (releases_begun(r))
		r->count--;
	r->all = arena_grow(r->arena, r->all, r->count, &r->room, sizeof(*r->all));
	r->all[r->count] = *what;
	r->all[r->count++].ended = false;
	return write_list(r);
}

void releases_purge(struct releases *r, int64_t number)
{
	struct release *one = find(r, number);

	if (one)
		one->purged = true;
}

/* Of the newest `keep`, or the last that one of its targets got? */
static bool is_kept(const struct releases *r, size_t i, int64_t keep)
{
	const struct release *one = &r->all[i];

	if (r->count - i <= (size_t)keep)
		return true;
	for (const char *const *t = one->targets; *t; t++) {
		if (releases_last(r, *t) == one)
			return true;
	}
	return false;
}

static void forget_old(struct releases *r, int64_t keep)
{
	struct release *kept = arena_array(r->arena, r->count + 1, sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (is_kept(r, i, keep))
			kept[n++] = r->all[i];
	}
	r->all = kept;
	r->room = r->count + 1;
	r->count = n;
}

/* Removes what no release needs. What cannot be removed now is, the next time. */
static void clean(struct releases *r)
{
	struct store_uses uses = { 0 };
	struct arena scratch = { 0 };
	struct releases at = *r;

	at.arena = &scratch;
	for (size_t i = 0; i < r->count; i++) {
		struct output_tree tree;

		if (r->all[i].purged)
			continue;
		store_use_number(&uses, r->all[i].number);
		if (!releases_tree(&at, r->all[i].number, &tree))
			continue;
		for (size_t k = 0; k < tree.count; k++)
			store_use(&uses, tree.files[k].sha256);
	}
	store_clean(r->dir, &uses, &scratch);
	store_uses_release(&uses);
	arena_free(&scratch);
}

bool releases_end(struct releases *r, int64_t keep)
{
	if (r->count)
		r->all[r->count - 1].ended = true;
	forget_old(r, keep);
	if (!write_list(r))
		return false;
	clean(r);
	return true;
}
