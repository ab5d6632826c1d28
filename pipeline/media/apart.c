#include "apart.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "handle.h"
#include "sandbox.h"
#include "task.h"

#define BLOCK_BYTES ((size_t)64 << 10)

/* In the process for the job */

struct pipe_sink {
	struct line_sink sink; /* first */
	int fd;
};

static bool put_line(struct line_sink *s, const char *line, size_t len)
{
	const struct pipe_sink *pipe = (const struct pipe_sink *)s;

	while (len) {
		ssize_t n = write(pipe->fd, line, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		line += n;
		len -= (size_t)n;
	}
	return true;
}

/* Where fontconfig finds what a picture with text needs. */
static const char *const font_folders[] = {
	"/etc/fonts",
	"/usr/share/fontconfig",
	"/usr/share/fonts",
	"/usr/local/share/fonts",
	"/var/cache/fontconfig",
};

static void allow_reading(struct sandbox *s, const char **list, const char *path)
{
	list[s->read_count++] = path;
	s->read = list;
}

static bool draws(enum job_kind kind)
{
	return kind == JOB_PLOT || kind == JOB_DRAW;
}

/* Shuts the door behind the files that the job names. */
static bool run_confined(struct task *t, struct job_answer *answer)
{
	const struct job_request *r = t->request;
	const char **list = arena_array(t->arena, 2 + r->tags.chapter_count + COUNT(font_folders),
					sizeof(*list));
	struct sandbox s = { 0 };

	s.write = task_outputs(r, t->arena, &s.write_count);
	allow_reading(&s, list, r->source);
	allow_reading(&s, list, r->tags.cover);
	for (size_t i = 0; i < r->tags.chapter_count; i++)
		allow_reading(&s, list, r->tags.chapters[i].picture);
	for (size_t i = 0; draws(r->kind) && i < COUNT(font_folders); i++)
		allow_reading(&s, list, font_folders[i]);
	sandbox_enter(&s);
	return media_run_kind(t, answer);
}

/* The only file that is open behind stdin, stdout and stderr. */
#define ANSWERS 3

static _Noreturn void be_child(const struct task *t, int out, pid_t parent)
{
	struct pipe_sink sink = { { put_line }, ANSWERS };
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	/* What others read, write and have left open is not ours: our lines go through the pipe. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || nowhere < 0 || dup2(nowhere, STDIN_FILENO) < 0 ||
	    dup2(nowhere, STDOUT_FILENO) < 0 || dup2(out, ANSWERS) < 0)
		_exit(1);
	close_range(ANSWERS + 1, ~0U, 0);
	_exit(media_handle_job(t->request, t->arena, run_confined, &sink.sink) ? 0 : 1);
}

/* In the process that reads jobs */

struct child {
	pid_t pid;
	int fd;
	bool senseless; /* what came last from it is no message, or not what was asked */
	struct strbuf in;
};

static bool start(struct child *c, const struct task *t)
{
	pid_t parent = getpid();
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) != 0)
		return false;
	c->fd = fds[0];
	c->pid = fork();
	if (c->pid == 0)
		be_child(t, fds[1], parent);
	close(fds[1]);
	if (c->pid > 0)
		return true;
	close(fds[0]);
	return false;
}

/* Ends what is left of it: after its answer it is not needed, and without one not trusted. */
static int end(struct child *c)
{
	int status = 0;

	close(c->fd);
	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR) {
	}
	strbuf_release(&c->in);
	return status;
}

/* The next line; its length is in `len`. False when there will be none, or none of decent length.
 */
static bool next_line(struct child *c, size_t *len)
{
	char block[BLOCK_BYTES];
	const char *newline;

	while (!(newline = memchr(c->in.data, '\n', c->in.len))) {
		ssize_t n = read(c->fd, block, sizeof(block));

		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0)
			strbuf_add(&c->in, block, (size_t)n);
		if (n <= 0 || !strbuf_ok(&c->in))
			return false;
	}
	*len = (size_t)(newline - c->in.data);
	return true;
}

static void drop_line(struct strbuf *in, size_t len)
{
	in->len -= len + 1;
	memmove(in->data, in->data + len + 1, in->len + 1);
}

static bool is_sound(const struct job_answer *answer, const struct job_request *r)
{
	return answer->id == r->id && (answer->is_progress || job_answer_fits(answer, r->kind));
}

/* Passes progress on until the answer comes. False: what came is none, or nothing came. */
static bool listen(struct child *c, struct task *t, struct job_answer *answer)
{
	struct arena scratch = { 0 };
	const char *why;
	size_t len;
	bool ok = false;

	while (next_line(c, &len)) {
		struct job_answer a = { 0 };

		ok = job_answer_read(c->in.data, len, &a, &scratch, &why) &&
		     is_sound(&a, t->request);
		c->senseless = !ok;
		if (!ok || !a.is_progress)
			break;
		t->progress.tell(t->progress.arg, a.progress);
		drop_line(&c->in, len);
		arena_reset(&scratch);
		ok = false;
	}
	arena_free(&scratch);
	return ok && job_answer_read(c->in.data, len, answer, t->arena, &why);
}

static bool report_end(struct task *t, int status)
{
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return problems_fail(&t->problems, DIAG_MEDIA_TIMEOUT,
				     "it took more computing than any recording needs");
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return problems_fail(
			&t->problems, DIAG_MEDIA_CRASH,
			"the program that reads it was ended from outside (SIGKILL), most often "
			"because memory ran out; close other programs and try again");
	if (WIFSIGNALED(status))
		return problems_fail(
			&t->problems, DIAG_MEDIA_CRASH,
			"the program that reads it failed (SIG%s); the file is damaged, or was "
			"made to do harm, which it could not: export it again from an audio editor",
			name ? name : "?");
	return problems_fail(&t->problems, DIAG_MEDIA_CRASH,
			     "the program that reads it ended without an answer; the file is "
			     "damaged, or was made to do harm, which it could not: export it "
			     "again from an audio editor");
}

static bool run_in_child(struct task *t, struct job_answer *answer)
{
	struct child c = { .in = STRBUF_INIT(LIMIT_JOB_LINE + 2 * BLOCK_BYTES) };

	if (!start(&c, t))
		return problems_fail(&t->problems, DIAG_CANNOT_READ,
				     "no process can be started for it: %s", strerror(errno));
	bool answered = listen(&c, t, answer);
	int status = end(&c);
	if (!answered) /* one that made no sense was ended by us: how is no news */
		return report_end(t, c.senseless ? 0 : status);
	t->problems.failure = answer->problem;
	return answer->ok;
}

bool apart_run_job(struct task *t, struct job_answer *answer)
{
	return media_with_output(t, answer, run_in_child);
}
