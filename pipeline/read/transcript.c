#include "transcript.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* A speaker's name before ": " is no longer than this, in bytes and in words. */
#define LONGEST_NAME  40
#define WORDS_OF_NAME 4

struct cue_reader {
	const struct reader *r;
	const struct source *src;
	size_t at; /* of the next line */
	struct transcript *into;
	size_t room;
	int64_t last_start;
};

struct line {
	const char *text;
	size_t len;
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
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, line),
			    "the cue ends before it begins");
	else if (cue->start < c->last_start)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, line),
			    "the cue begins before the one above it; cues must be in order");
	else
		return true;
	return false;
}

/*
 * The character that &#39; or &#x27; stands for, and the length of the reference; 0 when it is
 * none.
 */
static uint32_t numeric_reference(const char *s, size_t *len)
{
	bool hex = s[2] == 'x' || s[2] == 'X';
	const char *digits = s + (hex ? 3 : 2);
	size_t count = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");

	if (!text_starts(s, "&#") || !count || count > 7 || digits[count] != ';')
		return 0;
	unsigned long cp = strtoul(digits, NULL, hex ? 16 : 10);

	*len = (size_t)(digits - s) + count + 1;
	if (cp < ' ' || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return 0;
	return utf8_is_xml((uint32_t)cp) ? (uint32_t)cp : 0;
}

static void add_reference(struct strbuf *out, const char **s)
{
	static const struct {
		const char *ref, *text;
	} known[] = { { "&amp;", "&" },
		      { "&lt;", "<" },
		      { "&gt;", ">" },
		      { "&quot;", "\"" },
		      { "&apos;", "'" },
		      { "&nbsp;", "\xc2\xa0" },
		      { "&lrm;", "\xe2\x80\x8e" },
		      { "&rlm;", "\xe2\x80\x8f" } };
	size_t len;
	uint32_t cp = numeric_reference(*s, &len);

	if (cp) {
		utf8_encode(out, cp);
		*s += len;
		return;
	}
	for (size_t i = 0; i < COUNT(known); i++) {
		if (text_starts(*s, known[i].ref)) {
			strbuf_adds(out, known[i].text);
			*s += strlen(known[i].ref);
			return;
		}
	}
	strbuf_addc(out, *(*s)++);
}

/*
 * Is `len` bytes of `s`, from between < and >, a tag of WebVTT (section 4.2.2;
 * <font> is SubRip's) or a time? Anything else is words: "if x < 5 and y > 3".
 */
static bool is_tag(const char *s, size_t len)
{
	static const struct {
		const char *name;
		bool annotated; /* words may follow the name */
	} tags[] = { { "c", false }, { "i", false },    { "b", false },
		     { "u", false }, { "ruby", false }, { "rt", false },
		     { "v", true },  { "lang", true },  { "font", true } };
	size_t slash = len && s[0] == '/', name = 0;

	if (len && strspn(s, "0123456789:.") == len)
		return true;
	for (s += slash, len -= slash; name < len && !strchr(". \t", s[name]);)
		name++;
	for (size_t i = 0; i < COUNT(tags); i++) {
		if (strlen(tags[i].name) == name && strncasecmp(s, tags[i].name, name) == 0)
			return tags[i].annotated || !memchr(s, ' ', len);
	}
	return false;
}

/* Drops tags but for `<v Name>`, which names the speaker. */
static void add_payload(const struct cue_reader *c, const struct line *line, struct cue *cue,
			struct strbuf *out)
{
	const char *s = line->text, *end = s + line->len;

	while (s < end) {
		size_t len = *s == '<' ? strcspn(s + 1, "<>\n") : 0;

		if (len && s[1 + len] == '>' && is_tag(s + 1, len)) {
			const char *name = s[1] == 'v' ? memchr(s, ' ', len) : NULL;
			if (name)
				cue->speaker = arena_strndup(c->r->arena, name + 1,
							     (size_t)(s + len - name));
			s += len + 2;
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

/* Could it be somebody's name? It begins with a capital (or a letter beyond ASCII) or a digit. */
static bool is_name(const char *s, size_t len)
{
	size_t blanks = 0;
	bool begins = (s[0] >= 'A' && s[0] <= 'Z') || (s[0] >= '0' && s[0] <= '9') || s[0] & 0x80;

	if (!len || len > LONGEST_NAME || !begins)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (strchr("./\n", s[i]))
			return false;
		blanks += s[i] == ' ';
	}
	return blanks < WORDS_OF_NAME;
}

/* "Name: words", as Zoom and most typists write it. */
static const char *split_speaker(struct cue *cue, const char *text, struct arena *a)
{
	const char *colon = strstr(text, ": ");

	if (cue->speaker || !colon || text_starts(colon + 2, "//") ||
	    !is_name(text, (size_t)(colon - text)))
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
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_CUE_BYTES);
	struct cue cue = { 0 };
	bool good = read_times(c, times, &cue);
	struct line line;

	while (next_line(c, &line) && line.len) {
		if (text.len)
			strbuf_addc(&text, '\n');
		add_payload(c, &line, &cue, &text);
	}
	if (!strbuf_ok(&text))
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c, times),
			    "the words of this cue are longer than %zu KB; put an empty line "
			    "between each cue and the next",
			    LIMIT_CUE_BYTES >> 10);
	if (!good || !text.len)
		return;
	cue.text =
		split_speaker(&cue, arena_strndup(c->r->arena, text.data, text.len), c->r->arena);
	add_cue(c, &cue);
}

/* Times with what editors make of an arrow, or a hyphen too few. */
static void check_arrow(const struct cue_reader *c, const struct line *line)
{
	static const char *const arrows[] = { "->", "\xe2\x80\x93>", "\xe2\x80\x94>",
					      "\xe2\x86\x92" };

	for (size_t i = 0; i < COUNT(arrows); i++) {
		const char *at = memmem(line->text, line->len, arrows[i], strlen(arrows[i]));

		if (!at || strspn(line->text, "0123456789:., \t") != (size_t)(at - line->text))
			continue;
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX,
			    span_at(c->src, (size_t)(at - c->src->text), strlen(arrows[i])),
			    "write '-->' with two hyphens between the times");
		return;
	}
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
		else if (line_is(&line, "NOTE") || line_is(&line, "STYLE") ||
			 line_is(&line, "REGION"))
			skip_block(&c);
		else
			check_arrow(&c, &line);
	}
	keep_cues(r, into);
	if (!into->count)
		diag_report(r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(src, 0, 0),
			    "no cue was found; a transcript is WebVTT or SRT: times like "
			    "00:00:00.000 --> 00:00:04.000, and words below them");
}
