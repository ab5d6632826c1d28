#ifndef PUBLISH_COURIER_H
#define PUBLISH_COURIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host.h"

/*
 * Does jobs at a host: several at once over connections that are kept, again where it is worth it
 * (waiting longer each time, and never all at the same moment), and no more after one has failed.
 * Knows nothing of what the jobs are for.
 */
struct courier;

struct courier_patience {
	int    tries;       /* of a job, as long as none of them brings it further */
	double first_wait;  /* seconds; twice as long each time, */
	double longest_wait; /* up to this */
	long   connect, stall; /* seconds: for a connection, and while nothing moves, */
	long   slowest;     /* or less than this, in bytes a second: a byte now and then is no progress */
	long   answer;      /* seconds that a request may take besides what its bytes need at the slowest */
	double farewell;    /* seconds that what is under way gets to end by itself once a job has failed */
	double pulse;       /* seconds from one sign of life of a lock to the next */
};

extern const struct courier_patience courier_usual_patience;

/* Told while jobs are under way. */
struct courier_watch {
	void (*tick)(void *arg, int64_t sent, const char *path, const char *waiting); /* bytes of this run so far */
	void (*ended)(void *arg, size_t errand, enum outcome outcome);
	void *arg;
};

/* What a job begins with. */
struct errand {
	enum task task;
	const char *path;
	const struct output_file *file;
	const char *bytes;
	size_t len;
	bool replaces, unsure;
};

/* `patience` is kept, and must live as long. */
struct courier *courier_open(struct host *h, const struct courier_patience *patience);
void courier_close(struct courier *c);

/*
 * All of them, several at once, begun in their order. True when each ended well: DONE, or ABSENT of
 * a removal. Else *why says why the first of them failed, in the host's arena; those under way then
 * were ended, and the others were not begun.
 */
bool courier_run(struct courier *c, const struct errand *errands, size_t count,
		 const struct courier_watch *watch, const char **why);

/* From within a tick: nothing more is begun, and what is under way is broken off; the run has failed, without a why. */
void courier_stop(struct courier *c);

/*
 * One job, and what became of it: DONE, ABSENT, TAKEN or FAILED. What it brought is copied
 * to the end of `body` (which may be NULL).
 */
enum outcome courier_ask(struct courier *c, const struct errand *errand, struct strbuf *body, const char **why);

#endif
