#include "export.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/audio_place.h"
#include "model/site.h"

/* --- files ------------------------------------------------------------------------------- */

const struct output_file *export_find(const struct export_run *x, const char *url)
{
	const char *const bases[] = { x->site->address, site_audio_base(x->site) };

	for (size_t i = 0; url && i < COUNT(bases); i++) {
		const size_t len = strlen(bases[i]);
		const char *rest = strncmp(url, bases[i], len) == 0 ? url + len : NULL;

		if (!rest)
			continue;
		rest += *rest == '/';
		return output_find(x->tree, path_from_url(rest, strcspn(rest, "?#"), x->arena));
	}
	return NULL;
}

static void count(struct export_run *x, int64_t bytes)
{
	x->files++;
	x->bytes += bytes;
}

void export_put(struct export_run *x, const char *path, enum output_group group, const char *type)
{
	const struct output_meta meta = { path, group, type };

	count(x, (int64_t)x->out.len);
	x->sink->put(x->sink, meta, x->out.data, x->out.len);
	strbuf_clear(&x->out);
}

void export_copy(struct export_run *x, const struct output_file *file, const char *path)
{
	const struct output_meta meta = { path, OUTPUT_MEDIA, file->type };

	count(x, file->size);
	x->sink->put_file(x->sink, meta, file->disk, file->sha256, file->size);
}

/* --- what belongs to an episode ------------------------------------------------------------ */

static const struct episode *find_episode(const struct show *show, const char *guid)
{
	for (size_t i = 0; guid && i < show->episode_count; i++) {
		if (show->episodes[i]->guid && strcmp(show->episodes[i]->guid, guid) == 0)
			return show->episodes[i];
	}
	return NULL;
}

/* The folder of an episode, where it can be a name everywhere; else its slug. */
static const char *folder_of(const struct episode *e, struct arena *a)
{
	const char *folder = path_base(path_dir(e->item.src->path, a));

	return slug_valid(folder) ? folder : e->item.slug;
}

static const char *name_of(const struct export_episode *e, struct arena *a)
{
	const struct moment date = e->episode ? e->episode->date : e->from->date;
	const char *slug = e->episode ? folder_of(e->episode, a)
				      : slug_make(e->from->title ? e->from->title : "", a);

	return date.set ? arena_printf(a, "%s-%s", date_day(date, a), slug) : slug;
}

static struct export_file file_of(const struct export_run *x, const char *url, const char *folder,
				  const char *name)
{
	const struct output_file *file = export_find(x, url);
	const char *suffix = file ? path_suffix(file->path) : "";

	return (struct export_file){
		.file = file,
		.path = file ? arena_printf(x->arena, "%s/%s%s", folder, name, suffix) : NULL,
	};
}

static void find_transcripts(const struct export_run *x, struct export_episode *e)
{
	const struct remote_list *l = &e->from->transcripts;
	const struct remote_transcript *all = l->items;

	e->transcripts = arena_array(x->arena, l->count, sizeof(*e->transcripts));
	for (size_t i = 0; i < l->count; i++) {
		const struct export_file f = file_of(x, all[i].url, "transcripts", e->name);
		bool known = !f.file;

		for (size_t k = 0; k < e->transcript_count && !known; k++)
			known = strcmp(e->transcripts[k].path, f.path) == 0;
		if (!known)
			e->transcripts[e->transcript_count++] = f;
	}
}

static void find_files(const struct export_run *x, const struct export_show *s,
		       struct export_episode *e)
{
	const struct remote_episode *from = e->from;

	e->audio = file_of(x, from->enclosure.url, "audio", e->name);
	if (from->image && !(s->feed->image && strcmp(from->image, s->feed->image) == 0))
		e->cover = file_of(x, from->image, "covers", e->name);
	e->chapters = file_of(x, from->chapters_url, "chapters", e->name);
	if (e->chapters.file)
		e->chapters.path = arena_printf(x->arena, "chapters/%s.json", e->name);
	find_transcripts(x, e);
}

struct export_show *export_plan(const struct export_run *x, const struct show *show,
				const struct remote_feed *feed)
{
	struct export_show *s = arena_new(x->arena, struct export_show);
	const struct remote_episode *all = feed->items.items;

	*s = (struct export_show){ .site = x->site, .show = show, .feed = feed };
	s->episodes = arena_array(x->arena, feed->items.count, sizeof(*s->episodes));
	s->count = feed->items.count;
	s->cover = file_of(x, feed->image, ".", "cover");
	if (s->cover.file)
		s->cover.path += strlen("./");
	for (size_t i = 0; i < s->count; i++) {
		struct export_episode *e = &s->episodes[i];

		e->from = &all[i];
		e->episode = find_episode(show, all[i].guid);
		e->name = name_of(e, x->arena);
		e->content = all[i].content       ? all[i].content
			     : all[i].description ? all[i].description
						  : "";
		find_files(x, s, e);
	}
	return s;
}

/* --- the feed ------------------------------------------------------------------------------ */

static bool is_paging(const char *line, size_t len, struct arena *a)
{
	static const char *const rels[] = { "rel=\"next\"", "rel=\"previous\"", "rel=\"first\"",
					    "rel=\"last\"" };
	const char *text = arena_strndup(a, line, len);

	for (size_t i = 0; strstr(text, "<atom:link") && i < COUNT(rels); i++) {
		if (strstr(text, rels[i]))
			return true;
	}
	return false;
}

/* Where items begin and end in a feed as blether writes it; inside notes they would be escaped. */
static const char *items_begin(const char *text)
{
	const char *item = strstr(text, "<item>");

	return item ? item : strstr(text, "</channel>");
}

static const char *items_end(const char *text)
{
	const char *end = NULL;

	for (const char *c = text; (c = strstr(c, "</item>")); c += strlen("</item>"))
		end = c + strlen("</item>");
	return end ? end : items_begin(text);
}

/* The head of the first page without what leads to others. */
static void add_head(struct export_run *x, const char *text, const char *end)
{
	while (text < end) {
		const char *line = memchr(text, '\n', (size_t)(end - text));
		const char *next = line ? line + 1 : end;

		if (!is_paging(text, (size_t)(next - text), x->arena))
			strbuf_add(&x->out, text, (size_t)(next - text));
		text = next;
	}
}

static const char *read_feed(struct export_run *x, const char *path)
{
	const struct output_file *file = output_find(x->tree, path);
	char *text = NULL;
	size_t len;

	return file && file_read(file->disk, LIMIT_FEED_BYTES, &text, &len, x->arena) ? text : NULL;
}

/* The value of an attribute of an element that ends at `end`; NULL: it has none. */
static const char *attribute(const char *element, const char *end, const char *name,
			     struct arena *a)
{
	const char *text = arena_strndup(a, element, (size_t)(end - element));
	const char *value = strstr(text, arena_printf(a, " %s=\"", name));

	if (!value)
		return NULL;
	value = strchr(value, '"') + 1;
	return arena_strndup(a, value, strcspn(value, "\""));
}

/* The path of the page that a page's <atom:link rel="next"> names (RFC 5005 section 3); NULL: it is
 * the last. */
static const char *next_page(const struct export_run *x, const char *text)
{
	const char *stop = items_begin(text);

	for (const char *c = text; (c = strstr(c, "<atom:link")) && c < stop; c++) {
		const char *end = strchr(c, '>');
		const char *rel = end ? attribute(c, end, "rel", x->arena) : NULL;

		if (!rel || strcmp(rel, "next") != 0)
			continue;
		const struct output_file *file =
			export_find(x, attribute(c, end, "href", x->arena));

		return file ? file->path : NULL;
	}
	return NULL;
}

/* Importers of others do not turn pages: all items go into one feed. */
void export_feed(struct export_run *x, const struct export_show *s)
{
	const char *first = read_feed(x, s->show->feed_path);
	const char *text = first, *path = NULL;

	if (!first)
		return;
	add_head(x, first, items_begin(first));
	for (size_t pages = 0; text && pages <= x->tree->count; pages++) {
		const char *begin = items_begin(text), *end = items_end(text);

		strbuf_addf(&x->out, "%s", pages && end > begin ? "\n" : "");
		strbuf_add(&x->out, begin, (size_t)(end - begin));
		path = next_page(x, text);
		text = path ? read_feed(x, path) : NULL;
	}
	strbuf_adds(&x->out, items_end(first));
	export_put(x, path_join(s->show->item.slug, "feed.xml", x->arena), OUTPUT_FEED,
		   "application/rss+xml");
}

/* --- chapters ------------------------------------------------------------------------------ */

/* `00:01:02.500 Title`, a line each: what mp4chaps, Auphonic and others read. */
static void put_chapter_text(struct export_run *x, const char *slug, const struct export_episode *e)
{
	struct tree_fault fault;
	char *text;
	size_t len;

	if (!file_read(e->chapters.file->disk, LIMIT_SOURCE_BYTES, &text, &len, x->arena))
		return;
	const struct tree *list = tree_list(tree_read(text, len, x->arena, &fault), "chapters");

	for (const struct tree *t = list ? list->first : NULL; t; t = t->next) {
		const char *title = tree_text(t, "title");
		double start = 0;

		if (tree_number(t, "startTime", &start) && title)
			strbuf_addf(&x->out, "%s %s\n",
				    time_vtt((int64_t)(start * 1000 + 0.5), x->arena), title);
	}
	export_put(x, arena_printf(x->arena, "%s/chapters/%s.txt", slug, e->name), OUTPUT_PAGE,
		   "text/plain");
}

/* --- a show -------------------------------------------------------------------------------- */

static void copy_file(struct export_run *x, const struct export_show *s,
		      const struct export_file *f)
{
	if (f->file)
		export_copy(x, f->file, path_join(s->show->item.slug, f->path, x->arena));
}

static void export_episode(struct export_run *x, const struct export_show *s,
			   const struct export_episode *e)
{
	copy_file(x, s, &e->audio);
	copy_file(x, s, &e->cover);
	copy_file(x, s, &e->chapters);
	for (size_t i = 0; i < e->transcript_count; i++)
		copy_file(x, s, &e->transcripts[i]);
	if (e->chapters.file)
		put_chapter_text(x, s->show->item.slug, e);
}

void export_show(struct export_run *x, const struct export_show *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (x->progress)
			x->progress(x->progress_arg, (double)i, s->count, s->episodes[i].name);
		export_episode(x, s, &s->episodes[i]);
	}
	copy_file(x, s, &s->cover);
	export_notes(x, s);
	export_tables(x, s);
	export_feed(x, s);
}

/* --- what is not out ----------------------------------------------------------------------- */

static bool put_draft(struct export_run *x, const char *from, const char *to, struct diag *diag)
{
	const struct output_meta meta = { to, OUTPUT_MEDIA,
					  text_ends(from, ".md") ? "text/markdown"
								 : "application/octet-stream" };
	char hex[HASH_HEX];
	struct hash hash;
	int64_t size;

	if (!hash_file(from, &hash, &size)) {
		diag_report_errno(diag, DIAG_CANNOT_READ, "cannot read the draft", from);
		return false;
	}
	hash_hex(&hash, hex);
	count(x, size);
	x->sink->put_file(x->sink, meta, from, hex, size);
	return true;
}

/* The files of an episode's folder; it has no folders inside. */
static bool export_draft(struct export_run *x, const struct episode *e, struct diag *diag)
{
	const char *dir = path_dir(e->item.src->path, x->arena);
	struct dirent **found = NULL;
	const int n = scandir(dir, &found, NULL, alphasort);
	bool ok = n >= 0;

	for (int i = 0; i < n; i++) {
		const char *from = path_join(dir, found[i]->d_name, x->arena);
		struct stat st;

		if (*found[i]->d_name != '.' && ok && lstat(from, &st) == 0 && S_ISREG(st.st_mode))
			ok = put_draft(x, from,
				       arena_printf(x->arena, "drafts/%s/%s/%s", e->show->item.slug,
						    folder_of(e, x->arena), found[i]->d_name),
				       diag);
		free(found[i]);
	}
	free(found);
	return ok;
}

bool export_drafts(struct export_run *x, const struct show *show, struct diag *diag)
{
	bool ok = true;

	for (size_t i = 0; i < show->held_count; i++)
		ok = export_draft(x, show->held[i], diag) && ok;
	return ok;
}
