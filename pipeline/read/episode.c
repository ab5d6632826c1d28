#include "episode.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "asset.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "item.h"
#include "listing.h"
#include "transcript.h"

static const char *const recording_suffixes[] = {
	".mp3", ".m4a", ".m4b",  ".aac", ".wav", ".flac", ".ogg", ".oga",  ".opus", ".wma", ".amr",
	".3gp", ".aif", ".aiff", ".caf", ".mp4", ".mov",  ".mkv", ".webm", ".avi",  NULL,
};
static const char *const transcript_suffixes[] = { ".vtt", ".srt", NULL };

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

static bool has_suffix(const char *name, const char *const *suffixes)
{
	for (; *suffixes; suffixes++) {
		if (strcasecmp(path_suffix(name), *suffixes) == 0)
			return true;
	}
	return false;
}

/* The names in a folder that end in one of the suffixes: how many, and the first two. */
struct found {
	size_t count;
	const char *first, *second;
};

static struct found find_by_suffix(const struct listing *l, const char *const *suffixes)
{
	struct found f = { 0 };

	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (l->entries[i].is_folder || !has_suffix(name, suffixes))
			continue;
		if (f.count++ == 0)
			f.first = name;
		else if (f.count == 2)
			f.second = name;
	}
	return f;
}

/* The file that a field names, or the only one of its kind in the folder; NULL when there is none.
 */
static const char *choose_file(struct reader *r, struct episode *e, const struct listing *l,
			       const char *key, const char *const *suffixes)
{
	struct found f = find_by_suffix(l, suffixes);
	const char *folder = reader_folder(r, &e->item);
	const struct field *field = kind_field(&kind_episode, key);
	const char *named = *(const char **)(void *)((char *)e + field->offset);

	if (named)
		return asset_find(r, folder, named, item_field_span(&e->item, key));
	if (f.count > 1)
		diag_report(r->diag, DIAG_SEVERAL_FILES, span_of(e->item.src),
			    "the folder has '%s' and '%s'; say which one is meant with '%s: %s'",
			    f.first, f.second, key, f.first);
	return f.count == 1 ? path_join(folder, f.first, r->arena) : NULL;
}

/* A file whose name begins like this in any case: the right thing under a wrong name. */
static const char *find_begun(const struct listing *l, const char *word)
{
	for (size_t i = 0; i < l->count; i++) {
		if (!l->entries[i].is_folder &&
		    strncasecmp(l->entries[i].name, word, strlen(word)) == 0)
			return l->entries[i].name;
	}
	return NULL;
}

/* What lies there instead of a recording, and what it wants. */
static void report_no_recording(struct reader *r, const struct episode *e, const struct listing *l)
{
	static const char *const unfinished[] = { ".part",   ".crdownload", ".download",
						  ".icloud", ".tmp",        NULL };
	static const char *const projects[] = { ".aup", ".aup3", ".sesx", ".rpp", ".band", NULL };
	struct found copying = find_by_suffix(l, unfinished), project = find_by_suffix(l, projects);

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
	const char *rel = choose_file(r, e, l, "recording", recording_suffixes);

	if (rel) {
		e->recording.file = reader_path(r, rel);
		e->recording.at = item_has(&e->item, "recording")
					  ? item_field_span(&e->item, "recording")
					  : span_path(e->recording.file, r->arena);
	} else if (!e->draft && !e->recording_name &&
		   find_by_suffix(l, recording_suffixes).count == 0) {
		report_no_recording(r, e, l);
	}
}

static void report_no_transcript(struct reader *r, const struct episode *e, const struct listing *l)
{
	const char *near = find_begun(l, "transcript");

	if (near)
		diag_report(r->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			    "'%s' cannot be read as a transcript; save it as WebVTT "
			    "('transcript.vtt') or SRT",
			    near);
	else
		diag_report(r->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			    "no transcript lies beside the page; deaf readers cannot follow the "
			    "episode");
}

static void find_transcript(struct reader *r, struct episode *e, const struct listing *l)
{
	const char *rel = choose_file(r, e, l, "transcript", transcript_suffixes);
	const struct source *src =
		rel ? source_load(reader_path(r, rel), (struct span){ 0 }, r->arena, r->diag)
		    : NULL;

	if (src)
		transcript_read(r, src, &e->transcript);
	if (e->transcript.count)
		e->transcript_path = arena_printf(r->arena, "podcasts/%s/%s.vtt",
						  e->show->item.slug, e->item.slug);
	if (!rel && !e->draft && !e->transcript_name &&
	    find_by_suffix(l, transcript_suffixes).count == 0)
		report_no_transcript(r, e, l);
}

static void check_chapters(struct reader *r, struct episode *e)
{
	const struct chapter *c = e->chapters.items;
	const struct span *at = e->chapters.at;

	if (!e->chapters.count)
		return;
	if (c[0].start != 0)
		diag_report(r->diag, DIAG_CHAPTER_START, at[0],
			    "the first chapter begins at %s; apps expect one at 00:00",
			    time_vtt(c[0].start, r->arena));
	for (size_t i = 1; i < e->chapters.count; i++) {
		if (c[i].start <= c[i - 1].start)
			diag_report(r->diag, DIAG_CHAPTER_ORDER, at[i],
				    "chapter '%s' at %s does not come after the one above it",
				    c[i].title ? c[i].title : "", time_vtt(c[i].start, r->arena));
	}
	e->chapters_path = arena_printf(r->arena, "podcasts/%s/%s.chapters.json",
					e->show->item.slug, e->item.slug);
}

static void add_defaults(struct episode *e, const char *folder)
{
	const struct field *number = kind_field(&kind_episode, "number");
	long from_name = number_length(folder) ? strtol(folder, NULL, 10) : 0;

	if (!e->number && from_name >= number->min && from_name <= number->max)
		e->number = from_name;
	if (!item_has(&e->item, "explicit"))
		e->is_explicit = e->show->is_explicit;
	if (!item_has(&e->item, "master"))
		e->master = e->show->master;
	if (!e->licence)
		e->licence = e->show->licence;
}

static bool has_page(struct reader *r, const struct listing *l, const char *rel)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->entries[i].name, "episode.md") == 0)
			return true;
	}
	const char *near = find_begun(l, "episode");

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

struct episode *episode_read(struct reader *r, struct show *show, const char *folder)
{
	const char *dir = path_join(reader_folder(r, &show->item), folder, r->arena);
	const char *slug = item_slug(r, folder, dir);
	struct listing l = listing_read(r, dir);
	size_t body;
	struct episode *e =
		has_page(r, &l, dir)
			? item_read(r, &kind_episode, path_join(dir, "episode.md", r->arena), &body)
			: NULL;

	if (!e)
		return NULL;
	e->show = show;
	e->item.slug = slug ? slug : slug_make(folder, r->arena);
	e->item.path = arena_printf(r->arena, "podcasts/%s/%s.html", show->item.slug, e->item.slug);
	add_defaults(e, folder);
	find_recording(r, e, &l);
	find_transcript(r, e, &l);
	check_chapters(r, e);
	reader_add_document(r, (struct document){ .rel = reader_rel(r, &e->item),
						  .item = &e->item,
						  .body = body,
						  .html = &e->notes_html,
						  .held = episode_is_held(e, r->now) });
	return e;
}
