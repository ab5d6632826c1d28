#ifndef JOBS_WORK_H
#define JOBS_WORK_H

#include <stddef.h>

#include "base/hash.h"
#include "base/stamp.h"
#include "jobs/jobs.h"
#include "pool.h"

struct diag;

/* How far a job of the list has come. */
enum work_state {
	WORK_OPEN,    /* to be given to a worker */
	WORK_REFUSED, /* cannot be done; the reason has been reported */
	WORK_DONE,    /* the answer, good or bad, is in the job */
	WORK_CRASHED, /* `text` says what the worker did */
	WORK_OVERRAN,
	WORK_CHANGED, /* the source is no longer what was hashed */
};

struct work {
	struct job *job;
	enum work_state state;
	struct hash key;
	struct stamp stamp; /* of the source when it was hashed */
	struct work *same;  /* an earlier one with the same key: what holds for it holds here */
	const char *text;
	double part; /* 0 … 1, how much of it is done */
};

/* Reports what the job's file has wrong, or why there is no answer; not for WORK_REFUSED. */
void work_report(const struct work *w, unsigned time_limit, struct arena *a, struct diag *diag);

/*
 * May a failed answer come out otherwise next time? So when it is about the machine, or
 * about how the work was ended.
 */
bool work_may_go_better(const struct media_problem *p);

#endif
