#ifndef READ_CUES_H
#define READ_CUES_H

#include <stdbool.h>
#include <stddef.h>

#include "reader.h"

/* A transcript while it is read, in whatever form it is written. */
struct cues {
	const struct reader *r;
	const struct source *src;
	struct transcript *into;
	size_t room; /* of the cues, which grow in the scratch arena */
	int64_t last_start;
	unsigned errors_before; /* in the reader's diag, when it began */
	bool given_up;
};

/* A line of the source, without its end. */
struct line {
	const char *text;
	size_t len;
};

/* Takes the line at byte `*at`, and moves on to the next; false at the end. */
bool line_next(const struct source *src, size_t *at, struct line *line);
struct span line_span(const struct source *src, const struct line *line);

/* Reports at `at` what is wrong with the times of a cue; true when nothing is. */
bool cue_times_ok(struct cues *c, const struct cue *cue, struct span at);

/* Are there so many faults that it is no transcript at all? Says so, once. */
bool cues_given_up(struct cues *c);

void cue_add(struct cues *c, const struct cue *cue);

/* Puts the cues where the model lives, without the room they grew into. */
void cues_keep(struct cues *c);

/*
 * The bytes of a name at the start of `s`, when what follows is ": " or the end
 * of `s` behind a colon: "Name: words", as Zoom and most typists write it. 0
 * when there is none.
 */
size_t speaker_length(const char *s, size_t len);

/* Could these bytes be somebody's name? */
bool is_name(const char *s, size_t len);

/* A copy of a name, with single blanks between its words and none around them; NULL if empty. */
const char *name_copy(const char *s, size_t len, struct arena *a);

/* The readers of each form; each adds what it can and reports the rest. */
void transcript_read_cues(struct cues *c);
void transcript_read_json(struct cues *c);
void transcript_read_text(struct cues *c);

#endif
