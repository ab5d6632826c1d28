#include "pool.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "base/limits.h"
#include "base/mem.h"
#include "worker.h"

/* Exit statuses of a program that could not begin: the shell's and the dynamic linker's. */
#define EXIT_CANNOT_EXECUTE 126
#define EXIT_CANNOT_BEGIN   127

struct run {
	const struct pool *pool;
	const struct job_request *const *list;
	size_t count, next, ended;
	struct worker *workers;
	struct pollfd *polls;
	size_t worker_count;
	struct arena *arena;
	const char *why; /* the program cannot be started */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t next_deadline(const struct run *run)
{
	return now_ms() + (int64_t)run->pool->time_limit * 1000;
}

static void end_job(struct run *run, struct worker *w, const struct pool_result *result)
{
	size_t task = w->task;

	w->job = NULL;
	run->ended++;
	run->pool->finished(run->pool->arg, task, result);
}

static void blame_job(struct run *run, struct worker *w, const char *text)
{
	end_job(run, w, &(struct pool_result){ .fate = POOL_CRASHED, .text = text });
}

/* Ends a worker that cannot be trusted any longer, and the job it had. */
static void give_up(struct run *run, struct worker *w, const char *text)
{
	worker_stop(w);
	if (w->job)
		blame_job(run, w, text);
}

static const char *describe_end(int status, struct arena *a)
{
	if (WIFSIGNALED(status)) {
		const char *name = sigabbrev_np(WTERMSIG(status));

		return arena_printf(a, "was stopped by signal SIG%s", name ? name : "?");
	}
	return arena_printf(a, "ended with status %d instead of an answer", WEXITSTATUS(status));
}

static bool cannot_begin(const struct worker *w, int status)
{
	return !w->proven && WIFEXITED(status) &&
	       (WEXITSTATUS(status) == EXIT_CANNOT_BEGIN ||
		WEXITSTATUS(status) == EXIT_CANNOT_EXECUTE);
}

/*
 * The process has closed its end. One that had answered before and now never
 * read its next job was killed by somebody else in between: the job keeps its
 * place and a new worker gets it.
 */
static void bury(struct run *run, struct worker *w)
{
	bool untouched = w->proven && w->unread;
	int status = worker_bury(w);

	if (!w->job || untouched)
		return;
	if (cannot_begin(w, status)) {
		w->job = NULL;
		run->why = arena_printf(
			run->arena,
			"it ended at once with status %d; a library that it needs may be missing",
			WEXITSTATUS(status));
		return;
	}
	blame_job(run, w, describe_end(status, run->arena));
}

static bool answers_job(const struct job_answer *answer, const struct job_request *job)
{
	return answer->id == job->id && (answer->is_progress || job_answer_fits(answer, job->kind));
}

/* Only news buys time: a worker that repeats itself hangs. */
static void take_progress(struct run *run, struct worker *w, double part)
{
	bool is_news = part < w->progress || part > w->progress;

	if (!is_news)
		return;
	w->progress = part;
	w->deadline = next_deadline(run);
	if (run->pool->progress)
		run->pool->progress(run->pool->arg, w->task, part);
}

/* False when the worker was given up. */
static bool take_line(struct run *run, struct worker *w, size_t len)
{
	struct pool_result result = { .fate = POOL_ANSWERED };
	const char *why;

	if (!w->job) {
		give_up(run, w, NULL);
		return false;
	}
	if (!job_answer_read(w->in.data, len, &result.answer, run->arena, &why)) {
		give_up(run, w,
			arena_printf(run->arena, "sent a line that makes no sense: %s", why));
		return false;
	}
	worker_drop_line(w, len);
	/* It made no sense of the line that it was sent last, and says so. */
	if (result.answer.id == MESSAGE_NO_JOB)
		result.answer.id = w->job->id;
	if (!answers_job(&result.answer, w->job)) {
		give_up(run, w, "answered something that it was not asked");
		return false;
	}
	if (result.answer.is_progress) {
		take_progress(run, w, result.answer.progress);
		return true;
	}
	w->proven = true;
	end_job(run, w, &result);
	return true;
}

static void take_bytes(struct run *run, struct worker *w)
{
	size_t len;

	while (worker_line(w, &len)) {
		if (!take_line(run, w, len))
			return;
	}
	if (w->in.len > LIMIT_JOB_LINE)
		give_up(run, w, "sent a line without end");
	else if (w->in.len && !w->job)
		give_up(run, w, NULL);
}

static void hear(struct run *run, struct worker *w)
{
	switch (worker_receive(w)) {
	case WORKER_NOTHING:
		break;
	case WORKER_BYTES:
		take_bytes(run, w);
		break;
	case WORKER_GONE:
		bury(run, w);
		break;
	}
}

static bool any_alive(const struct run *run)
{
	for (size_t i = 0; i < run->worker_count; i++) {
		if (run->workers[i].pid)
			return true;
	}
	return false;
}

/* A machine too busy for one more process does with those that it has. */
static bool is_alive(struct run *run, struct worker *w)
{
	if (w->pid || worker_start(w, run->pool->worker))
		return true;
	if (!any_alive(run))
		run->why = arena_strdup(run->arena, strerror(errno));
	return false;
}

static bool take_next(struct run *run, struct worker *w)
{
	if (run->next == run->count)
		return false;
	w->task = run->next++;
	w->job = run->list[w->task];
	return true;
}

/* Gives a worker without work the next job, starting the process if need be. */
static void employ(struct run *run, struct worker *w)
{
	bool is_busy = w->pid && w->job, is_done = !w->job && run->next == run->count;

	if (is_busy || is_done || !is_alive(run, w))
		return;
	while (w->job || take_next(run, w)) {
		if (worker_queue(w, w->job)) {
			w->progress = -1;
			w->deadline = next_deadline(run);
			worker_send(w);
			return;
		}
		blame_job(run, w, "cannot be told: the job is longer than a line may be");
	}
}

/* Milliseconds until the first deadline. */
static int patience(const struct run *run)
{
	int64_t first = INT64_MAX, now = now_ms();

	for (size_t i = 0; i < run->worker_count; i++) {
		const struct worker *w = &run->workers[i];

		if (w->pid && w->job && w->deadline < first)
			first = w->deadline;
	}
	if (first <= now)
		return 0;
	return first - now > INT_MAX ? INT_MAX : (int)(first - now);
}

static void wait_for_news(struct run *run)
{
	for (size_t i = 0; i < run->worker_count; i++) {
		const struct worker *w = &run->workers[i];
		short events = w->sent < w->out.len ? POLLIN | POLLOUT : POLLIN;

		run->polls[i] = (struct pollfd){ .fd = w->pid ? w->fd : -1, .events = events };
	}
	if (poll(run->polls, run->worker_count, patience(run)) <= 0) {
		for (size_t i = 0; i < run->worker_count; i++)
			run->polls[i].revents = 0;
	}
}

static void attend(struct run *run, struct worker *w, short events)
{
	if (events & POLLOUT)
		worker_send(w);
	if (events & (POLLIN | POLLHUP | POLLERR))
		hear(run, w);
	if (!w->pid || !w->job || now_ms() < w->deadline)
		return;
	worker_stop(w);
	end_job(run, w, &(struct pool_result){ .fate = POOL_OVERRAN });
}

static void run_all(struct run *run)
{
	while (run->ended < run->count && !run->why) {
		for (size_t i = 0; i < run->worker_count && !run->why; i++)
			employ(run, &run->workers[i]);
		if (run->why || run->ended == run->count)
			return;
		wait_for_news(run);
		for (size_t i = 0; i < run->worker_count && !run->why; i++)
			attend(run, &run->workers[i], run->polls[i].revents);
	}
}

unsigned pool_cores(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

bool pool_run(const struct pool *pool, const struct job_request *const *list, size_t count,
	      struct arena *a, const char **why)
{
	size_t workers = count < pool->cores ? count : pool->cores;
	struct run run = {
		.pool = pool,
		.list = list,
		.count = count,
		.workers = arena_array(a, workers, sizeof(struct worker)),
		.polls = arena_array(a, workers, sizeof(struct pollfd)),
		.worker_count = workers,
		.arena = a,
	};

	for (size_t i = 0; i < workers; i++)
		worker_init(&run.workers[i]);
	run_all(&run);
	for (size_t i = 0; i < workers; i++) {
		worker_stop(&run.workers[i]);
		worker_release(&run.workers[i]);
	}
	*why = run.why;
	return !run.why;
}
