#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "site.h"

/* --- files --- */

void foreign_index_files(struct site_import *in)
{
	for (size_t i = 0; i < in->site->file_count; i++) {
		const char *path = in->site->files[i];

		*table_at(&in->by_path, key_of(1, path, strlen(path))) = (uint32_t)i + 1;
	}
}

/* Which of the folder's files has this path, or -1. */
static ptrdiff_t file_at(const struct site_import *in, const char *path)
{
	const uint32_t *at = path ? table_find(&in->by_path, key_of(1, path, strlen(path))) : NULL;

	return at ? (ptrdiff_t)*at - 1 : -1;
}

/* Where a file that a page names may be, relative to the site's folder; -1: nowhere in it. */
static ptrdiff_t find_file(const struct page_import *p, const char *name)
{
	static const char *const folders[] = {
		"static",       "assets",          "assets/episodes", "_episodes", "episodes",
		"static/audio", "static/episodes", "content",         "audio",     NULL
	};
	struct arena *a = p->in->arena;
	char *dir = path_dir(p->page->path, a);
	ptrdiff_t at = *name == '/' ? -1 : file_at(p->in, path_resolve(dir, name, a));

	name += strspn(name, "/");
	if (at < 0)
		at = file_at(p->in, name);
	for (const char *const *f = folders; *f && at < 0; f++)
		at = file_at(p->in, path_join(*f, name, a));
	return at;
}

/* `static/` is the root of a site of Hugo. */
static const char *web_path(const struct site_folder *site, const char *path)
{
	return site->form == FORM_HUGO && text_starts(path, "static/") ? path + 7 : path;
}

const char *foreign_url(const struct site_import *in, const char *path)
{
	if (!path || text_begins_web(path))
		return path;
	return *in->base ? source_join(in->base, path_to_url(path, in->arena), in->arena) : NULL;
}

/* A picture or another file that a page names: on the web, or in the folder. */
const char *foreign_file_or_url(const struct page_import *p, const char *name)
{
	ptrdiff_t at = name && !text_begins_web(name) ? find_file(p, name) : -1;

	if (at >= 0)
		return path_join(p->in->site->from, p->in->site->files[at], p->in->arena);
	return foreign_url(p->in, name);
}

/* --- the recording --- */

#define AUDIO_NAMES                                                                                \
	"podcast_file audio_file audio_url audiourl audiofile enclosure audio podcast_link "       \
	"podcast_url mp3 media_url media file link"

/* A map of recordings by their form: `mp3: a.mp3`, `url: …`, `src: …`. */
static const char *audio_name(const struct tree *t, struct arena *a)
{
	static const char *const keys[] = { "mp3", "m4a", "url", "src", "file", "ogg", "opus" };
	const char *name = t && t->kind != TREE_MAP ? foreign_text(t, a) : NULL;

	for (size_t i = 0; t && t->kind == TREE_MAP && i < COUNT(keys) && !name; i++)
		name = foreign_text(foreign_member(t, keys[i], strlen(keys[i])), a);
	return name && source_audio_type(name) ? name : NULL;
}

static const char *named_audio(const struct page_import *p)
{
	for (size_t i = 0; i < SCOPES; i++) {
		for (const char *n = AUDIO_NAMES; p->scopes[i] && *n;) {
			size_t len = strcspn(n, " ");
			const char *name =
				audio_name(foreign_member(p->scopes[i], n, len), p->in->arena);

			if (name)
				return name;
			n += len + (n[len] == ' ');
		}
	}
	return NULL;
}

/* The only recording in the folder of a page that has one of its own. */
static const char *bundled_audio(const struct page_import *p)
{
	const char *dir = path_dir(p->page->path, p->in->arena), *found = NULL;

	if (strncmp(path_base(p->page->path), "index.", 6) != 0)
		return NULL;
	for (size_t i = 0; i < p->in->site->file_count; i++) {
		const char *path = p->in->site->files[i];

		if (!source_audio_type(path) || strcmp(path_dir(path, p->in->arena), dir) != 0)
			continue;
		if (found)
			return NULL;
		found = path_base(path);
	}
	return found;
}

static void set_file(struct page_import *p, ptrdiff_t at)
{
	const struct site_folder *site = p->in->site;
	struct remote_enclosure *e = &p->e.enclosure;

	e->file = path_join(site->from, site->files[at], p->in->arena);
	e->length = site->sizes ? site->sizes[at] : 0;
	if (!e->url)
		e->url = foreign_url(p->in, web_path(site, site->files[at]));
	if (!e->url)
		e->url = e->file;
}

/* False: the page has no recording. */
bool foreign_take_audio(struct page_import *p)
{
	struct arena *a = p->in->arena;
	const char *name = named_audio(p);
	struct remote_enclosure *e = &p->e.enclosure;

	if (!name) {
		name = bundled_audio(p);
		p->is_guessed = name != NULL;
	}
	if (!name)
		return false;
	e->type = source_audio_type(name);
	e->length_text = foreign_setting(
		p->scopes, "podcast_bytes podcast_length length bytes filesize file_size size", a);
	e->length = source_number(e->length_text);
	if (text_begins_web(name))
		e->url = name;
	else if (p->in->media)
		e->url = source_join(p->in->media, name, a);
	ptrdiff_t at = text_begins_web(name) ? -1 : find_file(p, name);
	if (at >= 0)
		set_file(p, at);
	else if (!e->url)
		e->url = foreign_url(p->in, name);
	p->e.enclosures = e->url != NULL;
	return e->url != NULL;
}

/* --- where a page is on the web --- */

/* What a pattern's `:name` stands for; NULL: nothing that we know. */
static const char *pattern_value(const struct page_import *p, const char *name, size_t len)
{
	struct arena *a = p->in->arena;
	const char *day = p->e.date.set ? date_day(p->e.date, a) : "0000-00-00";
	const char *slug = foreign_setting(p->scopes, "slug", a);
	const struct {
		const char *name, *value;
	} values[] = {
		{ "year", arena_strndup(a, day, 4) },
		{ "month", arena_strndup(a, day + 5, 2) },
		{ "day", day + 8 },
		{ "section", p->section },
		{ "sections", p->section },
		{ "filename", p->name },
		{ "contentbasename", p->name },
		{ "slug", slug ? slug : p->name },
		{ "slugorfilename", slug ? slug : p->name },
		{ "slugorcontentbasename", slug ? slug : p->name },
		{ "title", slug ? slug : p->name },
		{ "podcast_episode", p->e.number_text },
		{ "categories", "" },
		{ "output_ext", ".html" },
	};

	for (size_t i = 0; i < COUNT(values); i++) {
		if (strlen(values[i].name) == len && strncmp(values[i].name, name, len) == 0)
			return values[i].value;
	}
	return NULL;
}

static const char *fill_pattern(const struct page_import *p, const char *pattern)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	while (*pattern) {
		size_t len =
			*pattern == ':' ? strspn(pattern + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
		const char *value = len ? pattern_value(p, pattern + 1, len) : NULL;

		if (len && !value)
			return NULL;
		if (len)
			strbuf_adds(&out, value);
		else if (*pattern != '/' || !out.len || out.data[out.len - 1] != '/')
			strbuf_addc(&out, *pattern);
		pattern += len + !len + (len != 0);
	}
	return arena_strdup(p->in->arena, out.data);
}

static const char *hugo_pattern(const struct page_import *p)
{
	const struct tree *all = foreign_map(p->in->site->config, "permalinks");
	const struct tree *pages = foreign_map(all, "page");
	const char *pattern = foreign_text(
		foreign_member(pages ? pages : all, p->section, strlen(p->section)), p->in->arena);

	return pattern ? pattern : *p->section ? "/:section/:slugorfilename/" : "/:slugorfilename/";
}

/* jekyllrb.com/docs/permalinks: styles by name, or a pattern. */
static const char *jekyll_pattern(const struct page_import *p)
{
	const char *pattern =
		foreign_text(foreign_member(p->in->site->config, "permalink", 9), p->in->arena);

	if (!pattern || strcmp(pattern, "date") == 0)
		return "/:categories/:year/:month/:day/:title.html";
	if (strcmp(pattern, "pretty") == 0)
		return "/:categories/:year/:month/:day/:title/";
	return strcmp(pattern, "none") == 0 ? "/:categories/:title.html" : pattern;
}

void foreign_take_link(struct page_import *p)
{
	const bool is_hugo = p->in->site->form == FORM_HUGO;
	const char *own =
		foreign_setting(p->scopes, is_hugo ? "url permalink" : "permalink", p->in->arena);
	const char *path = fill_pattern(p, own       ? own
					   : is_hugo ? hugo_pattern(p)
						     : jekyll_pattern(p));

	p->e.link = path ? foreign_url(p->in, path) : NULL;
}
