#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/*
 * Tells on stderr how far long work is: a bar on a terminal, redrawn in place;
 * elsewhere one plain line at the start and one every half a minute.
 */
struct progress {
	const char *what; /* "reading recordings" */
	bool terminal, begun;
	struct timespec started, shown;
	struct timespec weighed; /* when `rate` was found, and how much had been sent then */
	int64_t weighed_sent;
	double rate; /* bytes a second, lately; 0: not known yet */
};

void progress_begin(struct progress *p, const char *what);

/* Fits the callback of struct jobs; `arg` is the struct progress. */
void progress_show(void *arg, double done, size_t total, const char *source);

/*
 * The same for what is sent: how much of how much, how fast, how long still. Fits the callback of
 * struct publication_progress.
 */
struct publication_state;
void progress_sending(void *arg, const struct publication_state *state);

/* Clears the bar. */
void progress_end(struct progress *p);

#endif
