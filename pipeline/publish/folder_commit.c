#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "folder_state.h"

/*
 * What a power cut may leave. One syncfs() stands before the first rename: the
 * bytes of all that waits, of the journal and of the next manifest are on disk
 * before a name can lead to them. From there on only names change, and journaling
 * file systems keep the order of such changes: what survives is a beginning of
 * the list below, as after a kill.
 *
 *   write files, next manifest, journal (in staging) → syncfs
 *   → journal takes its name → the steps of the plan → emptied folders go
 *   → manifest takes its name → journal goes → staging goes
 */

/* --- the notes ---------------------------------------------------------------- */

static void write_manifest(const struct folder *f, struct strbuf *out)
{
	struct manifest m = { arena_array(f->arena, f->tree.count + 1, sizeof(struct record)), 0 };

	for (size_t i = 0; i < f->paths.count; i++) {
		if (f->paths.all[i]->put)
			m.records[m.count++] = f->paths.all[i]->will;
	}
	manifest_format(&m, out);
}

/* What will differ, and what an older journal knew: until the manifest is there it must be known.
 */
static void write_journal(const struct folder *f, struct strbuf *out)
{
	struct journal j = { arena_array(f->arena, f->paths.count + 1, sizeof(struct change)), 0 };

	for (size_t i = 0; i < f->paths.count; i++) {
		const struct entry *e = f->paths.all[i];
		struct change *c = &j.changes[j.count];

		*c = (struct change){ .path = e->path };
		if (e->was) {
			c->group = e->was->file.group;
			memcpy(c->before, e->was->file.sha256, HASH_HEX);
		}
		if (e->put) {
			c->group = e->will.file.group;
			memcpy(c->after, e->will.file.sha256, HASH_HEX);
		}
		if (e->unsure || strcmp(c->before, c->after) != 0)
			j.count++;
	}
	journal_format(&j, out);
}

/* Writes the whole text into a new file; false with errno set. */
static bool write_text(int dir, const char *name, const struct strbuf *text)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return false;
	bool ok = file_write_all(fd, text->data, text->len);
	int error = errno;
	if (close(fd) != 0 && ok)
		return false;
	errno = error;
	return ok;
}

static bool save_note(struct folder *f, int dir, const char *name,
		      void (*write_note)(const struct folder *, struct strbuf *))
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(MANIFEST_MAX_BYTES);

	write_note(f, &text);
	errno = EFBIG;
	if (strbuf_ok(&text) && write_text(dir, name, &text))
		return true;
	folder_fail(f, "cannot write blether's own note", name);
	return false;
}

/* Gives a note that waits its name. */
static bool place_note(struct folder *f, const char *name)
{
	if (renameat(f->staging, name, f->root, name) == 0)
		return true;
	folder_fail(f, "cannot write blether's own note", name);
	return false;
}

static bool sync_all(struct folder *f)
{
	if (syncfs(f->root) == 0)
		return true;
	folder_fail(f, "cannot bring what was written safely to the disk", "");
	return false;
}

/* --- a folder that is there ----------------------------------------------------- */

/* Never over a file that came meanwhile, where the file system can say so. */
static int rename_new(int from_dir, const char *from, int to_dir, const char *to)
{
	int rc = renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE);

	return rc == 0 || (errno != EINVAL && errno != ENOSYS)
		       ? rc
		       : renameat(from_dir, from, to_dir, to);
}

static bool take_step(struct folder *f, const struct plan_step *s)
{
	const struct entry *e = paths_find(&f->paths, s->file->path);
	int dir = dirs_of(&f->dirs, e->path, s->act == PLAN_CREATE);
	const char *base = path_base(e->path);

	if (s->act == PLAN_DELETE)
		return dir < 0 ? errno == ENOENT : unlinkat(dir, base, 0) == 0 || errno == ENOENT;
	if (dir < 0)
		return false;
	struct waiting_name from = waiting_name(e->waits);
	return (s->act == PLAN_CREATE ? rename_new(f->staging, from.text, dir, base)
				      : renameat(f->staging, from.text, dir, base)) == 0;
}

static bool take_steps(struct folder *f)
{
	static const char *const what[PLAN_ACTS] = { "cannot write", "cannot replace",
						     "cannot delete" };

	for (size_t i = 0; i < f->plan.count; i++) {
		const struct plan_step *s = &f->plan.steps[i];

		if (take_step(f, s)) {
			f->begun = true;
			continue;
		}
		folder_fail(f, what[s->act], s->file->path);
		return false;
	}
	return true;
}

/* Removes the folders above `path` that are empty, from the lowest up. */
static bool remove_empty_above(struct folder *f, const char *path)
{
	for (char *dir = path_dir(path, f->arena); *dir; dir = path_dir(dir, f->arena)) {
		int above = dirs_of(&f->dirs, dir, false);

		if (above >= 0 && unlinkat(above, path_base(dir), AT_REMOVEDIR) == 0)
			continue;
		if (above < 0 ? errno == ENOTDIR || errno == ELOOP
			      : errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
			return true;
		if (errno == ENOENT)
			continue;
		folder_fail(f, "cannot remove the empty folder", dir);
		return false;
	}
	return true;
}

/* Do two paths lie in the same folder? */
static bool same_dir(const char *a, const char *b)
{
	size_t len = (size_t)(path_base(a) - a);

	return len == (size_t)(path_base(b) - b) && memcmp(a, b, len) == 0;
}

/* Folders in which nothing of ours is left. */
static bool sweep(struct folder *f)
{
	const char *last = NULL;

	dirs_close(&f->dirs);
	for (size_t i = f->paths.count; i-- > 0;) {
		const struct entry *e = f->paths.all[i];

		if (e->put || (last && same_dir(e->path, last)))
			continue;
		if (!remove_empty_above(f, e->path))
			return false;
		last = e->path;
	}
	return true;
}

static bool drop_journal(struct folder *f)
{
	if (unlinkat(f->root, JOURNAL_NAME, 0) == 0 || errno == ENOENT)
		return true;
	folder_fail(f, "cannot remove blether's own note", JOURNAL_NAME);
	return false;
}

static bool prepare(struct folder *f)
{
	int staging = folder_staging(f);

	if (staging < 0)
		return folder_fail(f, "cannot make", STAGING_NAME), false;
	return save_note(f, staging, MANIFEST_NAME, write_manifest) &&
	       save_note(f, staging, JOURNAL_NAME, write_journal) && sync_all(f) &&
	       place_note(f, JOURNAL_NAME);
}

static bool finish(struct folder *f)
{
	if (!place_note(f, MANIFEST_NAME) || !drop_journal(f))
		return false;
	if (!folder_clear_staging(f))
		return folder_fail(f, "cannot remove", STAGING_NAME), false;
	return true;
}

static bool update(struct folder *f)
{
	if (!f->plan.count && !f->stale)
		return true;
	return prepare(f) && take_steps(f) && sweep(f) && finish(f);
}

/* --- a folder that appears --------------------------------------------------------- */

static bool reveal(struct folder *f)
{
	if (!save_note(f, f->root, MANIFEST_NAME, write_manifest) || !sync_all(f))
		return false;
	if (rename(f->sibling, f->place) == 0)
		return true;
	if (errno != ENOTEMPTY && errno != EEXIST)
		return folder_fail(f, "cannot give the new output folder its name", ""), false;
	diag_report(f->diag, DIAG_NOT_OURS, span_path(f->name, f->arena),
		    "something was put into '%s' while the site was built; build again", f->name);
	return false;
}

bool folder_commit(struct folder *f)
{
	assert(f->staged && !f->committed);
	if (f->broken || f->refused)
		return false;
	f->committed = f->fresh ? reveal(f) : update(f);
	return f->committed;
}

bool folder_begun(const struct folder *f)
{
	return f->begun || f->committed;
}
