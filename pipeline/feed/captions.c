#include "captions.h"

#include <string.h>

#include "base/strbuf.h"
#include "model/transcript.h"

#define NO_BREAK_SPACE "\xc2\xa0"

/* The least that is left of a line behind a long name. */
#define LEAST_WIDTH 10

/* A line while words are put into it. */
struct row {
	size_t used; /* characters */
	unsigned number;
	size_t total;  /* characters of the caption so far */
	size_t target; /* characters that a caption should have, so that none is left with a word */
};

static size_t characters(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

struct captions captions_of(const struct cue *cue, size_t width, unsigned lines)
{
	return (struct captions){ .cue = cue,
				  .width = width,
				  .lines = lines,
				  .rest = cue->text,
				  .start = cue->start,
				  .end = cue->start };
}

static size_t first_width(const struct captions *c)
{
	return c->prefix + LEAST_WIDTH < c->width ? c->width - c->prefix : LEAST_WIDTH;
}

/* Do the cue's own lines fit as they are? */
static bool fits(const struct captions *c)
{
	unsigned lines = 0;

	for (const char *s = c->cue->text; *s; s += *s == '\n') {
		size_t len = strcspn(s, "\n");

		if (characters(s, len) > (lines ? c->width : first_width(c)))
			return false;
		lines += len > 0;
		s += len;
	}
	return lines <= c->lines && !(c->avoid_colons && strchr(c->cue->text, ':'));
}

/* Without empty lines, which would end the caption. */
static void put_lines(struct captions *c, struct strbuf *text)
{
	for (size_t len; *c->rest; c->rest += len + (c->rest[len] == '\n')) {
		len = strcspn(c->rest, "\n");
		if (len && text->len)
			strbuf_addc(text, '\n');
		strbuf_add(text, c->rest, len);
	}
}

/*
 * AntennaPod takes what is before ": " for the name of the speaker, and drops
 * what follows a second colon (SrtTranscriptParser): so behind a colon the
 * blank is one that does not break, and behind a name there is no other colon.
 */
static void put_word(const struct captions *c, const char *word, size_t len, struct strbuf *text)
{
	strbuf_add(text, word, len);
	if (c->avoid_colons && word[len - 1] == ':')
		strbuf_adds(text, NO_BREAK_SPACE);
}

static bool ends_in_no_break(const struct strbuf *text)
{
	const size_t len = strlen(NO_BREAK_SPACE);

	return text->len >= len && memcmp(text->data + text->len - len, NO_BREAK_SPACE, len) == 0;
}

/* False when the word belongs into the next caption. */
static bool take_word(const struct captions *c, struct row *row, const char *word, size_t len,
		      struct strbuf *text)
{
	size_t width = row->number == 0 ? first_width(c) : c->width;
	size_t more = characters(word, len);

	if (row->total && c->avoid_colons && c->prefix && memchr(word, ':', len))
		return false;
	if (row->total && row->total + more / 2 > row->target)
		return false;
	if (row->used && row->used + 1 + more > width) {
		if (row->number + 1 == c->lines)
			return false;
		strbuf_addc(text, '\n');
		row->number++;
		row->used = 0;
	} else if (row->used && !ends_in_no_break(text)) {
		strbuf_addc(text, ' ');
		row->used++;
	}
	put_word(c, word, len, text);
	row->used += more;
	row->total += more + 1;
	return true;
}

/* What is left, in equal parts; lines are not filled to their ends, so they hold less. */
static size_t target_of(const struct captions *c)
{
	size_t left = characters(c->rest, strlen(c->rest)) + c->prefix;
	size_t room = c->width * c->lines * 9 / 10;
	size_t parts = (left + room - 1) / room;

	return parts > 1 ? left / parts : SIZE_MAX;
}

static bool ends_sentence(const struct row *row, const char *word, size_t len)
{
	return row->target != SIZE_MAX && row->total * 3 > row->target * 2 &&
	       strchr(".?!", word[len - 1]);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static size_t word_length(const char *s)
{
	size_t n = 0;

	while (s[n] && !is_blank(s[n]))
		n++;
	return n;
}

static size_t blanks_length(const char *s)
{
	size_t n = 0;

	while (is_blank(s[n]))
		n++;
	return n;
}

static void put_words(struct captions *c, struct strbuf *text)
{
	bool over = false;

	c->rest += blanks_length(c->rest);
	struct row row = { .target = target_of(c) };
	while (*c->rest && !over) {
		size_t len = word_length(c->rest);

		if (!take_word(c, &row, c->rest, len, text))
			return;
		over = ends_sentence(&row, c->rest, len);
		c->rest += len;
		c->rest += blanks_length(c->rest);
	}
}

bool captions_next(struct captions *c, struct strbuf *text)
{
	const struct cue *cue = c->cue;
	int64_t span = cue->end - cue->start, total = (int64_t)strlen(cue->text);

	if (c->rest != cue->text) /* the name stands in the first only */
		c->prefix = 0;
	strbuf_clear(text);
	if (!*c->rest)
		return false;
	c->start = c->end;
	/* A cue with less than a millisecond a byte is not worth cutting. */
	if (span < total || (c->rest == cue->text && fits(c)))
		put_lines(c, text);
	else
		put_words(c, text);
	c->end = *c->rest ? cue->start + span * (c->rest - cue->text) / total : cue->end;
	return text->len > 0;
}
