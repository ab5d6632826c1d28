#include "beside.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "chapters.h"

static const char *const recording_suffixes[] = {
	".mp3", ".m4a", ".m4b",  ".aac", ".wav", ".flac", ".ogg", ".oga",  ".opus", ".wma", ".amr",
	".3gp", ".aif", ".aiff", ".caf", ".mp4", ".mov",  ".mkv", ".webm", ".avi",  NULL,
};
static const char *const timed_suffixes[] = { ".vtt", ".srt", NULL };
static const char *const loose_suffixes[] = { ".json", ".txt", NULL };

static bool has_suffix(const char *name, const char *const *suffixes)
{
	for (; *suffixes; suffixes++) {
		if (strcasecmp(path_suffix(name), *suffixes) == 0)
			return true;
	}
	return false;
}

static void add_found(struct found *f, const char *name)
{
	if (f->count++ == 0)
		f->first = name;
	else if (f->count == 2)
		f->second = name;
}

struct found beside_by_suffix(const struct listing *l, const char *const *suffixes)
{
	struct found f = { 0 };

	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (l->entries[i].is_folder || !has_suffix(name, suffixes))
			continue;
		add_found(&f, name);
	}
	return f;
}

struct found beside_recordings(const struct listing *l)
{
	return beside_by_suffix(l, recording_suffixes);
}

const char *beside_begun(const struct listing *l, const char *word)
{
	for (size_t i = 0; i < l->count; i++) {
		if (!l->entries[i].is_folder &&
		    strncasecmp(l->entries[i].name, word, strlen(word)) == 0)
			return l->entries[i].name;
	}
	return NULL;
}

/* How a file's name lies beside the recording's: `loss.txt`, `loss_otter_ai.txt`, `loss.wav.json`.
 */
static bool is_named_after(const char *name, const struct recording *r)
{
	const char *own = r->file ? path_base(r->file) : "";
	size_t stem = strlen(own) - strlen(path_suffix(own));

	return stem && strncmp(name, own, stem) == 0 && strchr("._- ", name[stem]);
}

static bool begins_with_any(const char *name, const char *const *words)
{
	for (; *words; words++) {
		if (strncasecmp(name, *words, strlen(*words)) == 0)
			return true;
	}
	return false;
}

/* Does the name say that these are chapters? */
static bool names_chapters(const char *name)
{
	static const char *const words[] = { "chapters",    "labels",      "label track",
					     "label-track", "label_track", NULL };
	static const char *const suffixes[] = { ".json", ".txt", ".xml", ".psc", NULL };
	size_t stem = strlen(name) - strlen(path_suffix(name));

	return has_suffix(name, suffixes) &&
	       (begins_with_any(name, words) || strcasecmp(path_suffix(name), ".psc") == 0 ||
		(stem > 9 && strncasecmp(name + stem - 9, ".chapters", 9) == 0) ||
		(stem > 4 && strncasecmp(name + stem - 4, ".psc", 4) == 0));
}

/* A text of the folder, when it can be read without fault; nothing is reported. */
static const struct source *try_load(const struct reader *r, const char *rel, struct arena *a)
{
	struct diag quiet;

	diag_init(&quiet, a);
	return source_load(reader_path(r, rel), (struct span){ 0 }, a, &quiet);
}

static bool holds_chapters(const struct reader *r, const struct episode *e, const char *name)
{
	struct arena a = { 0 };
	const char *rel = path_join(reader_folder(r, &e->item), name, r->arena);
	const struct source *src = try_load(r, rel, &a);
	bool yes = src && chapters_recognised(src);

	arena_free(&a);
	return yes;
}

static bool is_chapters_file(const struct reader *r, const struct episode *e, const char *name)
{
	static const char *const suffixes[] = { ".json", ".txt", ".xml", NULL };

	return names_chapters(name) ||
	       (has_suffix(name, suffixes) && is_named_after(name, &e->recording) &&
		holds_chapters(r, e, name));
}

/* JSON and text are transcripts only under a name that says so, or that is the recording's. */
static bool is_loose_transcript(const struct reader *r, const struct episode *e, const char *name)
{
	if (!has_suffix(name, loose_suffixes) || names_chapters(name))
		return false;
	return strncasecmp(name, "transcript", strlen("transcript")) == 0 ||
	       (is_named_after(name, &e->recording) && !holds_chapters(r, e, name));
}

static bool same_stem(const char *a, const char *b)
{
	size_t stem = strlen(a) - strlen(path_suffix(a));

	return strlen(b) - strlen(path_suffix(b)) == stem && strncmp(a, b, stem) == 0;
}

static bool is_vtt(const char *name)
{
	return strcasecmp(path_suffix(name), ".vtt") == 0;
}

struct found beside_transcripts(const struct reader *r, const struct episode *e,
				const struct listing *l)
{
	struct found f = beside_by_suffix(l, timed_suffixes);

	if (f.count == 2 && same_stem(f.first, f.second))
		return (struct found){ .count = 1, .first = is_vtt(f.second) ? f.second : f.first };
	if (f.count)
		return f;
	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (!l->entries[i].is_folder && is_loose_transcript(r, e, name) &&
		    !(f.first && same_stem(f.first, name))) /* .json sorts before .txt */
			add_found(&f, name);
	}
	return f;
}

const char *beside_perhaps_transcript(const struct reader *r, const struct episode *e,
				      const struct listing *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (!l->entries[i].is_folder && has_suffix(name, loose_suffixes) &&
		    !is_chapters_file(r, e, name))
			return name;
	}
	return NULL;
}

struct found beside_chapters(const struct reader *r, const struct episode *e,
			     const struct listing *l)
{
	struct found f = { 0 };

	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (l->entries[i].is_folder || !is_chapters_file(r, e, name) ||
		    (e->transcript_name && strcmp(e->transcript_name, name) == 0))
			continue;
		add_found(&f, name);
	}
	return f;
}
