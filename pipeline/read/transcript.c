#include "transcript.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "cues.h"
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
}

void read_transcript(const struct source *src, struct transcript *into, struct arena *a,
		     struct diag *diag)
{
	struct arena scratch = { 0 };
	const struct reader r = { .arena = a, .scratch = &scratch, .diag = diag };

	transcript_read(&r, src, into);
	arena_free(&scratch);
}
