#ifndef MEDIA_HANDLE_H
#define MEDIA_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct job_answer;
struct job_request;
struct task;

/* Where answer and progress lines go; false when they cannot be written. */
struct line_sink {
	bool (*put)(struct line_sink *s, const char *line, size_t len);
};

/* Does a job that was understood, or something else in tests. */
typedef bool media_runner(struct task *t, struct job_answer *answer);

/* Does it in this process: for tests, and for fuzzing. */
media_runner media_run_job;

/* Does only the job itself, for which `output` must be there, empty. */
media_runner media_run_kind;

/*
 * Creates the file that the job has to fill, lets `run` fill it, and removes it
 * when that fails: nothing is left behind, and nothing that was there is touched.
 */
bool media_with_output(struct task *t, struct job_answer *answer, media_runner *run);

/*
 * Takes one line (newline or not) and answers it with exactly one, after any
 * number of progress lines. A line that is not a job is answered with id -1 and
 * touches no file. False when an answer could not be written.
 */
bool media_handle_line(const char *line, size_t len, media_runner *run, struct line_sink *out);

/* The same for a job that is known. */
bool media_handle_job(const struct job_request *r, struct arena *a, media_runner *run,
		      struct line_sink *out);

#endif
