#ifndef MEDIA_TASK_H
#define MEDIA_TASK_H

#include "jobs/message.h"
#include "problems.h"
#include "progress.h"

struct arena;

/* One job while it is worked on. What it makes lives in `arena` until it is answered. */
struct task {
	const struct job_request *request;
	struct arena             *arena;
	struct problems           problems;
	struct progress           progress;
};

/*
 * The kinds of job. Each fills in its part of the answer, or returns
 * false with problems.failure set.
 */
bool probe_run(struct task *t, struct job_answer *answer);
bool picture_run(struct task *t, struct job_answer *answer);
bool publish_run(struct task *t, struct job_answer *answer);
bool master_run(struct task *t, struct job_answer *answer);
bool plot_run(struct task *t, struct job_answer *answer);
bool sheet_run(struct task *t, struct job_answer *answer);
bool cover_run(struct task *t, struct job_answer *answer);

/* The files that a job fills, `count` of them. */
const char *const *task_outputs(const struct job_request *r, struct arena *a, size_t *count);

#endif
