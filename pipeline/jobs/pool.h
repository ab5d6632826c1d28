#ifndef JOBS_POOL_H
#define JOBS_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "jobs/message.h"

struct arena;

/* How a job ended. */
enum pool_fate {
	POOL_ANSWERED,
	POOL_CRASHED, /* the worker died or answered nonsense: `text` says which */
	POOL_OVERRAN, /* no answer and no progress within the time limit */
};

struct pool_result {
	enum pool_fate fate;
	struct job_answer answer; /* POOL_ANSWERED: of the kind that was asked for */
	const char *text;         /* POOL_CRASHED: what the worker did, "was stopped by …" */
};

/*
 * Runs jobs in worker processes. The callbacks come in the order in which jobs
 * happen to end; `task` is the place of the job in the list. A worker that
 * fails is replaced by a new one, and the others never notice.
 */
struct pool {
	const char *worker;  /* the program, absolute */
	unsigned cores;      /* workers at a time, at least 1 */
	unsigned time_limit; /* seconds, at least 1 */
	void (*finished)(void *arg, size_t task, const struct pool_result *result);
	void (*progress)(void *arg, size_t task, double part); /* 0 … 1 */
	void *arg;
};

/* As many as this process may use: the usual number of workers. */
unsigned pool_cores(void);

/*
 * Hands out the jobs in the order of the list. No worker remains when it
 * returns. False, with a sentence in `*why`, when the program cannot be
 * started; jobs that had no result by then get none.
 */
bool pool_run(const struct pool *pool, const struct job_request *const *list, size_t count,
	      struct arena *a, const char **why);

#endif
