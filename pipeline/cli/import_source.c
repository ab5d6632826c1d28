#include "import_source.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/source.h"
#include "base/text.h"
#include "media.h"
#include "read/element_tree.h"
#include "read/settings.h"

#define FOLDER_DEPTH 12
#define FOLDER_FILES 100000

/* Every file of a folder, by its path in it. */
struct listed {
	const char *path;
	int64_t size, changed;
};

struct listed_files {
	struct listed *all;
	size_t count, room;
	const char **paths;
	int64_t *sizes;
};

/* --- a folder --- */

static bool is_passed_over(const char *name)
{
	static const char *const names[] = { "node_modules", "themes", "resources", NULL };

	return *name == '.' || text_is_one_of(name, names);
}

/* Links are not followed: what they lead to is no part of the folder. */
static void list_folder(const struct source_open *o, const char *rel, unsigned depth,
			struct listed_files *into)
{
	const char *dir = *rel ? path_join(o->path, rel, o->arena) : o->path;
	DIR *d = depth < FOLDER_DEPTH ? opendir(dir) : NULL;
	struct dirent *e;
	struct stat st;

	while (d && (e = readdir(d)) && into->count < FOLDER_FILES) {
		const char *path = *rel ? path_join(rel, e->d_name, o->arena)
					: arena_strdup(o->arena, e->d_name);

		if (is_passed_over(e->d_name) ||
		    lstat(path_join(o->path, path, o->arena), &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			list_folder(o, path, depth + 1, into);
		if (!S_ISREG(st.st_mode))
			continue;
		into->all = arena_grow(o->arena, into->all, into->count, &into->room,
				       sizeof(*into->all));
		into->all[into->count++] = (struct listed){ path, st.st_size, st.st_mtime };
	}
	if (d)
		closedir(d);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->path, ((const struct listed *)b)->path);
}

static void list_files(const struct source_open *o, struct listed_files *f)
{
	list_folder(o, "", 0, f);
	if (f->count)
		qsort(f->all, f->count, sizeof(*f->all), by_path);
	f->paths = arena_array(o->arena, f->count + 1, sizeof(*f->paths));
	f->sizes = arena_array(o->arena, f->count + 1, sizeof(*f->sizes));
	for (size_t i = 0; i < f->count; i++) {
		f->paths[i] = f->all[i].path;
		f->sizes[i] = f->all[i].size;
	}
}

static bool read_file(const struct source_open *o, const char *path, size_t most, char **bytes,
		      size_t *len)
{
	if (file_read(path, most, bytes, len, o->arena))
		return true;
	diag_report_errno(o->diag, DIAG_CANNOT_READ, "cannot read the file", path);
	return false;
}

/* --- exports --- */

static const struct remote_element *tree_of(const struct source_open *o, const char *path)
{
	char *bytes;
	size_t len;

	return path && read_file(o, path, LIMIT_FEED_BYTES, &bytes, &len)
		       ? element_tree_read(bytes, len, path, o->arena, o->diag)
		       : NULL;
}

static void open_wordpress(struct source_open *o, const char *posts, const char *podlove)
{
	const struct wordpress_export x = { .from = posts,
					    .posts = tree_of(o, posts),
					    .podlove = tree_of(o, podlove),
					    .channel = o->channel };

	if (x.posts)
		o->source = import_wordpress(&x, o->arena);
}

/* The exports that lie beside one another: of WordPress, and what Podlove knows. */
static void open_exports(struct source_open *o, const struct listed_files *f)
{
	const char *posts = NULL, *podlove = NULL;
	char *bytes;
	size_t len;

	for (size_t i = 0; i < f->count; i++) {
		const char *path = path_join(o->path, f->paths[i], o->arena);

		if (strchr(f->paths[i], '/') || strcmp(path_suffix(path), ".xml") != 0 ||
		    !read_file(o, path, LIMIT_FEED_BYTES, &bytes, &len))
			continue;
		enum import_form form = import_form_of(path, bytes, len, o->arena).form;
		posts = form == FORM_WORDPRESS ? path : posts;
		podlove = form == FORM_PODLOVE ? path : podlove;
	}
	if (posts)
		open_wordpress(o, posts, podlove);
	else
		diag_report(
			o->diag, DIAG_SOURCE_FORM, span_path(o->path, o->arena),
			"in this folder is no export of WordPress; it is made at Tools, Export, "
			"'All content'");
}

/* --- sites --- */

static const struct source *text_of(const struct source_open *o, const char *rel)
{
	return source_load(path_join(o->path, rel, o->arena), (struct span){ 0 }, o->arena,
			   o->diag);
}

static const struct tree *config_of(const struct source_open *o, const struct listed_files *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct source *src = import_site_is_config(o->form, f->paths[i])
						   ? text_of(o, f->paths[i])
						   : NULL;

		if (src)
			return settings_read(src, settings_form_of(f->paths[i]), o->arena, o->diag);
	}
	return NULL;
}

/* Markdown that cannot stay as it is goes the way of HTML. */
static void keep_or_render(struct remote_feed *feed, struct arena *a)
{
	struct remote_episode *items = feed->items.items;

	for (size_t i = 0; i < feed->items.count; i++) {
		const char *html =
			items[i].markdown ? markdown_foreign_html(items[i].markdown, a) : NULL;

		if (html) {
			items[i].content = html;
			items[i].markdown = NULL;
		}
	}
}

static void open_site(struct source_open *o, const struct listed_files *f)
{
	struct site_page *pages = arena_array(o->arena, f->count + 1, sizeof(*pages));
	struct site_folder site = { .from = o->path,
				    .form = o->form,
				    .config = config_of(o, f),
				    .pages = pages,
				    .files = f->paths,
				    .sizes = f->sizes,
				    .file_count = f->count };

	for (size_t i = 0; i < f->count; i++) {
		const struct source *src =
			import_site_wants(o->form, f->paths[i]) ? text_of(o, f->paths[i]) : NULL;

		if (!src)
			continue;
		struct settings_page page = settings_page_read(src, o->arena, o->diag);
		pages[site.page_count++] = (struct site_page){ f->paths[i], page.front, page.body };
	}
	o->source = import_site(&site, o->now.utc, o->arena);
	if (o->source->feed)
		keep_or_render(o->source->feed, o->arena);
}

/* --- recordings --- */

static bool has_suffix(const char *path, const char *const *suffixes)
{
	for (; *suffixes; suffixes++) {
		if (strcasecmp(path_suffix(path), *suffixes) == 0)
			return true;
	}
	return false;
}

static bool is_recording(const char *path)
{
	static const char *const suffixes[] = { ".mp3",  ".m4a",  ".m4b", ".aac", ".ogg",
						".opus", ".flac", ".wav", ".mp4", NULL };

	return has_suffix(path, suffixes);
}

/* The picture that is called like this, whatever its form; NULL: there is none. */
static const char *picture_called(const struct source_open *o, const struct listed_files *f,
				  const char *name, size_t len)
{
	static const char *const suffixes[] = { ".jpg", ".jpeg", ".png", NULL };

	for (size_t i = 0; i < f->count; i++) {
		if (strncasecmp(f->paths[i], name, len) == 0 && f->paths[i][len] == '.' &&
		    !strchr(f->paths[i] + len + 1, '.') && has_suffix(f->paths[i], suffixes))
			return path_join(o->path, f->paths[i], o->arena);
	}
	return NULL;
}

static const char *folder_cover(const struct source_open *o, const struct listed_files *f)
{
	static const char *const names[] = { "cover", "folder", "front", "artwork", "logo" };
	const char *found = NULL;

	for (size_t i = 0; i < COUNT(names) && !found; i++)
		found = picture_called(o, f, names[i], strlen(names[i]));
	return found;
}

static void report_unread(const struct source_open *o, const struct media_file *m)
{
	diag_report(o->diag, DIAG_SOURCE_RECORDING, span_path(m->path, o->arena),
		    "this is left out: %s",
		    m->problem.text ? m->problem.text : "it cannot be opened as a recording");
}

static void open_tagged(struct source_open *o, const struct listed_files *f)
{
	struct media_file *media = arena_array(o->arena, f->count + 1, sizeof(*media));
	struct tagged_file *files = arena_array(o->arena, f->count + 1, sizeof(*files));
	size_t *which = arena_array(o->arena, f->count + 1, sizeof(*which));
	struct tagged_folder folder = { .folder = o->path,
					.cover = folder_cover(o, f),
					.files = files };
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++) {
		if (is_recording(f->paths[i])) {
			which[n] = i;
			media[n++].path = path_join(o->path, f->paths[i], o->arena);
		}
	}
	media_inspect(o->media, media, n);
	for (size_t i = 0; i < n; i++) {
		const char *rel = f->paths[which[i]];

		if (!media[i].ok || media[i].is_picture || !media[i].sha256) {
			report_unread(o, &media[i]);
			continue;
		}
		files[folder.count++] = (struct tagged_file){
			.path = media[i].path,
			.sha256 = media[i].sha256,
			.bytes = media[i].bytes,
			.changed = f->all[which[i]].changed,
			.facts = &media[i].facts,
			.cover = picture_called(o, f, rel, strlen(rel) - strlen(path_suffix(rel))),
		};
	}
	o->source = import_tagged(&folder, o->arena);
}

/* --- all of them --- */

static bool report_form(struct source_open *o, struct import_guess guess)
{
	o->form = guess.form;
	if (guess.form == FORM_UNKNOWN)
		diag_report(o->diag, DIAG_SOURCE_FORM, span_path(o->path, o->arena), "%s",
			    guess.why);
	return guess.form != FORM_UNKNOWN;
}

static void open_folder(struct source_open *o)
{
	struct listed_files f = { .count = 0 };

	list_files(o, &f);
	if (!report_form(o, import_form_of_folder(f.paths, f.count, o->arena)))
		return;
	if (o->form == FORM_HUGO || o->form == FORM_JEKYLL)
		open_site(o, &f);
	else if (o->form == FORM_EXPORTS)
		open_exports(o, &f);
	else if (o->form == FORM_TAGGED)
		open_tagged(o, &f);
}

static void open_json(struct source_open *o)
{
	struct tree_fault fault = { .text = NULL };
	const struct tree *root = tree_read(o->bytes, o->len, o->arena, &fault);

	if (root)
		o->source = import_json_feed(root, o->path, o->arena);
	else
		diag_report(o->diag, DIAG_SOURCE_FORM, span_path(o->path, o->arena),
			    "this is no JSON: %s", fault.text);
}

static void open_file(struct source_open *o)
{
	char *bytes;

	if (!read_file(o, o->path, LIMIT_FEED_BYTES, &bytes, &o->len))
		return;
	o->bytes = bytes;
	if (!report_form(o, import_form_of(o->path, bytes, o->len, o->arena)))
		return;
	if (o->form == FORM_WORDPRESS)
		open_wordpress(o, o->path, NULL);
	else if (o->form == FORM_JSON_FEED)
		open_json(o);
	else if (o->form == FORM_OPML)
		o->list = import_opml(element_tree_read(bytes, o->len, o->path, o->arena, o->diag),
				      o->arena);
	else if (o->form == FORM_PODLOVE)
		diag_report(o->diag, DIAG_SOURCE_FORM, span_path(o->path, o->arena),
			    "this is what Podlove Publisher exports, and knows neither titles nor "
			    "dates; put "
			    "it into a folder with the export of WordPress, and import the folder");
}

bool source_open(struct source_open *o)
{
	struct stat st;

	if (stat(o->path, &st) == 0 && S_ISDIR(st.st_mode))
		open_folder(o);
	else
		open_file(o);
	return diag_ok(o->diag);
}
