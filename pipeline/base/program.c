#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)16 << 10)

/* The reading ends of a running program's output, and where its start is told. */
struct pipes {
	int out[2], err[2], report[2];
};

static void close_one(int *fd)
{
	int keep = errno;

	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = keep;
}

static void close_all(struct pipes *p, int end)
{
	close_one(&p->out[end]);
	close_one(&p->err[end]);
	close_one(&p->report[end]);
}

static bool open_pipes(struct pipes *p)
{
	*p = (struct pipes){ { -1, -1 }, { -1, -1 }, { -1, -1 } };
	if (pipe2(p->out, O_CLOEXEC) == 0 && pipe2(p->err, O_CLOEXEC) == 0 &&
	    pipe2(p->report, O_CLOEXEC) == 0)
		return true;
	close_all(p, 0);
	close_all(p, 1);
	return false;
}

/* In the new process: only what is safe between fork(2) and exec(3). */
static _Noreturn void become(const struct program *what, const struct pipes *p, pid_t parent)
{
	const char *const *argv = what->argv;
	int input = what->input ? what->input : open("/dev/null", O_RDONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	if (getppid() == parent && input >= 0 && dup2(input, STDIN_FILENO) >= 0 &&
	    dup2(p->out[1], STDOUT_FILENO) >= 0 &&
	    (what->speaks || dup2(p->err[1], STDERR_FILENO) >= 0))
		execv(argv[0], (char *const *)(uintptr_t)argv);
	int error = errno;
	ssize_t told = write(p->report[1], &error, sizeof(error));
	_exit(told > 0 ? 127 : 126);
}

static int reap(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* Waits until the new process runs its program: the pipe closes, or brings an errno. */
static int start_error(const struct pipes *p)
{
	int error = 0;
	ssize_t n;

	do {
		n = read(p->report[0], &error, sizeof(error));
	} while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(error) ? error : 0;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void keep_last_line(struct program *p, const char *bytes, size_t len)
{
	if (p->keeps_all) {
		strbuf_add(&p->last, bytes, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\n' || bytes[i] == '\r') {
			p->line_ended = true;
			continue;
		}
		if (p->line_ended)
			strbuf_clear(&p->last);
		p->line_ended = false;
		strbuf_addc(&p->last, bytes[i]);
	}
}

/* Reads what one of the pipes brings; closes it at its end. */
static void drain(struct program *p, struct pipes *pipes, int *fd)
{
	char block[BLOCK_BYTES];
	ssize_t n = read(*fd, block, sizeof(block));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0)
		close_one(fd);
	else if (fd == &pipes->out[0])
		strbuf_add(&p->out, block, (size_t)n);
	else
		keep_last_line(p, block, (size_t)n);
}

/* Listens until both pipes are closed, or something has to end it. */
static enum program_end listen_to(struct program *p, struct pipes *pipes, int64_t deadline)
{
	while (pipes->out[0] >= 0 || pipes->err[0] >= 0) {
		struct pollfd fds[] = { { pipes->out[0], POLLIN, 0 },
					{ pipes->err[0], POLLIN, 0 } };
		int64_t left = deadline - now_ms();

		if (left <= 0)
			return PROGRAM_SLOW;
		if (poll(fds, 2, left < 1000 ? (int)left : 1000) <= 0)
			continue;
		if (fds[0].revents)
			drain(p, pipes, &pipes->out[0]);
		if (fds[1].revents)
			drain(p, pipes, &pipes->err[0]);
		if (!strbuf_ok(&p->out))
			return PROGRAM_VERBOSE;
	}
	return PROGRAM_DONE;
}

/* One that has closed its output may go on for ever. */
static bool ends_by(pid_t pid, int64_t deadline)
{
	struct pollfd ended = { pidfd_open(pid, 0), POLLIN, 0 };
	bool in_time = ended.fd < 0;

	for (int64_t left; !in_time && (left = deadline - now_ms()) > 0;)
		in_time = poll(&ended, 1, left < 1000 ? (int)left : 1000) > 0;
	if (ended.fd >= 0)
		close(ended.fd);
	return in_time;
}

static enum program_end attend(struct program *p, pid_t pid, struct pipes *pipes)
{
	int64_t deadline = now_ms() + p->time_limit;

	p->error = start_error(pipes);
	enum program_end end = p->error ? PROGRAM_ABSENT : listen_to(p, pipes, deadline);
	if (end == PROGRAM_DONE && !ends_by(pid, deadline))
		end = PROGRAM_SLOW;
	if (end != PROGRAM_DONE)
		kill(-pid, SIGKILL);
	p->status = reap(pid);
	return end == PROGRAM_DONE && p->status != 0 ? PROGRAM_FAILED : end;
}

enum program_end program_run(struct program *p)
{
	struct pipes pipes;
	pid_t parent = getpid(), pid = open_pipes(&pipes) ? fork() : -1;

	if (pid == 0)
		become(p, &pipes, parent);
	if (pid < 0) {
		p->error = errno;
		close_all(&pipes, 0);
		close_all(&pipes, 1);
		return PROGRAM_ABSENT;
	}
	setpgid(pid, pid); /* whoever comes first: it must be there before it is killed */
	close_all(&pipes, 1);
	enum program_end end = attend(p, pid, &pipes);
	close_all(&pipes, 0);
	return end;
}
