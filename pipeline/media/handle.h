#ifndef MEDIA_HANDLE_H
#define MEDIA_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

struct job_answer;
struct task;

/* Where answer and progress lines go; false when they cannot be written. */
struct line_sink {
	bool (*put)(struct line_sink *s, const char *line, size_t len);
};

/* Does a job that was understood: media_run_job(), or something else in tests. */
typedef bool media_runner(struct task *t, struct job_answer *answer);

bool media_run_job(struct task *t, struct job_answer *answer);

/*
 * Takes one line (newline or not) and answers it with exactly one, after any
 * number of progress lines. A line that is not a job is answered with id -1 and
 * touches no file. False when an answer could not be written.
 */
bool media_handle_line(const char *line, size_t len, media_runner *run, struct line_sink *out);

#endif
