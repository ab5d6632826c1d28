/*
 * The notes of episodes as pages of their own: HTML for people and WordPress, Markdown with front
 * matter for generators of static sites. Addresses are whole, but those of pictures and other files
 * of the site, which lie in files/ and are named from there.
 */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "export.h"
#include "model/site.h"
#include "read/from_html.h"

/* The notes of one show, and which files they name. */
struct noting {
	struct export_run *x;
	const struct export_show *s;
	const struct output_file **files;
	size_t count, room;
};

/* Where a file of the site is, seen from a page of notes; NULL: it is none, or a page. */
static const char *beside(struct noting *n, const char *url)
{
	const struct output_file *file = export_find(n->x, url);

	if (!file || file->group != OUTPUT_MEDIA || text_starts(file->type, "audio/"))
		return NULL;
	for (size_t i = 0; i <= n->count; i++) {
		if (i == n->count) {
			n->files = arena_grow(n->x->arena, n->files, n->count, &n->room,
					      sizeof(*n->files));
			n->files[n->count++] = file;
		}
		if (n->files[i] == file)
			break;
	}
	return arena_printf(n->x->arena, "../files/%s", path_base(file->path));
}

/* --- HTML ---------------------------------------------------------------------------------- */

/* The notes as apps show them; each address in quotation marks is looked at. */
static void add_content(struct noting *n, const char *html)
{
	const char *address = n->x->site->address;
	struct strbuf *out = &n->x->out;

	for (const char *c = html; *c;) {
		const char *quote = strchr(c, '"');
		const char *url = quote ? quote + 1 : c + strlen(c);

		strbuf_add(out, c, (size_t)(url - c));
		c = url;
		if (strncmp(url, address, strlen(address)) != 0)
			continue;
		const size_t len = strcspn(url, "\"");
		const char *file = beside(n, arena_strndup(n->x->arena, url, len));

		strbuf_adds(out, file ? file : "");
		c += file ? len : 0;
	}
}

static void add_text(struct strbuf *out, const char *text)
{
	text_escape_html(out, text, strlen(text));
}

static void add_html_file(struct strbuf *out, const char *before, const struct export_file *f,
			  const char *after)
{
	if (!f->file)
		return;
	strbuf_addf(out, "%s../", before);
	add_text(out, f->path);
	strbuf_adds(out, after);
}

static void put_html(struct noting *n, const struct export_episode *e)
{
	struct strbuf *out = &n->x->out;
	const char *title = e->from->title ? e->from->title : e->name;
	const char *language = n->s->feed->language;

	strbuf_adds(out, "<!DOCTYPE html>\n<html lang=\"");
	add_text(out, language ? language : "");
	strbuf_adds(out, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
			 "content=\"width=device-width\">\n<title>");
	add_text(out, title);
	strbuf_adds(out, "</title>\n</head>\n<body>\n<h1>");
	add_text(out, title);
	strbuf_adds(out, "</h1>\n");
	if (e->from->date.set)
		strbuf_addf(out, "<p>%s</p>\n", date_words(e->from->date, n->x->arena));
	add_html_file(out, "<p><audio controls preload=\"none\" src=\"", &e->audio,
		      "\"></audio></p>\n");
	add_content(n, e->content);
	for (size_t i = 0; i < e->transcript_count; i++) {
		add_html_file(out, "\n<p><a href=\"", &e->transcripts[i], "\">Transcript");
		strbuf_addf(out, " (%s)</a></p>", path_suffix(e->transcripts[i].path) + 1);
	}
	strbuf_adds(out, "\n</body>\n</html>\n");
	export_put(n->x,
		   arena_printf(n->x->arena, "%s/notes/%s.html", n->s->show->item.slug, e->name),
		   OUTPUT_PAGE, "text/html");
}

/* --- Markdown ------------------------------------------------------------------------------ */

/* A text of JSON is a text of YAML as well (YAML 1.2 section 1.3). */
static void add_field(struct strbuf *out, const char *key, const char *text)
{
	struct json j = JSON_INIT(out);

	if (!text)
		return;
	strbuf_addf(out, "%s: ", key);
	json_text(&j, NULL, text);
	strbuf_addc(out, '\n');
}

static void add_number(struct strbuf *out, const char *key, int64_t n)
{
	if (n > 0)
		strbuf_addf(out, "%s: %lld\n", key, (long long)n);
}

static void add_list(struct strbuf *out, const char *key, const struct strings *l)
{
	struct json j = JSON_INIT(out);

	if (!l->count)
		return;
	strbuf_addf(out, "%s: ", key);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i < l->count; i++)
		json_text(&j, NULL, l->items[i]);
	json_close(&j, ']');
	strbuf_addc(out, '\n');
}

/* The path of the page, so that a site at the same address keeps it: Hugo's `url`, Jekyll's
 * `permalink`. */
static void add_path(struct noting *n, const struct export_episode *e)
{
	const char *path =
		e->episode ? arena_printf(n->x->arena, "/%s", e->episode->item.path) : NULL;

	add_field(&n->x->out, "url", path);
	add_field(&n->x->out, "permalink", path);
}

static void add_front_matter(struct noting *n, const struct export_episode *e)
{
	struct strbuf *out = &n->x->out;
	const struct remote_episode *from = e->from;
	struct arena *a = n->x->arena;

	strbuf_adds(out, "---\n");
	add_field(out, "title", from->title);
	if (from->date.set)
		strbuf_addf(out, "date: %s\n", date_rfc3339(from->date, a));
	add_field(out, "license", from->licence);
	add_field(out, "description", e->episode ? e->episode->summary : from->summary);
	add_path(n, e);
	add_field(out, "guid", from->guid);
	add_field(out, "audio", e->audio.file ? arena_printf(a, "../%s", e->audio.path) : NULL);
	add_field(out, "audio_url", from->enclosure.url);
	add_field(out, "audio_type", from->enclosure.type);
	add_number(out, "audio_bytes", e->audio.file ? e->audio.file->size : 0);
	add_field(out, "duration", from->duration >= 0 ? time_clock(from->duration, a) : NULL);
	add_number(out, "season", from->season);
	add_number(out, "episode", from->number);
	add_field(out, "episode_type", from->type);
	strbuf_addf(out, "explicit: %s\n", from->is_explicit == REMOTE_YES ? "true" : "false");
	add_field(out, "image", e->cover.file ? arena_printf(a, "../%s", e->cover.path) : NULL);
	if (e->episode) {
		add_list(out, "tags", &e->episode->topics);
		add_list(out, "categories", &e->episode->area_names);
	}
	strbuf_adds(out, "draft: false\n---\n\n");
}

static const char *keep_link(void *arg, const char *url)
{
	const char *file = beside(arg, url);

	return file ? file : url;
}

static const char *keep_picture(void *arg, const char *url, const char *alt)
{
	(void)alt;
	return keep_link(arg, url);
}

static void put_markdown(struct noting *n, const struct export_episode *e)
{
	const struct html_rules rules = {
		.link = keep_link, .picture = keep_picture, .arg = n, .base = n->x->site->address
	};

	add_front_matter(n, e);
	markdown_from_html(e->content, &rules, &n->x->out, n->x->arena);
	export_put(n->x,
		   arena_printf(n->x->arena, "%s/notes/%s.md", n->s->show->item.slug, e->name),
		   OUTPUT_PAGE, "text/markdown");
}

void export_notes(struct export_run *x, const struct export_show *s)
{
	struct noting n = { .x = x, .s = s };

	for (size_t i = 0; i < s->count; i++) {
		put_html(&n, &s->episodes[i]);
		put_markdown(&n, &s->episodes[i]);
	}
	for (size_t i = 0; i < n.count; i++)
		export_copy(x, n.files[i],
			    arena_printf(x->arena, "%s/files/%s", s->show->item.slug,
					 path_base(n.files[i]->path)));
}
