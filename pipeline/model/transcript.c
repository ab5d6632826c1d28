#include "model/transcript.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define LONG_ENOUGH ((size_t)450) /* bytes after which a paragraph may end with a sentence */

/* Types: Podcasting 2.0 namespace, docs/examples/transcripts/transcripts.md. */
const struct transcript_file transcript_files[TRANSCRIPT_FORMS] = {
	[TRANSCRIPT_VTT] = { ".vtt", "text/vtt", "WebVTT", true },
	[TRANSCRIPT_SRT] = { ".srt", "application/x-subrip", "SRT", true },
	[TRANSCRIPT_JSON] = { ".transcript.json", "application/json", "JSON", true },
	[TRANSCRIPT_HTML] = { ".transcript.html", "text/html", "HTML", false },
	[TRANSCRIPT_TEXT] = { ".transcript.txt", "text/plain", "plain text", false },
};

static bool ends_sentence(const struct strbuf *text)
{
	return text->len && strchr(".?!", text->data[text->len - 1]);
}

static bool is_other(const char *now, const char *next)
{
	return next && (!now || strcmp(now, next) != 0);
}

static void add_words(struct strbuf *text, const char *words)
{
	for (size_t len; *words; words += len + (words[len] == '\n')) {
		len = strcspn(words, "\n");
		if (text->len && len)
			strbuf_addc(text, ' ');
		strbuf_add(text, words, len);
	}
}

size_t transcript_turns(const struct transcript *t, struct turn **turns, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct turn *turn = *turns = arena_array(a, t->count, sizeof(**turns));
	const char *speaker = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct cue *cue = &t->cues[i];
		bool other = is_other(speaker, cue->speaker);

		if (i && (other || (text.len > LONG_ENOUGH && ends_sentence(&text)))) {
			turn++->text = arena_strndup(a, text.data, text.len);
			strbuf_clear(&text);
		}
		if (!text.len) {
			turn->start = cue->start;
			turn->speaker = other ? cue->speaker : NULL;
			turn->cues = cue;
			turn->cue_count = 0;
		}
		speaker = other ? cue->speaker : speaker;
		add_words(&text, cue->text);
		turn->cue_count++;
	}
	if (t->count)
		turn++->text = arena_strndup(a, text.data, text.len);
	return (size_t)(turn - *turns);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

void transcript_count(struct transcript *t)
{
	t->words = t->bytes = 0;
	for (size_t i = 0; i < t->count; i++) {
		const char *s = t->cues[i].text;

		for (bool blank = true; *s; blank = is_blank(*s++))
			t->words += blank && !is_blank(*s);
		t->bytes += (size_t)(s - t->cues[i].text);
	}
}

size_t transcript_words(const struct transcript *t)
{
	struct transcript counted = *t;

	transcript_count(&counted);
	return counted.words;
}

void transcript_cut(struct transcript *t, int64_t length)
{
	while (t->is_timed && t->count && t->cues[t->count - 1].start >= length)
		t->count--;
	for (size_t i = 0; t->is_timed && i < t->count; i++) {
		if (t->cues[i].end > length)
			t->cues[i].end = length;
	}
	transcript_count(t);
}
