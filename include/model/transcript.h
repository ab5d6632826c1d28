#ifndef MODEL_TRANSCRIPT_H
#define MODEL_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

struct arena;

/* What is said in a recording, and by whom. */
struct cue {
	int64_t     start, end; /* milliseconds; both 0 when the transcript has no times */
	const char *speaker;    /* NULL: unknown or unchanged */
	const char *text;       /* plain; lines end with '\n', the last without */
	struct span at;         /* where it was written; zero: not in a file of the content */
};

struct transcript {
	struct cue *cues; /* starts ascend; cues may overlap */
	size_t      count;
	bool        is_timed;
	bool        end_guessed;  /* only starts were written, so the end of the last cue is a guess */
	bool        is_unchecked; /* made by a program, and nobody has read it yet */
};

/* What a transcript is marked with as long as nobody has checked it. */
#define TRANSCRIPT_UNCHECKED "made by machine, not checked"

/* The files that are written of a transcript, the best for apps first. */
enum transcript_form {
	TRANSCRIPT_VTT,
	TRANSCRIPT_SRT,
	TRANSCRIPT_JSON,
	TRANSCRIPT_HTML,
	TRANSCRIPT_TEXT,
	TRANSCRIPT_FORMS,
};

struct transcript_file {
	const char *suffix; /* of its name, behind the episode's */
	const char *type;   /* exactly as apps compare it, without `; charset` */
	const char *label;  /* for people */
	bool        timed;  /* needs times: written of a timed transcript only */
};

extern const struct transcript_file transcript_files[TRANSCRIPT_FORMS];

/* What one speaker says at a stretch: a paragraph. */
struct turn {
	int64_t     start;   /* milliseconds */
	const char *speaker; /* only where it changes */
	const char *text;    /* one line */
};

/*
 * Joins cues, which are as long as a line on a screen, into paragraphs: a new
 * one at each change of speaker and, in long speeches, after a sentence.
 * Returns how many; `*turns` lives in `a`.
 */
size_t transcript_turns(const struct transcript *t, struct turn **turns, struct arena *a);

/* Leaves out what is said to begin at `length` (milliseconds) or later, and ends the rest there. */
void transcript_cut(struct transcript *t, int64_t length);

/* Words, as many as blanks part. */
size_t transcript_words(const struct transcript *t);

#endif
