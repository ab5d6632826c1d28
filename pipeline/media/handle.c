#include "handle.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "jobs/message.h"
#include "task.h"

bool media_run_kind(struct task *t, struct job_answer *answer)
{
	static bool (*const jobs[])(struct task *, struct job_answer *) = {
		[JOB_PROBE] = probe_run,   [JOB_PICTURE] = picture_run, [JOB_PUBLISH] = publish_run,
		[JOB_MASTER] = master_run, [JOB_PLOT] = plot_run,       [JOB_DRAW] = sheet_run,
		[JOB_COVER] = cover_run,
	};

	return jobs[t->request->kind](t, answer);
}

const char *const *task_outputs(const struct job_request *r, struct arena *a, size_t *count)
{
	const char **list = arena_array(a, 1 + r->sheet_count, sizeof(*list));

	*count = 0;
	if (r->output)
		list[(*count)++] = r->output;
	for (size_t i = 0; i < r->sheet_count; i++) {
		if (r->sheets[i].output)
			list[(*count)++] = r->sheets[i].output;
	}
	return list;
}

static bool create_output(const char *path, struct task *t)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return problems_fail(&t->problems, DIAG_CANNOT_WRITE,
				     "the file for listeners cannot be written: %s",
				     strerror(errno));
	close(fd);
	return true;
}

bool media_with_output(struct task *t, struct job_answer *answer, media_runner *run)
{
	size_t count, made = 0;
	const char *const *outputs = task_outputs(t->request, t->arena, &count);

	while (made < count && create_output(outputs[made], t))
		made++;
	bool ok = made == count && run(t, answer);
	for (size_t i = 0; !ok && i < made; i++)
		unlink(outputs[i]);
	return ok;
}

bool media_run_job(struct task *t, struct job_answer *answer)
{
	return media_with_output(t, answer, media_run_kind);
}

static bool send(const struct job_answer *answer, struct line_sink *out)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE);

	job_answer_write(answer, &line);
	return strbuf_ok(&line) && out->put(out, line.data, line.len);
}

struct teller {
	struct line_sink *out;
	int64_t id;
};

/* A progress line that is lost does no harm; the answer will meet the same trouble and tell. */
static void tell_progress(void *arg, double done)
{
	const struct teller *t = arg;
	struct job_answer a = { .id = t->id, .is_progress = true, .progress = done };

	send(&a, t->out);
}

static bool refuse(const char *why, struct arena *a, struct line_sink *out)
{
	struct problems p = { .arena = a };

	problems_fail(&p, DIAG_BAD_JOB, "this is not a job: %s", why);
	return send(&(struct job_answer){ .id = -1, .problem = p.failure }, out);
}

bool media_handle_job(const struct job_request *r, struct arena *a, media_runner *run,
		      struct line_sink *out)
{
	struct teller teller = { .out = out, .id = r->id };
	struct task t = {
		.request = r,
		.arena = a,
		.problems.arena = a,
		.progress = { .tell = tell_progress, .arg = &teller, .upto = 1 },
	};
	struct job_answer answer = { .id = r->id };

	answer.ok = run(&t, &answer);
	if (!answer.ok) /* libav's allocations are the only thing that fails without saying why */
		problems_fail(&t.problems, DIAG_CANNOT_READ, "the worker ran out of memory");
	answer.problem = t.problems.failure;
	return send(&answer, out);
}

bool media_handle_line(const char *line, size_t len, media_runner *run, struct line_sink *out)
{
	struct arena a = { 0 };
	struct job_request r;
	const char *why;
	bool ok = job_request_read(line, len, &r, &a, &why) ? media_handle_job(&r, &a, run, out)
							    : refuse(why, &a, out);

	arena_free(&a);
	return ok;
}
