#ifndef TESTS_MEDIA_JOBS_H
#define TESTS_MEDIA_JOBS_H

/* For the tests of the media worker: the fixtures, and jobs from line to answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../pipeline/media/handle.h"
#include "../../pipeline/media/log.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "jobs/message.h"

/* Absolute; made once and kept in build/. */
static char fixtures[4096];

static inline int make_fixtures(void **state)
{
	char command[8300], here[3000];

	(void)state;
	if (!getcwd(here, sizeof(here)))
		return -1;
	snprintf(fixtures, sizeof(fixtures), "%s/build/fixtures", here);
	snprintf(command, sizeof(command), "sh tests/fixtures/make.sh '%s'", fixtures);
	log_collect();
	return system(command) == 0 ? 0 : -1;
}

static inline const char *fixture(const char *name, struct arena *a)
{
	return arena_printf(a, "%s/%s", fixtures, name);
}

/* What a shell command prints, without the newline at its end. */
static inline char *output_of(struct arena *a, const char *command)
{
	char *text = arena_alloc(a, 1 << 16);
	FILE *f = popen(command, "r");

	assert_non_null(f);
	size_t len = fread(text, 1, (1 << 16) - 1, f);
	pclose(f);
	while (len && text[len - 1] == '\n')
		text[--len] = '\0';
	return text;
}

struct kept_lines {
	struct line_sink sink; /* first */
	struct strbuf text;
};

static inline bool keep_line(struct line_sink *s, const char *line, size_t len)
{
	strbuf_add(&((struct kept_lines *)s)->text, line, len);
	return true;
}

/* The last line that the worker sends; those before it must be progress. */
static inline struct job_answer answer_to(const char *line, size_t len, struct arena *a)
{
	struct kept_lines kept = { { keep_line }, STRBUF_INIT(LIMIT_JOB_LINE) };
	struct job_answer answer = { 0 };
	const char *why = NULL;

	assert_true(media_handle_line(line, len, media_run_job, &kept.sink));
	for (char *at = kept.text.data; *at;) {
		char *end = strchr(at, '\n');

		assert_non_null(end);
		assert_true(at == kept.text.data || answer.is_progress);
		if (!job_answer_read(at, (size_t)(end - at), &answer, a, &why))
			fail_msg("%s: %.*s", why, (int)(end - at), at);
		at = end + 1;
	}
	assert_false(answer.is_progress);
	strbuf_release(&kept.text);
	return answer;
}

static inline struct job_answer run(const struct job_request *r, struct arena *a)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE);

	job_request_write(r, &line);
	struct job_answer answer = answer_to(line.data, line.len, a);
	assert_int_equal(answer.id, r->id);
	return answer;
}

#endif
