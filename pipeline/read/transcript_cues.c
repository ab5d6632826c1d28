/* WebVTT (https://www.w3.org/TR/webvtt1/) and SRT, which differ too little to be told apart. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "cues.h"

struct captions {
	struct cues *cues;
	bool is_vtt;         /* not SRT */
	size_t at;           /* of the next line */
	bool in_cue;         /* no empty line since the last times */
	bool is_good;        /* those times can be used */
	struct cue now;      /* that began with them */
	struct strbuf words; /* its own */
};

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

static bool read_times(struct cues *c, const struct line *line, struct cue *cue)
{
	const char *arrow = arrow_in(line);
	size_t before = (size_t)(arrow - line->text);

	cue->at = line_span(c->src, line);
	cue->start = take_time(line->text, before, c->r->scratch);
	cue->end = take_time(arrow + 3, line->len - before - 3, c->r->scratch);
	if (cue->start >= 0 && cue->end >= 0)
		return cue_times_ok(c, cue, cue->at);
	diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, cue->at,
		    "a time is not written as 00:01:30.000");
	return false;
}

/*
 * The character that &#39; or &#x27; stands for, and the length of the reference; 0 when it is
 * none.
 */
static uint32_t numeric_reference(const char *s, size_t *len)
{
	if (!text_starts(s, "&#"))
		return 0;
	bool hex = s[2] == 'x' || s[2] == 'X';
	const char *digits = s + (hex ? 3 : 2);
	size_t count = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");

	if (!count || count > 7 || digits[count] != ';')
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
static void add_payload(const struct cues *c, const struct line *line, struct cue *cue,
			struct strbuf *out)
{
	const char *s = line->text, *end = s + line->len;

	while (s < end) {
		size_t len = *s == '<' ? strcspn(s + 1, "<>\n") : 0;

		if (len && s[1 + len] == '>' && is_tag(s + 1, len)) {
			const char *name = s[1] == 'v' ? memchr(s, ' ', len) : NULL;
			if (name)
				cue->speaker =
					name_copy(name, (size_t)(s + len + 1 - name), c->r->arena);
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

static bool is_counter(const char *s, size_t len)
{
	return len && strspn(s, "0123456789") >= len;
}

/* SRT numbers its cues; where the empty line above is missing, the number looks like words. */
static void drop_counter(struct strbuf *text)
{
	const char *last = memrchr(text->data, '\n', text->len);
	size_t from = last ? (size_t)(last + 1 - text->data) : 0;

	if (!is_counter(text->data + from, text->len - from))
		return;
	text->len = from ? from - 1 : 0;
	text->data[text->len] = '\0';
}

/* "Name: words", unless the name is all there is. */
static size_t split_speaker(const struct captions *c, struct cue *cue)
{
	const char *s = c->words.data;
	size_t name = cue->speaker ? 0 : speaker_length(s, strcspn(s, "\n"));
	size_t skip = name ? name + 1 + (s[name + 1] != '\0') : 0;

	if (!name || !s[skip])
		return 0;
	cue->speaker = name_copy(s, name, c->cues->r->arena);
	return skip;
}

/* Adds the cue that is read, if it can be used. */
static void end_cue(struct captions *c)
{
	struct arena *a = c->cues->r->arena;

	if (!strbuf_ok(&c->words))
		diag_report(c->cues->r->diag, DIAG_TRANSCRIPT_SYNTAX, c->now.at,
			    "the words of this cue are longer than %zu KB; put an empty line "
			    "between each cue and the next",
			    LIMIT_CUE_BYTES >> 10);
	if (c->is_good && c->words.len) {
		size_t skip = split_speaker(c, &c->now);

		c->now.text = arena_strndup(a, c->words.data + skip, c->words.len - skip);
		cue_add(c->cues, &c->now);
	}
	c->is_good = false;
	strbuf_clear(&c->words);
}

static void add_words(struct captions *c, const struct line *line)
{
	if (c->words.len)
		strbuf_addc(&c->words, '\n');
	add_payload(c->cues, line, &c->now, &c->words);
}

static void begin_cue(struct captions *c, const struct line *times)
{
	if (c->in_cue && c->words.len)
		drop_counter(&c->words);
	end_cue(c);
	c->now = (struct cue){ 0 };
	c->is_good = read_times(c->cues, times, &c->now);
	c->in_cue = true;
}

/* Times with what editors make of an arrow, or a hyphen too few. */
static void check_arrow(const struct cues *c, const struct line *line)
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

/* A comment, a style sheet or a region of WebVTT: up to an empty line. */
static bool begins_block(const struct captions *c, const struct line *line)
{
	static const char *const words[] = { "NOTE", "STYLE", "REGION" };

	for (size_t i = 0; c->is_vtt && i < COUNT(words); i++) {
		size_t len = strlen(words[i]);

		if (line_is(line, words[i]) && (line->len == len || strchr(" \t", line->text[len])))
			return true;
	}
	return false;
}

static void skip_block(struct captions *c, const struct line *first)
{
	static const char unchecked[] = "NOTE " TRANSCRIPT_UNCHECKED;
	struct line line;

	if (first->len == sizeof(unchecked) - 1 && line_is(first, unchecked))
		c->cues->into->is_unchecked = true;
	while (line_next(c->cues->src, &c->at, &line) && line.len)
		;
}

/*
 * A line above times names the cue. Other lines between cues are words that
 * follow an empty line inside the one above: they are still said there.
 */
static void read_between(struct captions *c, const struct line *line)
{
	size_t next = c->at;
	struct line below;

	check_arrow(c->cues, line);
	if (!is_counter(line->text, line->len) &&
	    !(line_next(c->cues->src, &next, &below) && arrow_in(&below)) && c->is_good)
		add_words(c, line);
}

static void read_line(struct captions *c, const struct line *line)
{
	bool times =
		(!c->in_cue || (line->text[0] >= '0' && line->text[0] <= '9')) && arrow_in(line);

	if (times)
		begin_cue(c, line);
	else if (!line->len)
		c->in_cue = false;
	else if (c->in_cue)
		add_words(c, line);
	else if (begins_block(c, line))
		skip_block(c, line);
	else
		read_between(c, line);
}

void transcript_read_cues(struct cues *cues)
{
	struct captions c = { .cues = cues,
			      .is_vtt = text_starts(cues->src->text, "WEBVTT"),
			      .words = STRBUF_INIT(LIMIT_CUE_BYTES) };
	struct line line;

	cues->into->is_timed = true;
	while (!cues_given_up(cues) && line_next(cues->src, &c.at, &line))
		read_line(&c, &line);
	end_cue(&c);
	strbuf_release(&c.words);
	if (!cues->into->count)
		diag_report(cues->r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(cues->src, 0, 0),
			    "no cue was found; WebVTT and SRT have times like "
			    "00:00:00.000 --> 00:00:04.000, and words below them");
}
