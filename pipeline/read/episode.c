#include "episode.h"

#include <stdlib.h>
#include <string.h>

#include "artwork.h"
#include "asset.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "beside.h"
#include "chapters.h"
#include "item.h"
#include "listing.h"
#include "model/guid.h"
#include "people.h"
#include "transcript.h"
#include "translation.h"

static size_t number_length(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	return digits && name[digits] == '-' && name[digits + 1] ? digits + 1 : 0;
}

const char *item_slug(struct reader *r, const char *name, const char *rel)
{
	const char *slug = name + number_length(name);

	if (slug_valid(slug))
		return slug;
	char *better = slug_make(slug, r->arena);

	diag_report(r->diag, DIAG_BAD_NAME, span_path(reader_path(r, rel), r->arena),
		    "the name '%s' becomes part of a web address; use small letters, digits and "
		    "'-', such as '%.*s%s'",
		    name, (int)(slug - name), name, *better ? better : "name");
	return NULL;
}

void item_check_index(struct reader *r, const struct item *item)
{
	if (strcmp(item->slug, "index") == 0)
		diag_report(r->diag, DIAG_RESERVED_SLUG, span_of(item->src),
			    "the address '%s' is that of the list of all; rename this %s",
			    item->path, item->kind->name);
}

/* The file that a field names, or the only one of its kind in the folder; NULL when there is none.
 */
static const char *choose_file(struct reader *r, struct episode *e, const struct found *f,
			       const char *key)
{
	const char *folder = reader_folder(r, &e->item);
	const struct field *field = kind_field(&kind_episode, key);
	const char *named = *(const char **)(void *)((char *)e + field->offset);

	if (named)
		return asset_find(r, folder, named, item_field_span(&e->item, key));
	if (f->count > 1)
		diag_report(r->diag, DIAG_SEVERAL_FILES, span_of(e->item.src),
			    "the folder has '%s' and '%s'; say which one is meant with '%s: %s'",
			    f->first, f->second, key, f->first);
	return f->count == 1 ? path_join(folder, f->first, r->arena) : NULL;
}

/* What lies there instead of a recording, and what it wants. */
static void report_no_recording(struct reader *r, const struct episode *e, const struct listing *l)
{
	static const char *const unfinished[] = { ".part",   ".crdownload", ".download",
						  ".icloud", ".tmp",        NULL };
	static const char *const projects[] = { ".aup", ".aup3", ".sesx", ".rpp", ".band", NULL };
	struct found copying = beside_by_suffix(l, unfinished),
		     project = beside_by_suffix(l, projects);

	if (copying.count)
		diag_report(
			r->diag, DIAG_MISSING_RECORDING, span_of(e->item.src),
			"'%s' is still being copied or downloaded; wait until it has its full name",
			copying.first);
	else if (project.count)
		diag_report(r->diag, DIAG_MISSING_RECORDING, span_of(e->item.src),
			    "'%s' is a project of an audio editor; export it there as a recording, "
			    "such as '%s.wav'",
			    project.first, e->item.slug);
	else
		diag_report(r->diag, DIAG_MISSING_RECORDING, span_of(e->item.src),
			    "no recording lies beside the page; put an audio file such as '%s.mp3' "
			    "into its folder",
			    e->item.slug);
}

static void find_recording(struct reader *r, struct episode *e, const struct listing *l)
{
	struct found f = beside_recordings(l);
	const char *rel = choose_file(r, e, &f, "recording");

	if (rel) {
		e->recording.file = reader_path(r, rel);
		e->recording.at = item_has(&e->item, "recording")
					  ? item_field_span(&e->item, "recording")
					  : span_path(e->recording.file, r->arena);
	} else if (!episode_is_draft(e) && !e->recording_name && f.count == 0) {
		report_no_recording(r, e, l);
	}
}

static void report_no_transcript(struct reader *r, const struct episode *e, const struct listing *l)
{
	const char *near = beside_begun(l, "transcript");
	const char *perhaps = beside_perhaps_transcript(r, e, l);

	if (near)
		diag_report(r->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			    "'%s' cannot be read as a transcript; save it as WebVTT "
			    "('transcript.vtt'), SRT, JSON or plain text",
			    near);
	else if (perhaps)
		diag_report(r->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			    "no transcript was found; if '%s' is one, write 'transcript: %s'",
			    perhaps, perhaps);
	else
		diag_report(
			r->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			"no transcript lies beside the page, and deaf readers cannot follow the "
			"episode; put one there, or say in 'no_transcript' why there is none");
}

static void find_transcript(struct reader *r, struct episode *e, const struct listing *l)
{
	struct found f = beside_transcripts(r, e, l);
	const char *rel = choose_file(r, e, &f, "transcript");

	if (rel)
		transcript_load(r, reader_path(r, rel), &e->transcript);
	if (!rel && !e->transcript_name && f.count == 0 && !e->transcribe &&
	    episode_needs_transcript(e))
		report_no_transcript(r, e, l);
}

static void read_chapters_file(struct reader *r, struct episode *e, const struct listing *l)
{
	struct found f = beside_chapters(r, e, l);
	const char *rel = path_join(reader_folder(r, &e->item), f.first ? f.first : "", r->arena);

	if (f.count > 1) {
		diag_report(r->diag, DIAG_SEVERAL_FILES, span_of(e->item.src),
			    "the folder has chapters in '%s' and in '%s'; keep one of them",
			    f.first, f.second);
		return;
	}
	const struct source *src =
		f.count ? source_load(reader_path(r, rel), (struct span){ 0 }, r->arena, r->diag)
			: NULL;

	if (src)
		chapters_read(r, src, &e->chapters);
}

static struct place place_of(const struct reader *r, const struct episode *e)
{
	return (struct place){ .folder = reader_folder(r, &e->item),
			       .out_dir = path_join("podcasts", e->show->item.slug, r->arena) };
}

/* A picture that apps show during a chapter. */
static void find_picture(struct reader *r, const struct place *place, struct chapter *c,
			 struct span at)
{
	const struct picture *p = artwork_find(r, place, c->picture_name, at);

	if (p) {
		c->picture = p->file;
		c->picture_path = p->path;
	}
}

static void find_artwork(struct reader *r, struct episode *e)
{
	const struct place place = place_of(r, e);

	artwork_cover(r, &place, &e->item, &e->cover);
	people_complete(r, &place, &e->people);
}

/* What has no title has been reported, and is not worth another message. */
static void drop_untitled(struct list *chapters)
{
	struct chapter *c = chapters->items;
	size_t kept = 0;

	for (size_t i = 0; i < chapters->count; i++) {
		if (!c[i].title)
			continue;
		c[kept] = c[i];
		chapters->at[kept++] = chapters->at[i];
	}
	chapters->count = kept;
	chapters->kind = NULL; /* places of single fields are no longer known */
}

static void find_chapters(struct reader *r, struct episode *e, const struct listing *l, size_t body)
{
	const struct place place = place_of(r, e);

	e->chapters_from = CHAPTERS_FRONT_MATTER;
	if (!item_has(&e->item, "chapters")) {
		e->chapters_from = CHAPTERS_FILE;
		read_chapters_file(r, e, l);
	}
	drop_untitled(&e->chapters);
	struct chapter *c = e->chapters.items;

	for (size_t i = 0; i < e->chapters.count; i++) {
		if (c[i].picture_name)
			find_picture(r, &place, &c[i], e->chapters.at[i]);
	}
	chapters_in_notes(r, e->item.src, body, &e->noted_chapters);
}

/* 0 when it begins with none that an episode may have. */
static int64_t number_of_folder(const char *folder)
{
	const struct field *field = kind_field(&kind_episode, "number");
	long number = number_length(folder) ? strtol(folder, NULL, 10) : 0;

	return number >= field->min && number <= field->max ? number : 0;
}

/* A trailer or bonus with a number belongs to the episode of that number (Apple, "Episode type").
 */
static void add_defaults(struct episode *e, const char *folder)
{
	/* Of an episode that was elsewhere the folder tells only its place: it had no number there. */
	if (!e->number && e->type && strcmp(e->type, "full") == 0 && !episode_was_elsewhere(e))
		e->number = number_of_folder(folder);
	if (!item_has(&e->item, "explicit"))
		e->is_explicit = e->show->is_explicit;
	if (!item_has(&e->item, "master"))
		e->master = e->show->master;
	if (!e->licence)
		e->licence = e->show->licence;
	if (!e->transcribe)
		e->transcribe = e->show->transcribe;
}

static bool has_page(struct reader *r, const struct listing *l, const char *rel)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->entries[i].name, "episode.md") == 0)
			return true;
	}
	const char *near = beside_begun(l, "episode");

	if (near)
		diag_report(r->diag, DIAG_MISSING_FILE,
			    span_path(reader_path(r, path_join(rel, near, r->arena)), r->arena),
			    "a page is plain text with the name 'episode.md'; save this file as "
			    "that, or rename it");
	else
		diag_report(r->diag, DIAG_MISSING_FILE, span_path(reader_path(r, rel), r->arena),
			    "the folder has no 'episode.md'; 'blether new episode' makes one");
	return false;
}

/* A file is taken for a translation's only where there is a page in its language. */
static struct listing without_translations(struct reader *r, const struct listing *all)
{
	struct listing rest = *all;

	for (size_t i = 0; i < all->count; i++) {
		const char *name = all->entries[i].name;

		if (text_starts(name, "episode.") && text_ends(name, ".md") &&
		    translation_named(name))
			return translation_listing(all, NULL, r->arena);
	}
	return rest;
}

/* Notes, and a transcript where one has the language in its name. */
static void read_translations(struct reader *r, struct episode *e, const struct listing *all)
{
	translations_read(r, &e->item, all,
			  &(struct translations){ .folder = reader_folder(r, &e->item),
						  .stem = "episode",
						  .html = offsetof(struct episode, notes_html),
						  .held = !episode_is_out(e, r->now) });
	for (size_t i = 1; e->item.versions && i < e->item.versions->count; i++) {
		struct episode *t = (struct episode *)e->item.versions->items[i];
		struct listing own = translation_listing(all, t->item.language, r->arena);
		struct found f = beside_transcripts(r, t, &own);
		const char *rel =
			f.first ? path_join(reader_folder(r, &e->item), f.first, r->arena) : NULL;
		const struct source *src = rel ? source_load(reader_path(r, rel),
							     (struct span){ 0 }, r->arena, r->diag)
					       : NULL;

		t->show = e->show;
		if (src)
			transcript_read(r, src, &t->transcript);
	}
}

struct episode *episode_read(struct reader *r, struct show *show, const char *folder)
{
	const char *dir = path_join(reader_folder(r, &show->item), folder, r->arena);
	const char *slug = item_slug(r, folder, dir);
	struct listing all = listing_read(r, dir);
	struct listing l = without_translations(r, &all);
	size_t body;
	struct episode *e =
		has_page(r, &l, dir)
			? item_read(r, &kind_episode, path_join(dir, "episode.md", r->arena), &body)
			: NULL;

	if (!e)
		return NULL;
	e->show = show;
	if (e->guid_written)
		e->guid = guid_identity(e->guid_written, r->arena);
	r->hides = !episode_is_out(e, r->now);
	e->item.slug = slug ? slug : slug_make(folder, r->arena);
	e->item.path = episode_page_path(show->item.slug, e->item.slug, r->arena);
	item_check_index(r, &e->item);
	add_defaults(e, folder);
	find_recording(r, e, &l);
	find_transcript(r, e, &l);
	find_chapters(r, e, &l, body);
	find_artwork(r, e);
	r->hides = false;
	reader_add_document(r, (struct document){ .rel = reader_rel(r, &e->item),
						  .item = &e->item,
						  .body = body,
						  .html = &e->notes_html,
						  .held = !episode_is_out(e, r->now) });
	read_translations(r, e, &all);
	translations_check(r, &all, dir);
	return e;
}
