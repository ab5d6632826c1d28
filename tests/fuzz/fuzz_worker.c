/*
 * Any bytes as the input of a media worker, line after line: every line gets
 * exactly one answer that can be read, and no file is touched.
 *
 * Built with clang -fsanitize=fuzzer,address,undefined from this file,
 * pipeline/media/{handle,problems,progress}.c, pipeline/jobs/message.c and the
 * files of pipeline/base, with -ljansson -lcrypto.
 */
#include <assert.h>
#include <string.h>

#include "../../pipeline/media/handle.h"
#include "../../pipeline/media/task.h"
#include "base/mem.h"
#include "jobs/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct counted_lines {
	struct line_sink sink; /* first */
	unsigned count;
};

static bool read_answer(struct line_sink *s, const char *line, size_t len)
{
	struct arena a = { 0 };
	struct job_answer answer;
	const char *why;
	bool ok = job_answer_read(line, len, &answer, &a, &why);

	/* Only the answer to what is no job has an id that is none. */
	assert(ok || (len > 19 && memcmp(line, "{\"id\":-1,\"ok\":false", 19) == 0));
	((struct counted_lines *)s)->count++;
	arena_free(&a);
	return true;
}

/* In place of real work: what a job says is echoed as far as an answer can. */
static bool run_nothing(struct task *t, struct job_answer *answer)
{
	const struct job_request *r = t->request;

	if (r->kind != JOB_PICTURE)
		return problems_fail(&t->problems, DIAG_NOT_AUDIO, "nothing at '%zu'",
				     strlen(r->source));
	answer->has_picture = true;
	answer->picture = (struct picture_facts){ "png", "rgb", 1, 1, false };
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((newline ? newline : end) - at);
		struct counted_lines out = { { read_answer }, 0 };

		assert(media_handle_line(at, len, run_nothing, &out.sink));
		assert(out.count == 1);
		at += len + 1;
	}
	return 0;
}
