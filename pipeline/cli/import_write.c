/* `blether import`: what has been planned and fetched becomes files of the content. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "blank.h"
#include "import/merge.h"
#include "import_show.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "model/site.h"
#include "new.h"
#include "read/read.h"
#include "skeleton.h"

#define STAGING "import/staged"

static bool failed(struct importing *im, const char *what, const char *path)
{
	diag_report_errno(&im->diag, DIAG_CANNOT_WRITE, what, path);
	return false;
}

static void add_conflict(struct importing *im, const char *text)
{
	im->conflicts = arena_grow(im->arena, im->conflicts, im->conflict_count, &im->conflict_room,
				   sizeof(*im->conflicts));
	im->conflicts[im->conflict_count++] = text;
}

/* Ended by NULL, for the report. */
static const char **all_conflicts(const struct importing *im)
{
	const char **all = arena_array(im->arena, im->conflict_count + 1, sizeof(*all));

	for (size_t i = 0; i < im->conflict_count; i++)
		all[i] = im->conflicts[i];
	return all;
}

static void record(struct importing *im, const struct record_row *row)
{
	import_record_add(&im->record, row, im->arena);
}

static const char *guid_of(struct importing *im, const struct import_episode *e)
{
	return e ? import_identity(e, im->arena) : NULL;
}

/* --- files that were fetched ---------------------------------------------------------------- */

static bool copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int error = out >= 0 && file_copy(in, out) && fsync(out) == 0 ? 0 : errno;

	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0 && !error)
		error = errno;
	if (out >= 0 && error)
		unlink(to);
	errno = error;
	return !error;
}

/*
 * The same bytes under another name: a second name where the file system has them. The name that it
 * waited under goes at the end, so each file of the content is by itself: one that two episodes
 * share is copied for the second, as programs that write tags may write in place.
 */
static bool put_file(const char *from, const char *to)
{
	struct stat st;

	if (stat(from, &st) == 0 && st.st_nlink == 1 && link(from, to) == 0)
		return true;
	return copy_file(from, to);
}

/* In the place of another: whoever looks sees one or the other, never none. */
static bool replace_file(const struct importing *im, const char *from, const char *to)
{
	const char *staged = import_folder(im, STAGING "/file");

	unlink(staged);
	return file_mkdirs(import_folder(im, STAGING)) && put_file(from, staged) &&
	       rename(staged, to) == 0;
}

static void record_file(struct importing *im, const struct import_episode *e,
			const struct import_asset *asset)
{
	record(im, &(struct record_row){ .kind = RECORD_FILE,
					 .show = im->show->slug,
					 .guid = guid_of(im, e),
					 .name = asset->file,
					 .hash = asset->sha256,
					 .from = asset->url });
}

/* Called with each file of an episode, or of the show. */
typedef bool file_visitor(struct importing *im, struct import_episode *e,
			  struct import_asset *asset, const char *dir);

static bool visit_one(struct importing *im, struct import_episode *e, struct import_asset *asset,
		      const char *dir, file_visitor *visit)
{
	return !asset || !asset->file || asset->episode != e || visit(im, e, asset, dir);
}

static bool visit_files(struct importing *im, struct import_episode *e, const char *dir,
			file_visitor *visit)
{
	const struct import_asset_list *pictures = e ? &e->pictures : &im->show->pictures;
	bool ok = visit_one(im, e, e ? e->cover : im->show->cover, dir, visit);

	for (size_t i = 0; ok && i < pictures->count; i++)
		ok = visit_one(im, e, pictures->all[i], dir, visit);
	return ok && (!e || (visit_one(im, e, e->chapters, dir, visit) &&
			     visit_one(im, e, e->transcript, dir, visit) &&
			     visit_one(im, e, e->audio, dir, visit)));
}

/* What was fetched; of a cover that there is not, the one that every show begins with. */
static bool put_asset(struct importing *im, const struct import_asset *asset, const char *to)
{
	if (!asset->url || asset->why)
		return new_plain_cover(to, im->arena);
	return put_file(import_waiting(im, asset), to);
}

/* Into a folder that nobody has seen yet. */
static bool put_new(struct importing *im, struct import_episode *e, struct import_asset *asset,
		    const char *dir)
{
	const char *to = path_join(dir, asset->file, im->arena);

	(void)e;
	return put_asset(im, asset, to) || errno == EEXIST ||
	       failed(im, "cannot write the file", to);
}

static bool note_file(struct importing *im, struct import_episode *e, struct import_asset *asset,
		      const char *dir)
{
	(void)dir;
	if (asset->url && !asset->why)
		record_file(im, e, asset);
	return true;
}

/* The row of the file of this name, from wherever it came; NULL: no import brought it. */
static const struct record_row *row_named(const struct importing *im, const char *guid,
					  const char *name)
{
	for (size_t i = 0; i < im->old.count; i++) {
		const struct record_row *r = &im->old.rows[i];

		if (r->kind == RECORD_FILE && strcmp(r->show, im->show->slug) == 0 &&
		    strcmp(r->name, name) == 0 &&
		    (r->guid == guid || (r->guid && guid && strcmp(r->guid, guid) == 0)))
			return r;
	}
	return NULL;
}

/* Into a folder that is there, where a person may have put another file of that name. */
static bool put_again(struct importing *im, struct import_episode *e, struct import_asset *asset,
		      const char *dir)
{
	const char *to = path_join(dir, asset->file, im->arena);
	const char *from = asset->url && !asset->why ? import_waiting(im, asset) : NULL;
	struct hash hash;
	char hex[HASH_HEX] = "";
	int64_t size;

	if (!from || access(from, F_OK) != 0) /* nothing was fetched: it is the one that is here */
		return true;
	if (hash_file(to, &hash, &size))
		hash_hex(&hash, hex);
	if (!*hex)
		return replace_file(im, from, to) || failed(im, "cannot write the file", to);
	if (asset->sha256 && strcmp(hex, asset->sha256) == 0)
		return true;
	const struct record_row *row = row_named(im, guid_of(im, e), asset->file);
	if (asset->kind == ASSET_AUDIO || !row || strcmp(row->hash, hex) != 0) {
		add_conflict(im, arena_printf(im->arena,
					      "'%s' is another file now at %s; the one here stays",
					      to, asset->url));
		return true;
	}
	im->outcome.changed++;
	return replace_file(im, from, to) || failed(im, "cannot write the file", to);
}

/* --- texts --------------------------------------------------------------------------------- */

static const char *without_returns(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text), *to = copy;

	for (const char *s = copy; *s; s++) {
		if (s[0] != '\r' || s[1] != '\n')
			*to++ = *s;
	}
	*to = '\0';
	return copy;
}

/* Lines end as they did: editors of Windows write both. */
static bool replace_text(const char *path, const struct strbuf *text, bool returns)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4 * LIMIT_SOURCE_BYTES);

	if (!returns)
		return file_replace(path, text->data, text->len);
	for (const char *s = text->data; *s; s++)
		strbuf_adds(&out, *s == '\n' ? "\r\n" : (char[]){ *s, '\0' });
	return file_replace(path, out.data, out.len);
}

static void list_conflicts(struct importing *im, const struct merge *m, const char *path)
{
	for (size_t i = 0; i < m->conflict_count; i++) {
		const struct merge_conflict *c = &m->conflicts[i];
		bool body = strcmp(c->part, MERGE_BODY) == 0;

		add_conflict(
			im, arena_printf(im->arena, "'%s': %s%s%s %s; it stays as it is here%s%.*s",
					 path, body ? "the text" : "'", body ? "" : c->part,
					 body ? "" : "'",
					 m->was ? "was changed here and in the feed"
						: "differs from the feed",
					 body || !c->theirs ? "" : ". The feed has: ",
					 body || !c->theirs ? 0 : (int)strcspn(c->theirs, "\n"),
					 c->theirs ? c->theirs : ""));
	}
}

/* A file of the content that an earlier import wrote, or a person. False when the machine failed.
 */
static bool merge_file(struct importing *im, const char *path, const char *was, const char *new,
		       bool *is_changed)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	char *now;
	size_t len;

	if (!file_read(path, LIMIT_SOURCE_BYTES, &now, &len, im->arena)) {
		diag_report_errno(&im->diag, DIAG_CANNOT_READ, "cannot read the file", path);
		return false;
	}
	struct merge m = { .was = was, .now = without_returns(now, im->arena), .new = new };
	merge_text(&m, &out, im->arena);
	list_conflicts(im, &m, path);
	*is_changed = m.taken > 0;
	return !m.taken || replace_text(path, &out, strlen(m.now) < len) ||
	       failed(im, "cannot write the file", path);
}

static const char *fingerprints_kept(const struct importing *im, enum record_kind kind,
				     const char *guid)
{
	const struct record_row key = { .kind = kind, .show = im->show->slug, .guid = guid };
	const struct record_row *row = import_record_find(&im->old, &key);

	return row ? row->hash : NULL;
}

/* --- the site and the show ------------------------------------------------------------------- */

static const char *or_else(const char *text, const char *other)
{
	return text && *text ? text : other;
}

static bool write_site(struct importing *im)
{
	const struct remote_feed *f = im->feed;
	struct arena *a = im->arena;
	const char *title = or_else(f->title, im->show->slug);
	const char *mail = or_else(im->opts->email, f->owner_email);
	const struct skeleton_value values[] = {
		{ "title", blank_quoted(title, a) },
		{ "address", im->show->address },
		{ "language", im->show->language },
		{ "summary", blank_quoted(arena_printf(a, "All episodes of %s.", title), a) },
		{ "contact", blank_quoted(or_else(mail, "hello@example.org"), a) },
		{ 0 }
	};

	return new_site_files(im->content, values, a) ||
	       failed(im, "cannot make the site in", im->content);
}

static bool write_show(struct importing *im)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const char *dir = import_place(im, NULL), *path = path_join(dir, "show.yaml", im->arena);
	bool is_changed = false, is_new = access(path, F_OK) != 0;

	if (!im->show->cover->file)
		im->show->cover->file = "cover.jpg";
	import_show_text(im->show, &text);
	record(im, &(struct record_row){ .kind = RECORD_SHOW,
					 .show = im->show->slug,
					 .name = im->show->slug,
					 .hash = merge_fingerprints(text.data, im->arena),
					 .from = im->from });
	visit_files(im, NULL, dir, note_file);
	if (!is_new)
		return visit_files(im, NULL, dir, put_again) &&
		       merge_file(im, path, fingerprints_kept(im, RECORD_SHOW, NULL), text.data,
				  &is_changed);
	return (file_mkdirs(dir) || failed(im, "cannot make the folder", dir)) &&
	       visit_files(im, NULL, dir, put_new) &&
	       (file_create(path, text.data, text.len) ||
		failed(im, "cannot write the file", path)); /* the last: by it the show is there */
}

/* --- episodes ----------------------------------------------------------------------------------
 */

static const char *write_text(struct importing *im, struct import_episode *e)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	import_episode_text(im->show, e, &text);
	return arena_strndup(im->arena, text.data, text.len);
}

/* `name` NULL: it is not in its place yet. */
static void record_episode(struct importing *im, struct import_episode *e, const char *name,
			   const char *text)
{
	record(im, &(struct record_row){ .kind = RECORD_EPISODE,
					 .show = im->show->slug,
					 .guid = guid_of(im, e),
					 .name = name,
					 .hash = merge_fingerprints(text, im->arena) });
	visit_files(im, e, "", note_file);
}

static bool merge_episode(struct importing *im, struct import_episode *e, const char *text)
{
	const char *dir = import_place(im, e);
	size_t before = im->outcome.changed;
	bool is_changed;

	if (!visit_files(im, e, dir, put_again) ||
	    !merge_file(im, path_join(dir, "episode.md", im->arena),
			fingerprints_kept(im, RECORD_EPISODE, guid_of(im, e)), text, &is_changed))
		return false;
	im->outcome.changed = before + (is_changed || im->outcome.changed > before);
	im->outcome.unchanged += im->outcome.changed == before;
	return true;
}

/* Written where nobody looks, then there at once and whole. */
static bool place_episode(struct importing *im, struct import_episode *e, const char *text)
{
	const char *staged =
		arena_printf(im->arena, "%s/%s", import_folder(im, STAGING), e->folder);
	const char *file = path_join(staged, "episode.md", im->arena);
	const char *to = import_place(im, e);

	if (!file_mkdirs(staged))
		return failed(im, "cannot make the folder", staged);
	if (!visit_files(im, e, staged, put_new))
		return false;
	if (!file_write(file, text, strlen(text)))
		return failed(im, "cannot write the file", file);
	if (rename(staged, to) != 0)
		return failed(im, "cannot put the episode in its place", to);
	im->outcome.added++;
	return true;
}

static bool is_whole(const struct import_episode *e)
{
	return e->audio && e->audio->file;
}

static void note_missing(struct importing *im)
{
	for (size_t i = 0; i < im->show->count; i++) {
		const struct import_episode *e = &im->show->episodes[i];

		if (is_whole(e) || !e->is_new || e->is_removed)
			continue;
		im->outcome.missing++;
		import_note(im->show, e, IMPORT_LOST, NULL,
			    "its recording did not come, so it is not here yet; import again to "
			    "try again: %s (%s)",
			    e->audio && e->audio->why ? e->audio->why : "there is none",
			    e->audio ? e->audio->url : "no address");
	}
}

static bool write_record(struct importing *im)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	const char *path = path_join(im->content, IMPORT_RECORD, im->arena);
	char *was;
	size_t len;

	import_record_write(&im->record, &out);
	if (file_read(path, SIZE_MAX / 2, &was, &len, im->arena) && len == out.len &&
	    memcmp(was, out.data, len) == 0)
		return true;
	return file_write(path, out.data, out.len) || failed(im, "cannot write the file", path);
}

/* Of other shows, and of episodes that the feed has no more, what is known stays known. */
static void keep_rows(struct importing *im)
{
	import_record_sort(&im->record);
	const struct import_record new = im->record;

	for (size_t i = 0; i < im->old.count; i++) {
		if (im->old.rows[i].name && !import_record_find(&new, &im->old.rows[i]))
			record(im, &im->old.rows[i]);
	}
	import_record_sort(&im->record);
}

/* Of what was planned and fetched, what is to be there; NULL: it is not. */
static const char **write_texts(struct importing *im)
{
	struct import_show *s = im->show;
	const char **texts = arena_array(im->arena, s->count + 1, sizeof(*texts));

	for (size_t i = 0; i < s->count; i++) {
		struct import_episode *e = &s->episodes[i];

		if (is_whole(e) && !e->is_removed)
			texts[i] = write_text(im, e);
	}
	return texts;
}

static bool record_all(struct importing *im, const char **texts)
{
	struct import_show *s = im->show;

	for (size_t i = 0; i < s->count; i++) {
		struct import_episode *e = &s->episodes[i];

		if (texts[i])
			record_episode(im, e, e->is_new ? NULL : e->folder, texts[i]);
	}
	keep_rows(im);
	return write_record(im);
}

static bool record_places(struct importing *im, const char **texts)
{
	struct import_show *s = im->show;

	for (size_t i = 0; i < s->count; i++) {
		const struct record_row key = { .kind = RECORD_EPISODE,
						.show = s->slug,
						.guid = guid_of(im, &s->episodes[i]) };

		if (texts[i])
			im->record.rows[import_record_find(&im->record, &key) - im->record.rows]
				.name = s->episodes[i].folder;
	}
	return write_record(im);
}

/*
 * New ones are known before they are there, and by their names once they are: so what a killed
 * import has not placed is told from what somebody has taken away.
 */
static bool write_episodes(struct importing *im)
{
	struct import_show *s = im->show;
	const char **texts = write_texts(im);
	bool ok = true;

	for (size_t i = 0; ok && i < s->count; i++)
		ok = !texts[i] || s->episodes[i].is_new ||
		     merge_episode(im, &s->episodes[i], texts[i]);
	ok = ok && record_all(im, texts);
	for (size_t i = 0; ok && i < s->count; i++) {
		if (texts[i] && s->episodes[i].is_new)
			ok = place_episode(im, &s->episodes[i], texts[i]);
	}
	return ok && record_places(im, texts);
}

/* --- people
 * --------------------------------------------------------------------------------------- */

/* Whoever is named and of whom nothing is known gets a row: somebody has said that they agreed. */
static bool write_consents(struct importing *im)
{
	struct diag unheard;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const char *path = path_join(im->content, CONSENT_FILE, im->arena);
	char *was;
	size_t len;

	diag_init(&unheard, im->arena);
	const struct site *site = read_site(im->content, im->now, im->arena, &unheard);
	if (!site || !site->consents || !file_read(path, LIMIT_SOURCE_BYTES, &was, &len, im->arena))
		return failed(im, "cannot read who agreed to be named", path);
	strbuf_add(&out, was, len);
	if (len && was[len - 1] != '\n')
		strbuf_addc(&out, '\n');
	for (const char **name = im->show->people; *name; name++) {
		const char *id = consent_id(*name, im->arena);

		if (consent_of(site->consents, id, SCOPE_FEED, im->now).state == CONSENT_NONE)
			strbuf_addf(&out, "%s\n",
				    consent_new_row(site->consents, id, im->now, im->arena));
	}
	return out.len == len || file_replace(path, out.data, out.len) ||
	       failed(im, "cannot write the file", path);
}

/* --- the end
 * ---------------------------------------------------------------------------------------- */

/* The title of an episode that the content has; else its folder. */
static const char *title_of(const struct importing *im, const struct record_row *row)
{
	const struct ledger_items items = ledger_items(im->site, im->arena);
	const struct ledger_item *item = ledger_item_by_guid(&items, row->guid);

	return item ? item->title : row->name;
}

/* What an earlier import brought of this show, and the feed has no more. */
static void list_gone(struct importing *im)
{
	struct table here = { 0 };
	const char **gone = arena_array(im->arena, im->old.count + 1, sizeof(*gone));
	size_t n = 0;

	for (size_t i = 0; i < im->show->count; i++) {
		const char *guid = guid_of(im, &im->show->episodes[i]);

		*table_at(&here, key_of(0, guid, strlen(guid))) = 1;
	}
	for (size_t i = 0; im->site && i < im->old.count; i++) {
		const struct record_row *row = &im->old.rows[i];

		if (row->kind == RECORD_EPISODE && row->name &&
		    strcmp(row->show, im->show->slug) == 0 &&
		    !table_find(&here, key_of(0, row->guid, strlen(row->guid))))
			gone[n++] = title_of(im, row);
	}
	table_release(&here);
	im->outcome.gone = gone;
}

static bool write_report(struct importing *im)
{
	struct import_outcome *o = &im->outcome;

	o->conflicts = all_conflicts(im);
	if (!o->added && !o->changed && !o->missing && !im->conflict_count &&
	    access(path_join(im->content, IMPORT_REPORT, im->arena), F_OK) == 0)
		return true;
	const struct import_files files = import_report_files(im->show, o, im->arena);
	for (size_t i = 0; i < files.count; i++) {
		const char *path = path_join(im->content, files.all[i].path, im->arena);

		if (!file_mkdirs(path_dir(path, im->arena)) ||
		    !file_write(path, files.all[i].text, files.all[i].len))
			return failed(im, "cannot write the file", path);
	}
	return true;
}

/* What has its place is not needed where it waited; what could not be used is fetched again the
 * next time. */
static void tidy(struct importing *im)
{
	for (size_t i = 0; i < im->show->assets.count; i++) {
		if (im->show->assets.all[i]->url)
			unlink(import_waiting(im, im->show->assets.all[i]));
	}
	rmdir(import_folder(im, "import/files"));
	rmdir(import_folder(im, "import/staged"));
	rmdir(import_folder(im, "import/parts"));
	rmdir(import_folder(im, "import"));
}

/* Of one that was killed, with a plan that may have been another. */
static int remove_staged(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

bool import_write(struct importing *im)
{
	nftw(import_folder(im, STAGING), remove_staged, 16, FTW_DEPTH | FTW_PHYS);
	im->outcome.from = im->from;
	im->outcome.day = im->now;
	im->outcome.site = im->site;
	if (!im->site && !write_site(im))
		return false;
	list_gone(im);
	note_missing(im);
	if (!write_show(im) || !write_episodes(im))
		return false;
	if (im->opts->agreed && *im->show->people && !write_consents(im))
		return false;
	tidy(im);
	return write_report(im);
}
