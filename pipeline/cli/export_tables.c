/* Everything that is known of a show, as tables: for spreadsheets, for programs, and for the next
 * host. */
#include <string.h>

#include "base/cell.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "export.h"
#include "model/site.h"

/* --- episodes.json ------------------------------------------------------------------------- */

static const char *date_of(const struct remote_episode *e, struct arena *a)
{
	return e->date.set ? date_rfc3339(e->date, a) : NULL;
}

static void write_file(struct json *j, const char *key, const struct export_file *f)
{
	json_text(j, key, f->file ? f->path : NULL);
}

static void write_strings(struct json *j, const char *key, const struct strings *l)
{
	json_open(j, key, '[');
	for (size_t i = 0; l && i < l->count; i++)
		json_text(j, NULL, l->items[i]);
	json_close(j, ']');
}

static void write_people(struct json *j, const struct remote_list *l)
{
	const struct remote_person *all = l->items;

	json_open(j, "people", '[');
	for (size_t i = 0; i < l->count; i++) {
		json_open(j, NULL, '{');
		json_text(j, "name", all[i].name);
		json_text(j, "role", all[i].role);
		json_text(j, "group", all[i].group);
		json_text(j, "url", all[i].url);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_audio(struct json *j, const struct export_episode *e)
{
	const struct output_file *file = e->audio.file;

	json_open(j, "audio", '{');
	json_text(j, "url", e->from->enclosure.url);
	write_file(j, "file", &e->audio);
	json_text(j, "type", e->from->enclosure.type);
	json_int(j, "bytes", file ? file->size : e->from->enclosure.length);
	json_text(j, "sha256", file ? file->sha256 : NULL);
	json_thousandths(j, "seconds", e->from->duration >= 0 ? e->from->duration : 0);
	json_close(j, '}');
}

static void write_files(struct json *j, const struct export_episode *e, struct arena *a)
{
	write_file(j, "cover", &e->cover);
	write_file(j, "chapters", &e->chapters);
	json_open(j, "transcripts", '[');
	for (size_t i = 0; i < e->transcript_count; i++)
		json_text(j, NULL, e->transcripts[i].path);
	json_close(j, ']');
	json_text(j, "notes_html", arena_printf(a, "notes/%s.html", e->name));
	json_text(j, "notes_markdown", arena_printf(a, "notes/%s.md", e->name));
}

static void write_episode(struct json *j, const struct export_episode *e, struct arena *a)
{
	const struct remote_episode *from = e->from;
	const struct episode *own = e->episode;

	json_open(j, NULL, '{');
	json_text(j, "guid", from->guid_written ? from->guid_written : from->guid);
	json_text(j, "title", from->title);
	json_text(j, "date", date_of(from, a));
	json_text(j, "page", from->link);
	json_int(j, "season", from->season);
	json_int(j, "number", from->number);
	json_text(j, "type", from->type);
	json_bool(j, "explicit", from->is_explicit == REMOTE_YES);
	json_text(j, "author", from->author);
	json_text(j, "licence", from->licence);
	json_text(j, "summary", own ? own->summary : from->summary);
	write_strings(j, "topics", own ? &own->topics : NULL);
	write_strings(j, "areas", own ? &own->area_names : NULL);
	write_people(j, &from->people);
	write_audio(j, e);
	write_files(j, e, a);
	json_text(j, "notes", e->content);
	json_close(j, '}');
}

static void write_list(struct json *j, const char *key, const struct remote_list *l)
{
	const char *const *all = l->items;

	json_open(j, key, '[');
	for (size_t i = 0; i < l->count; i++)
		json_text(j, NULL, all[i]);
	json_close(j, ']');
}

static void write_show(struct json *j, const struct export_show *s)
{
	const struct remote_feed *f = s->feed;

	json_text(j, "title", f->title);
	json_text(j, "author", f->author);
	json_text(j, "owner_name", f->owner_name);
	json_text(j, "owner_email", f->owner_email);
	json_text(j, "description", f->description);
	json_text(j, "language", f->language);
	json_text(j, "copyright", f->copyright);
	json_text(j, "licence", f->licence);
	json_text(j, "type", f->type);
	json_bool(j, "explicit", f->is_explicit == REMOTE_YES);
	write_list(j, "categories", &f->categories);
	json_text(j, "guid", f->guid);
	json_text(j, "feed", f->self);
	json_text(j, "page", f->link);
	write_file(j, "cover", &s->cover);
	write_people(j, &f->people);
}

static void put_json(struct export_run *x, const struct export_show *s)
{
	struct json j = JSON_INIT_PRETTY(&x->out);

	json_open(&j, NULL, '{');
	write_show(&j, s);
	json_open(&j, "episodes", '[');
	for (size_t i = 0; i < s->count; i++)
		write_episode(&j, &s->episodes[i], x->arena);
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(&x->out, '\n');
	export_put(x, path_join(s->show->item.slug, "episodes.json", x->arena), OUTPUT_LIST,
		   "application/json");
}

/* --- episodes.csv -------------------------------------------------------------------------- */

/* Of a run: the cells of one line. */
struct line {
	struct export_run *x;
	bool begun;
};

static void add_cell(struct line *l, const char *text)
{
	if (l->begun)
		strbuf_addc(&l->x->out, ',');
	l->begun = true;
	cell_put(&l->x->out, text ? text : "");
}

static void add_number(struct line *l, int64_t n)
{
	add_cell(l, n > 0 ? arena_printf(l->x->arena, "%lld", (long long)n) : "");
}

static const char *joined(const struct strings *l, struct arena *a)
{
	const char *all = "";

	for (size_t i = 0; l && i < l->count; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "; " : "", l->items[i]);
	return all;
}

static const char *people_of(const struct export_episode *e, struct arena *a)
{
	const struct remote_person *people = e->from->people.items;
	const char *all = "";

	for (size_t i = 0; i < e->from->people.count; i++)
		all = arena_printf(a, "%s%s%s%s%s%s", all, i ? "; " : "", people[i].name,
				   people[i].role ? " (" : "", people[i].role ? people[i].role : "",
				   people[i].role ? ")" : "");
	return all;
}

static const char *transcripts_of(const struct export_episode *e, struct arena *a)
{
	const char *all = "";

	for (size_t i = 0; i < e->transcript_count; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "; " : "", e->transcripts[i].path);
	return all;
}

static const char columns[] =
	"guid,title,date,season,number,type,explicit,duration,page,audio,audio_file,audio_type,"
	"audio_bytes,audio_sha256,cover_file,chapters_file,transcript_files,notes_html,notes_"
	"markdown,"
	"topics,areas,people,author,licence,summary\n";

static void add_what(struct line *l, const struct export_episode *e)
{
	const struct remote_episode *from = e->from;

	add_cell(l, from->guid);
	add_cell(l, from->title);
	add_cell(l, date_of(from, l->x->arena));
	add_number(l, from->season);
	add_number(l, from->number);
	add_cell(l, from->type);
	add_cell(l, from->is_explicit == REMOTE_YES ? "true" : "false");
	add_cell(l, from->duration >= 0 ? time_clock(from->duration, l->x->arena) : "");
	add_cell(l, from->link);
}

static void add_files(struct line *l, const struct export_episode *e)
{
	const struct output_file *audio = e->audio.file;
	struct arena *a = l->x->arena;

	add_cell(l, e->from->enclosure.url);
	add_cell(l, audio ? e->audio.path : "");
	add_cell(l, e->from->enclosure.type);
	add_number(l, audio ? audio->size : e->from->enclosure.length);
	add_cell(l, audio ? audio->sha256 : "");
	add_cell(l, e->cover.file ? e->cover.path : "");
	add_cell(l, e->chapters.file ? e->chapters.path : "");
	add_cell(l, transcripts_of(e, a));
	add_cell(l, arena_printf(a, "notes/%s.html", e->name));
	add_cell(l, arena_printf(a, "notes/%s.md", e->name));
}

static void add_about(struct line *l, const struct export_episode *e)
{
	struct arena *a = l->x->arena;

	add_cell(l, joined(e->episode ? &e->episode->topics : NULL, a));
	add_cell(l, joined(e->episode ? &e->episode->area_names : NULL, a));
	add_cell(l, people_of(e, a));
	add_cell(l, e->from->author);
	add_cell(l, e->from->licence);
	add_cell(l, e->episode ? e->episode->summary : e->from->summary);
	strbuf_addc(&l->x->out, '\n');
}

static void put_csv(struct export_run *x, const struct export_show *s)
{
	strbuf_adds(&x->out, columns);
	for (size_t i = 0; i < s->count; i++) {
		struct line l = { .x = x };

		add_what(&l, &s->episodes[i]);
		add_files(&l, &s->episodes[i]);
		add_about(&l, &s->episodes[i]);
	}
	export_put(x, path_join(s->show->item.slug, "episodes.csv", x->arena), OUTPUT_LIST,
		   "text/csv");
}

/* --- redirects.csv ------------------------------------------------------------------------- */

/* `to` is empty: whoever moves the show writes there where it went. */
static void add_redirect(struct export_run *x, const char *what, const char *from,
			 const char *title)
{
	struct line l = { .x = x };

	if (!from)
		return;
	add_cell(&l, what);
	add_cell(&l, from);
	add_cell(&l, "");
	add_cell(&l, title);
	strbuf_addc(&x->out, '\n');
}

static void put_redirects(struct export_run *x, const struct export_show *s)
{
	strbuf_adds(&x->out, "what,from,to,title\n");
	add_redirect(x, "feed", s->feed->self, s->feed->title);
	add_redirect(x, "show", s->feed->link, s->feed->title);
	for (size_t i = 0; i < s->count; i++) {
		const struct remote_episode *e = s->episodes[i].from;

		add_redirect(x, "page", e->link, e->title);
		add_redirect(x, "audio", e->enclosure.url, e->title);
	}
	export_put(x, path_join(s->show->item.slug, "redirects.csv", x->arena), OUTPUT_LIST,
		   "text/csv");
}

void export_tables(struct export_run *x, const struct export_show *s)
{
	put_json(x, s);
	put_csv(x, s);
	put_redirects(x, s);
}
