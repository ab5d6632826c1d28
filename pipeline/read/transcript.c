#include "transcript.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* A speaker's name before ": " is no longer than this many bytes. */
#define LONGEST_NAME 40

struct cue_reader {
	const struct reader *r;
	const struct source *src;
	size_t               at; /* of the next line */
	struct transcript   *into;
	size_t               room;
	int64_t              last_start;
};

struct line {
	const char *text;
	size_t      len;
};

static bool next_line(struct cue_reader *c, struct line *line)
{
	if (c->at >= c->src->len)
		return false;
	line->text = c->src->text + c->at;
	line->len = strcspn(line->text, "\n");
	c->at += line->len + 1;
	return true;
}

static struct span line_span(const struct cue_reader *c, const struct line *line)
{
	return span_at(c->src, (size_t)(line->text - c->src->text), line->len);
}

static bool line_is(const struct line *line, const char *prefix)
{
	return line->len >= strlen(prefix) && memcmp(line->text, prefix, strlen(prefix)) == 0;
}

static const char *arrow_in(const struct line *line)
{
	return memmem(line->text, line->len, "-->", 3);
}

/* The time at the start of `s`, up to a blank. */
static int64_t take_time(const char *s, size_t len, struct arena *a)
{
	while (len && *s == ' ') {
		s++;
		len--;
	}
	size_t n = strcspn(s, " \t\n");

	return time_parse(arena_strndup(a, s, n < len ? n : len));
}

static bool read_times(struct cue_reader *c, const struct line *line, struct cue *cue)
{
	const char *arrow = arrow_in(line);
	size_t before = (size_t)(arrow - line->text);
	struct diag *diag = c->r->diag;

	cue->start = take_time(line->text, before, c->r->scratch);
	cue->end = take_time(arrow + 3, line->len - before - 3, c->r->scratch);
	if (cue->start < 0 || cue->end < 0)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, line),
			    "a time is not written as 00:01:30.000");
	else if (cue->end <= cue->start)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, line), "the cue ends before it begins");
	else if (cue->start < c->last_start)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, line),
			    "the cue begins before the one above it; cues must be in order");
	else
		return true;
	return false;
}

static void add_reference(struct strbuf *out, const char **s)
{
	static const struct {
		const char *ref, *text;
	} known[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&nbsp;", "\xc2\xa0" },
		      { "&lrm;", "\xe2\x80\x8e" }, { "&rlm;", "\xe2\x80\x8f" } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (text_starts(*s, known[i].ref)) {
			strbuf_adds(out, known[i].text);
			*s += strlen(known[i].ref);
			return;
		}
	}
	strbuf_addc(out, *(*s)++);
}

/* Drops tags but for `<v Name>`, which names the speaker. */
static void add_payload(const struct cue_reader *c, const struct line *line, struct cue *cue, struct strbuf *out)
{
	const char *s = line->text, *end = s + line->len;

	while (s < end) {
		const char *close = *s == '<' ? memchr(s, '>', (size_t)(end - s)) : NULL;

		if (close) {
			const char *name = s + 1 < close && s[1] == 'v' ? memchr(s, ' ', (size_t)(close - s)) : NULL;
			if (name)
				cue->speaker = arena_strndup(c->r->arena, name + 1, (size_t)(close - name - 1));
			s = close + 1;
		} else if (*s == '&') {
			add_reference(out, &s);
		} else {
			const char *plain = s++;
			while (s < end && *s != '<' && *s != '&')
				s++;
			strbuf_add(out, plain, (size_t)(s - plain));
		}
	}
}

/* "Name: words", as Zoom and most typists write it. */
static const char *split_speaker(struct cue *cue, const char *text, struct arena *a)
{
	const char *colon = strstr(text, ": ");

	if (cue->speaker || !colon || colon - text > LONGEST_NAME || colon == text ||
	    memchr(text, '\n', (size_t)(colon - text)) || memchr(text, '.', (size_t)(colon - text)))
		return text;
	cue->speaker = arena_strndup(a, text, (size_t)(colon - text));
	return colon + 2;
}

static void add_cue(struct cue_reader *c, const struct cue *cue)
{
	struct transcript *t = c->into;

	t->cues = arena_grow(c->r->scratch, t->cues, t->count, &c->room, sizeof(*cue));
	t->cues[t->count++] = *cue;
	c->last_start = cue->start;
}

/* Puts the cues where the model lives, without the room they grew into. */
static void keep_cues(const struct reader *r, struct transcript *t)
{
	struct cue *kept = arena_array(r->arena, t->count, sizeof(*kept));

	if (t->count)
		memcpy(kept, t->cues, t->count * sizeof(*kept));
	t->cues = kept;
	arena_reset(r->scratch);
}

/* The lines below the times, up to an empty one. */
static void read_cue(struct cue_reader *c, const struct line *times)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT((size_t)1 << 16);
	struct cue cue = { 0 };
	bool good = read_times(c, times, &cue);
	struct line line;

	while (next_line(c, &line) && line.len) {
		if (text.len)
			strbuf_addc(&text, '\n');
		add_payload(c, &line, &cue, &text);
	}
	if (!good || !text.len)
		return;
	cue.text = split_speaker(&cue, arena_strndup(c->r->arena, text.data, text.len), c->r->arena);
	add_cue(c, &cue);
}

static void skip_block(struct cue_reader *c)
{
	struct line line;

	while (next_line(c, &line) && line.len)
		;
}

void transcript_read(const struct reader *r, const struct source *src, struct transcript *into)
{
	struct cue_reader c = { .r = r, .src = src, .into = into };
	struct line line;

	while (next_line(&c, &line)) {
		if (arrow_in(&line))
			read_cue(&c, &line);
		else if (line_is(&line, "NOTE") || line_is(&line, "STYLE") || line_is(&line, "REGION"))
			skip_block(&c);
	}
	keep_cues(r, into);
	if (!into->count)
		diag_report(r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(src, 0, 0),
			    "no cue was found; a transcript is WebVTT or SRT: times like 00:00:00.000 --> 00:00:04.000, and words below them");
}
