/*
 * Any bytes as a line of a worker or for a worker: read without harm, and what
 * is accepted is written and read again to the same line.
 *
 * Built with clang -fsanitize=fuzzer,address,undefined from this file,
 * pipeline/jobs/message.c and the files of pipeline/base, with -ljansson -lcrypto.
 */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "jobs/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_answer(const char *line, size_t len, struct arena *a)
{
	STRBUF_SCOPED struct strbuf first = STRBUF_INIT(2 * LIMIT_JOB_LINE);
	STRBUF_SCOPED struct strbuf second = STRBUF_INIT(2 * LIMIT_JOB_LINE);
	struct job_answer answer;
	const char *why;

	if (!job_answer_read(line, len, &answer, a, &why)) {
		assert(why);
		return;
	}
	job_answer_write(&answer, &first);
	bool again = job_answer_read(first.data, first.len, &answer, a, &why);
	assert(again);
	job_answer_write(&answer, &second);
	assert(strcmp(first.data, second.data) == 0);
}

static void check_request(const char *line, size_t len, struct arena *a)
{
	STRBUF_SCOPED struct strbuf first = STRBUF_INIT(2 * LIMIT_JOB_LINE);
	STRBUF_SCOPED struct strbuf second = STRBUF_INIT(2 * LIMIT_JOB_LINE);
	struct job_request request;
	const char *why;

	if (!job_request_read(line, len, &request, a, &why)) {
		assert(why);
		return;
	}
	job_request_write(&request, &first);
	bool again = job_request_read(first.data, first.len, &request, a, &why);
	assert(again);
	job_request_write(&request, &second);
	assert(strcmp(first.data, second.data) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };

	check_answer((const char *)data, size, &a);
	check_request((const char *)data, size, &a);
	arena_free(&a);
	return 0;
}
