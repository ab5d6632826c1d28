#include "cues.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* A name is no longer than this, in bytes and in words. */
#define LONGEST_NAME  ((size_t)60)
#define WORDS_OF_NAME 4

#define MOST_FAULTS 100

bool line_next(const struct source *src, size_t *at, struct line *line)
{
	if (*at >= src->len)
		return false;
	line->text = src->text + *at;
	line->len = strcspn(line->text, "\n");
	*at += line->len + 1;
	return true;
}

struct span line_span(const struct source *src, const struct line *line)
{
	return span_at(src, (size_t)(line->text - src->text), line->len);
}

bool cue_times_ok(struct cues *c, const struct cue *cue, struct span at)
{
	struct diag *diag = c->r->diag;

	if (cue->end <= cue->start)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, at, "the cue ends before it begins");
	else if (cue->start < c->last_start)
		diag_report(diag, DIAG_TRANSCRIPT_SYNTAX, at,
			    "the cue begins before the one above it; cues must be in order");
	else
		return true;
	return false;
}

bool cues_given_up(struct cues *c)
{
	if (!c->given_up && c->r->diag->count[SEV_ERROR] - c->errors_before >= MOST_FAULTS) {
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, span_of(c->src),
			    "after %d faults the rest is not looked at; is this a transcript?",
			    MOST_FAULTS);
		c->given_up = true;
	}
	return c->given_up;
}

void cue_add(struct cues *c, const struct cue *cue)
{
	struct transcript *t = c->into;

	t->cues = arena_grow(c->r->scratch, t->cues, t->count, &c->room, sizeof(*cue));
	t->cues[t->count++] = *cue;
	if (cue->start > c->last_start)
		c->last_start = cue->start;
}

void cues_keep(struct cues *c)
{
	struct transcript *t = c->into;
	struct cue *kept = arena_array(c->r->arena, t->count, sizeof(*kept));

	if (t->count)
		memcpy(kept, t->cues, t->count * sizeof(*kept));
	t->cues = kept;
	arena_reset(c->r->scratch);
}

/* A full stop that ends no sentence: behind an initial or a title. */
static bool is_short_for(const char *name, const char *stop)
{
	static const char *const titles[] = { "Dr",  "Mr", "Mrs", "Ms", "Mx", "Prof",
					      "Rev", "Fr", "St",  "Sr", "Jr", NULL };
	const char *word = stop;

	while (word > name && word[-1] != ' ')
		word--;
	size_t len = (size_t)(stop - word);

	for (const char *const *t = titles; *t; t++) {
		if (strlen(*t) == len && memcmp(*t, word, len) == 0)
			return true;
	}
	return len == 1;
}

bool is_name(const char *s, size_t len)
{
	size_t blanks = 0;
	bool bracket = false;

	if (!len || len > LONGEST_NAME || s[len - 1] == ' ' ||
	    !((s[0] >= 'A' && s[0] <= 'Z') || (s[0] >= '0' && s[0] <= '9') || s[0] & 0x80))
		return false;
	for (size_t i = 0; i < len; i++) {
		bracket = bracket || s[i] == '(';
		if (strchr(":\n\t", s[i]) || (s[i] == '/' && !bracket) || /* "Ann (she/her)" */
		    (s[i] == '.' && !is_short_for(s, s + i)))
			return false;
		blanks += s[i] == ' ' && i && s[i - 1] != ' ';
	}
	return blanks < WORDS_OF_NAME;
}

size_t speaker_length(const char *s, size_t len)
{
	const char *colon = memchr(s, ':', len);
	size_t name = colon ? (size_t)(colon - s) : 0;

	if (!colon || !is_name(s, name))
		return 0;
	if (name + 1 < len && (colon[1] != ' ' || strncmp(colon + 2, "//", 2) == 0))
		return 0;
	return name;
}

const char *name_copy(const char *s, size_t len, struct arena *a)
{
	char *name = arena_alloc(a, len + 1), *to = name;

	for (size_t i = 0; i < len; i++) {
		bool blank = s[i] == ' ' || s[i] == '\t' || s[i] == '\n';

		if (!blank)
			*to++ = s[i];
		else if (to > name && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > name && to[-1] == ' ')
		to--;
	*to = '\0';
	return *name ? name : NULL;
}
