#ifndef JOBS_WORKER_H
#define JOBS_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/strbuf.h"
#include "jobs/message.h"

/*
 * One worker process and the socket that is its standard input and output.
 *
 * The socket is closed in every other worker, so a worker finds the end of its
 * input when this process is gone; the kernel kills it besides. Sending and
 * receiving never block.
 */
struct worker {
	pid_t pid; /* 0: no process */
	int fd;
	bool proven; /* has answered a job */
	bool unread; /* is gone without having read all that was sent */
	struct strbuf in, out;
	size_t scanned; /* bytes of `in` that have no newline */
	size_t sent;    /* bytes of `out` that are gone */

	const struct job_request *job; /* what it works on; NULL: nothing */
	size_t task;                   /* the pool's number for it */
	double progress;               /* the last it told, or -1 */
	int64_t deadline;              /* monotonic milliseconds */
};

void worker_init(struct worker *w);

/* Starts `program`; false with errno set when it cannot be. */
bool worker_start(struct worker *w, const char *program);

/* Kills the process if there is one. */
void worker_stop(struct worker *w);

/*
 * After WORKER_GONE: waits a moment at most for the process to end by itself,
 * and returns its status as waitpid(2) gives it, 0 if unknown.
 */
int worker_bury(struct worker *w);

/* Frees the buffers of a stopped worker. */
void worker_release(struct worker *w);

/* Makes the job's line what is to be sent; false when it is too long. */
bool worker_queue(struct worker *w, const struct job_request *job);

/* Sends what the socket takes. What cannot be sent is found when receiving. */
void worker_send(struct worker *w);

enum worker_news { WORKER_NOTHING, WORKER_BYTES, WORKER_GONE };

/* Receives what is there, at most one block. */
enum worker_news worker_receive(struct worker *w);

/* The next complete line in `in`; false when there is none yet. */
bool worker_line(struct worker *w, size_t *len);

/* Drops `len` bytes and the newline after them from the front of `in`. */
void worker_drop_line(struct worker *w, size_t len);

#endif
