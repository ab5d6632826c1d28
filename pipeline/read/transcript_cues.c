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

/* Words that follow an empty line inside a cue are still said there. */
static void add_to_last(struct cues *c, const struct line *line)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_CUE_BYTES);
	struct cue *last = &c->into->cues[c->into->count - 1], part = *last;

	strbuf_adds(&text, last->text);
	strbuf_addc(&text, '\n');
	add_payload(c, line, &part, &text);
	if (strbuf_ok(&text))
		last->text = arena_strndup(c->r->arena, text.data, text.len);
	else
		diag_report(
			c->r->diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c->src, line),
			"there are more words than %zu KB between two times; did times get lost?",
			LIMIT_CUE_BYTES >> 10);
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

/* The lines below the times, up to an empty one or the next times. */
static void read_words(struct cues *c, size_t *at, struct cue *cue, struct strbuf *text)
{
	struct line line;
	size_t next = *at;

	for (; line_next(c->src, &next, &line) && line.len; *at = next) {
		if (arrow_in(&line) && line.text[0] >= '0' && line.text[0] <= '9') {
			if (text->len)
				drop_counter(text);
			return;
		}
		if (text->len)
			strbuf_addc(text, '\n');
		add_payload(c, &line, cue, text);
	}
	*at = next;
}

static void read_cue(struct cues *c, size_t *at, const struct line *times)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_CUE_BYTES);
	struct cue cue = { 0 };
	bool good = read_times(c, times, &cue);

	read_words(c, at, &cue, &text);
	if (!strbuf_ok(&text))
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, line_span(c->src, times),
			    "the words of this cue are longer than %zu KB; put an empty line "
			    "between each cue and the next",
			    LIMIT_CUE_BYTES >> 10);
	if (!good || !text.len)
		return;
	size_t name = cue.speaker ? 0 : speaker_length(text.data, strcspn(text.data, "\n"));
	size_t skip = name ? name + 1 + (text.data[name + 1] != '\0') : 0;

	if (!text.data[skip])
		skip = name = 0;
	if (name)
		cue.speaker = name_copy(text.data, name, c->r->arena);
	cue.text = arena_strndup(c->r->arena, text.data + skip, text.len - skip);
	cue_add(c, &cue);
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

/* A comment, a style sheet or a region, up to an empty line. */
static void skip_block(struct cues *c, size_t *at, const struct line *first)
{
	static const char unchecked[] = "NOTE " TRANSCRIPT_UNCHECKED;
	struct line line;

	if (first->len == sizeof(unchecked) - 1 && line_is(first, unchecked))
		c->into->is_unchecked = true;
	while (line_next(c->src, at, &line) && line.len)
		;
}

/* A line above times names the cue; other lines between cues belong to the one above. */
static void read_between(struct cues *c, size_t at, const struct line *line)
{
	struct line below;

	check_arrow(c, line);
	if (!line->len || !c->into->count || is_counter(line->text, line->len) ||
	    (line_next(c->src, &at, &below) && arrow_in(&below)))
		return;
	add_to_last(c, line);
}

void transcript_read_cues(struct cues *c)
{
	struct line line;
	size_t at = 0;

	c->into->is_timed = true;
	while (line_next(c->src, &at, &line)) {
		if (arrow_in(&line))
			read_cue(c, &at, &line);
		else if (line_is(&line, "NOTE") || line_is(&line, "STYLE") ||
			 line_is(&line, "REGION"))
			skip_block(c, &at, &line);
		else
			read_between(c, at, &line);
	}
	if (!c->into->count)
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(c->src, 0, 0),
			    "no cue was found; WebVTT and SRT have times like "
			    "00:00:00.000 --> 00:00:04.000, and words below them");
}
