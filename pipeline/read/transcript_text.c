/*
 * Transcripts as people type them, and as Otter and others export them: words
 * in paragraphs, above or before them who speaks and perhaps when.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "cues.h"

/* As fast as people speak, where nothing else tells when the last words end. */
#define MS_PER_WORD 400
#define NO_TIME     (-1)

/* What stands before the words of a line. */
struct head {
	int64_t time; /* milliseconds, or NO_TIME */
	const char *name;
	size_t name_len;
	size_t skip; /* bytes before the words */
};

struct typed {
	struct cues *c;
	bool bare_times;     /* paragraphs begin with times that are not in brackets */
	bool fresh;          /* an empty line, or nothing, is above */
	bool sentence_over;  /* the line above ended one */
	struct table names;  /* of those who have spoken */
	struct strbuf words; /* of the paragraph that is read */
	struct cue now;      /* its start may be NO_TIME */
	size_t timed;        /* paragraphs with a time of their own */
};

static size_t blanks_at(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && (s[n] == ' ' || s[n] == '\t'))
		n++;
	return n;
}

/* A time with a colon in it at the start of `s`: its bytes, or 0. */
static size_t time_at(const char *s, size_t len, int64_t *time)
{
	char text[sizeof("00000:00:00.000000000")];
	size_t n = 0;

	while (n < len && (isdigit((unsigned char)s[n]) || strchr(":.,", s[n])))
		n++;
	while (n && strchr(":.,", s[n - 1]))
		n--;
	if (n >= sizeof(text) || !memchr(s, ':', n))
		return 0;
	memcpy(text, s, n);
	text[n] = '\0';
	*time = time_parse(text);
	return *time >= 0 ? n : 0;
}

/* `[00:01:02]` or `(01:02)` at the start of `s`: its bytes, or 0. */
static size_t bracketed_at(const char *s, size_t len, int64_t *time)
{
	char close = len && s[0] == '[' ? ']' : ')';

	if (len < 2 || (s[0] != '[' && s[0] != '('))
		return 0;
	size_t n = time_at(s + 1, len - 1, time);

	return n && n + 1 < len && s[n + 1] == close ? n + 2 : 0;
}

/* Over blanks and a dash, as between a time and what follows it. */
static size_t gap_at(const char *s, size_t len)
{
	static const char *const dashes[] = { "-", "\xe2\x80\x93", "\xe2\x80\x94" };
	size_t n = blanks_at(s, len);

	for (size_t i = 0; i < COUNT(dashes); i++) {
		size_t dash = strlen(dashes[i]);

		if (n && len - n > dash && memcmp(s + n, dashes[i], dash) == 0 &&
		    s[n + dash] == ' ')
			return n + dash + blanks_at(s + n + dash, len - n - dash);
	}
	return n;
}

static size_t leading_time(const struct typed *t, const char *s, size_t len, int64_t *time)
{
	size_t n = bracketed_at(s, len, time);

	if (!n && t->bare_times)
		n = time_at(s, len, time);
	if (n && n < len && !strchr(" \t:", s[n]))
		return 0;
	n += n && n < len && s[n] == ':';
	return n;
}

/* `Name [00:01]: words` */
static bool name_then_time(const char *s, size_t len, struct head *h)
{
	size_t name = 0, time = 0;

	for (name = 0; name < len && !time; name += !time)
		time = name ? bracketed_at(s + name, len - name, &h->time) : 0;
	size_t end = name + time, trimmed = name;

	if (!time || (end < len && s[end] != ':'))
		return false;
	while (trimmed && s[trimmed - 1] == ' ')
		trimmed--;
	if (!is_name(s, trimmed))
		return false;
	h->name = s;
	h->name_len = trimmed;
	h->skip += end + (end < len);
	return true;
}

/* `Name  0:03`, and nothing else: Otter. */
static bool is_otter_line(const char *s, size_t len, struct head *h)
{
	size_t name = len;

	while (name && s[name - 1] != ' ' && s[name - 1] != '\t')
		name--;
	if (!name || time_at(s + name, len - name, &h->time) != len - name)
		return false;
	while (name && (s[name - 1] == ' ' || s[name - 1] == '\t'))
		name--;
	if (!is_name(s, name))
		return false;
	h->name = s;
	h->name_len = name;
	h->skip += len;
	return true;
}

/* Without blanks at its end. */
static size_t trimmed_length(const struct line *line)
{
	size_t len = line->len;

	while (len && (line->text[len - 1] == ' ' || line->text[len - 1] == '\t'))
		len--;
	return len;
}

static struct head read_head(const struct typed *t, const struct line *line)
{
	struct head h = { .time = NO_TIME };
	const char *s = line->text;
	size_t len = trimmed_length(line);

	h.skip = leading_time(t, s, len, &h.time);
	bool timed = h.skip > 0;
	if (!timed)
		h.time = NO_TIME;
	h.skip += timed ? gap_at(s + h.skip, len - h.skip) : blanks_at(s, len);
	s += h.skip;
	len -= h.skip < len ? h.skip : len;
	size_t name = speaker_length(s, len);

	if (name) {
		h.name = s;
		h.name_len = name;
		h.skip += name + 1;
	} else if (timed && t->fresh && is_name(s, len)) { /* `00:03 Name`, the words below */
		h.name = s;
		h.name_len = len;
		h.skip += len;
	} else if (!timed && !name_then_time(s, len, &h) &&
		   !(t->fresh && is_otter_line(s, len, &h))) {
		h.time = NO_TIME;
	}
	return h;
}

/* Does a line with this before its words begin a paragraph? Not every word before a colon speaks.
 */
static bool begins(struct typed *t, const struct head *h)
{
	if (t->fresh || h->time != NO_TIME)
		return true;
	return h->name &&
	       (t->sentence_over || table_find(&t->names, key_of(0, h->name, h->name_len)) != NULL);
}

/* Ends the paragraph. A time or a name without words waits for those that follow. */
static void end_paragraph(struct typed *t)
{
	if (!t->words.len)
		return;
	if (!strbuf_ok(&t->words))
		diag_report(t->c->r->diag, DIAG_TRANSCRIPT_SYNTAX, t->now.at,
			    "this paragraph is longer than %zu KB; put an empty line where another "
			    "begins",
			    LIMIT_CUE_BYTES >> 10);
	t->now.text = arena_strndup(t->c->r->arena, t->words.data, t->words.len);
	t->timed += t->now.start != NO_TIME;
	cue_add(t->c, &t->now);
	strbuf_clear(&t->words);
	t->now = (struct cue){ .start = NO_TIME };
}

static void take_time(struct typed *t, const struct line *line, int64_t time)
{
	struct cues *c = t->c;

	if (time < c->last_start) {
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c->src, line),
			    "the time is before the one above it; times must be in order");
		return;
	}
	t->now.start = c->last_start = time;
}

static void begin_paragraph(struct typed *t, const struct line *line, const struct head *h)
{
	end_paragraph(t);
	t->now.at = line_span(t->c->src, line);
	if (h->time != NO_TIME)
		take_time(t, line, h->time);
	if (!h->name)
		return;
	t->now.speaker = name_copy(h->name, h->name_len, t->c->r->arena);
	*table_at(&t->names, key_of(0, h->name, h->name_len)) = 1;
}

static void add_words(struct typed *t, const char *s, size_t len)
{
	size_t blanks = blanks_at(s, len);

	if (blanks == len)
		return;
	if (t->words.len)
		strbuf_addc(&t->words, ' ');
	strbuf_add(&t->words, s + blanks, len - blanks);
}

static void read_line(struct typed *t, const struct line *line)
{
	size_t len = trimmed_length(line);
	struct head h = { .time = NO_TIME };

	if (!len) {
		end_paragraph(t);
		t->fresh = true;
		return;
	}
	struct head found = read_head(t, line);
	if (begins(t, &found)) {
		h = found;
		begin_paragraph(t, line, &h);
	}
	add_words(t, line->text + h.skip, len - (h.skip < len ? h.skip : len));
	t->fresh = !t->words.len && !t->now.speaker; /* a time stood alone */
	t->sentence_over = strchr(".?!\"')]", line->text[len - 1]) != NULL;
}

/* Do enough paragraphs begin with a time for these to be no part of the words? */
static bool has_bare_times(const struct source *src)
{
	size_t at = 0, paragraphs = 0, times = 0;
	bool fresh = true;
	struct line line;

	while (line_next(src, &at, &line)) {
		int64_t time;
		size_t n = time_at(line.text, line.len, &time);

		times += n && (n == line.len || strchr(" \t:", line.text[n]));
		paragraphs += fresh && line.len;
		fresh = !line.len;
	}
	return times > 1 && times * 2 >= paragraphs;
}

/* Shares the time from `from` to `to` among cues [first, end) by the length of their words. */
static void share_time(struct cue *cues, size_t first, size_t end, int64_t to)
{
	int64_t from = cues[first].start;
	size_t total = 0, before = 0;

	for (size_t i = first; i < end; i++)
		total += strlen(cues[i].text);
	for (size_t i = first; i < end; i++) {
		cues[i].start = from + (to - from) * (int64_t)before / (int64_t)total;
		before += strlen(cues[i].text);
		cues[i].end = from + (to - from) * (int64_t)before / (int64_t)total;
		if (cues[i].end <= cues[i].start)
			cues[i].end = cues[i].start + 1;
	}
}

static int64_t guess_end(const struct cue *cues, size_t first, size_t end)
{
	struct transcript rest = { .cues = (struct cue *)(uintptr_t)(cues + first),
				   .count = end - first };

	return cues[first].start + (int64_t)(transcript_words(&rest) + 1) * MS_PER_WORD;
}

/* Every cue gets an end, and those between two times their part. */
static void settle_times(struct transcript *t)
{
	struct cue *cues = t->cues;

	t->is_timed = t->end_guessed = true;
	if (cues[0].start == NO_TIME)
		cues[0].start = 0;
	for (size_t first = 0, end; first < t->count; first = end) {
		for (end = first + 1; end < t->count && cues[end].start == NO_TIME; end++)
			;
		share_time(cues, first, end,
			   end < t->count ? cues[end].start : guess_end(cues, first, end));
	}
}

static void drop_times(const struct typed *t)
{
	struct transcript *into = t->c->into;

	if (t->timed)
		diag_report(t->c->r->diag, DIAG_TRANSCRIPT_TIMES, span_of(t->c->src),
			    "%zu of %zu paragraphs have no time, so the transcript is published "
			    "without times",
			    into->count - t->timed, into->count);
	for (size_t i = 0; i < into->count; i++)
		into->cues[i].start = into->cues[i].end = 0;
}

/* What Otter puts above and below the words. */
#define OTTER_FRONT ((size_t)8 << 10) /* bytes in which its headings stand */
static const char otter_foot[] = "Transcribed by https://otter.ai";

static bool line_is(const struct line *line, const char *text)
{
	size_t len = trimmed_length(line);

	return len == strlen(text) && memcmp(line->text, text, len) == 0;
}

/* Where the words begin: behind the paragraph below "SPEAKERS", which lists them. */
static size_t skip_otter_front(const struct source *src, size_t from)
{
	size_t at = from, begin = from;
	bool listing = false;
	struct line line;

	while (at < OTTER_FRONT && line_next(src, &at, &line)) {
		if (line_is(&line, "SUMMARY KEYWORDS") || line_is(&line, "SPEAKERS"))
			listing = true;
		else if (listing && trimmed_length(&line))
			begin = at;
		else if (begin > from)
			listing = false;
	}
	return begin;
}

/* `[made by machine, not checked]`, as blether writes it above the words. */
static size_t skip_mark(struct cues *c)
{
	static const char mark[] = "[" TRANSCRIPT_UNCHECKED "]\n";

	c->into->is_unchecked = text_starts(c->src->text, mark);
	return c->into->is_unchecked ? sizeof(mark) - 1 : 0;
}

void transcript_read_text(struct cues *c)
{
	struct typed t = { .c = c,
			   .fresh = true,
			   .bare_times = has_bare_times(c->src),
			   .words = STRBUF_INIT(LIMIT_CUE_BYTES),
			   .now = { .start = NO_TIME } };
	size_t at = skip_mark(c);
	struct line line;

	at = skip_otter_front(c->src, at);
	while (!cues_given_up(c) && line_next(c->src, &at, &line)) {
		if (!line_is(&line, otter_foot))
			read_line(&t, &line);
	}
	end_paragraph(&t);
	strbuf_release(&t.words);
	table_release(&t.names);
	if (!c->into->count)
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(c->src, 0, 0),
			    "the transcript has no words");
	else if (t.timed * 2 >= c->into->count && t.timed)
		settle_times(c->into);
	else
		drop_times(&t);
}
