#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"
#include "jobs/message.h"

struct arena;
struct diag;

/*
 * Hands jobs to worker processes, as many as cores, and keeps their answers.
 *
 * An answer is cached in `cache_dir`/facts.sqlite under the SHA-256 of the
 * source and of everything else that the answer depends on; a file whose size,
 * times and inode are known is not read again to learn its hash. Files that
 * JOB_MASTER and JOB_PUBLISH made are kept in `cache_dir`/audio/. A worker is started only
 * when an answer is missing. One that crashes or overruns its time limit is a
 * diagnostic on that recording and nothing else. That a file is broken is an
 * answer too and kept; crashes and failures of the machine are tried again.
 * Several runs may use one cache at a time, and a killed one does it no harm.
 */
struct jobs {
	const char *worker;     /* the program, absolute */
	const char *cache_dir;  /* absolute, made if missing; NULL: nothing is remembered (not with jobs that make audio) */
	unsigned    cores;      /* workers at a time; 0: as many as this machine has */
	unsigned    time_limit; /* seconds a job may take without a progress line; 0: 120 */
	struct jobs_memory *memory; /* of what the cache said before in this process; or NULL */
	bool known_only; /* no worker is started: what the cache does not know stays unanswered */
	/* Called as work proceeds, only when some is to be done; `done` counts in parts of a job. */
	void (*progress)(void *arg, double done, size_t total, const char *source);
	void *progress_arg;
};

/*
 * For who asks again and again: what the cache has answered is not looked up anew.
 * Answers point into it.
 */
struct jobs_memory *jobs_memory_new(void);
void                jobs_memory_free(struct jobs_memory *m);

struct job {
	struct job_request request; /* `id` is set by jobs_run(), and `output` but for JOB_PLOT */
	struct span        at;      /* where the file is named in the content */
	const char        *shown;   /* the path to show to people */
	bool               findings_kept; /* what is wrong with the file stays in `answer`; only failures of the machine are reported */
	bool               is_out;  /* subscribers have the file: if it can stay as it is, what is wrong with it is told as what cannot be mended */
	struct job_answer  answer;  /* `ok` is false when it failed; the reason has been reported */
	char               source_sha256[65]; /* "" when it could not be read */
	int64_t            source_bytes;
};

/*
 * Runs all jobs that the cache cannot answer and fills in every answer; the
 * same job on files of the same content is done once.
 * Problems of a recording are reported at job.at. Returns how many had to be
 * given to a worker. What is returned lives in `a`.
 */
size_t jobs_run(const struct jobs *jobs, struct job *list, size_t count, struct arena *a,
		struct diag *diag);

/*
 * A file that JOB_PUBLISH once made, by the end of the name it was published
 * under: HASH_IN_NAME digits of its SHA-256 and its suffix, "0123456789ab.mp3".
 */
struct named_audio {
	const char            *name;
	struct published_audio audio; /* `file` is NULL when the cache has it no more */
};

/* Looks all of them up in the cache; what is found lives in `a`. */
void jobs_find_named(const char *cache_dir, struct named_audio *list, size_t count, struct arena *a,
		     struct diag *diag);

#endif
