/* `blether import`: recordings, covers, chapters, transcripts and pictures on their way here. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/table.h"
#include "environment.h"
#include "import_look.h"
#include "import_show.h"
#include "places.h"
#include "progress.h"
#include "publish/download.h"
#include "publish/fetch.h"
#include "publish/publication.h"

#define WAITING "import/files"
#define PARTS   "import/parts"

/* Digits of the hash of an address: the name under which its file waits. */
#define NAME_DIGITS 24

/* What may be fetched, and how its file ends until it has been looked at: names tell pictures from
 * sound. */
static const struct asset_kind {
	const char *suffix;
	int64_t most; /* bytes */
} asset_kinds[ASSET_KINDS] = {
	[ASSET_AUDIO] = { ".audio", LIMIT_IMPORT_AUDIO },
	[ASSET_COVER] = { ".jpg", (int64_t)LIMIT_PICTURE_BYTES },
	[ASSET_CHAPTERS] = { ".text", (int64_t)LIMIT_SOURCE_BYTES },
	[ASSET_TRANSCRIPT] = { ".text", (int64_t)LIMIT_SOURCE_BYTES },
	[ASSET_PICTURE] = { ".jpg", (int64_t)LIMIT_PICTURE_BYTES },
};

const char *import_folder(const struct importing *im, const char *name)
{
	return arena_printf(im->arena, "%s/.blether/%s", im->content, name);
}

const char *import_waiting(const struct importing *im, const struct import_asset *asset)
{
	const struct hash h = hash_bytes(asset->url, strlen(asset->url));
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	return arena_printf(im->arena, "%s/%.*s%s", import_folder(im, WAITING), NAME_DIGITS, hex,
			    asset_kinds[asset->kind].suffix);
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* --- which there are -------------------------------------------------------------------- */

/* Takes what an earlier import brought from the same address, if it is still in its place. */
static bool take_known(struct importing *im, const struct import_episode *e,
		       struct import_asset *asset)
{
	const struct record_row key = { .kind = RECORD_FILE,
					.show = im->show->slug,
					.guid = e ? import_identity(e, im->arena) : NULL,
					.from = asset->url };
	const struct record_row *row = e && e->is_new ? NULL : import_record_find(&im->old, &key);
	struct stat st;

	if (!row || stat(path_join(import_place(im, e), row->name, im->arena), &st) != 0)
		return false;
	asset->file = row->name;
	asset->sha256 = row->hash;
	asset->bytes = st.st_size;
	return true;
}

/* Every asset that is not here yet, in the order in which it is fetched: what is small first, the
 * newest first. */
struct wanted {
	struct importing *im;
	struct import_asset **all;
	size_t count;
};

static void want(struct wanted *w, const struct import_episode *e, struct import_asset *asset)
{
	if (asset && asset->url && asset->episode == e && !asset->file && !(e && e->is_removed) &&
	    !take_known(w->im, e, asset))
		w->all[w->count++] = asset;
}

static void want_list(struct wanted *w, const struct import_episode *e,
		      const struct import_asset_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		want(w, e, list->all[i]);
}

static struct wanted list_wanted(struct importing *im)
{
	struct import_show *s = im->show;
	struct wanted w = { .im = im,
			    .all = arena_array(im->arena, s->assets.count + 1, sizeof(*w.all)) };

	want(&w, NULL, s->cover);
	want_list(&w, NULL, &s->pictures);
	for (size_t i = s->count; i-- > 0;) {
		struct import_episode *e = &s->episodes[i];

		want(&w, e, e->cover);
		want(&w, e, e->chapters);
		want(&w, e, e->transcript);
		want_list(&w, e, &e->pictures);
	}
	for (size_t i = s->count; i-- > 0;)
		want(&w, &s->episodes[i], s->episodes[i].audio);
	return w;
}

size_t import_size(struct importing *im, int64_t *bytes)
{
	const struct wanted w = list_wanted(im);

	*bytes = 0;
	for (size_t i = 0; i < w.count; i++)
		*bytes += w.all[i]->length;
	return w.count;
}

/* --- bringing them ------------------------------------------------------------------------ */

/* What is told of the way. */
struct telling {
	struct progress progress;
	size_t count;
	int64_t bytes; /* of all, as the feed says; 0: it does not say it of each recording */
};

static void tell(void *arg, int64_t bytes, size_t ended, const struct download *at)
{
	struct telling *t = arg;
	const struct publication_state state = {
		.path = at ? at->url : "",
		.sent = bytes,
		.bytes = t->bytes && t->bytes < bytes ? bytes : t->bytes, /* feeds say anything */
		.done = ended,
		.files = t->count,
	};

	progress_sending(&t->progress, &state);
}

/*
 * A feed may name any file of this computer, and none of them is its to take: only what lies in the
 * folder that somebody gave us is.
 */
static bool is_ours(const struct importing *im, const char *path)
{
	const char *root = im->root ? place_real(im->root, im->arena) : NULL;

	return im->source && root && path_within(place_real(path, im->arena), root);
}

/* It is copied: what is imported stays as it is. */
static const char *copy_file(const char *from, const char *to, int64_t most)
{
	struct stat st;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
	const char *why = NULL;

	if (in < 0 || fstat(in, &st) != 0 || !S_ISREG(st.st_mode))
		why = "there is no such file";
	else if (st.st_size > most)
		why = "it is too large";
	else if ((out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0 ||
		 !file_copy(in, out))
		why = strerror(errno);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (why && out >= 0)
		unlink(to);
	return why;
}

static struct download download_of(const struct import_asset *asset, const char *path)
{
	return (struct download){ .url = asset->url,
				  .path = path,
				  .most = asset_kinds[asset->kind].most,
				  .expected = asset->length,
				  .may_be_page = asset->kind == ASSET_TRANSCRIPT };
}

/* The number of the download of each, from 1; 0: it needs none. */
static size_t plan_downloads(struct importing *im, const struct wanted *w, struct download *all,
			     uint32_t *whose)
{
	struct table paths = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < w->count; i++) {
		struct import_asset *asset = w->all[i];
		const char *path = import_waiting(im, asset);
		uint32_t *number = table_at(&paths, key_of(0, path, strlen(path)));

		if (!fetch_is_url(asset->url) && !is_ours(im, asset->url)) {
			asset->why = "this is no address of the web";
		} else if (!fetch_is_url(asset->url)) {
			asset->why = is_there(path) ? NULL
						    : copy_file(asset->url, path,
								asset_kinds[asset->kind].most);
		} else if (!*number && !is_there(path)) {
			all[count++] = download_of(asset, path);
			*number = (uint32_t)count;
		}
		whose[i] = *number;
	}
	table_release(&paths);
	return count;
}

/* Recordings count, what else there is hardly does; 0: of one it is not known. */
static int64_t bytes_of(const struct download *all, size_t count)
{
	int64_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		if (all[i].most == asset_kinds[ASSET_AUDIO].most && !all[i].expected)
			return 0;
		bytes += all[i].expected;
	}
	return bytes;
}

static void run_downloads(struct importing *im, struct download *all, size_t count)
{
	struct telling t = { .count = count, .bytes = bytes_of(all, count) };
	const struct downloading how = {
		.parts = import_folder(im, PARTS),
		.local = im->opts->local,
		.tick = tell,
		.arg = &t,
		.proxies = environment_proxies(im->arena),
	};

	if (!count)
		return;
	progress_begin(&t.progress, "fetching");
	download_all(&how, all, count, im->arena);
	progress_end(&t.progress);
}

bool import_fetch(struct importing *im)
{
	const struct wanted w = list_wanted(im);
	struct download *all = arena_array(im->arena, w.count + 1, sizeof(*all));
	uint32_t *whose = arena_array(im->arena, w.count + 1, sizeof(*whose));

	if (!file_mkdirs(import_folder(im, WAITING))) {
		diag_report_errno(&im->diag, DIAG_CANNOT_WRITE, "cannot make the folder",
				  import_folder(im, WAITING));
		return false;
	}
	run_downloads(im, all, plan_downloads(im, &w, all, whose));
	for (size_t i = 0; i < w.count; i++) {
		const struct download *d = whose[i] ? &all[whose[i] - 1] : NULL;

		if (d && d->end != DOWNLOAD_DONE)
			w.all[i]->why = d->why ? d->why : "it did not come";
	}
	return import_look(im, w.all, w.count);
}
