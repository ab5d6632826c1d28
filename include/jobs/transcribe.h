#ifndef JOBS_TRANSCRIBE_H
#define JOBS_TRANSCRIBE_H

#include <stdbool.h>

#include "base/source.h"

struct arena;
struct diag;

/*
 * Transcripts made by a program that the content names: Whisper or any other.
 *
 * The command is the program's whole path and what it is given, parted by
 * blanks; `{}` in it is the recording's path, which else is put at its end. No
 * shell sees it. The program has no input; it prints the transcript on its
 * standard output and is killed with all that it started when it takes too long
 * or prints too much. What it printed is kept in `cache_dir`/transcripts/ under
 * the recording's content and the command, so it runs once.
 */
struct transcription {
	const char *command;   /* as written in the content */
	const char *recording; /* absolute */
	const char *sha256;    /* of the recording, hexadecimal */
	const char *cache_dir; /* absolute, made if missing */
	unsigned    time_limit; /* seconds; 0: six hours */
	struct span at;        /* for messages */
};

/* The file with what the program printed before; NULL when it has not run. Lives in `a`. */
const char *transcription_kept(const struct transcription *t, struct arena *a);

/*
 * Runs the program and returns the file with what it printed, or NULL after
 * reporting why there is none, with the last line of its error output.
 */
const char *transcription_run(const struct transcription *t, struct arena *a, struct diag *diag);

/* Forgets what the program printed, so that it runs again. */
void transcription_forget(const char *path);

#endif
