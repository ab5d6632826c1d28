#ifndef MODEL_TRANSCRIPT_H
#define MODEL_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

struct arena;
struct diag;

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
	size_t      words, bytes; /* of all its text (transcript_count()) */
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
	const char *text;    /* one line: the lines of its cues, with a blank between them */
	const struct cue *cues; /* which those are */
	size_t      cue_count;
};

/*
 * Joins cues, which are as long as a line on a screen, into paragraphs: a new
 * one at each change of speaker and, in long speeches, after a sentence.
 * Returns how many; `*turns` lives in `a`.
 */
size_t transcript_turns(const struct transcript *t, struct turn **turns, struct arena *a);

/* Leaves out what is said to begin at `length` (milliseconds) or later, and ends the rest there. */
void transcript_cut(struct transcript *t, int64_t length);

/* Fills in how much text there is; words are as many as blanks part. */
void transcript_count(struct transcript *t);

/* The words of the cues that are there now. */
size_t transcript_words(const struct transcript *t);

/*
 * Reports names of speakers that are probably one person's, written in two
 * ways: they differ in capitals and blanks only, or the rare one is a slip of
 * the other. `Speaker 1` and `Speaker 2` are two people.
 */
void transcript_check_speakers(const struct transcript *t, struct diag *diag);

#endif
