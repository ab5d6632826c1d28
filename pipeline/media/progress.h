#ifndef MEDIA_PROGRESS_H
#define MEDIA_PROGRESS_H

#include <stdint.h>

/*
 * How far a job is. Lines go out at most a few times a second and only for
 * jobs that take long; the clock decides when, never what.
 */
struct progress {
	void  (*tell)(void *arg, double done); /* 0 … 1; NULL: nobody listens */
	void   *arg;
	double  from, upto; /* the part of the job that is being done */
	int64_t next_ms;    /* when the next line is due */
};

/* From now on 0 … 1 of progress_at() means from … upto of the job. */
void progress_part(struct progress *p, double from, double upto);

void progress_at(struct progress *p, double fraction);

#endif
