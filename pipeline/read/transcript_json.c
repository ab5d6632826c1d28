/* Podcasting 2.0 namespace, docs/examples/transcripts/transcripts.md, "JSON"; Whisper names the
 * keys otherwise. */
#include <string.h>

#include "base/diag.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cues.h"

/* Seconds; nothing that is recorded is longer. */
#define LONGEST 1e7

static const char *either_text(const struct tree *segment, const char *key, const char *other)
{
	const char *text = tree_text(segment, key);

	return text ? text : tree_text(segment, other);
}

/* Milliseconds; -1 when there is no such time. */
static int64_t either_time(const struct tree *segment, const char *key, const char *other)
{
	double seconds;

	if (!tree_number(segment, key, &seconds) && !tree_number(segment, other, &seconds))
		return -1;
	return seconds >= 0 && seconds < LONGEST ? (int64_t)(seconds * 1000 + 0.5) : -1;
}

/* The words without blanks around them. */
static const char *trimmed(const char *text, struct arena *a)
{
	static const char blanks[] = " \t\n\r";

	text += strspn(text, blanks);
	size_t len = strlen(text);
	while (len && strchr(blanks, text[len - 1]))
		len--;
	return arena_strndup(a, text, len);
}

static void report(struct cues *c, const struct tree *at, const char *fault)
{
	diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, tree_span(c->src, at), "%s", fault);
}

static void read_segment(struct cues *c, const struct tree *s)
{
	const char *body = either_text(s, "body", "text"), *speaker = tree_text(s, "speaker");
	const struct tree *next = s->next;
	struct cue cue = { .start = either_time(s, "startTime", "start"),
			   .end = either_time(s, "endTime", "end"),
			   .at = tree_span(c->src, s) };

	if (cue.end < 0)
		cue.end = next ? either_time(next, "startTime", "start") : cue.start + 1;
	if (cue.start < 0 || cue.end < 0) {
		report(c, s, "the segment has no 'startTime' and 'endTime' in seconds");
		return;
	}
	if (!body || strlen(body) > LIMIT_CUE_BYTES) {
		report(c, s, body ? "the segment has too many words" : "the segment has no 'body'");
		return;
	}
	if (cue.end == cue.start) /* a word too short to be measured */
		cue.end++;
	cue.text = trimmed(body, c->r->arena);
	cue.speaker = speaker ? name_copy(speaker, strlen(speaker), c->r->arena) : NULL;
	if (cue_times_ok(c, &cue, cue.at) && *cue.text)
		cue_add(c, &cue);
}

/* A segment may be one word: such are put together as long as one person speaks on. */
#define WORDS_TOGETHER ((size_t)60) /* bytes */
#define LONGEST_PAUSE  1500         /* milliseconds */

static bool goes_on(const struct cue *a, const struct cue *b)
{
	bool same = !b->speaker || (a->speaker && strcmp(a->speaker, b->speaker) == 0);
	size_t len = strlen(a->text);

	return same && len + strlen(b->text) < WORDS_TOGETHER &&
	       b->start - a->end < LONGEST_PAUSE && !strchr(".?!", a->text[len - 1]);
}

static void join_words(struct cues *c)
{
	struct transcript *t = c->into;
	size_t kept = 0;

	if (!t->count || transcript_words(t) >= t->count * 2)
		return;
	for (size_t i = 1; i < t->count; i++) {
		struct cue *last = &t->cues[kept], *next = &t->cues[i];

		if (!goes_on(last, next)) {
			t->cues[++kept] = *next;
			continue;
		}
		last->text = arena_printf(c->r->arena, "%s %s", last->text, next->text);
		last->end = next->end > last->end ? next->end : last->end;
	}
	t->count = kept + 1;
}

void transcript_read_json(struct cues *c)
{
	struct tree_fault fault;
	const struct tree *root = tree_read(c->src->text, c->src->len, c->r->scratch, &fault);
	const struct tree *segments = tree_list(root, "segments");

	if (!root) {
		diag_report(c->r->diag, DIAG_TRANSCRIPT_SYNTAX, span_at(c->src, fault.off, 1),
			    "this is not JSON: %s", fault.text);
		return;
	}
	if (!segments || !segments->count) {
		report(c, root,
		       "the transcript has no list 'segments' with 'startTime', 'endTime' and "
		       "'body'");
		return;
	}
	c->into->is_timed = true;
	for (const struct tree *s = segments->first; s && !cues_given_up(c); s = s->next)
		read_segment(c, s);
	join_words(c);
}
