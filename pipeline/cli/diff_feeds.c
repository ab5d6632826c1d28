#include "diff_feeds.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/feed_join.h"
#include "model/output.h"
#include "publish/fetch.h"
#include "read/feed_reader.h"

/* Folders in one another, feeds in a folder's tree: more than any site has. */
#define MOST_DEPTH 8
#define MOST_FEEDS 10000

void feed_set_add(struct feed_set *set, struct remote_feed *f, struct arena *a)
{
	set->feeds =
		arena_grow(a, set->feeds, set->count, &set->room, sizeof(struct remote_feed *));
	set->feeds[set->count++] = f;
}

static struct remote_feed *read_file(const struct feed_source *s, const char *path)
{
	struct arena scratch = { 0 };
	struct remote_feed *f = NULL;
	char *bytes;
	size_t len;

	if (file_read(path, LIMIT_FEED_BYTES, &bytes, &len, &scratch))
		f = feed_read(bytes, len, path, s->arena, s->diag);
	else
		diag_report_errno(s->diag, DIAG_CANNOT_READ, "cannot read the feed", path);
	arena_free(&scratch);
	return f;
}

/* A podcast feed by its first bytes: site maps and the like are XML too. */
static bool looks_like_feed(const char *path)
{
	char start[1024] = "";
	FILE *file = fopen(path, "rbe");
	size_t len = file ? fread(start, 1, sizeof(start) - 1, file) : 0;

	if (file)
		fclose(file);
	return memmem(start, len, "<rss", 4) != NULL;
}

/* Paths of files while folders are walked. */
struct walk {
	struct arena *arena;
	const char **paths;
	size_t count, room;
};

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void walk(struct walk *w, const char *dir, unsigned depth)
{
	struct dirent **names;
	int count = scandir(dir, &names, is_visible, NULL);

	for (int i = 0; i < count; i++) {
		const char *path = path_join(dir, names[i]->d_name, w->arena);
		struct stat st;

		free(names[i]);
		if (lstat(path, &st) != 0 || w->count >= MOST_FEEDS)
			continue;
		if (S_ISDIR(st.st_mode) && depth < MOST_DEPTH)
			walk(w, path, depth + 1);
		if (!S_ISREG(st.st_mode) || strcmp(path_suffix(path), ".xml") != 0 ||
		    !looks_like_feed(path))
			continue;
		w->paths = arena_grow(w->arena, w->paths, w->count, &w->room, sizeof(char *));
		w->paths[w->count++] = path;
	}
	if (count >= 0)
		free(names);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static struct remote_feed *find_self(const struct feed_set *set, const char *url)
{
	for (size_t i = 0; url && i < set->count; i++) {
		if (same_text(set->feeds[i]->self, url))
			return set->feeds[i];
	}
	return NULL;
}

static bool is_page(const struct feed_set *set, const struct remote_feed *f)
{
	for (size_t i = 0; f->self && i < set->count; i++) {
		if (set->feeds[i] != f && same_text(set->feeds[i]->next, f->self))
			return true;
	}
	return false;
}

static void report_pages(const struct feed_source *s, const struct remote_feed *f, const char *why)
{
	diag_report(s->diag, DIAG_FEED_PAGES, span_path(f->from, s->arena), "%s", why);
}

static void join_pages(const struct feed_source *s, const struct feed_set *all,
		       struct remote_feed *f)
{
	const char *next = f->next;
	size_t pages = 0;

	for (struct remote_feed *p; next && (p = find_self(all, next)); next = p->next) {
		if (p == f || ++pages > all->count) {
			report_pages(s, f, "the pages of this feed go round in a circle");
			return;
		}
		feed_join(f, p, s->arena);
	}
	if (next)
		report_pages(s, f, arena_printf(s->arena, "no file here is the page '%s'", next));
}

/* What is left when pages are no feeds of their own. */
static struct feed_set whole_feeds(const struct feed_source *s, const struct feed_set *all)
{
	struct feed_set whole = { 0 };

	for (size_t i = 0; i < all->count; i++) {
		if (!is_page(all, all->feeds[i]))
			feed_set_add(&whole, all->feeds[i], s->arena);
	}
	for (size_t i = 0; s->follow && i < whole.count; i++)
		join_pages(s, all, whole.feeds[i]);
	return whole;
}

struct feed_set feeds_at(const struct feed_source *s, const char *path)
{
	struct walk w = { .arena = s->arena };
	struct feed_set all = { 0 };
	struct stat st;
	bool is_folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);

	if (is_folder)
		walk(&w, path, 0);
	if (w.count)
		qsort(w.paths, w.count, sizeof(*w.paths), by_text);
	for (size_t i = 0; i < w.count; i++) {
		struct remote_feed *f = read_file(s, w.paths[i]);

		if (f)
			feed_set_add(&all, f, s->arena);
	}
	struct remote_feed *only = is_folder ? NULL : read_file(s, path);
	if (only)
		feed_set_add(&all, only, s->arena);
	if (is_folder && !w.count)
		diag_report(s->diag, DIAG_NO_FEED_HERE, span_path(path, s->arena),
			    "there is no feed in this folder");
	return whole_feeds(s, &all);
}

struct feed_set feeds_of(const struct feed_source *s, const struct output_tree *tree)
{
	struct feed_set all = { 0 };

	for (size_t i = 0; i < tree->count; i++) {
		const struct output_file *file = &tree->files[i];
		struct remote_feed *f = strcmp(file->type, "application/rss+xml") == 0
						? read_file(s, file->disk)
						: NULL;

		if (!f)
			continue;
		f->from = file->path;
		feed_set_add(&all, f, s->arena);
	}
	return whole_feeds(s, &all);
}

/* `left`: bytes that the pages of one feed may still have; so many fewer afterwards. */
static struct remote_feed *fetch_page(const struct feed_source *s, const char *url, size_t *left,
				      long *status)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(*left);
	struct fetched about;
	bool there = fetch_url(url, &body, &about, s->arena, s->diag);

	*status = about.status;
	*left -= body.len;
	return there ? feed_read(body.data, body.len, about.url, s->arena, s->diag) : NULL;
}

static void fetch_pages(const struct feed_source *s, struct remote_feed *f, const char *url,
			size_t left)
{
	struct feed_pages pages = { 0 };
	long status;

	feed_pages_visit(&pages, url, s->arena);
	for (const char *next = f->next; next;) {
		if (!feed_pages_visit(&pages, next, s->arena)) {
			report_pages(s, f, "the pages of this feed go round in a circle");
			return;
		}
		const struct remote_feed *page = fetch_page(s, next, &left, &status);
		if (page)
			feed_join(f, page, s->arena);
		else
			report_pages(s, f,
				     arena_printf(s->arena, "its page '%s' cannot be had", next));
		next = page ? page->next : NULL;
	}
}

struct remote_feed *feed_at_url(const struct feed_source *s, const char *url, long *status)
{
	size_t left = LIMIT_FEED_BYTES;
	struct remote_feed *f = fetch_page(s, url, &left, status);

	if (f && s->follow)
		fetch_pages(s, f, url, left);
	return f;
}

const char *feed_folder(const struct remote_feed *f, struct arena *a)
{
	return path_base(path_dir(f->from, a));
}

/* `talks/feed.xml` of `public/podcasts/talks/feed.xml` */
static const char *folder_and_file(const char *path)
{
	const char *start = strrchr(path, '/');

	while (start && start > path && start[-1] != '/')
		start--;
	return start ? start : path;
}

struct remote_feed *feed_partner(const struct feed_set *set, const struct remote_feed *f)
{
	for (int pass = 0; pass < 4; pass++) {
		for (size_t i = 0; i < set->count; i++) {
			struct remote_feed *other = set->feeds[i];
			bool guid = same_text(other->guid, f->guid);
			bool self = same_text(other->self, f->self);
			bool name =
				same_text(folder_and_file(other->from), folder_and_file(f->from));
			const bool is_it[] = { guid && self, guid, self, name };

			if (is_it[pass])
				return other;
		}
	}
	return NULL;
}
