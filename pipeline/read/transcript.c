#include "transcript.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "cues.h"
#include "memory.h"
#include "read/read.h"

static bool has_suffix(const struct source *src, const char *suffix)
{
	return strcasecmp(path_suffix(src->path), suffix) == 0;
}

/* Is there a line that begins with a time and an arrow? */
static bool has_arrows(const struct source *src)
{
	for (const char *s = src->text; (s = strstr(s, "-->")); s += 3) {
		const char *time = s;

		while (time > src->text && strchr("0123456789:., \t", time[-1]))
			time--;
		if (time < s && (time == src->text || time[-1] == '\n'))
			return true;
	}
	return false;
}

void transcript_read(const struct reader *r, const struct source *src, struct transcript *into)
{
	struct cues c = {
		.r = r, .src = src, .into = into, .errors_before = r->diag->count[SEV_ERROR]
	};
	char first = src->text[strspn(src->text, " \t\n")];

	*into = (struct transcript){ 0 };
	if (has_suffix(src, ".vtt") || has_suffix(src, ".srt"))
		transcript_read_cues(&c);
	else if (has_suffix(src, ".json") || first == '{')
		transcript_read_json(&c);
	else if (text_starts(src->text, "WEBVTT") || has_arrows(src))
		transcript_read_cues(&c);
	else
		transcript_read_text(&c);
	cues_keep(&c);
	transcript_count(into);
	transcript_check_speakers(into, r->diag);
}

static void load(const struct reader *r, const char *path, struct transcript *into)
{
	const struct source *src = source_load(path, (struct span){ 0 }, r->arena, r->diag);

	if (src)
		transcript_read(r, src, into);
}

void transcript_load(const struct reader *r, const char *path, struct transcript *into)
{
	struct remembered *file = memory_find(r->memory, path);
	const unsigned reported = r->diag->reported;
	struct reader own = *r;

	if (file && !file->was_transcript) {
		own.arena = &file->arena;
		load(&own, path, &file->transcript);
		file->was_transcript = true;
		file->has_transcript = r->diag->reported == reported;
		*into = file->transcript;
	} else if (file && file->has_transcript) {
		*into = file->transcript;
	} else {
		load(r, path, into);
	}
}

void read_transcript(const struct source *src, struct transcript *into, struct arena *a,
		     struct diag *diag)
{
	struct arena scratch = { 0 };
	const struct reader r = { .arena = a, .scratch = &scratch, .diag = diag };

	transcript_read(&r, src, into);
	arena_free(&scratch);
}
